//! Applications and other proceedings: listed, opened, shown, signed, decided.

use axum::Json;
use axum::extract::State;
use charter::{Action, StepActor};
use clerk::{Submission, Whose};
use kernel::procedures::{
    Course, DecideStep, DropProceeding, LetTimeDecide, OpenProceeding, ProcedureEvent, Proceeding,
    SponsorProceeding, StopSponsoring, StrikeDecision, Tally, TurnLate, Votes,
};
use kernel::{Command, Event, PersonId, ProceedingId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::people::StrikeJson;
use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, no_such, submit};
use crate::cards::card_of;
use crate::error::{ErrorJson, Failure};
use crate::pages::applications::known;
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A proceeding in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProceedingRow {
    /// Its number.
    id: u32,
    /// Identifier of its procedure.
    procedure: String,
    /// The unit in which it is.
    unit: Option<UnitRef>,
    /// Number of the person it is about; none where it is about the unit.
    person: Option<u32>,
    /// When it was opened.
    opened: Day,
    /// `open`, `done`, `ended`, `lapsed` or `dropped`.
    course: &'static str,
    /// Identifier of the step at which it stands.
    step: Option<String>,
    /// Since when it stands there.
    since: Day,
    /// By when the step is to be taken.
    due: Option<Day>,
    /// Whether that time has passed: `overdue`, `lapsed` or `decided`.
    late: Option<&'static str>,
    /// The unit whose turn it is, where one may know of it.
    waits_for: Option<UnitRef>,
}

impl ProceedingRow {
    pub(super) fn of(view: View<'_>, it: &Proceeding) -> Option<ProceedingRow> {
        let rule = view.charter.procedure(it.procedure)?;
        let turn = view.state.turn(it, view.today);
        Some(ProceedingRow {
            id: it.id.0,
            procedure: rule.id.clone(),
            unit: UnitRef::of(view, it.unit),
            person: it.person.map(|person| person.0),
            opened: Day(it.opened),
            course: match it.course {
                Course::At(_) => "open",
                Course::Done => "done",
                Course::Ended => "ended",
                Course::Lapsed => "lapsed",
                Course::Dropped => "dropped",
            },
            step: turn.map(|turn| turn.row.id.clone()),
            since: Day(it.since),
            due: turn.and_then(|turn| turn.due).map(Day),
            late: turn.and_then(|turn| turn.late).map(|late| match late {
                TurnLate::Overdue => "overdue",
                TurnLate::Lapsed => "lapsed",
                TurnLate::CountsAs(_) => "decided",
            }),
            waits_for: turn
                .and_then(|turn| turn.by)
                .and_then(|unit| UnitRef::of(view, unit)),
        })
    }
}

/// The proceedings of a unit that one may know of, those under way first, and those beneath
/// it in which it is the unit's turn.
#[utoipa::path(
    get, path = "/api/units/{id}/applications", tag = "applications",
    params(("id" = u32, Path, description = "Number of the unit"), Rows),
    responses((status = 200, body = Vec<ProceedingRow>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<ProceedingRow>> {
    let list = site.look(&by, |view| {
        let found = crate::pages::applications::all_of(view, UnitId(unit))?;
        Ok(rows.of(found
            .into_iter()
            .filter_map(|it| ProceedingRow::of(view, &it))))
    })?;
    Ok(Json(list))
}

/// One proceeding.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProceedingJson {
    #[serde(flatten)]
    proceeding: ProceedingRow,
    /// Who signed.
    sponsors: Vec<SponsorJson>,
    /// What was decided, in order.
    decisions: Vec<DecisionJson>,
    /// The outcomes that the step can come to.
    outcomes: Vec<String>,
    /// Whether one may take the step.
    may_take: bool,
}

/// Somebody who signed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SponsorJson {
    /// Number of the person.
    person: u32,
    /// When.
    on: Day,
    /// When it was taken back.
    until: Option<Day>,
}

/// What a step came to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionJson {
    /// Identifier of the step; none where time ended all of it.
    step: Option<String>,
    /// Identifier of the outcome.
    outcome: Option<String>,
    /// When.
    on: Day,
    /// Whether it was time that decided.
    by_time: bool,
    /// How it was voted.
    votes: Option<TallyJson>,
}

/// How a meeting voted, and what the charter asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TallyJson {
    /// How many had a vote.
    entitled: u32,
    /// How many of them were present.
    present: u32,
    /// How many were in favour.
    in_favour: u32,
    /// How many were against.
    against: u32,
    /// How many abstained.
    abstaining: u32,
    /// How many had to be in favour.
    needed: Option<u32>,
    /// Whether they were.
    carried: bool,
}

impl From<Tally> for TallyJson {
    fn from(it: Tally) -> TallyJson {
        TallyJson {
            entitled: it.entitled,
            present: it.present,
            in_favour: it.in_favour,
            against: it.against,
            abstaining: it.abstaining,
            needed: it.needed,
            carried: it.carried(),
        }
    }
}

/// One proceeding, with who signed and what was decided.
#[utoipa::path(
    get, path = "/api/applications/{id}", tag = "applications",
    params(("id" = u32, Path, description = "Number of the proceeding")),
    responses((status = 200, body = ProceedingJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Answer<ProceedingJson> {
    let found = site.look(&by, |view| {
        let (it, rule) = known(view, ProceedingId(id))?;
        let mut decisions: Vec<DecisionJson> = view
            .state
            .decisions_of(it.id)
            .map(|one| {
                let row = one.outcome.and_then(|it| rule.step(it.step.step));
                let outcome = row.zip(one.outcome);
                DecisionJson {
                    step: row.map(|row| row.id.clone()),
                    outcome: outcome
                        .and_then(|(row, it)| row.outcome(it.outcome))
                        .map(|row| row.id.clone()),
                    on: Day(one.on),
                    by_time: one.by_time,
                    votes: one.tally.map(TallyJson::from),
                }
            })
            .collect();
        decisions.reverse();
        let turn = view.state.turn(&it, view.today);
        let outcomes = turn.map(|turn| turn.row.outcomes.as_slice());
        let sponsors = view.state.sponsors_of(it.id).map(|one| SponsorJson {
            person: one.person.0,
            on: Day(one.on),
            until: one.until.map(Day),
        });
        Ok(ProceedingJson {
            proceeding: ProceedingRow::of(view, &it).ok_or(Failure::NotFound)?,
            sponsors: sponsors.collect(),
            decisions,
            outcomes: outcomes
                .unwrap_or_default()
                .iter()
                .map(|outcome| outcome.id.clone())
                .collect(),
            may_take: view.state.may_take(view.viewer, view.today, &it),
        })
    })?;
    Ok(Json(found))
}

/// A proceeding to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenJson {
    /// Identifier of the procedure.
    procedure: String,
    /// Number of the person; none for an applicant who has no number yet.
    person: Option<u32>,
    /// Name of an applicant who has no number yet.
    name: Option<String>,
    /// Their code; one is given where none is said.
    code: Option<String>,
    /// Their address of electronic mail.
    email: Option<String>,
    /// Their telephone number.
    phone: Option<String>,
    /// Number of the unit the person wants to go to.
    to: Option<u32>,
    /// When.
    on: Day,
}

/// Open a proceeding.
#[utoipa::path(
    post, path = "/api/units/{id}/applications", tag = "applications", request_body = OpenJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn open(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<OpenJson>,
) -> Answer<Done> {
    let unit = UnitId(unit);
    let body = &posted.body;
    let procedure = site.look(&posted.by, |view| {
        // A member may open one about themselves without being given the right to open any.
        let own = body.person.map(PersonId) == posted.by.actor.person() && body.person.is_some();
        if !own {
            view.unit_for(Action::OpenProcedure, unit)?;
        }
        let procedure = view.charter.procedure_named(&body.procedure);
        procedure.ok_or_else(|| {
            let rows = view.charter.procedures.iter();
            let rows = rows.map(|it| (it.id.as_str(), it.rule));
            no_such("procedure", &body.procedure, rows)
        })
    })?;
    let command = Command::from(OpenProceeding {
        procedure,
        unit,
        person: body.person.map(PersonId),
        to: body.to.map(UnitId),
        key: None,
        on: body.on.0,
    });
    let mut submission = Submission::new(posted.key, posted.by.actor, command);
    if let Some(name) = &body.name {
        let code = match &body.code {
            Some(code) => code.clone(),
            None => crate::pages::members::routes::made_up_code()?,
        };
        let contacts = [&body.email, &body.phone].map(|it| it.as_deref().unwrap_or_default());
        let card = card_of(&code, name, contacts);
        submission.cards.push((Whose::New(0), card));
    }
    let receipt = site.submit(submission).await?;
    let opened = receipt.events.iter().find_map(|event| match event {
        Event::Procedure(ProcedureEvent::Opened { proceeding, .. }) => Some(proceeding.0),
        _ => None,
    });
    Ok(Done::of(&receipt, opened))
}

/// What a step came to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideJson {
    /// Identifier of the step.
    step: String,
    /// Identifier of the outcome that was decided or put to the vote.
    outcome: String,
    /// How the meeting voted.
    votes: Option<VotesJson>,
    /// When.
    on: Day,
}

/// How a meeting voted.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VotesJson {
    /// How many had a vote; what the record says where nothing is said.
    entitled: Option<u32>,
    /// How many of them were present.
    present: u32,
    /// How many were in favour.
    in_favour: u32,
    /// How many were against.
    #[serde(default)]
    against: u32,
    /// How many abstained.
    #[serde(default)]
    abstaining: u32,
}

/// Enter what a step came to.
#[utoipa::path(
    post, path = "/api/applications/{id}/decide", tag = "applications", request_body = DecideJson,
    params(("id" = u32, Path, description = "Number of the proceeding")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn decide(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<DecideJson>,
) -> Answer<Done> {
    let proceeding = ProceedingId(id);
    let body = &posted.body;
    let (step, outcome, voted) = site.look(&posted.by, |view| {
        let (_, rule) = known(view, proceeding)?;
        let no_such_step = || {
            let steps = rule.steps.iter();
            no_such(
                "step",
                &body.step,
                steps.map(|it| (it.id.as_str(), rule.rule)),
            )
        };
        let step = rule.step_named(&body.step).ok_or_else(no_such_step)?;
        let row = rule.step(step).ok_or_else(no_such_step)?;
        let outcome = row.outcome_named(&body.outcome);
        let voted = matches!(row.by, StepActor::Meeting { .. });
        let outcome = outcome.ok_or_else(|| {
            let rows = row.outcomes.iter();
            let rows = rows.map(|it| (it.id.as_str(), rule.rule));
            no_such("outcome", &body.outcome, rows)
        })?;
        Ok((step, outcome, voted))
    })?;
    let votes = body.votes.filter(|_| voted).map(|it| Votes {
        entitled: it.entitled,
        present: it.present,
        in_favour: it.in_favour,
        against: it.against,
        abstaining: it.abstaining,
    });
    let command = Command::from(DecideStep {
        proceeding,
        step,
        outcome,
        votes,
        on: body.on.0,
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// Strike the last decision: the proceeding stands at its step again, with the time it had.
#[utoipa::path(
    post, path = "/api/applications/{id}/strike", tag = "applications", request_body = StrikeJson,
    params(("id" = u32, Path, description = "Number of the proceeding")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<StrikeJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeDecision {
        proceeding: ProceedingId(id),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A signature, given or taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignJson {
    /// Number of the person who signs; oneself where nobody is named.
    person: Option<u32>,
    /// When.
    on: Day,
}

fn signer(posted: &Posted<SignJson>) -> Result<PersonId, Failure> {
    let named = posted.body.person.map(PersonId);
    named
        .or(posted.by.actor.person())
        .ok_or_else(|| Failure::Invalid("it says nobody who signs".to_owned()))
}

/// Sign as a sponsor, or enter who has.
#[utoipa::path(
    post, path = "/api/applications/{id}/sign", tag = "applications", request_body = SignJson,
    params(("id" = u32, Path, description = "Number of the proceeding")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn sign(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<SignJson>,
) -> Answer<Done> {
    let command = Command::from(SponsorProceeding {
        proceeding: ProceedingId(id),
        sponsor: signer(&posted)?,
        on: posted.body.on.0,
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// Take a signature back.
#[utoipa::path(
    post, path = "/api/applications/{id}/unsign", tag = "applications", request_body = SignJson,
    params(("id" = u32, Path, description = "Number of the proceeding")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn unsign(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<SignJson>,
) -> Answer<Done> {
    let command = Command::from(StopSponsoring {
        proceeding: ProceedingId(id),
        sponsor: signer(&posted)?,
        on: posted.body.on.0,
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// The day on which something happened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnJson {
    /// When.
    on: Day,
}

/// End a proceeding for whom it is about.
#[utoipa::path(
    post, path = "/api/applications/{id}/drop", tag = "applications", request_body = OnJson,
    params(("id" = u32, Path, description = "Number of the proceeding")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn drop_it(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<OnJson>,
) -> Answer<Done> {
    let command = Command::from(DropProceeding {
        proceeding: ProceedingId(id),
        key: None,
        on: posted.body.on.0,
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// Nothing more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NothingJson {}

/// Enter what the passing of a time has decided.
#[utoipa::path(
    post, path = "/api/applications/{id}/time", tag = "applications", request_body = NothingJson,
    params(("id" = u32, Path, description = "Number of the proceeding")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn time(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<NothingJson>,
) -> Answer<Done> {
    let command = Command::from(LetTimeDecide {
        proceeding: ProceedingId(id),
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}
