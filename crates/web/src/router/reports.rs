//! What is owed upward, and what it comes to.

use super::Table;
use crate::pages::reports::{beneath, returns, routes};

pub(super) fn add(table: Table) -> Table {
    table
        .get("/reports", routes::list)
        .get("/reports/{report}/{period}", routes::roll_up)
        .get("/reports/{report}/{period}/returns", routes::roll_up)
        .sheets(
            "/reports/{report}/{period}/returns.csv",
            "/reports/{report}/{period}/returns.xlsx",
            routes::export,
        )
        .get("/units/{id}/reports", routes::of_unit)
        .list(with_files!("/units/{id}/returns"), &returns::RETURNS)
        .list(
            with_files!("/units/{id}/reports/{report}/{period}/beneath"),
            &beneath::BENEATH,
        )
        .list(
            with_files!("/units/{id}/reports/{report}/{period}/missing"),
            &beneath::MISSING,
        )
        .get("/units/{id}/reports/{report}/{period}", routes::show)
        .get(
            "/units/{id}/reports/{report}/{period}/file",
            routes::file_form,
        )
        .post("/units/{id}/reports/{report}/{period}/file", routes::file)
        .get(
            "/units/{id}/reports/{report}/{period}/correct",
            routes::correct_form,
        )
        .post(
            "/units/{id}/reports/{report}/{period}/correct",
            routes::correct,
        )
}
