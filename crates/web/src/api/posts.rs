//! Posts: taken up and laid down; over time; elections, confirmed above, handed over.

use axum::Json;
use axum::extract::State;
use charter::PostId;
use kernel::posts::{
    ConfirmHolder, Confirmed, HandOverPost, LayDownPost, RecordElection, RefuseConfirmation,
    StrikeElection, StrikeHandOver, TakeUpPost, Tenure, WithdrawConfirmation,
};
use kernel::{Command, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::past::On;
use super::posted::Posted;
use super::{Answer, Day, Done, Rows, day_or_today, no_such_post, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::posts::words::Numbered;
use crate::pages::posts::{election, hand_over};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A person and a post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenancyJson {
    /// Number of the person.
    person: u32,
    /// Identifier of the post.
    post: String,
    /// The first or the last day; today where nothing is said.
    on: Option<Day>,
}

/// Have a post taken up.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/take-up", tag = "posts", request_body = TenancyJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn take_up(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TenancyJson>,
) -> Answer<Done> {
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &posted.body))?;
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(TakeUpPost {
        person,
        unit: UnitId(unit),
        post,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Have a post laid down.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/lay-down", tag = "posts", request_body = TenancyJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn lay_down(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TenancyJson>,
) -> Answer<Done> {
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &posted.body))?;
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(LayDownPost {
        person,
        unit: UnitId(unit),
        post,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

pub(super) fn named(
    view: View<'_>,
    unit: UnitId,
    body: &TenancyJson,
) -> Result<(PersonId, PostId), Failure> {
    view.unit(unit)?;
    let person = view.person(PersonId(body.person))?;
    let post = view
        .charter
        .post_named(&body.post)
        .ok_or_else(|| no_such_post(view, &body.post))?;
    Ok((person, post))
}

/// Somebody's time in a post.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TenureJson {
    /// Identifier of the post.
    post: String,
    /// Number of the person.
    person: u32,
    /// The first day.
    from: Day,
    /// The last day; none while it lasts.
    until: Option<Day>,
    /// The day on which the term ends, where the charter gives it an end.
    term_ends: Option<Day>,
    /// Number of the election by which they came to it; none where there was none.
    election: Option<u32>,
    /// What the unit above has said, where it has the word.
    confirmation: Option<ConfirmationJson>,
    /// When the post was handed over to them.
    handed_over: Option<Day>,
}

/// The word of a unit above on a holder.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConfirmationJson {
    /// Number of the unit that has the word.
    by: u32,
    /// Its last day for it.
    until: Day,
    /// `confirmed`, `awaited`, `owed` where it is late, `lapsed`, or `refused`.
    standing: &'static str,
    /// When it was said.
    on: Option<Day>,
}

impl TenureJson {
    pub(super) fn of(view: View<'_>, it: &Tenure, elections: &Numbered) -> Option<TenureJson> {
        let row = view.charter.post(it.post)?;
        let last = it.until.unwrap_or(view.today).min(view.today);
        let confirming = view.state.confirming(it);
        let election = view.state.election_that_gave(it, elections);
        Some(TenureJson {
            post: row.id.clone(),
            person: it.person.0,
            from: Day(it.from),
            until: it.until.map(Day),
            term_ends: view.state.term_ends(view.charter, it).map(Day),
            election: election.map(|(number, _)| *number),
            confirmation: confirming.map(|word| ConfirmationJson {
                by: word.by.0,
                until: Day(word.until),
                standing: match word.standing(last) {
                    Confirmed::Yes => "confirmed",
                    Confirmed::Awaited => "awaited",
                    Confirmed::Owed => "owed",
                    Confirmed::Lapsed => "lapsed",
                    Confirmed::Refused => "refused",
                },
                on: word.said.map(|(_, on)| Day(on)),
            }),
            handed_over: view.state.handed_over(it).map(Day),
        })
    }
}

/// Who holds and who held the posts of a unit, the newest first; as of a day, who held them on it.
#[utoipa::path(
    get, path = "/api/units/{id}/posts", tag = "posts",
    params(("id" = u32, Path, description = "Number of the unit"), Rows, On),
    responses((status = 200, body = Vec<TenureJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(rows): Query<Rows>,
    Query(on): Query<On>,
) -> Answer<Vec<TenureJson>> {
    let on = on.day(&site)?;
    let found = site.look(&by, |view| {
        view.unit(UnitId(unit))?;
        let elections = view.state.numbered_elections_in(UnitId(unit));
        let held = view.state.tenures_in(UnitId(unit)).filter(|it| {
            on.is_none_or(|on| it.from <= on && it.until.is_none_or(|until| until > on))
        });
        Ok(rows.of(held.filter_map(|it| TenureJson::of(view, &it, &elections))))
    })?;
    Ok(Json(found))
}

/// The record of an election.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ElectionJson {
    /// Its number in the unit, from one.
    number: u32,
    /// Identifier of the post.
    post: String,
    /// When it was held.
    on: Day,
    /// How many were entitled to vote.
    entitled: u32,
    /// How many ballots were cast.
    ballots: u32,
    /// How many of them were valid.
    valid: u32,
    /// How many ballots had to be cast; none where any number would do.
    turnout_needed: Option<u32>,
    /// How many votes elected.
    votes_needed: u32,
    /// Everybody who stood.
    nominees: Vec<NomineeJson>,
    /// Whether the record was struck, so that nothing of it holds.
    struck: bool,
    /// Why it was struck; none where one may not read it.
    reason: Option<String>,
}

/// Somebody who stood.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NomineeJson {
    /// Number of the person.
    person: u32,
    /// Votes for them.
    votes: u32,
    /// Whether they were elected.
    elected: bool,
}

/// The elections of a unit, the newest first.
#[utoipa::path(
    get, path = "/api/units/{id}/elections", tag = "posts",
    params(("id" = u32, Path, description = "Number of the unit"), Rows),
    responses((status = 200, body = Vec<ElectionJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn elections(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<ElectionJson>> {
    let found = site.look(&by, |view| {
        view.unit(UnitId(unit))?;
        let all = view.state.numbered_elections_in(UnitId(unit));
        let all = all.into_iter().rev().filter_map(|(number, it)| {
            let nominees = it.nominees.iter().map(|nominee| NomineeJson {
                person: nominee.person.0,
                votes: nominee.votes,
                elected: nominee.elected,
            });
            Some(ElectionJson {
                number,
                post: view.charter.post(it.post)?.id.clone(),
                on: Day(it.on),
                entitled: it.entitled,
                ballots: it.ballots,
                valid: it.valid,
                turnout_needed: it.turnout_needed,
                votes_needed: it.votes_needed,
                nominees: nominees.collect(),
                struck: election::struck(view, UnitId(unit), number),
                reason: election::reason(view, UnitId(unit), number)
                    .and_then(|document| site.text(document).ok().flatten()),
            })
        });
        Ok(rows.of(all))
    })?;
    Ok(Json(found))
}

/// What was counted in an election.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountedJson {
    /// Identifier of the post.
    post: String,
    /// How many were to be elected; one where nothing is said.
    places: Option<u8>,
    /// How many were entitled to vote.
    entitled: u32,
    /// How many ballots were cast.
    ballots: u32,
    /// How many of them were valid.
    valid: u32,
    /// Everybody who stood.
    nominees: Vec<NomineeJson>,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Record an election. Whom it elects follows from the figures: a report that says otherwise
/// is refused with the figures.
#[utoipa::path(
    post, path = "/api/units/{id}/elections", tag = "posts", request_body = CountedJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn elect(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<CountedJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let post = site.look(&posted.by, |view| {
        view.unit(UnitId(unit))?;
        view.charter
            .post_named(&body.post)
            .ok_or_else(|| no_such_post(view, &body.post))
    })?;
    let elected = body.nominees.iter().filter(|it| it.elected);
    let command = Command::from(RecordElection {
        unit: UnitId(unit),
        post,
        places: body.places.unwrap_or(1),
        entitled: body.entitled,
        ballots: body.ballots,
        valid: body.valid,
        elected: elected.map(|it| PersonId(it.person)).collect(),
        votes: body
            .nominees
            .iter()
            .map(|it| (PersonId(it.person), it.votes))
            .collect(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Why the record of an election is struck.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StrikeElectionJson {
    /// Why.
    reason: String,
}

/// Strike the record of an election that was not held like that. Whoever held the post
/// before has it again; what followed from the election can stand in the way.
#[utoipa::path(
    post, path = "/api/units/{id}/elections/{number}/strike", tag = "posts",
    request_body = StrikeElectionJson,
    params(
        ("id" = u32, Path, description = "Number of the unit"),
        ("number" = u32, Path, description = "Number of the election in the unit, from one"),
    ),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike(
    State(site): State<Site>,
    At((unit, number)): At<(u32, u32)>,
    posted: Posted<StrikeElectionJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeElection {
        unit: UnitId(unit),
        number,
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Confirm a holder whom a unit beneath has chosen.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/confirm", tag = "posts", request_body = TenancyJson,
    params(("id" = u32, Path, description = "Number of the unit that chose")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn confirm(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TenancyJson>,
) -> Answer<Done> {
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &posted.body))?;
    let command = Command::from(ConfirmHolder {
        person,
        unit: UnitId(unit),
        post,
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Refuse to confirm a holder, who lays the post down.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/decline", tag = "posts", request_body = TenancyJson,
    params(("id" = u32, Path, description = "Number of the unit that chose")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn decline(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TenancyJson>,
) -> Answer<Done> {
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &posted.body))?;
    let command = Command::from(RefuseConfirmation {
        person,
        unit: UnitId(unit),
        post,
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Record that a post was handed over to whoever holds it now.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/hand-over", tag = "posts", request_body = TenancyJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn hand_over(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TenancyJson>,
) -> Answer<Done> {
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &posted.body))?;
    let command = Command::from(HandOverPost {
        person,
        unit: UnitId(unit),
        post,
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// What there is to hand over with a post.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandOverJson {
    /// Number of whoever holds the post.
    pub holder: u32,
    /// Code of whoever holds it, where one may know it.
    pub holder_code: Option<String>,
    /// Number of whoever is to hand it over; none where nobody is, or it was done.
    pub from: Option<u32>,
    /// Code of that person, where one may know it.
    pub from_code: Option<String>,
    /// What is due, the most urgent first.
    pub due: Vec<DueOnHandOverJson>,
    /// What is open, as figures.
    pub open: Vec<OpenJson>,
    /// Numbers of the last meetings, the newest first.
    pub meetings: Vec<u32>,
    /// Numbers of the people on the roll; none where one may not see it.
    pub roll: Option<Vec<u32>>,
    /// Codes of the same people, in the same order.
    pub roll_codes: Option<Vec<String>>,
}

impl HandOverJson {
    pub(crate) fn of(view: View<'_>, it: hand_over::Contents) -> HandOverJson {
        let due = it.due.into_iter();
        let open = it.open.into_iter();
        let from = it.from.map(|it| it.person);
        let codes = |people: &Vec<PersonId>| {
            let codes = people.iter().map(|person| view.code_of(*person));
            codes.map(Option::unwrap_or_default).collect()
        };
        HandOverJson {
            holder: it.tenure.person.0,
            holder_code: view.code_of(it.tenure.person),
            from: from.map(|person| person.0),
            from_code: from.and_then(|person| view.code_of(person)),
            due: due
                .map(|(what, by)| DueOnHandOverJson {
                    what,
                    by: by.map(Day),
                })
                .collect(),
            open: open
                .map(|it| OpenJson {
                    what: it.words,
                    count: it.count,
                })
                .collect(),
            meetings: it.meetings.into_iter().map(|it| it.id.0).collect(),
            roll_codes: it.roll.as_ref().map(codes),
            roll: it
                .roll
                .map(|people| people.into_iter().map(|it| it.0).collect()),
        }
    }
}

/// Something that is due.
#[derive(Debug, Serialize, ToSchema)]
pub struct DueOnHandOverJson {
    /// What it is.
    pub what: String,
    /// By when; none where the charter gives no time.
    pub by: Option<Day>,
}

/// So many of something.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenJson {
    /// What it is: `requests open`.
    pub what: String,
    /// How many.
    pub count: u64,
}

/// The page for handing a post over: what is due, what is open, what there is.
#[utoipa::path(
    get, path = "/api/units/{id}/posts/{post}/hand-over", tag = "posts",
    params(
        ("id" = u32, Path, description = "Number of the unit"),
        ("post" = String, Path, description = "Identifier of the post"),
        HolderJson,
    ),
    responses((status = 200, body = HandOverJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn sheet(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, post)): At<(u32, String)>,
    Query(asked): Query<HolderJson>,
) -> Answer<HandOverJson> {
    let found = site.look(&by, |view| {
        let holder = asked.person.map(PersonId);
        let it = hand_over::sheet(view, (UnitId(unit), &post), holder)?;
        Ok(HandOverJson::of(view, it))
    })?;
    Ok(Json(found))
}

/// Whose post is handed over.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct HolderJson {
    /// Number of whoever holds it, where several do.
    person: Option<u32>,
}

/// What is taken back of somebody's time in a post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeBackJson {
    /// Number of the person.
    person: u32,
    /// Identifier of the post.
    post: String,
    /// Why.
    pub(super) reason: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

impl TakeBackJson {
    pub(super) fn tenancy(&self) -> TenancyJson {
        TenancyJson {
            person: self.person,
            post: self.post.clone(),
            on: self.on,
        }
    }
}

/// Take back that a holder was confirmed: the word of the unit above is waited for again.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/withdraw", tag = "posts", request_body = TakeBackJson,
    params(("id" = u32, Path, description = "Number of the unit that chose")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn withdraw(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TakeBackJson>,
) -> Answer<Done> {
    let tenancy = posted.body.tenancy();
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &tenancy))?;
    let command = Command::from(WithdrawConfirmation {
        person,
        unit: UnitId(unit),
        post,
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Strike the record that a post was handed over: it is to be handed over again.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/strike-hand-over", tag = "posts",
    request_body = TakeBackJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_hand_over(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TakeBackJson>,
) -> Answer<Done> {
    let tenancy = posted.body.tenancy();
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &tenancy))?;
    let command = Command::from(StrikeHandOver {
        person,
        unit: UnitId(unit),
        post,
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
