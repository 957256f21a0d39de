//! The tree that the units make: one top, every other unit under a unit of a
//! level that the charter names, and no circle.

use std::collections::{HashMap, HashSet};

use charter::LevelId;

use super::Against;
use super::problem::{Fault, Placed, Report};
use super::units::{Codes, Known};

/// Where a row puts its unit.
#[derive(Debug)]
pub(super) struct Place<'t> {
    pub(super) code: Placed<'t>,
    /// Its level, where the row names one that exists.
    pub(super) level: Option<LevelId>,
    pub(super) parent: Placed<'t>,
}

/// Checks where all rows put their units. `whole` says that no row was lost
/// to a fault of its own.
///
/// A unit under one of a level where the charter does not want it is no fault
/// here: a register states facts, and the check of the organisation finds it.
pub(super) fn check(
    places: &[Place<'_>],
    whole: bool,
    codes: &Codes,
    against: &Against<'_>,
    report: &mut Report,
) {
    let circles = circles(places, against, report);
    let mut tops = Vec::new();
    for place in places {
        let parent = place.parent;
        if !parent.value.is_empty() {
            if !circles.contains(place.code.value) {
                check_parent(place, codes, report);
            }
            continue;
        }
        // Whether it may stand under nothing is for its level to say, where that is known.
        match place.level.and_then(|level| against.charter.level(level)) {
            Some(row) if row.under.is_empty() => tops.push(place),
            Some(row) => report.value(
                &parent,
                Fault::NoParent,
                format!("a unit of the level {} stands under another unit", row.id),
                "write the code of the unit it stands under",
            ),
            None => {}
        }
    }
    check_tops(places, &tops, whole, against, report);
}

fn check_parent(place: &Place<'_>, codes: &Codes, report: &mut Report) {
    let parent = place.parent;
    if parent.value == place.code.value {
        report.value(
            &parent,
            Fault::OwnParent,
            "the unit stands under itself",
            "write the code of the unit it stands under",
        );
    } else if codes.look_up(parent.value) == Known::Nowhere {
        report.value(
            &parent,
            Fault::UnknownParent,
            "there is no unit with this code",
            codes.advice(parent.value),
        );
    }
}

/// One top in all, counting the one the organisation may already have.
fn check_tops(
    places: &[Place<'_>],
    tops: &[&Place<'_>],
    whole: bool,
    against: &Against<'_>,
    report: &mut Report,
) {
    let existing = against
        .existing
        .iter()
        .find(|(_, unit)| unit.parent.is_none())
        .map(|(code, _)| code.as_str())
        .filter(|code| !places.iter().any(|place| place.code.value == *code));
    let mut first = existing.map(|code| format!("{code}, which the organisation already has"));
    for top in tops {
        match &first {
            Some(first) => report.value(
                &top.parent,
                Fault::SeveralTops,
                format!("a second unit at the top, beside {first}"),
                "write the unit it stands under: one unit stands at the top",
            ),
            None => first = Some(format!("{} on line {}", top.code.value, top.code.line)),
        }
    }
    let may_be_lost = !whole || places.iter().any(|place| is_lost(place, against));
    if first.is_none() && !may_be_lost {
        report.file(
            super::File::Units,
            Fault::NoTop,
            "no unit stands at the top",
            "add the unit that all others stand under, with an empty parent",
        );
    }
}

/// Whether this row may have been meant as the top and is named for another fault already.
fn is_lost(place: &Place<'_>, against: &Against<'_>) -> bool {
    place
        .level
        .and_then(|level| against.charter.level(level))
        .is_none_or(|row| row.under.is_empty())
}

/// Finds every circle of units, reports each once, and gives all codes in them.
fn circles(places: &[Place<'_>], against: &Against<'_>, report: &mut Report) -> HashSet<String> {
    let rows: HashMap<&str, &Place<'_>> = places
        .iter()
        .map(|place| (place.code.value, place))
        .collect();
    let parent_of = |code: &str| -> Option<&str> {
        let parent = match rows.get(code) {
            Some(place) => place.parent.value,
            None => against.existing.get(code)?.parent.as_deref()?,
        };
        // A unit under itself has a message of its own.
        (!parent.is_empty() && parent != code).then_some(parent)
    };
    let mut found = HashSet::new();
    let mut cleared: HashSet<&str> = HashSet::new();
    for place in places {
        let mut path: Vec<&str> = Vec::new();
        let mut on_path: HashSet<&str> = HashSet::new();
        let mut next = Some(place.code.value);
        while let Some(code) = next.filter(|code| !cleared.contains(code)) {
            if !on_path.insert(code) {
                let circle: Vec<&str> = path.iter().copied().skip_while(|on| *on != code).collect();
                report.value(
                    &rows.get(code).map_or(place.parent, |row| row.parent),
                    Fault::ParentInCircle,
                    format!(
                        "these units stand under each other in a circle: {} → {code}",
                        circle.join(" → ")
                    ),
                    "put one of them under a unit outside the circle",
                );
                found.extend(circle.into_iter().map(str::to_owned));
                break;
            }
            path.push(code);
            next = parent_of(code);
        }
        cleared.extend(path);
    }
    found
}
