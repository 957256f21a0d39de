//! The past: what changed between two days, and the line of a unit. Pages as of a
//! day are those of today with `?on=`.

use super::Table;
use crate::api::past as api;
use crate::pages::past::{between, line};

pub(super) fn add(table: Table) -> Table {
    table
        .get("/units/{id}/changes", between::show)
        .sheets(
            "/units/{id}/changes.csv",
            "/units/{id}/changes.xlsx",
            between::export,
        )
        .get("/units/{id}/line", line::show)
        .get("/api/units/{id}/changes", api::changes)
        .get("/api/units/{id}/line", api::line)
}
