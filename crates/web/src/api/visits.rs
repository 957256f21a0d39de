//! Who looks after whom: the units one looks after, and visits.

use axum::Json;
use axum::extract::State;
use charter::Action;
use kernel::visits::{CorrectVisit, RecordVisit, StrikeVisit, Visit, VisitEvent};
use kernel::{Command, Event, UnitId, VisitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::visits::area::{self, Needing};
use crate::pages::visits::fill;
use crate::pages::visits::signs::Signs;
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A unit that one looks after.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookedAfterJson {
    /// The unit.
    pub unit: UnitRef,
    /// How many belong to it.
    pub people: u32,
    /// Findings against rules that bind without exception.
    pub binding_findings: usize,
    /// All findings.
    pub findings: usize,
    /// Since when the first of them.
    pub since: Option<Day>,
    /// When it last met.
    pub last_met: Option<Day>,
    /// Whether enough came to that meeting; none where there was none.
    pub quorum: Option<bool>,
    /// Returns that are late; none where it owes none.
    pub returns_missing: Option<u32>,
    /// Posts with too few holders.
    pub posts_vacant: u32,
    /// Holders whose term is over, whom nobody confirmed, or who may not hold the post.
    pub holders_not_in_term: u32,
    /// When it was last visited.
    pub last_visited: Option<Day>,
    /// What is on record since then; none where it was never visited.
    pub changed: Option<ChangedJson>,
    /// Why it stands where it stands in the list, in a sentence.
    pub why: String,
}

/// What is on record of a unit since it was last visited.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedJson {
    /// Meetings held.
    pub meetings: usize,
    /// People who came to it and are there.
    pub people_came: usize,
    /// Posts taken up.
    pub posts_taken_up: usize,
    /// Posts laid down.
    pub posts_laid_down: usize,
    /// Returns filed.
    pub returns_filed: usize,
    /// Findings that have arisen and last.
    pub findings_new: usize,
}

impl LookedAfterJson {
    pub(crate) fn of(view: View<'_>, it: &Needing<'_>) -> Option<LookedAfterJson> {
        let signs = Signs::of(view, it.unit, &it.found);
        let changed = it.last.map(|last| area::changed(view, it, last));
        Some(LookedAfterJson {
            unit: UnitRef::of(view, it.unit)?,
            people: view.state.roll_count(it.unit),
            binding_findings: it.binding(),
            findings: it.found.len(),
            since: it.found.iter().map(|finding| finding.since).min().map(Day),
            last_met: signs.met.map(Day),
            quorum: signs.quorum,
            returns_missing: signs.returns_missing,
            posts_vacant: signs.vacant,
            holders_not_in_term: signs.out_of_term,
            last_visited: it.last.map(Day),
            changed: changed.map(|it| ChangedJson {
                meetings: it.meetings,
                people_came: it.came,
                posts_taken_up: it.taken_up,
                posts_laid_down: it.laid_down,
                returns_filed: it.filed,
                findings_new: it.arisen,
            }),
            why: area::why(view, it),
        })
    }
}

/// The units one looks after, where help is needed first.
#[utoipa::path(
    get, path = "/api/area", tag = "visits", params(Rows),
    responses((status = 200, body = Vec<LookedAfterJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn area(
    State(site): State<Site>,
    by: SignedIn,
    Query(rows): Query<Rows>,
) -> Answer<Vec<LookedAfterJson>> {
    let area = site.look_over(&by, |view, survey| {
        let survey = survey();
        let units = area::looked_after(view)?;
        let needing = area::needing(view, &survey, &units).into_iter();
        Ok(rows.of(needing.filter_map(|it| LookedAfterJson::of(view, &it))))
    })?;
    Ok(Json(area))
}

/// A visit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VisitJson {
    /// Its number.
    id: u32,
    /// The unit that was visited.
    unit: UnitRef,
    /// The unit from which; none where one may not know of it.
    by: Option<UnitRef>,
    /// When.
    on: Day,
    /// What was agreed; none where nothing was, or the text is erased.
    agreed: Option<String>,
    /// Why the record was corrected or struck.
    reason: Option<String>,
    /// Whether the record was struck.
    struck: bool,
}

fn told(site: &Site, view: View<'_>, it: &Visit) -> Option<VisitJson> {
    let text = |document| site.text(document).ok().flatten();
    Some(VisitJson {
        id: it.id.0,
        unit: UnitRef::of(view, it.unit)?,
        by: UnitRef::of(view, it.by).filter(|_| view.knows_unit(it.by)),
        on: Day(it.on),
        agreed: it.agreed.and_then(text),
        reason: it.reason.and_then(text),
        struck: it.struck,
    })
}

/// The visits to a unit, the last recorded first.
#[utoipa::path(
    get, path = "/api/units/{id}/visits", tag = "visits",
    params(("id" = u32, Path, description = "Number of the unit"), Rows),
    responses((status = 200, body = Vec<VisitJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<VisitJson>> {
    let visits = site.look(&by, |view| {
        view.unit_for(Action::SeeVisits, UnitId(unit))?;
        let kept = rows.of(view.state.visits_to(UnitId(unit)));
        Ok(kept.iter().filter_map(|it| told(&site, view, it)).collect())
    })?;
    Ok(Json(visits))
}

/// A visit.
#[utoipa::path(
    get, path = "/api/visits/{id}", tag = "visits",
    params(("id" = u32, Path, description = "Number of the visit")),
    responses((status = 200, body = VisitJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(visit): At<u32>,
) -> Answer<VisitJson> {
    let visit = site.look(&by, |view| {
        let kept = fill::visit(view, VisitId(visit))?;
        told(&site, view, &kept).ok_or(Failure::NotFound)
    })?;
    Ok(Json(visit))
}

/// A visit that took place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordVisitJson {
    /// Number of the unit from which; the nearest above that visits where nothing is said.
    by: Option<u32>,
    /// When; today where nothing is said.
    on: Option<Day>,
    /// What was agreed.
    #[serde(default)]
    agreed: String,
}

/// Record a visit.
#[utoipa::path(
    post, path = "/api/units/{id}/visits", tag = "visits", request_body = RecordVisitJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn record(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<RecordVisitJson>,
) -> Answer<Done> {
    let command = Command::from(RecordVisit {
        unit: UnitId(unit),
        by: posted.body.by.map(UnitId),
        on: day_or_today(&site, posted.body.on),
        agreed: posted.body.agreed.clone(),
    });
    let receipt = submit(&site, &posted, command).await?;
    let new = receipt.events.iter().find_map(|event| match event {
        Event::Visit(VisitEvent::Recorded { visit, .. }) => Some(visit.0),
        _ => None,
    });
    Ok(Done::of(&receipt, new))
}

/// What was wrong with the record of a visit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectVisitJson {
    /// When it really took place.
    on: Day,
    /// What was really agreed.
    #[serde(default)]
    agreed: String,
    /// Why the record is corrected.
    reason: String,
}

/// Correct the record of a visit.
#[utoipa::path(
    post, path = "/api/visits/{id}/correct", tag = "visits", request_body = CorrectVisitJson,
    params(("id" = u32, Path, description = "Number of the visit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn correct(
    State(site): State<Site>,
    At(visit): At<u32>,
    posted: Posted<CorrectVisitJson>,
) -> Answer<Done> {
    let command = Command::from(CorrectVisit {
        visit: VisitId(visit),
        on: posted.body.on.0,
        agreed: posted.body.agreed.clone(),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Why the record of a visit is struck.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StrikeVisitJson {
    /// Why.
    reason: String,
}

/// Strike the record of a visit that did not take place.
#[utoipa::path(
    post, path = "/api/visits/{id}/strike", tag = "visits", request_body = StrikeVisitJson,
    params(("id" = u32, Path, description = "Number of the visit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike(
    State(site): State<Site>,
    At(visit): At<u32>,
    posted: Posted<StrikeVisitJson>,
) -> Answer<Done> {
    let command = Command::from(StrikeVisit {
        visit: VisitId(visit),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
