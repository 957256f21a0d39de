//! The plan: what would bring the organisation back inside its rules.

use axum::Json;
use axum::extract::State;
use kernel::plan::{Figure, Plan, Step};
use kernel::units::UnitCommand;
use kernel::{Command, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::findings::FindingJson;
use super::posted::Posted;
use super::{Answer, Done, submit};
use crate::error::{ErrorJson, Failure};
use crate::plans;
use crate::session::{Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// For what a plan is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Area {
    /// The unit under which; without it, everywhere one may see.
    unit: Option<u32>,
}

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlanJson {
    /// A mark that changes when the plan does; applying it asks for the mark.
    mark: String,
    /// How many people would belong to another unit.
    moves: u32,
    /// How many findings it cures.
    cured: usize,
    /// Units one may see in the area, as it is.
    units_before: u32,
    /// Units in it after the plan.
    units_after: u32,
    /// The steps, in order.
    steps: Vec<StepJson>,
    /// Findings it does not cure.
    left: Vec<FindingJson>,
}

/// A step of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StepJson {
    /// `move`, `split`, `merge`, `form`, or `several` of these as one.
    kind: &'static str,
    /// How many people would belong to another unit after it.
    moves: u32,
    /// The findings it cures.
    cures: Vec<FindingJson>,
    /// The units it changes.
    before: Vec<FigureJson>,
    /// The units it leaves.
    after: Vec<FigureJson>,
}

/// A unit before or after a step.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FigureJson {
    /// Its number; none for a unit the step founds.
    id: Option<u32>,
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// Identifier of its level.
    level: String,
    /// Number of what it stands under.
    parent: Option<u32>,
    /// How many people count towards its size.
    people: u32,
}

impl FigureJson {
    fn all(view: View<'_>, figures: &[Figure]) -> Vec<FigureJson> {
        let figures = figures.iter().filter_map(|it| {
            Some(FigureJson {
                id: it.unit.map(|unit| unit.0),
                code: it.code.clone(),
                name: it.name.clone(),
                level: view.charter.level(it.level)?.id.clone(),
                parent: it.parent.map(|parent| parent.0),
                people: it.people,
            })
        });
        figures.collect()
    }
}

impl PlanJson {
    fn of(view: View<'_>, plan: &Plan) -> PlanJson {
        PlanJson {
            mark: plans::mark(plan),
            moves: plan.moves(),
            cured: plan.cured(),
            units_before: plan.units_before,
            units_after: plan.units_after,
            steps: plan
                .steps
                .iter()
                .map(|step| step_json(view, step))
                .collect(),
            left: plan
                .left
                .iter()
                .filter_map(|it| FindingJson::of(view, it))
                .collect(),
        }
    }
}

fn step_json(view: View<'_>, step: &Step) -> StepJson {
    StepJson {
        kind: match step.command {
            Command::Unit(UnitCommand::Move(_)) => "move",
            Command::Unit(UnitCommand::Split(_)) => "split",
            Command::Unit(UnitCommand::Merge(_)) => "merge",
            Command::Unit(UnitCommand::FormCommittee(_)) => "form",
            _ => "several",
        },
        moves: step.moves,
        cures: step
            .cures
            .iter()
            .filter_map(|it| FindingJson::of(view, it))
            .collect(),
        before: FigureJson::all(view, &step.before),
        after: FigureJson::all(view, &step.after),
    }
}

/// The plan of steps one has the right to.
#[utoipa::path(
    get, path = "/api/plan", tag = "plan", params(Area),
    responses((status = 200, body = PlanJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    Query(area): Query<Area>,
) -> Answer<PlanJson> {
    let plan = site.look(&by, |view| {
        let plan = plans::plan_for(view, area.unit.map(UnitId))?;
        Ok(PlanJson::of(view, &plan))
    })?;
    Ok(Json(plan))
}

/// Which plan is applied.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplyJson {
    /// The unit for which it was made, where one was named.
    unit: Option<u32>,
    /// The mark of the plan one has seen.
    mark: String,
}

/// Apply a plan: all of it or nothing.
#[utoipa::path(
    post, path = "/api/plan/apply", tag = "plan", request_body = ApplyJson,
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn apply(State(site): State<Site>, posted: Posted<ApplyJson>) -> Answer<Done> {
    let area = posted.body.unit.map(UnitId);
    let plan = site.look(&posted.by, |view| {
        Ok(plans::plan_again(view, area, &posted.body.mark))
    })?;
    let plan = match plan {
        Err(Failure::Denied(what)) => {
            // Sent twice: what has changed is what it did itself.
            let before = site.answered(&posted.key, posted.by.actor)?;
            let receipt = before.ok_or(Failure::Denied(what))?;
            return Ok(Done::of(&receipt, None));
        }
        plan => plan?,
    };
    Ok(Done::of(&submit(&site, &posted, plan.act()).await?, None))
}
