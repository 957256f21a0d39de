//! Plans: the commands that would cure the findings of size and placement,
//! moving as few people as they can.
//!
//! A plan goes through the remedies of the charter in their order. Units that
//! stand wrongly are put under the nearest unit that may stand above them.
//! Units with too many people are divided. Units with too few are joined with
//! partners under the same parent where that works, and with partners under
//! the next unit above only where it does not.

mod dividing;
mod ground;
mod joining;
mod lots;
mod moving;
mod naming;

use std::collections::BTreeSet;

use charter::{Action, LevelId};
use jiff::civil::Date;

use crate::findings::{Finding, Inspection, Matter};
use crate::ids::UnitId;
use crate::request::{Actor, Command};
use crate::rights;
use crate::sizes::Standing;
use crate::state::State;
use ground::Ground;

/// What would cure the findings, and what it costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The steps, each an ordinary command with the findings it cures.
    pub steps: Vec<Step>,
    /// Findings no step could be found for. A unit whose only partners are being
    /// divided is among them: the next plan can join it to one of the new units.
    pub left: Vec<Finding>,
    /// Units in the planned area as it is.
    pub units_before: u32,
    /// Units in it after the plan.
    pub units_after: u32,
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The findings it cures.
    pub cures: Vec<Finding>,
    /// What is to be done.
    pub command: Command,
    /// How many people would belong to another unit after it.
    pub moves: u32,
    /// The units it changes, as they are when the steps before it are done.
    pub before: Vec<Figure>,
    /// The units it leaves.
    pub after: Vec<Figure>,
}

/// A unit before or after a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its number; none for a unit the step founds.
    pub unit: Option<UnitId>,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: LevelId,
    /// What it stands under; none for the top.
    pub parent: Option<UnitId>,
    /// How many people count towards its size.
    pub people: u32,
    /// Where that stands in the range of its level; none where there is no range.
    pub standing: Option<Standing>,
}

impl Plan {
    /// How many people would belong to another unit after it.
    #[must_use]
    pub fn moves(&self) -> u32 {
        self.steps
            .iter()
            .map(|step| step.moves)
            .fold(0, u32::saturating_add)
    }

    /// How many findings it cures.
    #[must_use]
    pub fn cured(&self) -> usize {
        self.steps.iter().map(|step| step.cures.len()).sum()
    }

    /// The whole plan as one command: all of it or nothing.
    #[must_use]
    pub fn act(&self) -> Command {
        Command::Act(self.steps.iter().map(|step| step.command.clone()).collect())
    }
}

/// A plan for the whole organisation, to be carried out on the day it is made.
/// Without regard to who asks: see [`plan_within`].
#[must_use]
pub fn plan(state: &State, on: Date) -> Plan {
    match state.top_unit() {
        Some(top) => plan_within(state, Actor::Operator, on, top),
        None => Plan::default(),
    }
}

/// A plan for a unit and everything beneath it, of steps the viewer has the
/// right to and for the findings the viewer may see.
#[must_use]
pub fn plan_within(state: &State, viewer: Actor, on: Date, area: UnitId) -> Plan {
    let Some(charter) = state.charter_on(on) else {
        return Plan::default();
    };
    let mut units = state.units_within(area);
    units.sort_unstable();
    units.retain(|unit| rights::may(state, viewer, on, Action::SeeFigures, *unit));
    let survey = Survey::of(state, on, units);
    make(Ground::new(state, charter, viewer, on, area), &survey)
}

/// What a plan is made from: how many units were looked at, and what is the
/// matter with them. Stretches of units can be looked at beside each other.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    units: u32,
    found: Vec<Finding>,
}

impl Survey {
    /// Looks at these units, as far as they stand.
    #[must_use]
    pub fn of(state: &State, on: Date, units: impl IntoIterator<Item = UnitId>) -> Survey {
        let inspection = Inspection::new(state, on);
        let mut survey = Survey::default();
        for unit in units {
            if state.units.stands(unit) {
                survey.units = survey.units.saturating_add(1);
                inspection.look_at_size_and_place(unit, &mut survey.found);
            }
        }
        survey
    }

    /// Joins what was seen of the units that follow.
    pub fn extend(&mut self, next: Survey) {
        self.units = self.units.saturating_add(next.units);
        self.found.extend(next.found);
    }
}

/// The plan that [`plan`] makes, from a survey of all units in their order on the same day.
#[must_use]
pub fn plan_surveyed(state: &State, on: Date, survey: &Survey) -> Plan {
    match (state.charter_on(on), state.top_unit()) {
        (Some(charter), Some(top)) => make(
            Ground::new(state, charter, Actor::Operator, on, top),
            survey,
        ),
        _ => Plan::default(),
    }
}

fn make(mut ground: Ground<'_>, survey: &Survey) -> Plan {
    let found = &survey.found;
    let moves = moving::plan_moves(&mut ground, found);
    let mut steps = dividing::plan_divisions(&mut ground, found);
    steps.extend(joining::plan_joins(&mut ground, found));
    let mut all = moving::steps(&ground, found, moves);
    all.extend(steps);
    finish(all, found, survey.units)
}

/// Sums up: what is cured, what is left, how many units there are.
fn finish(steps: Vec<Step>, found: &[Finding], seen: u32) -> Plan {
    let cured: BTreeSet<(UnitId, bool)> = steps
        .iter()
        .flat_map(|step| &step.cures)
        .map(|finding| (finding.unit, is_place(finding)))
        .collect();
    let left = found
        .iter()
        .filter(|finding| !cured.contains(&(finding.unit, is_place(finding))))
        .cloned()
        .collect();
    let units_after = steps.iter().fold(i64::from(seen), |units, step| {
        units.saturating_add(step.units_gained())
    });
    Plan {
        steps,
        left,
        units_before: seen,
        units_after: u32::try_from(units_after).unwrap_or(0),
    }
}

impl Step {
    fn units_gained(&self) -> i64 {
        let count = |figures: &[Figure]| i64::try_from(figures.len()).unwrap_or(i64::MAX);
        count(&self.after).saturating_sub(count(&self.before))
    }
}

/// Whether a finding is about where a unit stands, and not about its size.
fn is_place(finding: &Finding) -> bool {
    matches!(finding.matter, Matter::Misplaced { .. })
}
