//! Who looks after whom.

use super::Table;
use crate::acting::{drawn, sent};
use crate::api::visits as api;
use crate::pages::visits::{fill, list, routes};

pub(super) fn add(table: Table) -> Table {
    table
        .get("/area", routes::area)
        .sheets("/area.csv", "/area.xlsx", routes::export_area)
        .list(with_files!("/units/{id}/visits"), &list::VISITS)
        .get("/units/{id}/visits/record", drawn(fill::record))
        .post("/units/{id}/visits/record", routes::record)
        .get("/visits/{id}", routes::show)
        .get("/visits/{id}/correct", routes::new_correction)
        .post("/visits/{id}/correct", sent(&routes::CORRECT))
        .form("/visits/{id}/strike", &routes::STRIKE)
        .get("/api/area", api::area)
        .get("/api/units/{id}/visits", api::list)
        .post("/api/units/{id}/visits", api::record)
        .get("/api/visits/{id}", api::show)
        .post("/api/visits/{id}/correct", api::correct)
        .post("/api/visits/{id}/strike", api::strike)
}
