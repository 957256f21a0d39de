//! What takes back a promotion, a decision of a proceeding, and an entry on an agenda.

use super::Table;
use crate::api::{applications as applications_api, directives as directives_api, people};
use crate::pages::applications;
use crate::pages::directives::acts::Act;
use crate::pages::directives::routes;
use crate::pages::members;

pub(super) fn add(table: Table) -> Table {
    table
        .form(
            "/people/{id}/strike-promotion",
            &members::striking::STRIKE_PROMOTION,
        )
        .post(
            "/api/people/{id}/strike-promotion",
            people::strike_promotion,
        )
        .form(
            "/applications/{id}/strike",
            &applications::striking::STRIKE_DECISION,
        )
        .post("/api/applications/{id}/strike", applications_api::strike)
        .get(
            "/units/{id}/directives/{directive}/off-agenda",
            routes::form(Act::OffAgenda),
        )
        .post(
            "/units/{id}/directives/{directive}/off-agenda",
            routes::send(Act::OffAgenda),
        )
        .post(
            "/api/units/{id}/directives/{directive}/off-agenda",
            directives_api::take_off_agenda,
        )
}
