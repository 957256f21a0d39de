//! What a report comes to, unit by unit, and whose return is missing: two lists
//! of what stands beneath a unit.

use kernel::UnitId;
use kernel::reports::{Both, Sums};

use super::roll_up::{heads, numbers, row_href, sees_sums};
use super::words::{Named, named, return_href, roll_up_href};
use crate::error::Failure;
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, one};
use crate::pages::findings::fill::place;
use crate::sheet::Field;
use crate::standing::Standing;
use crate::view::View;
use crate::words::{capital, figure};

/// The unit, the report and the stretch of time that an address names.
type At = (u32, String, String);

/// What the returns of one unit and those beneath it come to.
#[derive(Clone, Debug)]
pub(crate) struct Beneath {
    unit: UnitId,
    href: String,
    sums: Sums,
    /// Head and figure of each field that is a number.
    figures: Vec<(String, u64)>,
}

impl Beneath {
    fn lacks(&self) -> bool {
        self.sums.filed < self.sums.owed
    }
}

/// `/units/{id}/reports/{report}/{period}/beneath`: the units directly beneath.
pub(crate) const BENEATH: List<At, Beneath> = List {
    room: Room::Reports,
    opens: |with, at| {
        let (view, named, unit) = opened(with, &at)?;
        let it = (with.sums)(named.rule, named.id, named.first, unit).ok_or(Failure::NotFound)?;
        let row = |(beneath, both): (&UnitId, &Both)| Beneath {
            unit: *beneath,
            href: row_href(view, &named, *beneath),
            figures: numbers(&named, &both.now),
            sums: both.now.clone(),
        };
        Ok(Opened {
            rows: it.rows.iter().map(row).collect(),
            more_heads: heads(&named),
            ..about(view, &named, unit, "unit by unit")
        })
    },
    of: ("unit", "units"),
    file: "units",
    heads: &["code", "unit", "owed", "filed", "late", "corrected"],
    fields: |Opening { view, .. }, it| {
        let unit = view.state.unit(it.unit);
        let mut fields: Vec<Field> = vec![
            unit.map(|unit| unit.code).into(),
            view.some_unit(it.unit).into(),
            it.sums.owed.into(),
            it.sums.filed.into(),
            it.sums.late.into(),
            it.sums.corrected.into(),
        ];
        fields.extend(it.figures.iter().map(|(_, figure)| Field::from(*figure)));
        fields
    },
    sieves: &[Sieve("standing", "Standing", "All of them", |_, it| {
        let (word, words) = if it.lacks() {
            ("lacks", "Something is missing")
        } else {
            ("whole", "Everything is there")
        };
        one(word, words)
    })],
    line: |Opening { view, .. }, it| {
        let figures = it.figures.iter();
        let figures = figures.map(|(head, count)| format!("{head} {}", figure(*count)));
        let filed = format!("{} of {} filed", it.sums.filed, it.sums.owed);
        let about: Vec<String> = std::iter::once(filed).chain(figures).collect();
        let what = Link::new(capital(&view.some_unit(it.unit)), it.href.clone());
        let missing = it.sums.owed.saturating_sub(it.sums.filed);
        Line {
            open: (missing > 0).then(|| (Standing::Near, format!("{missing} missing"))),
            ..Line::new(what, about.join(" · "))
        }
    },
};

/// A unit whose return is missing, with the way to it.
#[derive(Clone, Debug)]
pub(crate) struct Missing {
    unit: UnitId,
    href: Option<String>,
}

/// `/units/{id}/reports/{report}/{period}/missing`: whose return is missing.
pub(crate) const MISSING: List<At, Missing> = List {
    room: Room::Reports,
    opens: |with, at| {
        let (view, named, unit) = opened(with, &at)?;
        let it = (with.sums)(named.rule, named.id, named.first, unit).ok_or(Failure::NotFound)?;
        let row = |unit: &UnitId| Missing {
            unit: *unit,
            href: return_href(view, *unit, named.id, named.first),
        };
        Ok(Opened {
            rows: it.missing.iter().map(row).collect(),
            ..about(view, &named, unit, "missing")
        })
    },
    of: ("return is missing", "returns are missing"),
    file: "missing",
    heads: &["code", "unit", "place"],
    fields: |Opening { view, .. }, it| {
        let unit = view.state.unit(it.unit);
        vec![
            unit.map(|unit| unit.code).into(),
            view.some_unit(it.unit).into(),
            place(view, it.unit).into(),
        ]
    },
    sieves: &[],
    line: |Opening { view, .. }, it| {
        let name = capital(&view.some_unit(it.unit));
        let href = it.href.clone().unwrap_or_default();
        Line::new(Link::new(name, href), place(view, it.unit))
    },
};

/// What an address names, for a viewer who may see the sums.
fn opened<'a>(
    with: Opening<'a>,
    (unit, report, period): &At,
) -> Result<(View<'a>, Named<'a>, UnitId), Failure> {
    let view = with.view;
    let unit = view.unit(UnitId(*unit))?.id;
    if !sees_sums(view, unit) {
        return Err(Failure::NotFound);
    }
    Ok((view, named(view, report, period)?, unit))
}

fn about<R>(view: View<'_>, named: &Named<'_>, unit: UnitId, what: &str) -> Opened<R> {
    let sums = roll_up_href(named.rule, named.first, Some(unit));
    Opened {
        acts: vec![Link::new("What it comes to", sums)],
        article: view.note(named.rule.rule),
        ..Opened::of_unit(view, unit, &format!("{}: {what}", named.title()))
    }
}
