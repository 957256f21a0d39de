//! What is published, for everybody, signed in or not; and bulletins before
//! they are.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use papers::picture;

use super::Table;
use crate::acting::sent;
use crate::api::bulletins as api;
use crate::api::drafts as drafts_api;
use crate::pages::bulletins::routes;
use crate::pages::drafts::{pictures, removing, routes as drafts};

/// The largest form with a picture that is read to its end, so that a file that is too
/// large is answered with what was typed beside it.
const FORM_BYTES_MAX: usize = 5 * picture::BYTES_MAX;

/// The largest picture in letters, four for three bytes, with what stands around it.
const LETTERS_MAX: usize = picture::BYTES_MAX / 3 * 4 + 10_000;

pub(super) fn add(table: Table) -> Table {
    writing(table)
        .get("/bulletins", routes::list)
        .sheets("/bulletins.csv", "/bulletins.xlsx", routes::export)
        .get("/bulletins.atom", routes::atom)
        .get("/bulletins.ics", routes::calendar)
        .get("/bulletins/popolo.json", routes::popolo)
        .get("/bulletins/org.jsonld", routes::ontology)
        .sheets(
            "/bulletins/attendance.csv",
            "/bulletins/attendance.xlsx",
            routes::attendance,
        )
        .get("/bulletins/people", routes::people)
        .sheets(
            "/bulletins/people.csv",
            "/bulletins/people.xlsx",
            routes::export_people,
        )
        .get("/bulletins/people/{id}", routes::person)
        .sheets(
            "/bulletins/people/{id}/appearances.csv",
            "/bulletins/people/{id}/appearances.xlsx",
            routes::appearances,
        )
        .get("/bulletins/people/{id}/popolo.json", routes::popolo_of)
        .get("/bulletins/people/{id}/org.jsonld", routes::ontology_of)
        .get("/bulletins/sources", routes::sources)
        .sheets(
            "/bulletins/sources.csv",
            "/bulletins/sources.xlsx",
            routes::export_sources,
        )
        .get("/bulletins/tags", routes::tags)
        .sheets(
            "/bulletins/tags.csv",
            "/bulletins/tags.xlsx",
            routes::export_tags,
        )
        .get("/bulletins/conflicts", routes::conflicts)
        .sheets(
            "/bulletins/conflicts.csv",
            "/bulletins/conflicts.xlsx",
            routes::export_conflicts,
        )
        .get("/bulletins/problems", routes::problems)
        .get("/bulletins/{id}", routes::show)
        .get("/search", routes::search)
        .get("/sitemap.xml", routes::sitemap)
        .get("/api/bulletins", api::list)
        .get("/api/bulletins/{id}", api::show)
        .get("/api/search", api::search)
}

/// Bulletins before everybody can read them.
fn writing(table: Table) -> Table {
    table
        .get("/units/{id}/bulletins", drafts::list)
        .get("/units/{id}/bulletins/new", drafts::new)
        .post("/units/{id}/bulletins/new", sent(&drafts::DRAFT))
        .get("/drafts/{id}", drafts::show)
        .get("/drafts/{id}/revise", drafts::new_revision)
        .post("/drafts/{id}/revise", sent(&drafts::REVISE))
        .get("/drafts/{id}/correct", drafts::new_correction)
        .post("/drafts/{id}/correct", sent(&drafts::CORRECT))
        .form("/drafts/{id}/review", &drafts::REVIEW)
        .form("/drafts/{id}/send-back", &drafts::SEND_BACK)
        .form("/drafts/{id}/publish", &drafts::PUBLISH)
        .form("/drafts/{id}/withdraw", &drafts::WITHDRAW)
        .form("/drafts/{id}/remove-picture", &removing::REMOVE)
        .get("/drafts/{id}/pictures/new", pictures::new)
        .post(
            "/drafts/{id}/pictures/new",
            pictures::add.layer(DefaultBodyLimit::max(FORM_BYTES_MAX)),
        )
        .get("/drafts/{id}/pictures/{file}", pictures::show)
        .get("/pictures/{file}", pictures::public)
        .post(
            "/api/drafts/{id}/pictures",
            drafts_api::add_picture.layer(DefaultBodyLimit::max(LETTERS_MAX)),
        )
        .post(
            "/api/drafts/{id}/remove-picture",
            drafts_api::remove_picture,
        )
        .get("/api/units/{id}/bulletins", drafts_api::list)
        .post("/api/units/{id}/bulletins", drafts_api::draft)
        .get("/api/drafts/{id}", drafts_api::show)
        .post("/api/drafts/{id}/revise", drafts_api::revise)
        .post("/api/drafts/{id}/correct", drafts_api::correct)
        .post("/api/drafts/{id}/review", drafts_api::review)
        .post("/api/drafts/{id}/send-back", drafts_api::send_back)
        .post("/api/drafts/{id}/publish", drafts_api::publish)
        .post("/api/drafts/{id}/withdraw", drafts_api::withdraw)
}
