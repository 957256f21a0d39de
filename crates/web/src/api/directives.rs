//! Directives: listed, issued, shown, passed on, answered, and the rest.
//! One goes by its code, as in `letter-2026-3`, or by its number.

use axum::Json;
use axum::extract::State;
use charter::Action;
use kernel::directives::{
    AmendDirective, AnswerDirective, Directive, DirectiveEvent, IssueDirective, LevelStanding,
    ObjectToDirective, Origin, Outcome, PassOnDirective, PutOnAgenda, SettleObjection,
    TakeOffAgenda, WithdrawDirective,
};
use kernel::{Command, DirectiveId, Event, MeetingId, UnitId, rights};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, no_such, no_such_level, none_of, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::directives::standings::{self, UnitStanding};
use crate::pages::directives::{issuing, words};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A directive in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DirectiveRow {
    /// Its number.
    id: u32,
    /// Its code.
    code: String,
    /// Identifier of its kind.
    kind: String,
    /// Name of the unit that issued it.
    by: String,
    /// When.
    on: Day,
    /// Whether it was neither withdrawn nor replaced.
    in_effect: bool,
}

impl DirectiveRow {
    fn of(view: View<'_>, it: &Directive) -> Option<DirectiveRow> {
        Some(DirectiveRow {
            id: it.id.0,
            code: words::code(view, it.id),
            kind: words::rule(view, it)?.id.clone(),
            by: words::named_unit(view, it.unit),
            on: Day(it.on),
            in_effect: it.in_effect(),
        })
    }
}

/// The directives one may know of, the newest first.
#[utoipa::path(
    get, path = "/api/directives", tag = "directives", params(Rows),
    responses((status = 200, body = Vec<DirectiveRow>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(rows): Query<Rows>,
) -> Answer<Vec<DirectiveRow>> {
    let directives = site.look(&by, |view| {
        let known = view.state.directives_known_to(view.viewer, view.today);
        let found = known.into_iter().filter_map(|id| view.state.directive(id));
        Ok(rows.of(found.filter_map(|it| DirectiveRow::of(view, &it))))
    })?;
    Ok(Json(directives))
}

/// How far a directive has come at one level.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LevelJson {
    /// Identifier of the level.
    level: String,
    /// Units that have to pass it on.
    on_the_way: u32,
    /// How many of them have passed it on.
    passed_on: u32,
    /// Units it is addressed to.
    addressed: u32,
    /// How many of them have received it.
    received: u32,
    /// How many answered that it was done.
    done: u32,
    /// How many answered that it was done in part.
    in_part: u32,
    /// How many answered that it was not done.
    not_done: u32,
    /// How many object and wait for the issuer.
    objecting: u32,
    /// How many were let off.
    released: u32,
    /// How many were dissolved without an answer.
    dissolved: u32,
}

impl LevelJson {
    fn of(view: View<'_>, at: &LevelStanding) -> Option<LevelJson> {
        Some(LevelJson {
            level: view.charter.level(at.level)?.id.clone(),
            on_the_way: at.way,
            passed_on: at.passed_on,
            addressed: at.addressed,
            received: at.received,
            done: at.done,
            in_part: at.in_part,
            not_done: at.not_done,
            objecting: at.objecting,
            released: at.released,
            dissolved: at.dissolved,
        })
    }
}

/// One directive.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DirectiveJson {
    #[serde(flatten)]
    directive: DirectiveRow,
    /// Identifiers of the levels it is addressed to.
    to: Vec<String>,
    /// Names of the parts it is meant for; empty for all beneath the issuer.
    areas: Vec<String>,
    /// Where the task comes from: `meeting-7`, `directive-3`; none where it begins here.
    origin: Option<String>,
    /// Codes of the directives that carry it out.
    carried_out_by: Vec<String>,
    /// Code of the directive that took its place.
    replaced_by: Option<String>,
    /// When it was withdrawn.
    withdrawn: Option<Day>,
    /// Its wording; none where one may not read it.
    text: Option<String>,
    /// How far it has come, level by level, of the units one may see.
    cascade: Vec<LevelJson>,
}

/// One directive: how far it has come, and its wording where one may read it.
#[utoipa::path(
    get, path = "/api/directives/{directive}", tag = "directives",
    params(("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = DirectiveJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(code): At<String>,
) -> Answer<DirectiveJson> {
    let (mut json, text) = site.look(&by, |view| {
        let it = words::found(view, &code)?;
        let reads = view
            .state
            .may_read_directive(view.viewer, view.today, it.id);
        let json = one(view, &it).ok_or(Failure::NotFound)?;
        Ok((json, it.text().filter(|_| reads)))
    })?;
    json.text = text.map(|text| site.text(text)).transpose()?.flatten();
    Ok(Json(json))
}

fn one(view: View<'_>, it: &Directive) -> Option<DirectiveJson> {
    let sight = rights::sight(view.state, view.viewer, view.today, Action::SeeFigures);
    let levels = it.to.iter().filter_map(|level| view.charter.level(*level));
    let further = view.state.carrying_out(Origin::Directive(it.id));
    let cascade = view.state.cascade_seen(it.id, &sight);
    Some(DirectiveJson {
        directive: DirectiveRow::of(view, it)?,
        to: levels.map(|level| level.id.clone()).collect(),
        areas: it
            .areas
            .iter()
            .map(|area| words::named_unit(view, *area))
            .collect(),
        origin: match it.origin {
            Origin::Own => None,
            Origin::Meeting(meeting) => Some(format!("meeting-{meeting}")),
            Origin::Directive(id) => Some(format!("directive-{id}")),
            Origin::Conference(id) => Some(format!("conference-{id}")),
            Origin::Petition(id) => Some(format!("petition-{id}")),
            Origin::Item(id, item) => Some(format!("conference-{id}-item-{item}")),
        },
        carried_out_by: further
            .filter(|id| words::knows(view, *id))
            .map(|id| words::code(view, id))
            .collect(),
        replaced_by: it.replaced.map(|(by, _)| words::code(view, by)),
        withdrawn: it.withdrawn.map(Day),
        text: None,
        cascade: cascade
            .iter()
            .filter_map(|at| LevelJson::of(view, at))
            .collect(),
    })
}

/// Where a unit stands with a directive.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitStandingJson {
    /// The unit.
    unit: UnitRef,
    /// When it received it.
    received: Option<Day>,
    /// When it passed it on.
    passed_on: Option<Day>,
    /// What it answered: `done`, `in-part` or `not-done`.
    answer: Option<&'static str>,
    /// When.
    answered: Option<Day>,
    /// When it objected.
    objected: Option<Day>,
}

impl UnitStandingJson {
    fn of(view: View<'_>, it: &UnitStanding) -> Option<UnitStandingJson> {
        Some(UnitStandingJson {
            unit: UnitRef::of(view, it.unit)?,
            received: it.received.map(Day),
            passed_on: it.passed_on.map(Day),
            answer: it.answer.map(|answer| words::outcome_id(answer.outcome)),
            answered: it.answer.map(|answer| Day(answer.on)),
            objected: it.objection.map(|it| Day(it.on)),
        })
    }
}

/// The units of a directive that one may see, and where each stands.
#[utoipa::path(
    get, path = "/api/directives/{directive}/units", tag = "directives",
    params(("directive" = String, Path, description = "Code or number of the directive"), Rows),
    responses((status = 200, body = Vec<UnitStandingJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn units(
    State(site): State<Site>,
    by: SignedIn,
    At(code): At<String>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<UnitStandingJson>> {
    let units = site.look(&by, |view| {
        let it = words::found(view, &code)?;
        let found = standings::of(view, &it);
        Ok(rows.of(found.iter().filter_map(|it| UnitStandingJson::of(view, it))))
    })?;
    Ok(Json(units))
}

/// A directive to be issued.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssueJson {
    /// Identifier of its kind.
    kind: String,
    /// Identifiers of the levels it is addressed to.
    to: Vec<String>,
    /// Numbers of the units in which it is meant; empty for all beneath the issuer.
    #[serde(default)]
    areas: Vec<u32>,
    /// What is decided.
    text: String,
    /// Where the task comes from: `meeting-7`, `directive-3`, `conference-0` or `petition-5`;
    /// nothing where it begins here.
    #[serde(default)]
    origin: String,
    /// Code of the directive whose place it takes.
    replaces: Option<String>,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Issue a directive to units beneath.
#[utoipa::path(
    post, path = "/api/units/{id}/directives", tag = "directives", request_body = IssueJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn issue(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<IssueJson>,
) -> Answer<Done> {
    let (unit, body) = (UnitId(unit), &posted.body);
    let on = day_or_today(&site, body.on);
    let command = site.look(&posted.by, |view| {
        view.unit(unit)?;
        let kind = view.charter.directive_named(&body.kind);
        let to = body.to.iter().map(|id| {
            let level = view.charter.level_named(id);
            level.ok_or_else(|| no_such_level(view, id))
        });
        let replaces = body.replaces.as_ref();
        let replaces = replaces.map(|code| words::found(view, code)).transpose()?;
        Ok(Command::from(IssueDirective {
            unit,
            kind: kind.ok_or_else(|| {
                let rows = view.charter.directives.iter();
                let rows = rows.map(|it| (it.id.as_str(), it.rule));
                no_such("kind of directive", &body.kind, rows)
            })?,
            to: to.collect::<Result<_, Failure>>()?,
            areas: body.areas.iter().copied().map(UnitId).collect(),
            text: body.text.clone(),
            origin: issuing::origin_named(&body.origin)
                .ok_or_else(|| none_of("origin", &body.origin, issuing::ORIGINS.iter().copied()))?,
            replaces: replaces.map(|it| it.id),
            on,
        }))
    })?;
    let receipt = submit(&site, &posted, command).await?;
    let new = receipt.events.iter().find_map(|event| match event {
        Event::Directive(DirectiveEvent::Issued { directive, .. }) => Some(directive.0),
        _ => None,
    });
    Ok(Done::of(&receipt, new))
}

/// A day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnJson {
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Why, and when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhyJson {
    /// In words.
    text: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// A directive the actor may know of.
fn named<T>(site: &Site, posted: &Posted<T>, code: &str) -> Result<DirectiveId, Failure> {
    Ok(site.look(&posted.by, |view| words::found(view, code))?.id)
}

/// The same, and a unit the actor may know of.
fn named_at<T>(
    site: &Site,
    posted: &Posted<T>,
    (unit, code): &(u32, String),
) -> Result<(DirectiveId, UnitId), Failure> {
    let unit = site.look(&posted.by, |view| Ok(view.unit(UnitId(*unit))?.id))?;
    Ok((named(site, posted, code)?, unit))
}

/// Pass a directive on to the units directly beneath.
#[utoipa::path(
    post, path = "/api/units/{id}/directives/{directive}/pass-on", tag = "directives", request_body = OnJson,
    params(("id" = u32, Path, description = "Number of the unit"), ("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn pass_on(
    State(site): State<Site>,
    At(at): At<(u32, String)>,
    posted: Posted<OnJson>,
) -> Answer<Done> {
    let (directive, unit) = named_at(&site, &posted, &at)?;
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(PassOnDirective {
        directive,
        unit,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A meeting.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgendaJson {
    /// Number of the meeting, of the unit.
    meeting: u32,
}

/// Put a directive on the agenda of a meeting of the unit.
#[utoipa::path(
    post, path = "/api/units/{id}/directives/{directive}/agenda", tag = "directives", request_body = AgendaJson,
    params(("id" = u32, Path, description = "Number of the unit"), ("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn put_on_agenda(
    State(site): State<Site>,
    At(at): At<(u32, String)>,
    posted: Posted<AgendaJson>,
) -> Answer<Done> {
    let (directive, unit) = named_at(&site, &posted, &at)?;
    let meeting = meeting_of(&site, &posted, unit, posted.body.meeting)?;
    let command = Command::from(PutOnAgenda { directive, meeting });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A meeting, and why something goes off its agenda.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OffAgendaJson {
    /// Number of the meeting, of the unit.
    meeting: u32,
    /// Why.
    reason: String,
}

/// Take a directive off the agenda of a meeting of the unit.
#[utoipa::path(
    post, path = "/api/units/{id}/directives/{directive}/off-agenda", tag = "directives",
    request_body = OffAgendaJson,
    params(("id" = u32, Path, description = "Number of the unit"), ("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn take_off_agenda(
    State(site): State<Site>,
    At(at): At<(u32, String)>,
    posted: Posted<OffAgendaJson>,
) -> Answer<Done> {
    let (directive, unit) = named_at(&site, &posted, &at)?;
    let meeting = meeting_of(&site, &posted, unit, posted.body.meeting)?;
    let reason = posted.body.reason.clone();
    let command = Command::from(TakeOffAgenda {
        directive,
        meeting,
        reason,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A meeting of the unit that the actor may know of.
fn meeting_of<T>(
    site: &Site,
    posted: &Posted<T>,
    unit: UnitId,
    meeting: u32,
) -> Result<MeetingId, Failure> {
    let meeting = MeetingId(meeting);
    site.look(&posted.by, |view| {
        let of_unit = view.meeting(meeting)?.unit == unit;
        of_unit.then_some(meeting).ok_or(Failure::NotFound)
    })
}

/// What became of a directive.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerJson {
    /// `done`, `in-part` or `not-done`.
    outcome: String,
    /// In words; needed where it was not done, or done in part.
    #[serde(default)]
    text: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Answer what became of a directive in the unit.
#[utoipa::path(
    post, path = "/api/units/{id}/directives/{directive}/answer", tag = "directives", request_body = AnswerJson,
    params(("id" = u32, Path, description = "Number of the unit"), ("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn answer(
    State(site): State<Site>,
    At(at): At<(u32, String)>,
    posted: Posted<AnswerJson>,
) -> Answer<Done> {
    let (directive, unit) = named_at(&site, &posted, &at)?;
    let outcome = words::outcome_named(&posted.body.outcome);
    let command = Command::from(AnswerDirective {
        directive,
        unit,
        outcome: outcome.ok_or_else(|| {
            let known = Outcome::ALL.iter().map(|it| words::outcome_id(*it));
            none_of("outcome", &posted.body.outcome, known)
        })?,
        text: posted.body.text.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Object, upward and on record, to a directive outside the unit's duties.
#[utoipa::path(
    post, path = "/api/units/{id}/directives/{directive}/object", tag = "directives", request_body = WhyJson,
    params(("id" = u32, Path, description = "Number of the unit"), ("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn object(
    State(site): State<Site>,
    At(at): At<(u32, String)>,
    posted: Posted<WhyJson>,
) -> Answer<Done> {
    let (directive, unit) = named_at(&site, &posted, &at)?;
    let reason = posted.body.text.clone();
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(ObjectToDirective {
        directive,
        unit,
        reason,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// The issuer's answer to an objection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettleJson {
    /// Whether the objection holds: then the unit owes no answer.
    upheld: bool,
    /// Why.
    text: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Settle the objection of a unit, as the issuer.
#[utoipa::path(
    post, path = "/api/units/{id}/directives/{directive}/settle", tag = "directives", request_body = SettleJson,
    params(("id" = u32, Path, description = "Number of the unit that objected"), ("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn settle(
    State(site): State<Site>,
    At(at): At<(u32, String)>,
    posted: Posted<SettleJson>,
) -> Answer<Done> {
    let (directive, unit) = named_at(&site, &posted, &at)?;
    let command = Command::from(SettleObjection {
        directive,
        unit,
        upheld: posted.body.upheld,
        reason: posted.body.text.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Give a directive another wording; the old one stays on record.
#[utoipa::path(
    post, path = "/api/directives/{directive}/amend", tag = "directives", request_body = WhyJson,
    params(("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn amend(
    State(site): State<Site>,
    At(code): At<String>,
    posted: Posted<WhyJson>,
) -> Answer<Done> {
    let directive = named(&site, &posted, &code)?;
    let text = posted.body.text.clone();
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(AmendDirective {
        directive,
        text,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Withdraw a directive: nobody owes anything to it from then on.
#[utoipa::path(
    post, path = "/api/directives/{directive}/withdraw", tag = "directives", request_body = WhyJson,
    params(("directive" = String, Path, description = "Code or number of the directive")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn withdraw(
    State(site): State<Site>,
    At(code): At<String>,
    posted: Posted<WhyJson>,
) -> Answer<Done> {
    let directive = named(&site, &posted, &code)?;
    let reason = posted.body.text.clone();
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(WithdrawDirective {
        directive,
        reason,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
