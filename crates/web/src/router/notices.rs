//! The addresses under which the mail about what is due is turned off and on.

use super::Table;
use crate::api;
use crate::pages::notices::routes;

pub(super) fn add(table: Table) -> Table {
    table
        .post("/account/notices", routes::turn_on)
        .post("/account/notices/end", routes::turn_off)
        // For whoever has the mail, signed in or not.
        .get("/notices/stop/{person}/{secret}", routes::show)
        .post("/notices/stop/{person}/{secret}", routes::stop)
        .post("/notices/start/{person}/{secret}", routes::start)
        .get("/api/me/notices", api::notices::show)
        .post("/api/me/notices", api::notices::set)
}
