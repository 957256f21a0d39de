//! Plans as one viewer may see and apply them.

use kernel::UnitId;
use kernel::plan::{Plan, plan_within};

use crate::error::Failure;
use crate::view::View;

/// The plan for a unit and what stands beneath it, or for all one may see: of
/// steps the viewer has the right to.
pub(crate) fn plan_for(view: View<'_>, area: Option<UnitId>) -> Result<Plan, Failure> {
    let area = match area {
        Some(area) => Some(view.unit(area)?.id),
        None => highest(view),
    };
    let plan = area.map(|area| plan_within(view.state, view.viewer, view.today, area));
    Ok(plan.unwrap_or_default())
}

/// The lowest unit under which everything stands that the viewer may know of.
fn highest(view: View<'_>) -> Option<UnitId> {
    match view.highest_units().as_slice() {
        [] => None,
        [one] => Some(*one),
        [..] => view.state.top_unit(),
    }
}

/// A mark that changes when the plan does, so that nobody applies another plan
/// than the one they have seen.
pub(crate) fn mark(plan: &Plan) -> String {
    let commands = format!("{:?}", plan.act());
    let mut mark = journal::hex(&journal::sha256(commands.as_bytes()));
    mark.truncate(32);
    mark
}

/// The plan again, if it is still the one with this mark.
pub(crate) fn plan_again(
    view: View<'_>,
    area: Option<UnitId>,
    seen: &str,
) -> Result<Plan, Failure> {
    let plan = plan_for(view, area)?;
    if mark(&plan) == seen {
        return Ok(plan);
    }
    Err(Failure::Denied(
        "the organisation has changed since this plan was made; look at the new one".to_owned(),
    ))
}
