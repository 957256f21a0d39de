//! How reports, their stretches of time and their sums are said.

use charter::{Action, Every, FieldKind, ReportId, ReportRule};
use jiff::civil::Date;
use kernel::reports::{Sum, Value, stretch_code, stretch_named};
use kernel::units::Unit;
use kernel::{DocumentId, UnitId};

use crate::error::Failure;
use crate::frame::Link;
use crate::listing::address;
use crate::pages::meetings::year::period_name;
use crate::view::View;
use crate::words::{capital, figure, month};

/// A report and a stretch of time that an address names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    pub(crate) id: ReportId,
    pub(crate) rule: &'a ReportRule,
    /// The first day of the stretch.
    pub(crate) first: Date,
}

/// The report and the stretch with these names.
pub(crate) fn named<'a>(view: View<'a>, report: &str, period: &str) -> Result<Named<'a>, Failure> {
    let id = view.charter.report_named(report).ok_or(Failure::NotFound)?;
    let rule = view.charter.report(id).ok_or(Failure::NotFound)?;
    let first = stretch_named(rule.every, period, view.today)
        .map_err(|none| Failure::Invalid(format!("{}: {none}", rule.title)))?;
    Ok(Named { id, rule, first })
}

/// A unit whose returns the viewer may know of: those of a dissolved one are known to whoever
/// may know of the unit that files for it.
pub(crate) fn unit_of<'a>(view: View<'a>, unit: UnitId) -> Result<Unit<'a>, Failure> {
    view.unit(unit).or_else(|_| {
        view.unit(view.state.files_for(unit))?;
        view.state.unit(unit).ok_or(Failure::NotFound)
    })
}

/// A unit for which the viewer may file or correct returns.
pub(super) fn unit_for<'a>(
    view: View<'a>,
    action: Action,
    unit: UnitId,
) -> Result<Unit<'a>, Failure> {
    view.unit_for(action, view.state.files_for(unit))?;
    view.state.unit(unit).ok_or(Failure::NotFound)
}

impl Named<'_> {
    /// What it is called: `Monthly report for October 2026`.
    pub(crate) fn title(&self) -> String {
        format!(
            "{} for {}",
            capital(&self.rule.title),
            stretch_words(self.rule.every, self.first)
        )
    }

    /// The stretch so many behind this one.
    pub(crate) fn beside(&self, steps: i32) -> Option<Date> {
        let number = kernel::meetings::period_of(self.rule.every, self.first);
        kernel::meetings::period_start(self.rule.every, number.checked_add(steps)?)
    }
}

/// A stretch with its year: `October 2026`, `July to September 2026`.
pub(crate) fn stretch_words(every: Every, first: Date) -> String {
    let name = || period_name(every, kernel::meetings::period_of(every, first));
    match every {
        Every::Months(1) => month(first),
        Every::Months(12) => first.year().to_string(),
        Every::Months(_) | Every::Weeks(_) => format!("{} {}", name(), first.year()),
    }
}

/// A stretch as it is called this year: with its year where that is another one.
pub(crate) fn stretch_name(view: View<'_>, every: Every, first: Date) -> String {
    if first.year() == view.today.year() {
        period_name(every, kernel::meetings::period_of(every, first))
    } else {
        stretch_words(every, first)
    }
}

/// Where the sums of a report for a stretch stand, of a unit or of all the viewer sees.
pub(crate) fn roll_up_href(rule: &ReportRule, first: Date, unit: Option<UnitId>) -> String {
    let unit = unit.map(|unit| unit.to_string()).unwrap_or_default();
    let code = stretch_code(rule.every, first);
    address(&format!("/reports/{}/{code}", rule.id), &[("unit", &unit)])
}

/// Where a unit's return stands.
pub(crate) fn return_href(
    view: View<'_>,
    unit: UnitId,
    report: ReportId,
    first: Date,
) -> Option<String> {
    let rule = view.charter.report(report)?;
    let code = stretch_code(rule.every, first);
    view.unit_href(unit)
        .map(|unit| format!("{unit}/reports/{}/{code}", rule.id))
}

/// Whether the viewer may read the words in a unit's returns.
pub(crate) fn reads(view: View<'_>, unit: UnitId) -> bool {
    view.state.may_read_returns(view.viewer, view.today, unit)
}

/// What a sum comes to, for a figure.
pub(crate) fn sum(sum: &Sum) -> String {
    match sum {
        Sum::Number(number) => figure(*number),
        Sum::Choices(counts) => counts
            .iter()
            .map(|count| figure(u64::from(*count)))
            .collect::<Vec<_>>()
            .join(" / "),
        Sum::Texts(count) => figure(u64::from(*count)),
    }
}

/// What a field of a return says.
pub(crate) fn value(
    kind: &FieldKind,
    value: Value,
    text: impl FnOnce(DocumentId) -> Option<String>,
) -> String {
    match (kind, value) {
        (_, Value::Number(number)) => figure(number),
        (FieldKind::Choice(choices), Value::Choice(choice)) => choices
            .get(usize::from(choice))
            .cloned()
            .unwrap_or_default(),
        (_, Value::Choice(choice)) => choice.to_string(),
        (_, Value::Text(None)) => "nothing".to_owned(),
        (_, Value::Text(Some(id))) => {
            text(id).unwrap_or_else(|| "words you may not read".to_owned())
        }
    }
}

/// The way to a roll-up.
pub(crate) fn stretch_link(rule: &ReportRule, first: Date, unit: Option<UnitId>) -> Link {
    Link::new(
        capital(&stretch_words(rule.every, first)),
        roll_up_href(rule, first, unit),
    )
}
