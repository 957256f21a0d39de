//! From the record to the lists of reports: of the whole, and of a unit.

use charter::{Action, ReportId, ReportRule};
use jiff::civil::Date;
use kernel::UnitId;
use kernel::meetings::{period_of, period_start};
use kernel::reports::{DaysOf, Return};
use kernel::units::Descent;

use super::words::{return_href, roll_up_href, stretch_link, stretch_words};
use super::{Report, ReportsPage, roll_up};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::address;
use crate::roll_ups::Summing;
use crate::view::View;
use crate::words::{away, capital, counted, day, day_short, due, figure};

/// Stretches named beneath a report.
const STRETCHES: usize = 12;

/// Every report of what the viewer sees.
pub(super) fn page(
    view: View<'_>,
    summing: Summing<'_>,
    frame: Frame,
) -> Result<ReportsPage, Failure> {
    let unit = roll_up::highest(view)?;
    let reports = (0..).map(ReportId).zip(&view.charter.reports);
    Ok(ReportsPage {
        heading: "Reports".to_owned(),
        reports: reports
            .map(|(id, rule)| summed((view, summing), id, rule, unit))
            .collect(),
        frame,
    })
}

/// The last stretch that is over.
fn last_over(view: View<'_>, rule: &ReportRule) -> Option<Date> {
    period_start(
        rule.every,
        period_of(rule.every, view.today).checked_sub(1)?,
    )
}

/// How far a report has come in the unit and everything beneath.
fn summed(
    (view, summing): (View<'_>, Summing<'_>),
    id: ReportId,
    rule: &ReportRule,
    unit: UnitId,
) -> Report {
    let last = last_over(view, rule);
    let summed = last.and_then(|first| summing(rule, id, first, unit));
    let mut lines = Vec::new();
    let mut late = false;
    if let Some((it, first)) = summed.zip(last) {
        late = it.days.due < view.today && !it.missing.is_empty();
        lines.push(format!(
            "{}: {} of {} are there. Due {}, {}.",
            capital(&stretch_words(rule.every, first)),
            figure(u64::from(it.total.now.filed)),
            figure(u64::from(it.total.now.owed)),
            day(it.days.due),
            away(view.today, it.days.due)
        ));
    }
    let open = last.map(|first| Link::new("See what it comes to", roll_up_href(rule, first, None)));
    let first_day = view.state.editions().first().map(|edition| edition.from);
    let stretches = stretches_back(rule, last)
        .filter(|first| first_day.is_none_or(|since| *first >= since.first_of_month()))
        .map(|first| stretch_link(rule, first, None));
    Report {
        title: capital(&rule.plural),
        lines,
        late,
        acts: open.into_iter().collect(),
        stretches: stretches.collect(),
        article: view.note(rule.rule),
    }
}

/// The last stretches from this one back.
fn stretches_back(rule: &ReportRule, last: Option<Date>) -> impl Iterator<Item = Date> {
    let every = rule.every;
    std::iter::successors(last, move |first| {
        period_start(every, period_of(every, *first).checked_sub(1)?)
    })
    .take(STRETCHES)
}

/// What a unit owes, and what it has filed.
pub(super) fn of_unit(
    view: View<'_>,
    summing: Summing<'_>,
    unit: UnitId,
    frame: Frame,
) -> Result<ReportsPage, Failure> {
    let it = view.unit(unit)?;
    let heading = format!("Reports of {}", it.name);
    let reports = (0..).map(ReportId).zip(&view.charter.reports);
    let reports: Vec<Report> = reports
        .filter_map(|(id, rule)| owed((view, summing), id, rule, unit))
        .collect();
    Ok(ReportsPage {
        frame: Frame {
            path: view.path_to(unit),
            title: heading.clone(),
            ..frame
        },
        heading,
        reports,
    })
}

/// What units that went into this one still owe: it files that for them.
fn left_over(view: View<'_>, (id, rule): (ReportId, &ReportRule), unit: UnitId) -> Vec<Link> {
    if !view.may(Action::FileReturn, unit) {
        return Vec::new();
    }
    let lineage = view.state.lineage(unit).into_iter();
    let ended = lineage.filter(|step| step.to == unit && step.how == Descent::Merged);
    let link = |step: kernel::units::Lineage| {
        let first = view.state.owes_next(rule, id, step.from)?;
        let days = DaysOf::of(rule, period_of(rule.every, first))?;
        let name = view.state.unit(step.from)?.name;
        let way = return_href(view, step.from, id, first)?;
        let text = format!(
            "File that of {name} for {}",
            stretch_words(rule.every, first)
        );
        (days.last <= view.today).then(|| Link::new(text, format!("{way}/file")))
    };
    ended.filter_map(link).collect()
}

/// A report as it is for one unit: owed by it, or summed up from those beneath.
fn owed(
    (view, summing): (View<'_>, Summing<'_>),
    id: ReportId,
    rule: &ReportRule,
    unit: UnitId,
) -> Option<Report> {
    let level = view.state.unit(unit)?.level;
    let has_beneath = view.state.units_beneath(unit).next().is_some();
    let filed: Vec<_> = {
        let mut filed: Vec<_> = view
            .state
            .returns_of(unit)
            .filter(|it| it.report == id)
            .collect();
        // The newest row of a stretch is the one that holds.
        filed.sort_by_key(|it| std::cmp::Reverse(it.period));
        filed.dedup_by_key(|it| it.period);
        filed
    };
    if !rule.levels.contains(&level) && filed.is_empty() {
        let sums = has_beneath && view.knows_all_beneath(unit);
        return sums.then(|| Report {
            acts: last_over(view, rule)
                .map(|first| {
                    Link::new(
                        "See what it comes to",
                        roll_up_href(rule, first, Some(unit)),
                    )
                })
                .into_iter()
                .collect(),
            ..summed((view, summing), id, rule, unit)
        });
    }
    let next = view.state.owes_next(rule, id, unit);
    let days = next.and_then(|next| DaysOf::of(rule, period_of(rule.every, next)));
    let mut lines = Vec::new();
    let mut acts = Vec::new();
    if let Some(days) = days {
        let stretch = stretch_words(rule.every, days.first);
        lines.push(format!(
            "Next: {stretch}, due by {}: {}.",
            day(days.due),
            due(view.today, days.due)
        ));
        if days.last <= view.today && view.may(Action::FileReturn, unit) {
            let way = return_href(view, unit, id, days.first);
            acts.extend(way.map(|way| Link::new("File it", format!("{way}/file"))));
        }
    }
    acts.extend(left_over(view, (id, rule), unit));
    Some(Report {
        title: capital(&rule.plural),
        lines,
        late: days.is_some_and(|days| days.due < view.today),
        acts,
        stretches: stretches_of(view, unit, rule, &filed),
        article: view.note(rule.rule),
    })
}

/// The last stretches for which a unit has filed, and the way to all of them.
fn stretches_of(view: View<'_>, unit: UnitId, rule: &ReportRule, filed: &[Return]) -> Vec<Link> {
    let stretches = filed.iter().take(STRETCHES).filter_map(|it| {
        let corrected = if it.reason.is_some() {
            "corrected"
        } else {
            "filed"
        };
        let text = format!(
            "{}: {corrected} {}",
            capital(&stretch_words(rule.every, it.period)),
            day_short(it.on)
        );
        Some(Link::new(
            text,
            return_href(view, unit, it.report, it.period)?,
        ))
    });
    let all = (filed.len() > 1).then(|| {
        let count = counted(filed.len() as u64, "return", "returns");
        let way = format!("/units/{unit}/returns");
        Link::new(
            format!("All {count}"),
            address(&way, &[("report", &rule.id)]),
        )
    });
    stretches.chain(all).collect()
}
