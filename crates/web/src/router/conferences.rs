//! Conferences: seats, delegates, their codes and the door.

use super::Table;
use crate::acting::sent;
use crate::api::conferences as api;
use crate::api::proceedings as proceedings_api;
use crate::pages::conferences::{
    delegates, door, entering, list, lists, proceedings, routes, scanned,
};

pub(super) fn add(table: Table) -> Table {
    table
        .list(with_files!("/conferences"), &list::CONFERENCES)
        .get("/conferences/{id}", routes::show)
        .sheets(
            "/conferences/{id}/seats.csv",
            "/conferences/{id}/seats.xlsx",
            routes::export_seats,
        )
        .list(
            with_files!("/conferences/{id}/delegates"),
            &delegates::DELEGATES,
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
        .post("/conferences/{id}/door/many", scanned::check_in)
        .get("/conferences/{id}/lists", lists::new)
        .sheets(
            "/conferences/{id}/lists.csv",
            "/conferences/{id}/lists.xlsx",
            lists::blank,
        )
        .post("/conferences/{id}/lists", lists::look)
        .post("/conferences/{id}/lists/record", lists::record)
        .get("/conferences/{id}/proceedings", proceedings::show)
        .form("/conferences/{id}/item", &entering::ENTER)
        .form("/conferences/{id}/strike-item", &entering::STRIKE_ITEM)
        .form("/conferences/{id}/vote", &entering::VOTE)
        .form("/conferences/{id}/strike-vote", &entering::STRIKE_VOTE)
        .get("/conferences/{id}/attendance", entering::attendance)
        .post("/conferences/{id}/attendance", sent(&entering::ATTENDANCE))
        .get("/api/conferences/{id}/proceedings", proceedings_api::show)
        .get(
            "/api/conferences/{id}/attendance",
            proceedings_api::attendance,
        )
        .post("/api/conferences/{id}/attendance", proceedings_api::list)
        .post("/api/conferences/{id}/item", proceedings_api::enter)
        .post(
            "/api/conferences/{id}/strike-item",
            proceedings_api::strike_item,
        )
        .post("/api/conferences/{id}/vote", proceedings_api::vote)
        .post(
            "/api/conferences/{id}/strike-vote",
            proceedings_api::strike_vote,
        )
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
