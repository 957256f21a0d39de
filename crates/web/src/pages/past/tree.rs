//! From the record to the tree of a day, opened at one unit.

use ::charter::Action;
use kernel::UnitId;
use kernel::units::TreeOn;

use super::then::{Then, dated};
use super::{Part, PastPage, Row};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, address, address_of_page};
use crate::pages::posts::Who;
use crate::words::{counted, day};

/// Units on a page.
const ROWS: u64 = 50;

/// The tree as it stood, with the units under the one that is open.
pub(super) fn page(
    then: Then<'_>,
    open: Option<UnitId>,
    page: u64,
    frame: Frame,
) -> Result<PastPage, Failure> {
    let tree = then.state.tree_on(then.day);
    let highest = highest(then, &tree);
    let open = match open {
        Some(open) => Some(then.view.unit(open)?.id),
        None => highest.first().copied().filter(|_| highest.len() == 1),
    };
    let number = open.map(|open| open.to_string()).unwrap_or_default();
    let list = address("/units", &[("open", &number)]);
    let mut units: Vec<UnitId> = match open {
        Some(open) => {
            let seen = then.sight(Action::SeeFigures);
            tree.beneath(open)
                .filter(|unit| seen.reaches(then.view.state, *unit))
                .collect()
        }
        None => highest,
    };
    units.sort_by_cached_key(|unit| (tree.unit(*unit).map(|it| it.level), *unit));
    let on = then.day.to_string();
    let pager = Pager::at(page, ROWS, units.len() as u64, ("unit", "units"), &|page| {
        address_of_page("/units", &[("open", &number), ("on", &on)], page)
    });
    let rows = pager.rows(units).map(|unit| row(then, &tree, unit));
    let stood = open.is_none_or(|open| tree.unit(open).is_some());
    let mut part = Part::new("Units", rows.collect());
    if part.rows.is_empty() {
        part.note = Some(if stood {
            "No unit stood under it that you may know of.".to_owned()
        } else {
            "It did not stand on that day.".to_owned()
        });
    } else {
        part.pager = Some(pager);
    }
    let heading = open.map_or_else(|| "Organisation".to_owned(), |open| then.unit_name(open));
    let frame = then.frame(frame, &list, &heading);
    let mut ways = Vec::new();
    if let Some(open) = open {
        ways.push(Link::new(
            "The page of this unit on that day",
            dated(&format!("/units/{open}"), then.day),
        ));
    }
    Ok(PastPage {
        frame: Frame {
            path: open.map(|open| path(then, open)).unwrap_or_default(),
            ..frame
        },
        heading,
        about: open
            .filter(|_| stood)
            .map(|open| about(then, &tree, open))
            .unwrap_or_default(),
        said: before_everything(then),
        article: None,
        parts: vec![part],
        ways,
    })
}

/// Where the tree begins for the viewer: at the highest units of today that stood
/// then, and at what stood under nothing.
fn highest(then: Then<'_>, tree: &TreeOn<'_>) -> Vec<UnitId> {
    let mut highest: Vec<UnitId> = then
        .view
        .highest_units()
        .into_iter()
        .chain(tree.highest().iter().copied())
        .filter(|unit| tree.unit(*unit).is_some())
        .filter(|unit| then.view.may(Action::SeeFigures, *unit))
        .collect();
    highest.sort_unstable();
    highest.dedup();
    let all = highest.clone();
    // What stood under another of them is reached from there.
    highest.retain(|unit| {
        let above = then.state.above_on(*unit, then.day);
        !above.iter().any(|above| all.contains(above))
    });
    highest
}

/// What is said of a day on which nothing stood.
fn before_everything(then: Then<'_>) -> Vec<String> {
    let first = then.state.top_unit().and_then(|top| then.state.unit(top));
    match first {
        Some(top) if then.day < top.founded => vec![format!(
            "Nothing stood on {}: the organisation was founded on {}.",
            day(then.day),
            day(top.founded)
        )],
        _ => Vec::new(),
    }
}

fn row(then: Then<'_>, tree: &TreeOn<'_>, unit: UnitId) -> Row {
    let Who { name, href } = then.unit_link(unit);
    let opens = tree.beneath(unit).next().is_some();
    let href = href.map(|href| {
        if opens {
            dated(&format!("/units?open={unit}"), then.day)
        } else {
            href
        }
    });
    Row {
        title: None,
        who: Who { name, href },
        about: about(then, tree, unit),
    }
}

/// The level of a unit on the day, and how many stood directly beneath it.
pub(super) fn about(then: Then<'_>, tree: &TreeOn<'_>, unit: UnitId) -> String {
    let Some(it) = tree.unit(unit) else {
        return String::new();
    };
    let level = then.level(it.level);
    let beneath = tree
        .beneath(unit)
        .filter(|unit| then.view.may(Action::SeeFigures, *unit))
        .count();
    if beneath == 0 {
        return level;
    }
    let units = counted(beneath as u64, "unit", "units");
    format!("{level} · {units} directly under it")
}

fn path(then: Then<'_>, open: UnitId) -> Vec<Link> {
    let path = then.path_to(open).into_iter();
    path.map(|it| {
        Link::new(
            it.text,
            it.href
                .replace("/units/", "/units?open=")
                .replacen("?on=", "&on=", 1),
        )
    })
    .collect()
}
