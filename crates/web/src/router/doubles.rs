//! Two numbers of one person.

use super::Table;
use crate::api::doubles as api;
use crate::pages::doubles::{beside, list, merging};

pub(super) fn add(table: Table) -> Table {
    table
        .list(with_files!("/units/{id}/doubles"), &list::DOUBLES)
        .get("/people/{id}/beside/{other}", beside::show)
        .form("/people/{id}/merge", &merging::MERGE)
        .form("/people/{id}/part", &merging::PART)
        .get("/api/units/{id}/doubles", api::list)
        .post("/api/people/{id}/merge", api::merge)
        .post("/api/people/{id}/part", api::part)
}
