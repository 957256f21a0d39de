//! From the record to findings in words.

use charter::{Action, RuleId};
use jiff::civil::Date;
use kernel::UnitId;
use kernel::findings::Finding;

use super::wording;
use crate::error::Failure;
use crate::frame::Link;
use crate::listing::{Line, told_once};
use crate::standing::Standing;
use crate::view::View;
use crate::words::{away, day, due};

/// Units above that tell where one stands.
const ABOVE_MAX: usize = 2;

/// The unit under which findings are wanted, by its number in an address.
pub(crate) fn area(view: View<'_>, number: &str) -> Result<Option<UnitId>, Failure> {
    if number.is_empty() {
        return Ok(None);
    }
    let area = number.parse().map_err(|_| Failure::NotFound)?;
    Ok(Some(view.unit(UnitId(area))?.id))
}

/// What comes first: whatever is to be mended soonest, then what has lasted longest.
pub(crate) fn urgency(finding: &Finding) -> (bool, Option<Date>, Date, UnitId, RuleId) {
    (
        finding.until.is_none(),
        finding.until,
        finding.since,
        finding.unit,
        finding.rule,
    )
}

/// Whether the viewer may do with a unit what a plan is made of.
pub(crate) fn may_mend(view: View<'_>, unit: UnitId) -> bool {
    let acts = [Action::DivideUnit, Action::MergeUnits, Action::MoveUnit];
    acts.into_iter().any(|action| view.may(action, unit))
}

/// Findings in words, with the text of each rule beside the first of them.
pub(crate) fn lines<'a>(view: View<'_>, found: impl Iterator<Item = &'a Finding>) -> Vec<Line> {
    told_once(found.filter_map(|it| line(view, it)).collect())
}

/// A finding in words, beside its article.
pub(crate) fn line(view: View<'_>, it: &Finding) -> Option<Line> {
    let unit = view.state.unit(it.unit)?;
    let until = |until: Date| format!("{}, {}", day(until), due(view.today, until));
    let since = format!("Since {}, {}.", day(it.since), away(view.today, it.since));
    let place = place(view, it.unit);
    let mut about = vec![if place.is_empty() {
        since
    } else {
        format!("{place} · {since}")
    }];
    let late = it.until.filter(|until| *until < view.today);
    if let Some(day) = it.until.filter(|_| late.is_none()) {
        about.push(format!("To be mended by {}.", until(day)));
    }
    let remedies = wording::remedies(view, it);
    if !remedies.is_empty() {
        about.push(format!("What mends it: {}.", remedies.join("; or ")));
    }
    let was = |day: Date| format!("Was to be mended by {}.", until(day));
    Some(Line {
        open: late.map(|day| (Standing::Outside, was(day))),
        text: Some(wording::sentence(view, it)),
        note: Some(view.note(it.rule)?),
        ..Line::new(
            Link::new(unit.name, format!("/units/{}", unit.id)),
            about.join(" "),
        )
    })
}

/// Where a unit stands, from the one above it upward, as far as the viewer may know.
pub(crate) fn place(view: View<'_>, unit: UnitId) -> String {
    let top = view.state.top_unit();
    let above = view
        .state
        .units_above(unit)
        .filter(|above| Some(*above) != top && view.knows_unit(*above));
    let names: Vec<String> = above
        .take(ABOVE_MAX)
        .map(|above| view.some_unit(above))
        .collect();
    names.join(" · ")
}
