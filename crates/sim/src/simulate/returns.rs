//! Returns: every unit that owes one files it when its time is over, most before it is due.

use std::ops::ControlFlow;

use charter::{FieldKind, ReportField, ReportId, ReportRule};
use kernel::meetings::period_of;
use kernel::reports::{DaysOf, FileReturn, Given};
use kernel::{Command, State, UnitId, decide};

use super::acts::{Ground, Record, request};
use super::delays::Wait;
use super::draws::{Draws, Purpose, below};
use super::rates::Rate;
use super::rooms::{Crew, RoomMonth, each_unit};

/// Returns of one report that a unit files in one month at the most: whoever is behind catches up.
const ROUNDS_MAX: u32 = 6;

/// A month of all reports.
pub(super) fn pass(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    crew: &mut Crew<'_>,
) -> ControlFlow<()> {
    for (report, rule) in (0..).map(ReportId).zip(&month.charter.reports) {
        let filing = Filing {
            month,
            report,
            rule,
        };
        // A return bears on the next one of its unit and on nothing else.
        for _ in 0..ROUNDS_MAX {
            let filed = each_unit(ground, crew, |state, unit, record| {
                filing.file(state, unit, record);
            })?;
            if filed == 0 {
                break;
            }
        }
    }
    ControlFlow::Continue(())
}

/// A report in a month.
struct Filing<'a> {
    month: &'a RoomMonth<'a>,
    report: ReportId,
    rule: &'a ReportRule,
}

impl Filing<'_> {
    /// The next return of a unit, if this is the month in which it files it.
    fn file(&self, state: &State, unit: UnitId, record: &mut Record) {
        let (month, rule, report) = (self.month, self.rule, self.report);
        let next = state.owes_next(rule, report, unit);
        let Some(next) = next.filter(|next| *next <= month.last) else {
            return;
        };
        let number = period_of(rule.every, next);
        let days = DaysOf::of(rule, number).filter(|days| days.last <= month.last);
        // What a unit that ended still owes is filed by what it went into.
        let Some(days) = days else {
            return;
        };
        let Some(rates) = month.rates_of(state, state.files_for(unit)) else {
            return;
        };
        let draws = Draws::of(
            month.seed,
            number.cast_unsigned(),
            Purpose::Filing(report.0),
        );
        let delay = month.waits.delay(Wait::Filing, Some(rule.due_days), draws);
        let on = delay.day(days.last, unit.0, rates.of(Rate::Late));
        let on = on.max(month.first);
        if on > month.last {
            return;
        }
        let it = FileReturn {
            report,
            unit,
            period: days.first,
            values: self.values(state, unit, number),
            nought_confirmed: true,
            on,
        };
        let decided = decide(state, &request(on, Command::from(it)));
        record.figures.returns_late += u64::from(decided.is_ok() && on > days.due);
        record.add(on, decided);
    }

    /// Numbers up to that of the people, choices evenly, and no words.
    fn values(&self, state: &State, unit: UnitId, number: i32) -> Vec<Given> {
        let purpose = Purpose::Values(self.report.0);
        let draw = Draws::of(self.month.seed, number.cast_unsigned(), purpose).draw(unit.0);
        let people = state.roll_count(unit);
        let given = |(field, turn): (&ReportField, u32)| {
            let draw = draw.rotate_left(turn);
            match &field.kind {
                FieldKind::Record(_) => Given::FromRecord,
                FieldKind::Number => Given::Number(u64::from(below(draw, people + 1))),
                FieldKind::Choice(choices) => {
                    let count = u32::try_from(choices.len()).unwrap_or(u32::MAX);
                    Given::Choice(u8::try_from(below(draw, count)).unwrap_or(0))
                }
                FieldKind::Text => Given::Text(String::new()),
            }
        };
        let turns = (0..).step_by(7);
        self.rule.fields.iter().zip(turns).map(given).collect()
    }
}
