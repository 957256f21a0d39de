//! From the survey to the mosaic: a tile for each base unit, grouped by what
//! stands one level down.

use kernel::UnitId;

use super::tree::by_level;
use crate::pictures::mosaic::{Group, Mosaic, Size};
use crate::survey::{Survey, Tally};
use crate::view::View;
use crate::words::capital;

/// With more groups than these a picture says nothing any more, and is one group.
const GROUPS_MAX: usize = 150;

/// The picture of the base units under a unit; none where there are none.
pub(crate) fn mosaic(
    view: View<'_>,
    survey: &Survey,
    area: UnitId,
    name: &str,
    size: Size,
) -> Option<Mosaic> {
    let beneath = by_level(view, view.units_beneath(area));
    let (bases, others): (Vec<UnitId>, Vec<UnitId>) =
        beneath.into_iter().partition(|unit| is_base(view, *unit));
    let mut groups: Vec<Group> = Vec::new();
    if others.len() <= GROUPS_MAX {
        groups.extend(
            others
                .iter()
                .map(|unit| group(view, *unit, survey.sum(view, *unit).bases)),
        );
    } else {
        groups.push(group(view, area, sum(view, survey, &others)));
    }
    groups.retain(|group| group.inside + group.near + group.outside > 0);
    if !bases.is_empty() {
        let direct = group(view, area, sum(view, survey, &bases));
        let label = if groups.is_empty() {
            direct.label.clone()
        } else {
            format!("Directly under {}", direct.label)
        };
        groups.push(Group { label, ..direct });
    }
    if groups.is_empty() {
        return None;
    }
    let base = view.charter.levels.iter().find(|level| level.members)?;
    let first = others
        .first()
        .or(bases.first())
        .and_then(|unit| view.state.unit(*unit));
    let group = first
        .filter(|_| !others.is_empty())
        .and_then(|unit| view.charter.level(unit.level));
    let group = group.map_or_else(|| "Unit".to_owned(), |level| capital(&level.title));
    let unit = view.state.unit(area)?;
    Some(Mosaic {
        name: name.to_owned(),
        caption: format!("{} under {}, by standing", capital(&base.plural), unit.name),
        tile: (base.title.clone(), base.plural.clone()),
        group,
        groups,
        size,
    })
}

fn sum(view: View<'_>, survey: &Survey, units: &[UnitId]) -> Tally {
    units
        .iter()
        .map(|unit| survey.sum(view, *unit).bases)
        .fold(Tally::default(), Tally::and)
}

fn group(view: View<'_>, unit: UnitId, tally: Tally) -> Group {
    Group {
        label: view
            .state
            .unit(unit)
            .map_or_else(String::new, |unit| unit.name.to_owned()),
        href: Some(format!("/units?open={unit}")),
        inside: tally.inside,
        near: tally.near,
        outside: tally.outside,
    }
}

/// Whether people belong to units of this unit's level.
pub(crate) fn is_base(view: View<'_>, unit: UnitId) -> bool {
    let level = view
        .state
        .unit(unit)
        .and_then(|unit| view.charter.level(unit.level));
    level.is_some_and(|level| level.members)
}
