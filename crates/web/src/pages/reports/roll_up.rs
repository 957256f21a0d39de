//! From the returns to what they come to, level by level.

use charter::{Action, FieldKind, ReportField};
use kernel::UnitId;
use kernel::reports::{Both, RollUp, Sum, Sums, Value};
use serde::Deserialize;

use super::words::{self, Named, return_href, roll_up_href, stretch_words};
use super::{RollUpPage, SumRow};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::address;
use crate::roll_ups::Summing;
use crate::sheet::{Exports, Field, Format, Sheet};
use crate::view::View;
use crate::words::{away, capital, counted, day, figure};

/// Units in the table, and missing returns named; the lists have them all.
const ROWS_MAX: usize = 30;

/// Of which unit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(crate) unit: Option<u32>,
}

impl Wanted {
    /// The unit it names, or the highest whose sums the viewer may see.
    pub(crate) fn unit(&self, view: View<'_>) -> Result<UnitId, Failure> {
        match self.unit {
            Some(unit) => {
                let unit = view.unit(UnitId(unit))?.id;
                sees_sums(view, unit)
                    .then_some(unit)
                    .ok_or(Failure::NotFound)
            }
            None => highest(view),
        }
    }
}

/// Whether the viewer may know everything that is summed up in a unit.
pub(super) fn sees_sums(view: View<'_>, unit: UnitId) -> bool {
    view.state.units_beneath(unit).next().is_none() || view.knows_all_beneath(unit)
}

/// The highest unit whose sums the viewer may see.
pub(super) fn highest(view: View<'_>) -> Result<UnitId, Failure> {
    view.highest_units()
        .into_iter()
        .find(|unit| sees_sums(view, *unit))
        .ok_or(Failure::NotFound)
}

/// Whether a field has a column: words are read in the return itself.
fn has_column(field: &&ReportField) -> bool {
    matches!(field.kind, FieldKind::Number | FieldKind::Record(_))
}

fn figures(named: &Named<'_>, sums: &Sums) -> Vec<String> {
    let fields = named.rule.fields.iter().zip(&sums.fields);
    let numbers = fields
        .filter(|(field, _)| has_column(field))
        .map(|(_, sum)| words::sum(sum));
    let filed = format!(
        "{} of {}",
        figure(u64::from(sums.filed)),
        figure(u64::from(sums.owed))
    );
    std::iter::once(filed).chain(numbers).collect()
}

/// The names of the fields that have a column in a file.
pub(super) fn heads(named: &Named<'_>) -> Vec<String> {
    let fields = named.rule.fields.iter().filter(has_column);
    fields.map(|field| field.id.clone()).collect()
}

/// What each field that has a column comes to, with its title.
pub(super) fn numbers(named: &Named<'_>, sums: &Sums) -> Vec<(String, u64)> {
    let fields = named.rule.fields.iter().zip(&sums.fields);
    fields
        .filter(|(field, _)| has_column(field))
        .map(|(field, sum)| match sum {
            Sum::Number(number) => (field.title.clone(), *number),
            Sum::Choices(_) | Sum::Texts(_) => (field.title.clone(), 0),
        })
        .collect()
}

/// The way to the return of a unit that owes one, or to the sums of what stands beneath it.
pub(super) fn row_href(view: View<'_>, named: &Named<'_>, unit: UnitId) -> String {
    let level = view.state.unit(unit).map(|it| it.level);
    let owes = level.is_some_and(|level| named.rule.levels.contains(&level));
    let way = if owes {
        return_href(view, unit, named.id, named.first)
    } else {
        sees_sums(view, unit).then(|| roll_up_href(named.rule, named.first, Some(unit)))
    };
    way.unwrap_or_else(|| "/units".to_owned())
}

/// The way to one of the lists of what a unit's sums are made of.
fn list_href(named: &Named<'_>, unit: UnitId, list: &str) -> String {
    let code = kernel::reports::stretch_code(named.rule.every, named.first);
    format!("/units/{unit}/reports/{}/{code}/{list}", named.rule.id)
}

/// The page.
pub(super) fn page(
    (view, summing): (View<'_>, Summing<'_>),
    (report, period): (&str, &str),
    wanted: &Wanted,
    frame: Frame,
) -> Result<RollUpPage, Failure> {
    let named = words::named(view, report, period)?;
    let unit = wanted.unit(view)?;
    let it = summing(named.rule, named.id, named.first, unit).ok_or(Failure::NotFound)?;
    let heads = named.rule.fields.iter().filter(has_column);
    let heads = std::iter::once("Filed".to_owned()).chain(heads.map(|it| capital(&it.title)));
    let struck = (it.total.struck != it.total.now && it.days.cut_off < view.today).then(|| {
        let text = format!("As struck on {}", day(it.days.cut_off));
        (text, figures(&named, &it.total.struck))
    });
    let missing: Vec<Link> = it
        .missing
        .iter()
        .take(ROWS_MAX)
        .filter_map(|unit| {
            let way = return_href(view, *unit, named.id, named.first)?;
            Some(Link::new(view.some_unit(*unit), way))
        })
        .collect();
    Ok(RollUpPage {
        frame: Frame {
            path: above(view, &named, unit),
            title: named.title(),
            ..frame
        },
        heading: named.title(),
        about: about(view, &it, unit),
        lines: lines(view, &it),
        beside: beside(view, &named, wanted),
        heads: heads.collect(),
        rows: rows(view, &named, &it),
        total: figures(&named, &it.total.now),
        struck,
        choices: choices(&named, &it.total.now),
        missing,
        all_missing: (!it.missing.is_empty()).then(|| {
            let of = ("return is missing", "returns are missing");
            let text = counted(it.missing.len() as u64, of.0, of.1);
            Link::new(text, list_href(&named, unit, "missing"))
        }),
        all_rows: (it.rows.len() > 1).then(|| {
            let text = counted(it.rows.len() as u64, "unit", "units");
            Link::new(format!("All {text}"), list_href(&named, unit, "beneath"))
        }),
        export: Exports::of(&address(
            &format!("/reports/{report}/{period}/returns"),
            &[("unit", &unit.to_string())],
        )),
        article: view.note(named.rule.rule),
    })
}

/// The way from the top down to a unit, through its sums.
fn above(view: View<'_>, named: &Named<'_>, unit: UnitId) -> Vec<Link> {
    let mut path: Vec<Link> = view
        .state
        .units_above(unit)
        .filter(|above| view.may(Action::SeeFigures, *above) && sees_sums(view, *above))
        .map(|above| {
            Link::new(
                view.some_unit(above),
                roll_up_href(named.rule, named.first, Some(above)),
            )
        })
        .collect();
    path.reverse();
    path
}

fn about(view: View<'_>, it: &RollUp, unit: UnitId) -> String {
    format!(
        "{} · due by {}, {} · sums struck on {}, {}",
        view.some_unit(unit),
        day(it.days.due),
        away(view.today, it.days.due),
        day(it.days.cut_off),
        away(view.today, it.days.cut_off)
    )
}

fn lines(view: View<'_>, it: &RollUp) -> Vec<String> {
    let now = &it.total.now;
    let many = |count: u32, one: &str, several: &str| counted(u64::from(count), one, several);
    let mut lines = vec![format!(
        "{} of {} there.",
        figure(u64::from(now.filed)),
        many(now.owed, "return is", "returns are")
    )];
    if now.late > 0 {
        lines.push(format!("{} late.", many(now.late, "came", "came")));
    }
    if now.corrected > 0 && it.days.cut_off < view.today {
        lines.push(format!(
            "{} after the sums were struck; what that changed is kept apart.",
            many(
                now.corrected,
                "came or was corrected",
                "came or were corrected"
            )
        ));
    }
    lines
}

fn beside(view: View<'_>, named: &Named<'_>, wanted: &Wanted) -> Vec<Link> {
    let unit = wanted.unit.map(UnitId);
    let link = |steps: i32| {
        let first = named.beside(steps).filter(|first| *first <= view.today)?;
        let text = capital(&stretch_words(named.rule.every, first));
        Some(Link::new(text, roll_up_href(named.rule, first, unit)))
    };
    [link(-1), link(1)].into_iter().flatten().collect()
}

fn rows(view: View<'_>, named: &Named<'_>, it: &RollUp) -> Vec<SumRow> {
    let row = |(unit, both): (&UnitId, &Both)| SumRow {
        unit: Link::new(view.some_unit(*unit), row_href(view, named, *unit)),
        lacks: both.now.filed < both.now.owed,
        figures: figures(named, &both.now),
    };
    it.rows.iter().take(ROWS_MAX).map(row).collect()
}

/// How many chose what, a line a field.
fn choices(named: &Named<'_>, sums: &Sums) -> Vec<(String, String)> {
    let fields = named.rule.fields.iter().zip(&sums.fields);
    fields
        .filter_map(|(field, sum)| {
            let said = match (&field.kind, sum) {
                (FieldKind::Choice(choices), Sum::Choices(counts)) => choices
                    .iter()
                    .zip(counts)
                    .map(|(choice, count)| format!("{choice} {}", figure(u64::from(*count))))
                    .collect::<Vec<_>>()
                    .join(" · "),
                (FieldKind::Text, Sum::Texts(count)) => counted(
                    u64::from(*count),
                    "unit wrote something",
                    "units wrote something",
                ),
                _ => return None,
            };
            Some((capital(&field.title), said))
        })
        .collect()
}

/// Every return as a file; words are read in the return itself.
pub(super) fn sheet(
    view: View<'_>,
    (report, period): (&str, &str),
    wanted: &Wanted,
    format: Format,
) -> Result<Sheet, Failure> {
    let named = words::named(view, report, period)?;
    let within = wanted.unit(view)?;
    let mut heads = vec!["code", "unit", "filed", "corrected"];
    heads.extend(named.rule.fields.iter().map(|field| field.id.as_str()));
    let mut sheet = Sheet::new(format, &heads);
    for unit in (0..view.state.unit_count()).map(UnitId) {
        let filed = view.state.return_of(named.id, unit, named.first, None);
        let under = filed.as_ref().and_then(|it| it.under);
        let here = unit == within
            || under.is_some_and(|under| under == within || view.state.stands_under(under, within))
            || filed.is_none() && view.state.stands_under(unit, within);
        let counts = filed.is_some()
            || view
                .state
                .lacks_return(named.rule, named.id, unit, named.first);
        let Some(row) = view.state.unit(unit).filter(|_| here && counts) else {
            continue;
        };
        let mut figures: Vec<Field> = vec![row.code.into(), row.name.into()];
        match filed {
            Some(it) => {
                figures.push(it.on.into());
                figures.push(if it.reason.is_some() { "yes" } else { "no" }.into());
                let values = named.rule.fields.iter().zip(it.values);
                figures.extend(values.map(|(field, value)| plain(&field.kind, value)));
            }
            None => figures.push("missing".into()),
        }
        figures.resize(heads.len(), Field::Empty);
        sheet.row(figures);
    }
    Ok(sheet)
}

/// A value for a program to read.
fn plain(kind: &FieldKind, value: Value) -> Field {
    match value {
        Value::Number(number) => number.into(),
        Value::Text(Some(_)) => "written".into(),
        Value::Text(None) => Field::Empty,
        Value::Choice(_) => words::value(kind, value, |_| None).into(),
    }
}
