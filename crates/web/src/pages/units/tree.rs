//! From the record to the organisation's page: the tree, opened level by
//! level, and the list of the units that somebody looks for.

use std::collections::BTreeMap;

use charter::{Action, LevelId};
use kernel::UnitId;
use serde::Deserialize;

use super::picture::{is_base, mosaic};
use super::{Figure, TreeRow, UnitsPage};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{AsOf, Frame, Link};
use crate::listing::{Filter, Pager, Search, address, address_of_page};
use crate::pages::findings::wording::people;
use crate::pictures::mosaic::Size;
use crate::sheet::{Exports, Format, Sheet};
use crate::standing::Standing;
use crate::survey::{Sum, Survey};
use crate::unit_words::Having;
use crate::view::View;
use crate::words::counted;

/// Units on one page of a list, and of one row of the tree.
const ROWS: u64 = 50;
/// Beside an open unit stand as many others at the most; of more, it stands alone.
const BESIDE_MAX: usize = 60;

/// Which part of the organisation is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// The unit that is open.
    pub(crate) open: Option<u32>,
    pub(crate) q: String,
    pub(crate) level: String,
    pub(crate) standing: String,
    pub(crate) page: u64,
}

impl Wanted {
    fn searches(&self) -> bool {
        !(self.q.trim().is_empty() && self.level.is_empty() && self.standing.is_empty())
    }

    fn address(&self, page: u64) -> String {
        let open = self.open.map(|open| open.to_string()).unwrap_or_default();
        let asked = [
            ("open", open.as_str()),
            ("q", &self.q),
            ("level", &self.level),
            ("standing", &self.standing),
        ];
        address_of_page("/units", &asked, page)
    }

    fn wanted_standing(&self) -> Option<Standing> {
        [Standing::Outside, Standing::Near, Standing::Inside]
            .into_iter()
            .find(|it| it.class() == self.standing)
    }
}

/// The organisation's page.
pub(crate) fn page(
    view: View<'_>,
    survey: &Survey,
    asked: (&Wanted, Option<&Having>),
    frame: Frame,
) -> Result<UnitsPage, Failure> {
    let (asked, having) = asked;
    let open = asked
        .open
        .map(|open| view.unit(UnitId(open)).map(|unit| unit.id))
        .transpose()?;
    let highest = view.highest_units();
    let area = open
        .filter(|open| !is_base(view, *open))
        .or_else(|| highest.first().copied().filter(|_| highest.len() == 1));
    let (tree, pager) = if asked.searches() {
        let (tree, pager) = found(view, survey, (asked, having), open);
        (tree, Some(pager))
    } else {
        tree(view, survey, asked, &highest, open)
    };
    let base = view.charter.levels.iter().find(|level| level.members);
    let several = highest.len() > 1
        || highest
            .iter()
            .any(|unit| view.state.units_beneath(*unit).next().is_some());
    let name = open
        .and_then(|open| view.state.unit(open))
        .map(|unit| unit.name.to_owned());
    let path = open.map(|open| view.path_to(open)).unwrap_or_default();
    Ok(UnitsPage {
        frame: Frame {
            path: path
                .into_iter()
                .map(|it| Link::new(it.text, it.href.replace("/units/", "/units?open=")))
                .collect(),
            as_of: Some(AsOf::of(
                &Wanted {
                    open: asked.open,
                    ..Wanted::default()
                }
                .address(1),
                view.today,
            )),
            ..frame
        },
        heading: name.unwrap_or_else(|| crate::site::organisation(view.state)),
        figures: figures(view, survey, open),
        mosaic: area
            .filter(|_| !asked.searches())
            .and_then(|area| mosaic(view, survey, area, "whole", Size::Large)),
        about: about(view, &highest, open),
        search: several.then(|| search(view, asked)),
        tree,
        pager,
        export: Exports::of(&asked.address(1)),
        article: base.and_then(|base| view.note(base.rule)),
    })
}

/// What the viewer may see of the organisation, where that is not all.
fn about(view: View<'_>, highest: &[UnitId], open: Option<UnitId>) -> Option<String> {
    if open.is_some()
        || highest
            .iter()
            .any(|unit| Some(*unit) == view.state.top_unit())
    {
        return None;
    }
    match highest {
        [] => Some("You may see nothing of it.".to_owned()),
        [one] if view.state.units_beneath(*one).next().is_none() => {
            Some(format!("You may see {} of it.", view.some_unit(*one)))
        }
        [one] => Some(format!(
            "You may see {} and what stands under it.",
            view.some_unit(*one)
        )),
        several => Some(format!("You may see {} rows of it.", several.len())),
    }
}

/// The figures of a unit with everything beneath it, or of all the viewer may know of.
pub(crate) fn figures(view: View<'_>, survey: &Survey, unit: Option<UnitId>) -> Vec<Figure> {
    let sum = unit.map_or_else(|| survey.whole(view), |unit| survey.sum(view, unit));
    let open = unit.map(|unit| unit.to_string()).unwrap_or_default();
    let mut figures = Vec::new();
    if let Some(base) = view.charter.levels.iter().find(|level| level.members) {
        let count = sum.bases.total();
        figures.push(Figure {
            count,
            words: if count == 1 {
                base.title.clone()
            } else {
                base.plural.clone()
            },
            href: address("/units", &[("open", &open), ("level", &base.id)]),
            standing: None,
        });
    }
    let people = if view.may_reach(Action::SeeRoll) {
        address("/people", &[("unit", &open)])
    } else {
        "/units".to_owned()
    };
    figures.push(Figure {
        count: sum.people,
        words: if sum.people == 1 {
            "person".to_owned()
        } else {
            "people".to_owned()
        },
        href: people,
        standing: None,
    });
    for (count, standing) in [
        (sum.units.outside, Standing::Outside),
        (sum.units.near, Standing::Near),
    ] {
        figures.push(Figure {
            count,
            words: standing.words().to_owned(),
            href: address("/units", &[("open", &open), ("standing", standing.class())]),
            standing: (count > 0).then_some(standing),
        });
    }
    figures
}

fn search(view: View<'_>, asked: &Wanted) -> Search {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let levels = view
        .charter
        .levels
        .iter()
        .map(|level| choice(&level.id, &level.plural));
    let standings = [Standing::Outside, Standing::Near, Standing::Inside]
        .map(|it| choice(it.class(), it.words()));
    let filter = |name: &str, label: &str, choices, chosen: &str| Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        choices,
        chosen: chosen.to_owned(),
    };
    Search {
        days: Vec::new(),
        action: "/units".to_owned(),
        label: Some("Find a unit".to_owned()),
        query: asked.q.clone(),
        filters: vec![
            filter(
                "level",
                "Level",
                std::iter::once(choice("", "Every level"))
                    .chain(levels)
                    .collect(),
                &asked.level,
            ),
            filter(
                "standing",
                "Standing",
                std::iter::once(choice("", "Any"))
                    .chain(standings)
                    .collect(),
                &asked.standing,
            ),
        ],
        narrowed: asked.searches(),
    }
}

/// The units that are looked for, beneath the open one or anywhere.
fn fitting(
    view: View<'_>,
    survey: &Survey,
    (asked, having): (&Wanted, Option<&Having>),
    open: Option<UnitId>,
) -> Vec<UnitId> {
    let level = view.charter.level_named(&asked.level);
    let standing = asked.wanted_standing();
    let fits = |unit: UnitId| {
        having.is_none_or(|having| having.has(unit))
            && standing.is_none_or(|it| survey.standing(unit) == it)
            && level.is_none_or(|level| view.state.standing_level(unit) == Some(level))
    };
    let roots = open.map_or_else(|| view.highest_units(), |open| vec![open]);
    let top = view.state.top_unit();
    if view.everywhere(Action::SeeFigures) && roots.iter().any(|root| Some(*root) == top) {
        // All that stand are read by number, sooner than along the tree.
        let all = (0..view.state.unit_count()).map(UnitId);
        let stands = |unit: &UnitId| view.state.standing_level(*unit).is_some();
        return by_level(
            view,
            all.filter(|unit| fits(*unit) && stands(unit)).collect(),
        );
    }
    let within = roots.into_iter().flat_map(|root| {
        let knows_all = view.knows_all_beneath(root);
        let units = view.state.units_within(root).into_iter();
        units.filter(move |unit| knows_all || view.may(Action::SeeFigures, *unit))
    });
    by_level(view, within.filter(|unit| fits(*unit)).collect())
}

/// Those of them on the page that is asked for.
fn found(
    view: View<'_>,
    survey: &Survey,
    looked_for: (&Wanted, Option<&Having>),
    open: Option<UnitId>,
) -> (Vec<TreeRow>, Pager) {
    let (asked, _) = looked_for;
    let fitting = fitting(view, survey, looked_for, open);
    let total = u64::try_from(fitting.len()).unwrap_or(u64::MAX);
    let pager = Pager::at(asked.page, ROWS, total, ("unit", "units"), &|page| {
        asked.address(page)
    });
    let rows = pager
        .rows(fitting)
        .filter_map(|unit| leaf(view, survey, unit))
        .collect();
    (rows, pager)
}

/// The units that are looked for, as a file.
pub(super) fn sheet(
    view: View<'_>,
    survey: &Survey,
    looked_for: (&Wanted, Option<&Having>),
    format: Format,
) -> Result<Sheet, Failure> {
    let (asked, _) = looked_for;
    let open = asked
        .open
        .map(|open| view.unit(UnitId(open)).map(|unit| unit.id))
        .transpose()?;
    let heads = [
        "code",
        "name",
        "level",
        "under",
        "people",
        "base units",
        "standing",
        "near",
        "outside",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for unit in fitting(view, survey, looked_for, open) {
        let Some(it) = view.state.unit(unit) else {
            continue;
        };
        let parent = it.parent.filter(|parent| view.knows_unit(*parent));
        let level = view.charter.level(it.level);
        let sum: Sum = survey.sum(view, unit);
        sheet.row([
            it.code.into(),
            it.name.into(),
            level.map(|level| level.title_on(view.today)).into(),
            parent
                .and_then(|parent| view.state.unit(parent))
                .map(|parent| parent.code)
                .into(),
            sum.people.into(),
            sum.bases.total().into(),
            survey.standing(unit).words().into(),
            sum.units.near.into(),
            sum.units.outside.into(),
        ]);
    }
    Ok(sheet)
}

/// The tree, opened along the way to a unit.
fn tree(
    view: View<'_>,
    survey: &Survey,
    asked: &Wanted,
    highest: &[UnitId],
    open: Option<UnitId>,
) -> (Vec<TreeRow>, Option<Pager>) {
    let open = open.or_else(|| highest.first().copied().filter(|_| highest.len() == 1));
    let mut way: Vec<UnitId> = open
        .map(|open| {
            std::iter::once(open)
                .chain(view.state.units_above(open))
                .collect()
        })
        .unwrap_or_default();
    way.reverse();
    let beneath = open
        .map(|open| by_level(view, view.units_beneath(open)))
        .unwrap_or_default();
    let total = u64::try_from(beneath.len()).unwrap_or(u64::MAX);
    let pager = Pager::at(asked.page, ROWS, total, ("unit", "units"), &|page| {
        Wanted {
            open: open.map(|open| open.0),
            ..asked.clone()
        }
        .address(page)
    });
    let last: Vec<TreeRow> = pager
        .rows(beneath)
        .filter_map(|unit| leaf(view, survey, unit))
        .collect();
    let rows = grown(view, survey, highest, &way, last);
    (rows, (total > ROWS).then_some(pager))
}

/// The rows of a row of units, with what is open beneath the one that lies on the way.
fn grown(
    view: View<'_>,
    survey: &Survey,
    row: &[UnitId],
    way: &[UnitId],
    last: Vec<TreeRow>,
) -> Vec<TreeRow> {
    let Some(at) = way.iter().position(|unit| row.contains(unit)) else {
        return row
            .iter()
            .filter_map(|unit| leaf(view, survey, *unit))
            .collect();
    };
    let rest = way.get(at + 1..).unwrap_or_default();
    let Some(opened) = way.get(at).copied() else {
        return Vec::new();
    };
    let below = if rest.is_empty() {
        last
    } else {
        grown(
            view,
            survey,
            &by_level(view, view.units_beneath(opened)),
            rest,
            last,
        )
    };
    let shown = row
        .iter()
        .filter(|unit| row.len() <= BESIDE_MAX || **unit == opened);
    let mut below = Some(below);
    shown
        .filter_map(|unit| {
            let row = leaf(view, survey, *unit)?;
            if *unit != opened {
                return Some(row);
            }
            let parent = view
                .state
                .unit(*unit)
                .and_then(|unit| unit.parent)
                .filter(|parent| view.knows_unit(*parent));
            let closing = parent.map(|parent| format!("/units?open={parent}"));
            Some(TreeRow {
                opens: closing,
                open: true,
                below: below.take().unwrap_or_default(),
                ..row
            })
        })
        .collect()
}

/// Units of the higher levels first.
pub(crate) fn by_level(view: View<'_>, mut units: Vec<UnitId>) -> Vec<UnitId> {
    let mut by: BTreeMap<Option<LevelId>, Vec<UnitId>> = BTreeMap::new();
    units.sort_unstable();
    for unit in units {
        by.entry(view.state.standing_level(unit))
            .or_default()
            .push(unit);
    }
    by.into_values().flatten().collect()
}

/// A unit in the tree, closed.
pub(crate) fn leaf(view: View<'_>, survey: &Survey, unit: UnitId) -> Option<TreeRow> {
    let it = view.state.unit(unit)?;
    let level = view.charter.level(it.level)?;
    let sum: Sum = survey.sum(view, unit);
    let base = view.charter.levels.iter().find(|level| level.members);
    let has_beneath = view
        .state
        .units_beneath(unit)
        .any(|beneath| view.may(Action::SeeFigures, beneath));
    Some(TreeRow {
        unit: Link::new(it.name, format!("/units/{unit}")),
        level: level.title_on(view.today).to_owned(),
        opens: has_beneath.then(|| format!("/units?open={unit}")),
        open: false,
        bases: (!level.members)
            .then(|| base.map(|base| counted(sum.bases.total(), &base.title, &base.plural)))
            .flatten(),
        people: people(sum.people),
        near: sum.units.near,
        outside: sum.units.outside,
        below: Vec::new(),
    })
}
