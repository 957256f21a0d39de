//! What is published of the past, for everybody, signed in or not.

use super::Table;
use crate::api::bulletins as api;
use crate::pages::bulletins::routes;

pub(super) fn add(table: Table) -> Table {
    table
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
        .get("/bulletins/tags", routes::tags)
        .get("/bulletins/conflicts", routes::conflicts)
        .get("/bulletins/problems", routes::problems)
        .get("/bulletins/{id}", routes::show)
        .get("/search", routes::search)
        .get("/sitemap.xml", routes::sitemap)
        .get("/api/bulletins", api::list)
        .get("/api/bulletins/{id}", api::show)
        .get("/api/search", api::search)
}
