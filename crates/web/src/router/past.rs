//! The past: what changed between two days, who was in a unit and under it, the line of
//! a unit, one post over time. Pages as of a day are those of today with `?on=`.

use super::Table;
use crate::api::{one_post, past as api};
use crate::pages::past::{between, holders, line, people};
use crate::pages::posts::one;

pub(super) fn add(table: Table) -> Table {
    table
        .list_of_past(
            with_files!("/units/{id}/changes"),
            &between::CHANGES,
            between::gather,
        )
        .list_of_past(
            with_files!("/units/{id}/people"),
            &people::PEOPLE,
            people::read,
        )
        .list_of_past(
            with_files!("/units/{id}/holders"),
            &holders::HOLDERS,
            holders::asks,
        )
        .get("/units/{id}/posts/{post}", one::show)
        .get("/api/units/{id}/posts/{post}", one_post::show)
        .get("/units/{id}/line", line::show)
        .get("/api/units/{id}/changes", api::changes)
        .get("/api/units/{id}/line", api::line)
}
