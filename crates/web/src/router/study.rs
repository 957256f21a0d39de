//! Courses and their sessions.

use super::Table;
use crate::api::study as api;
use crate::pages::study::{attended, list, routes};

pub(super) fn add(table: Table) -> Table {
    table
        .list(with_files!("/study"), &list::SESSIONS)
        .get("/study/{id}", routes::show)
        .list(with_files!("/study/{id}/attended"), &attended::ATTENDED)
        .get("/study/{id}/record", routes::record_form)
        .post("/study/{id}/record", routes::record)
        .get("/study/{id}/correct", routes::correct_form)
        .post("/study/{id}/correct", routes::correct)
        .get("/study/{id}/call-off", routes::call_off_form)
        .post("/study/{id}/call-off", routes::call_off)
        .get("/units/{id}/study/announce", routes::announce_form)
        .post("/units/{id}/study/announce", routes::announce)
        .get("/api/study", api::calendar)
        .get("/api/study/{id}", api::show)
        .get("/api/people/{id}/study", api::left_of)
        .post("/api/units/{id}/study", api::announce)
        .post("/api/study/{id}/record", api::record)
        .post("/api/study/{id}/correct", api::correct)
        .post("/api/study/{id}/call-off", api::call_off)
}
