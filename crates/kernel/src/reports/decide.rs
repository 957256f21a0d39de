//! When a return may be filed and corrected, and what comes of it.

use charter::{Action, FieldKind, RecordFigure, ReportField, ReportId, ReportRule};
use jiff::civil::Date;

use super::{
    CorrectReturn, DaysOf, FileReturn, Given, NUMBER_MAX, ReportEvent, TEXT_CHARACTERS_MAX, Value,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{DocumentId, UnitId};
use crate::meetings::{period_of, period_start};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;

const FOUNDED: &str = "the day the unit was founded";
const FILED: &str = "the day the return was filed";
const STRUCK: &str = "the day after the sums were struck";

pub(super) fn file(
    state: &State,
    request: &Request,
    it: &FileReturn,
) -> Result<Vec<Event>, Refusal> {
    may(state, request, Action::FileReturn, it.unit)?;
    let (rule, period) = owed_here(state, request, it.report, (it.unit, it.period))?;
    let founded = state.units.founded(it.unit).date().map(|on| (on, FOUNDED));
    happened(it.on, request.today, founded)?;
    not_before_struck(rule, &period, request.today, it.on)?;
    if it.on < period.last {
        return Err(Refusal::by(rule.rule, Reason::PeriodNotOver(period.last)));
    }
    let title = || rule.title.clone();
    let unit = || state.units.name(it.unit).to_owned();
    if state
        .return_of(it.report, it.unit, period.first, None)
        .is_some()
    {
        let (report, unit, from) = (title(), unit(), period.first);
        return Err(Reason::AlreadyFiled { report, unit, from }.into());
    }
    let next = state
        .next_owed(rule, it.report, it.unit)
        .ok_or(Reason::DateOutOfRange(it.period))?;
    if period.first > next {
        let (report, from) = (title(), next);
        return Err(Refusal::by(rule.rule, Reason::EarlierOwed { report, from }));
    }
    // Money for a stretch that came later than the return for the next one is told of late.
    let late = state.has_late_money(rule, it.unit, period.first);
    if period.first < next && !late {
        let (report, unit, since) = (title(), unit(), next);
        let reason = Reason::NotOwedYet {
            unit,
            report,
            since,
        };
        return Err(Refusal::by(rule.rule, reason));
    }
    let values = state.filled_in(
        rule,
        it.unit,
        &period,
        &it.values,
        DocumentId(state.documents),
    )?;
    let nothing = rule
        .fields
        .iter()
        .zip(&values)
        .all(|(field, value)| match value {
            Value::Number(number) => *number == 0 || matches!(field.kind, FieldKind::Record(_)),
            Value::Choice(_) => true,
            Value::Text(text) => text.is_none(),
        });
    let numbers = rule
        .fields
        .iter()
        .any(|field| field.kind == FieldKind::Number);
    if nothing && numbers && !it.nought_confirmed {
        return Err(Refusal::by(rule.rule, Reason::NoughtNotConfirmed));
    }
    Ok(vec![
        ReportEvent::Filed {
            report: it.report,
            unit: it.unit,
            period: period.first,
            values,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn correct(
    state: &State,
    request: &Request,
    it: &CorrectReturn,
) -> Result<Vec<Event>, Refusal> {
    may(state, request, Action::CorrectReturn, it.unit)?;
    let (rule, period) = owed_here(state, request, it.report, (it.unit, it.period))?;
    let Some(old) = state.return_of(it.report, it.unit, period.first, None) else {
        let reason = Reason::NotFiled {
            report: rule.title.clone(),
            unit: state.units.name(it.unit).to_owned(),
            from: period.first,
        };
        return Err(reason.into());
    };
    happened(it.on, request.today, Some((old.on, FILED)))?;
    not_before_struck(rule, &period, request.today, it.on)?;
    if it.reason.trim().is_empty() {
        return Err(Reason::Missing("the reason of the correction").into());
    }
    short_enough(&it.reason)?;
    let reason = DocumentId(state.documents);
    let next = DocumentId(state.documents.saturating_add(1));
    // What the record fills in is read anew: else it could never be put right.
    let values = state.filled_in(rule, it.unit, &period, &it.values, next)?;
    Ok(vec![
        ReportEvent::Corrected {
            report: it.report,
            unit: it.unit,
            period: period.first,
            values,
            reason,
            on: it.on,
        }
        .into(),
    ])
}

/// Whether the actor may do this for a unit; for a dissolved one, in what files for it.
fn may(state: &State, request: &Request, action: Action, unit: UnitId) -> Result<(), Refusal> {
    let files = state.files_for(unit);
    rights::require(state, request, action, files).map_err(|mut refusal| {
        if refusal.reason == Reason::NoSuchUnit(files) {
            refusal.reason = Reason::NoSuchUnit(unit);
        }
        refusal
    })?;
    match state.units.level(unit) {
        Some(_) => Ok(()),
        None => Err(Reason::NoSuchUnit(unit).into()),
    }
}

/// The report's rule and the stretch of time in which a day lies, if the unit owes a return
/// for it by its level and had not ended before.
fn owed_here<'a>(
    state: &'a State,
    request: &Request,
    report: ReportId,
    (unit, day): (UnitId, Date),
) -> Result<(&'a ReportRule, Stretch), Refusal> {
    let charter = in_force(state, request)?;
    let rule = charter
        .report(report)
        .ok_or(Reason::NotInCharter("report"))?;
    let period = stretch(rule, day)?;
    if state.owes_for(rule, unit, period.first) {
        return Ok((rule, period));
    }
    let name = || state.units.name(unit).to_owned();
    let ended = state.units.dissolved(unit).date();
    let reason = match ended.filter(|on| *on < period.first) {
        Some(on) => Reason::UnitDissolved { unit: name(), on },
        None => Reason::NotOwed {
            unit: name(),
            report: rule.title.clone(),
        },
    };
    Err(Refusal::by(rule.rule, reason))
}

/// A stretch of time.
struct Stretch {
    first: Date,
    last: Date,
}

fn stretch(rule: &ReportRule, day: Date) -> Result<Stretch, Reason> {
    let number = period_of(rule.every, day);
    let first = period_start(rule.every, number);
    let last =
        period_start(rule.every, number.saturating_add(1)).and_then(|next| next.yesterday().ok());
    match (first, last) {
        (Some(first), Some(last)) if crate::Day::try_from_date(first).is_some() => {
            Ok(Stretch { first, last })
        }
        _ => Err(Reason::DateOutOfRange(day)),
    }
}

/// Once sums are struck, nothing is entered that would change them.
fn not_before_struck(
    rule: &ReportRule,
    period: &Stretch,
    today: Date,
    on: Date,
) -> Result<(), Refusal> {
    let days = DaysOf::of(rule, period_of(rule.every, period.first));
    let Some(after) = days.and_then(|days| days.cut_off.tomorrow().ok()) else {
        return Ok(());
    };
    if today >= after && on < after {
        let (since, what) = (after, STRUCK);
        return Err(Refusal::by(rule.rule, Reason::TooEarly { on, since, what }));
    }
    Ok(())
}

fn short_enough(text: &str) -> Result<(), Reason> {
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "a text",
            characters_max: TEXT_CHARACTERS_MAX,
        });
    }
    Ok(())
}

impl State {
    /// The values of a return as they are recorded; texts are numbered from `document` on.
    fn filled_in(
        &self,
        rule: &ReportRule,
        unit: UnitId,
        period: &Stretch,
        given: &[Given],
        document: DocumentId,
    ) -> Result<Vec<Value>, Refusal> {
        let misfit = |field: &ReportField, what| {
            let field = field.title.clone();
            Refusal::by(rule.rule, Reason::FieldDoesNotFit { field, what })
        };
        let mut document = document;
        let mut values = Vec::with_capacity(rule.fields.len());
        for (at, field) in rule.fields.iter().enumerate() {
            let value = match (&field.kind, given.get(at)) {
                (FieldKind::Record(figure), None | Some(Given::FromRecord)) => {
                    Value::Number(self.figure_of(*figure, unit, period))
                }
                (FieldKind::Record(_), Some(_)) => {
                    return Err(misfit(field, "the record fills this in by itself"));
                }
                (FieldKind::Number, Some(Given::Number(number))) if *number <= NUMBER_MAX => {
                    Value::Number(*number)
                }
                (FieldKind::Number, Some(Given::Number(_))) => {
                    return Err(misfit(field, "the number is too large"));
                }
                (FieldKind::Number, _) => return Err(misfit(field, "a whole number is asked for")),
                (FieldKind::Choice(choices), Some(Given::Choice(choice)))
                    if usize::from(*choice) < choices.len() =>
                {
                    Value::Choice(*choice)
                }
                (FieldKind::Choice(_), _) => {
                    return Err(misfit(field, "one of the choices is asked for"));
                }
                (FieldKind::Text, None) => Value::Text(None),
                (FieldKind::Text, Some(Given::Text(text))) => {
                    short_enough(text)?;
                    let written = !text.trim().is_empty();
                    let number = document;
                    document.0 = document.0.saturating_add(u32::from(written));
                    Value::Text(written.then_some(number))
                }
                (FieldKind::Text, Some(_)) => return Err(misfit(field, "words are asked for")),
            };
            values.push(value);
        }
        if given.len() > rule.fields.len() {
            return Err(Reason::TooMany {
                what: "fields filled in",
                most: rule.fields.len(),
            }
            .into());
        }
        Ok(values)
    }

    /// What the record would fill into a return today, field by field; nothing where somebody
    /// has to say it.
    #[must_use]
    pub fn known_to_record(
        &self,
        rule: &ReportRule,
        unit: UnitId,
        period: Date,
    ) -> Vec<Option<u64>> {
        let known = |field: &ReportField| match (&field.kind, stretch(rule, period)) {
            (FieldKind::Record(figure), Ok(period)) => Some(self.figure_of(*figure, unit, &period)),
            _ => None,
        };
        rule.fields.iter().map(known).collect()
    }

    fn figure_of(&self, figure: RecordFigure, unit: UnitId, period: &Stretch) -> u64 {
        let held = || {
            self.meetings_of(unit)
                .filter(|meeting| meeting.standing.is_held())
                .filter(|meeting| (period.first..=period.last).contains(&meeting.on))
        };
        match figure {
            RecordFigure::People => u64::from(self.members.count_on(unit, period.last)),
            RecordFigure::Meetings => held().map(|_| 1).sum(),
            RecordFigure::Present => held().map(|meeting| u64::from(meeting.present)).sum(),
            RecordFigure::Expected => held().map(|meeting| u64::from(meeting.expected)).sum(),
            RecordFigure::Paid => self.paid_for(unit, period.first, period.last),
        }
    }
}
