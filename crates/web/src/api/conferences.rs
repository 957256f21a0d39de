//! Conferences: listed, shown, called and called off; delegates sent, replaced,
//! struck, let in at the door.

use axum::Json;
use axum::extract::State;
use kernel::conferences::{
    CallConference, CallOffConference, CheckInDelegate, Conference, ConferenceEvent,
    ElectDelegates, Mandate, MandateStanding, ReplaceDelegate, Role, StrikeCheckIn,
    StrikeDelegates,
};
use kernel::{Command, ConferenceId, Event, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, no_such, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::conferences::list::all;
use crate::pages::conferences::{codes, delegates as listing, fill};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A conference, with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConferenceJson {
    /// Its number.
    id: u32,
    /// Identifier of the kind in the charter.
    kind: String,
    /// The unit that called it; none where one may not know of it.
    unit: Option<UnitRef>,
    /// The day by whose rolls the seats were given out.
    key_day: Day,
    /// Its first day.
    first: Day,
    /// Its last day.
    last: Day,
    /// When it was called off.
    called_off: Option<Day>,
    /// People on the rolls on the key day.
    members: u32,
    /// Seats given to units.
    seats: u64,
    /// Delegates with a seat, those by a post among them.
    delegates: u32,
    /// How many of them came in.
    came: u32,
}

/// The seats of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeatsJson {
    /// The unit.
    unit: UnitRef,
    /// People on its rolls on the key day.
    members: u32,
    /// Delegates it sends.
    delegates: u32,
    /// Substitutes it may choose.
    substitutes: u32,
    /// When it chose them.
    chosen: Option<Day>,
    /// How many were entitled to vote.
    entitled: Option<u32>,
    /// How many ballots were cast.
    ballots: Option<u32>,
}

/// A conference with the seats one may know of.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConferenceWithSeatsJson {
    /// The conference.
    conference: ConferenceJson,
    /// The units that send delegates.
    units: Vec<SeatsJson>,
}

/// Somebody who was chosen, or has a seat by a post.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DelegateJson {
    /// Number of the person.
    person: u32,
    /// Their name; none where one may not know it.
    name: Option<String>,
    /// The unit that sends them.
    unit: UnitRef,
    /// `delegate`, `substitute` or `post`.
    role: &'static str,
    /// Whether they have a seat.
    seated: bool,
    /// Whose seat they took.
    in_place_of: Option<u32>,
    /// When they came in.
    came: Option<Day>,
}

/// A delegate with the code that is shown at the door.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CredentialJson {
    /// Number of the person.
    person: u32,
    /// Number of the unit that sends them.
    unit: u32,
    /// The code.
    code: String,
}

/// Whose delegates are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WantedDelegates {
    /// Number of the unit that sends them.
    unit: Option<u32>,
    /// Rows to pass over.
    #[serde(default)]
    from: usize,
    /// Rows wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

impl ConferenceJson {
    fn of(view: View<'_>, it: &Conference) -> Option<ConferenceJson> {
        let rule = fill::rule(view, it).ok()?;
        let seats = view.state.conference_seats(it.id);
        let (delegates, came) = view.state.conference_turnout(it.id);
        Some(ConferenceJson {
            id: it.id.0,
            kind: rule.id.clone(),
            unit: UnitRef::of(view, it.unit),
            key_day: Day(it.key_day),
            first: Day(it.first),
            last: Day(it.last),
            called_off: it.called_off.map(|(on, _)| Day(on)),
            members: it.members,
            seats: seats.iter().map(|(it, _)| u64::from(it.delegates)).sum(),
            delegates,
            came,
        })
    }
}

impl DelegateJson {
    fn of(view: View<'_>, it: &Mandate) -> Option<DelegateJson> {
        let known = view.knows(it.person);
        Some(DelegateJson {
            person: it.person.0,
            name: known.then(|| view.directory.name(it.person)),
            unit: UnitRef::of(view, it.unit)?,
            role: match it.role {
                Role::Delegate => "delegate",
                Role::Substitute => "substitute",
                Role::ExOfficio(_) => "post",
            },
            seated: it.seated(),
            in_place_of: it.in_place_of.map(|person| person.0),
            came: it.came.map(Day),
        })
    }
}

/// The conferences one may know of, the latest first.
#[utoipa::path(
    get, path = "/api/conferences", tag = "conferences", params(Rows),
    responses((status = 200, body = Vec<ConferenceJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(rows): Query<Rows>,
) -> Answer<Vec<ConferenceJson>> {
    let found = site.look(&by, |view| {
        let all = all(view).into_iter();
        Ok(rows.of(all.filter_map(|it| ConferenceJson::of(view, &it))))
    })?;
    Ok(Json(found))
}

/// One conference, with the seats of the units one may know of.
#[utoipa::path(
    get, path = "/api/conferences/{id}", tag = "conferences",
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = ConferenceWithSeatsJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
) -> Answer<ConferenceWithSeatsJson> {
    let found = site.look(&by, |view| {
        let it = fill::known(view, ConferenceId(conference))?;
        let seats = fill::seats(view, it.id, "").into_iter();
        let units = seats.filter_map(|(seats, chosen)| {
            Some(SeatsJson {
                unit: UnitRef::of(view, seats.unit)?,
                members: seats.members,
                delegates: seats.delegates,
                substitutes: seats.substitutes,
                chosen: chosen.map(|it| Day(it.on)),
                entitled: chosen.map(|it| it.entitled),
                ballots: chosen.map(|it| it.ballots),
            })
        });
        Ok(ConferenceWithSeatsJson {
            conference: ConferenceJson::of(view, &it).ok_or(Failure::NotFound)?,
            units: units.collect(),
        })
    })?;
    Ok(Json(found))
}

/// Who was chosen for a conference, in the order of the record.
#[utoipa::path(
    get, path = "/api/conferences/{id}/delegates", tag = "conferences",
    params(("id" = u32, Path, description = "Number of the conference"), WantedDelegates),
    responses((status = 200, body = Vec<DelegateJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn delegates(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    Query(wanted): Query<WantedDelegates>,
) -> Answer<Vec<DelegateJson>> {
    let found = site.look(&by, |view| {
        let it = fill::known(view, ConferenceId(conference))?;
        let rows = Rows {
            from: wanted.from,
            count: wanted.count,
        };
        let mandates = view.state.mandates(it.id).into_iter();
        let mandates = mandates
            .filter(|it| it.standing != MandateStanding::Struck && view.knows_unit(it.unit))
            .filter(|it| wanted.unit.is_none_or(|unit| it.unit == UnitId(unit)));
        Ok(rows.of(mandates.filter_map(|it| DelegateJson::of(view, &it))))
    })?;
    Ok(Json(found))
}

/// The codes of the delegates: of all for whoever keeps the door, of a unit for whoever
/// records whom it sends.
#[utoipa::path(
    get, path = "/api/conferences/{id}/credentials", tag = "conferences",
    params(("id" = u32, Path, description = "Number of the conference"), WantedDelegates),
    responses((status = 200, body = Vec<CredentialJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn credentials(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    Query(wanted): Query<WantedDelegates>,
) -> Answer<Vec<CredentialJson>> {
    let conference = ConferenceId(conference);
    let asked = listing::Wanted::of(wanted.unit);
    let (_, mandates) = site.look(&by, |view| listing::coded(view, conference, &asked))?;
    let rows = Rows {
        from: wanted.from,
        count: wanted.count,
    };
    let shown: Vec<Mandate> = rows.of(mandates.into_iter());
    let people: Vec<PersonId> = shown.iter().map(|it| it.person).collect();
    let codes = codes::of(&site, conference, &people)?;
    let rows = shown.into_iter().zip(codes);
    Ok(Json(
        rows.map(|(it, code)| CredentialJson {
            person: it.person.0,
            unit: it.unit.0,
            code,
        })
        .collect(),
    ))
}

/// A conference that is called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConferenceCallJson {
    /// Identifier of the kind in the charter.
    kind: String,
    /// The day by whose rolls the seats are given out; today where nothing is said.
    key_day: Option<Day>,
    /// Its first day.
    first: Day,
    /// Its last day.
    last: Day,
    /// A name of its own.
    #[serde(default)]
    title: String,
    /// Where it meets.
    #[serde(default)]
    place: String,
}

/// Call a conference and give the seats out.
#[utoipa::path(
    post, path = "/api/units/{id}/conferences", tag = "conferences", request_body = ConferenceCallJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn call(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<ConferenceCallJson>,
) -> Answer<Done> {
    let kind = site.look(&posted.by, |view| {
        view.unit(UnitId(unit))?;
        view.charter
            .conference_named(&posted.body.kind)
            .ok_or_else(|| {
                let rows = view.charter.conferences.iter();
                let rows = rows.map(|it| (it.id.as_str(), it.rule));
                no_such("conference", &posted.body.kind, rows)
            })
    })?;
    let command = Command::from(CallConference {
        kind,
        unit: UnitId(unit),
        key_day: day_or_today(&site, posted.body.key_day),
        first: posted.body.first.0,
        last: posted.body.last.0,
        title: posted.body.title.clone(),
        place: posted.body.place.clone(),
    });
    let receipt = submit(&site, &posted, command).await?;
    let new = receipt.events.iter().find_map(|event| match event {
        Event::Conference(ConferenceEvent::Called { conference, .. }) => Some(conference.0),
        _ => None,
    });
    Ok(Done::of(&receipt, new))
}

/// Why a conference is called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallingOffJson {
    /// Why.
    reason: String,
}

/// Call a conference off.
#[utoipa::path(
    post, path = "/api/conferences/{id}/call-off", tag = "conferences", request_body = CallingOffJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn call_off(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<CallingOffJson>,
) -> Answer<Done> {
    let command = Command::from(CallOffConference {
        conference: ConferenceId(conference),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Whom a unit sends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DelegatesJson {
    /// Number of the unit.
    unit: u32,
    /// Numbers of the delegates.
    delegates: Vec<u32>,
    /// Numbers of the substitutes, in the order in which they take a seat.
    #[serde(default)]
    substitutes: Vec<u32>,
    /// How many were entitled to vote.
    entitled: u32,
    /// How many ballots were cast.
    ballots: u32,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Record whom a unit sends.
#[utoipa::path(
    post, path = "/api/conferences/{id}/elect", tag = "conferences", request_body = DelegatesJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn elect(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<DelegatesJson>,
) -> Answer<Done> {
    let people = |ids: &[u32]| ids.iter().copied().map(PersonId).collect();
    let command = Command::from(ElectDelegates {
        conference: ConferenceId(conference),
        unit: UnitId(posted.body.unit),
        delegates: people(&posted.body.delegates),
        substitutes: people(&posted.body.substitutes),
        entitled: posted.body.entitled,
        ballots: posted.body.ballots,
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Why the record of whom a unit sends is struck.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StruckDelegatesJson {
    /// Number of the unit.
    unit: u32,
    /// Why.
    reason: String,
}

/// Strike the record of whom a unit sends.
#[utoipa::path(
    post, path = "/api/conferences/{id}/strike", tag = "conferences", request_body = StruckDelegatesJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<StruckDelegatesJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeDelegates {
        conference: ConferenceId(conference),
        unit: UnitId(posted.body.unit),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A delegate who gives the seat up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenUpJson {
    /// Number of the person.
    person: u32,
    /// Why.
    reason: String,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Record that a delegate gives the seat up; the next substitute takes it.
#[utoipa::path(
    post, path = "/api/conferences/{id}/replace", tag = "conferences", request_body = GivenUpJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn replace(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<GivenUpJson>,
) -> Answer<Done> {
    let command = Command::from(ReplaceDelegate {
        conference: ConferenceId(conference),
        person: PersonId(posted.body.person),
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A code shown at the door.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownCodeJson {
    /// The code.
    code: String,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Let a delegate in at the door by their code. A code that is nobody's is not found.
#[utoipa::path(
    post, path = "/api/conferences/{id}/check-in", tag = "conferences", request_body = ShownCodeJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn check_in(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<ShownCodeJson>,
) -> Answer<Done> {
    let conference = ConferenceId(conference);
    let mandates = site.look(&posted.by, |view| {
        let it = fill::known(view, conference)?;
        view.unit_for(charter::Action::AdmitDelegates, it.unit)?;
        Ok(view.state.mandates(it.id))
    })?;
    let person = codes::whose(&site, conference, &mandates, &posted.body.code)?;
    let command = Command::from(CheckInDelegate {
        conference,
        person: person.ok_or(Failure::NotFound)?,
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Somebody who did not come in after all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SentOutJson {
    /// Number of the person.
    person: u32,
    /// Why.
    reason: String,
}

/// Take back that a delegate came in.
#[utoipa::path(
    post, path = "/api/conferences/{id}/send-out", tag = "conferences", request_body = SentOutJson,
    params(("id" = u32, Path, description = "Number of the conference")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn send_out(
    State(site): State<Site>,
    At(conference): At<u32>,
    posted: Posted<SentOutJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeCheckIn {
        conference: ConferenceId(conference),
        person: PersonId(posted.body.person),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
