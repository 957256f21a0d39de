//! Awards to units: listed, shown, proposed, decided on, taken back.

use axum::Json;
use axum::extract::State;
use kernel::awards::{
    self, Award, AwardEvent, AwardStanding, DecideAward, ProposeAward, RevokeAward,
};
use kernel::{AwardId, Command, Event, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, no_such, submit};
use crate::error::{ErrorJson, Failure};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// Which proposals are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WantedAwards {
    /// Number of the unit that was proposed.
    unit: Option<u32>,
    /// Identifier of the award.
    award: Option<String>,
    /// `proposed`, `granted`, `refused` or `revoked`.
    standing: Option<String>,
    /// Rows to pass over.
    #[serde(default)]
    from: usize,
    /// Rows wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

/// A unit proposed for an award, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AwardJson {
    /// Number of the proposal.
    id: u32,
    /// Identifier of the award.
    award: String,
    /// The unit.
    unit: UnitRef,
    /// The first day it is given for.
    first: Day,
    /// The last day it is given for.
    last: Day,
    /// `proposed`, `granted`, `refused` or `revoked`.
    standing: &'static str,
    /// When it was proposed.
    proposed: Day,
    /// When it was decided on.
    decided: Option<Day>,
    /// When it was taken back.
    revoked: Option<Day>,
    /// What the criteria came to on the day of the proposal.
    criteria: Vec<CriterionJson>,
}

/// What a criterion came to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CriterionJson {
    /// Identifier of the criterion.
    id: String,
    /// What is asked, in words.
    title: String,
    /// The figure it looks at.
    figure: &'static str,
    /// `at least` or `at most`.
    bound: &'static str,
    /// What the figure was; none where the record did not know.
    found: Option<u64>,
    /// What was asked for; none where the record did not know.
    needed: Option<u64>,
    /// Whether it was met; none where the record did not know.
    met: Option<bool>,
}

fn word(standing: AwardStanding) -> &'static str {
    crate::pages::awards::fill::word(standing)
}

impl AwardJson {
    fn of(view: View<'_>, it: &Award) -> Option<AwardJson> {
        let rule = view.charter.award(it.kind)?;
        let criteria = rule.criteria.iter().zip(&it.readings);
        Some(AwardJson {
            id: it.id.0,
            award: rule.id.clone(),
            unit: UnitRef::of(view, it.unit)?,
            first: Day(it.span.first),
            last: Day(it.span.last),
            standing: word(it.standing()),
            proposed: Day(it.proposed),
            decided: it.decision.map(|decision| Day(decision.on)),
            revoked: it.revoked.map(|(on, _)| Day(on)),
            criteria: criteria
                .map(|(criterion, reading)| CriterionJson {
                    id: criterion.id.clone(),
                    title: criterion.title.clone(),
                    figure: criterion.figure.word(),
                    bound: criterion.bound.words(),
                    found: reading.measured.map(|it| it.found),
                    needed: reading.measured.map(|it| it.needed),
                    met: reading.measured.map(|it| criterion.met(it)),
                })
                .collect(),
        })
    }
}

/// The proposals one may know of, the newest first.
#[utoipa::path(
    get, path = "/api/awards", tag = "awards", params(WantedAwards),
    responses((status = 200, body = Vec<AwardJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(wanted): Query<WantedAwards>,
) -> Answer<Vec<AwardJson>> {
    let rows = site.look(&by, |view| {
        let kind = match &wanted.award {
            Some(id) => Some(
                view.charter
                    .award_named(id)
                    .ok_or_else(|| no_such_award(view, id))?,
            ),
            None => None,
        };
        let found = view
            .state
            .awards()
            .rev()
            .filter(|it| wanted.unit.is_none_or(|unit| it.unit == UnitId(unit)))
            .filter(|it| kind.is_none_or(|kind| it.kind == kind))
            .filter(|it| {
                let wanted = wanted.standing.as_ref();
                wanted.is_none_or(|wanted| wanted == word(it.standing()))
            })
            .filter(|it| awards::may_know(view.state, view.viewer, view.today, it));
        let rows = Rows {
            from: wanted.from,
            count: wanted.count,
        };
        Ok(rows.of(found.filter_map(|it| AwardJson::of(view, &it))))
    })?;
    Ok(Json(rows))
}

/// One proposal.
#[utoipa::path(
    get, path = "/api/awards/{id}", tag = "awards",
    params(("id" = u32, Path, description = "Number of the proposal")),
    responses((status = 200, body = AwardJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(award): At<u32>,
) -> Answer<AwardJson> {
    let found = site.look(&by, |view| {
        let award = crate::pages::awards::fill::known(view, AwardId(award))?;
        AwardJson::of(view, &award).ok_or(Failure::NotFound)
    })?;
    Ok(Json(found))
}

/// A proposal for an award.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProposalJson {
    /// Identifier of the award.
    award: String,
    /// Any day of the time it is given for; of no account where it is given once.
    period: Option<Day>,
    /// On what grounds, in words.
    #[serde(default)]
    grounds: String,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Propose a unit for an award.
#[utoipa::path(
    post, path = "/api/units/{id}/awards/propose", tag = "awards", request_body = ProposalJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn propose(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<ProposalJson>,
) -> Answer<Done> {
    let kind = site.look(&posted.by, |view| {
        view.unit(UnitId(unit))?;
        view.charter
            .award_named(&posted.body.award)
            .ok_or_else(|| no_such_award(view, &posted.body.award))
    })?;
    let command = Command::from(ProposeAward {
        kind,
        unit: UnitId(unit),
        period: day_or_today(&site, posted.body.period),
        grounds: posted.body.grounds.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    let receipt = submit(&site, &posted, command).await?;
    let new = receipt.events.iter().find_map(|event| match event {
        Event::Award(AwardEvent::Proposed { award, .. }) => Some(award.0),
        _ => None,
    });
    Ok(Done::of(&receipt, new))
}

/// A decision on a proposal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionJson {
    /// Whether the unit receives the award.
    granted: bool,
    /// Why; it has to be given where the unit does not receive it.
    #[serde(default)]
    reason: String,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Decide on a proposal.
#[utoipa::path(
    post, path = "/api/awards/{id}/decide", tag = "awards", request_body = DecisionJson,
    params(("id" = u32, Path, description = "Number of the proposal")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn decide(
    State(site): State<Site>,
    At(award): At<u32>,
    posted: Posted<DecisionJson>,
) -> Answer<Done> {
    let command = Command::from(DecideAward {
        award: AwardId(award),
        granted: posted.body.granted,
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Why a proposal or a decision is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AwardRevocationJson {
    /// Why.
    reason: String,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Take a proposal or a decision back.
#[utoipa::path(
    post, path = "/api/awards/{id}/revoke", tag = "awards", request_body = AwardRevocationJson,
    params(("id" = u32, Path, description = "Number of the proposal")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn revoke(
    State(site): State<Site>,
    At(award): At<u32>,
    posted: Posted<AwardRevocationJson>,
) -> Answer<Done> {
    let command = Command::from(RevokeAward {
        award: AwardId(award),
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

fn no_such_award(view: View<'_>, asked: &str) -> Failure {
    let rows = view.charter.awards.iter();
    no_such("award", asked, rows.map(|it| (it.id.as_str(), it.rule)))
}
