//! The document that describes the API, made from its handlers.

use axum::Json;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{
    applications, applying, awards, bank, bodies, bulletins, charter, conferences, directives,
    doubles, drafts, due, dues, findings, journal, ledger, meetings, notices, one_post, past,
    people, petitions, plan, posts, proceedings, reports, reshaping, sessions, struck_posts,
    struck_units, study, units, visits,
};

/// The whole document.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Charterhouse",
        description = "The same acts, rights and refusals as the pages. What one may not know of is not found. \
            A request sent again with the same `Idempotency-Key` and the same content has one effect.",
        license(name = "Apache-2.0")
    ),
    security(("bearer" = []), ("cookie" = [])),
    modifiers(&Secured),
    paths(
        show,
        sessions::create, sessions::end, sessions::show, notices::show, notices::set,
        due::list,
        units::list, units::show, units::roll,
        past::changes, past::line,
        reshaping::found, reshaping::rename, reshaping::relocate, reshaping::merge,
        reshaping::split, reshaping::form, reshaping::dissolve,
        meetings::list, meetings::call, meetings::record, meetings::show, meetings::correct,
        meetings::call_off,
        people::list, people::show, people::change_card, people::admit, people::promote, people::strike_promotion, people::strike_transfer, people::transfer, people::leave,
        doubles::list, doubles::merge, doubles::part,
        posts::take_up, posts::lay_down,
        posts::list, one_post::show, posts::elections, posts::elect, posts::strike, posts::confirm, posts::decline,
        posts::hand_over, posts::sheet, posts::withdraw, posts::strike_hand_over,
        struck_posts::strike, struck_posts::strike_laying_down,
        struck_units::founding, struck_units::renaming, struck_units::relocation, struck_units::dissolution,
        visits::area, visits::list, visits::show, visits::record, visits::correct, visits::strike,
        directives::list, directives::show, directives::units, directives::issue, directives::pass_on,
        directives::put_on_agenda, directives::take_off_agenda, directives::answer, directives::object, directives::settle,
        directives::amend, directives::withdraw,
        reports::roll_up, reports::of_unit, reports::file, reports::correct,
        bank::look, dues::list, dues::books, dues::statement, dues::assess, dues::collect, dues::pay,
        dues::correct, dues::band, dues::waive, dues::reckon, dues::remit, ledger::spend,
        ledger::postings, ledger::strike_outlay, ledger::strike_charge, ledger::strike_band, ledger::restore,
        findings::list,
        bodies::list, bodies::enter, bodies::correct, bodies::end,
        study::calendar, study::show, study::left_of, study::announce, study::record,
        study::correct, study::call_off,
        conferences::list, conferences::show, conferences::delegates, conferences::credentials,
        conferences::call, conferences::call_off, conferences::elect, conferences::strike,
        conferences::replace, conferences::check_in, conferences::send_out,
        proceedings::show, proceedings::attendance, proceedings::list, proceedings::enter,
        proceedings::strike_item, proceedings::vote, proceedings::strike_vote,
        awards::list, awards::show, awards::propose, awards::decide, awards::revoke,
        petitions::ask, petitions::asked, petitions::list, petitions::record, petitions::show,
        petitions::pass_on, petitions::answer, petitions::correct, petitions::withdraw,
        plan::show, plan::apply,
        applications::list, applications::open, applications::show, applications::decide, applications::strike,
        applying::apply, applying::show, applying::withdraw,
        applications::sign, applications::unsign, applications::drop_it, applications::time,
        charter::show, charter::article, charter::adopt,
        journal::list, journal::verify,
        bulletins::list, bulletins::show, bulletins::search,
        drafts::list, drafts::show, drafts::draft, drafts::revise, drafts::correct, drafts::review,
        drafts::add_picture, drafts::remove_picture, drafts::send_back, drafts::publish, drafts::withdraw,
    )
)]
pub(crate) struct Document;

/// Says how one signs in.
struct Secured;

impl Modify for Secured {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Default::default);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new("charterhouse"));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    }
}

/// This document.
#[utoipa::path(
    get, path = "/api/openapi.json", tag = "document", security(()),
    responses((status = 200, description = "An OpenAPI 3.1 document"))
)]
pub(crate) async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}
