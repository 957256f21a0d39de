//! What takes back a promotion, a transfer, a decision of a proceeding, and an entry on an agenda.

use super::Table;
use crate::api::{
    applications as applications_api, directives as directives_api, people, struck_units,
};
use crate::pages::applications;
use crate::pages::directives::acts::Act;
use crate::pages::directives::routes;
use crate::pages::members;
use crate::pages::reshaping::striking;

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
        .form("/units/{id}/strike-founding", &striking::FOUNDING)
        .post("/api/units/{id}/strike-founding", struck_units::founding)
        .form("/units/{id}/strike-renaming", &striking::RENAMING)
        .post("/api/units/{id}/strike-renaming", struck_units::renaming)
        .form("/units/{id}/strike-move", &striking::RELOCATION)
        .post("/api/units/{id}/strike-move", struck_units::relocation)
        .form("/units/{id}/strike-dissolution", &striking::DISSOLUTION)
        .post(
            "/api/units/{id}/strike-dissolution",
            struck_units::dissolution,
        )
        .form(
            "/people/{id}/strike-transfer",
            &members::striking_transfer::STRIKE_TRANSFER,
        )
        .post("/api/people/{id}/strike-transfer", people::strike_transfer)
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
