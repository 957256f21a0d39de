//! Conferences: seats, delegates, their codes and the door.

use super::Table;
use crate::api::conferences as api;
use crate::pages::conferences::{door, routes};

pub(super) fn add(table: Table) -> Table {
    table
        .get("/conferences", routes::list)
        .get("/conferences/{id}", routes::show)
        .sheets(
            "/conferences/{id}/seats.csv",
            "/conferences/{id}/seats.xlsx",
            routes::export_seats,
        )
        .get("/conferences/{id}/delegates", routes::show_delegates)
        .sheets(
            "/conferences/{id}/delegates.csv",
            "/conferences/{id}/delegates.xlsx",
            routes::export_delegates,
        )
        .get("/conferences/{id}/credentials", routes::credentials)
        .form("/units/{id}/conferences/call", &routes::CALL)
        .form("/conferences/{id}/call-off", &routes::CALL_OFF)
        .form("/conferences/{id}/elect", &routes::ELECT)
        .form("/conferences/{id}/strike", &routes::STRIKE)
        .form("/conferences/{id}/replace", &routes::REPLACE)
        .form("/conferences/{id}/send-out", &routes::SEND_OUT)
        .get("/conferences/{id}/door", door::form)
        .post("/conferences/{id}/door", door::check_in)
        .get("/api/conferences", api::list)
        .get("/api/conferences/{id}", api::show)
        .get("/api/conferences/{id}/delegates", api::delegates)
        .get("/api/conferences/{id}/credentials", api::credentials)
        .post("/api/units/{id}/conferences", api::call)
        .post("/api/conferences/{id}/call-off", api::call_off)
        .post("/api/conferences/{id}/elect", api::elect)
        .post("/api/conferences/{id}/strike", api::strike)
        .post("/api/conferences/{id}/replace", api::replace)
        .post("/api/conferences/{id}/check-in", api::check_in)
        .post("/api/conferences/{id}/send-out", api::send_out)
}
