//! Commands about returns.

use charter::{FieldKind, ReportId, ReportRule};
use jiff::civil::Date;
use kernel::reports::{CorrectReturn, FileReturn, Given, NUMBER_MAX};
use kernel::{Command, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_reports(&mut self, state: &State) -> Command {
        let reports = self.charter.reports.len();
        let report = if self.dice.one_in(20) {
            ReportId(u8::MAX)
        } else {
            ReportId(self.dice.byte_below(reports))
        };
        let rule = self.charter.report(report).cloned();
        let unit = if self.dice.one_in(8) {
            self.unit(state)
        } else {
            self.base(state)
        };
        let values = rule
            .as_ref()
            .map(|rule| self.values(rule))
            .unwrap_or_default();
        let on = if self.dice.one_in(4) {
            self.day()
        } else {
            self.today
        };
        if self.dice.one_in(3) {
            let filed: Vec<(UnitId, Date)> = state
                .standing_units()
                .filter_map(|unit| Some((unit, state.returns_of(unit).next()?.period)))
                .collect();
            let known = self.dice.pick(&filed).filter(|_| !self.dice.one_in(5));
            let (unit, period) = known.unwrap_or((unit, on));
            return Command::from(CorrectReturn {
                report,
                unit,
                period,
                values,
                reason: self.words(),
                on,
            });
        }
        let next = rule.and_then(|rule| state.next_owed(&rule, report, unit));
        let filed = state.returns_of(unit).next().map(|it| it.period);
        let period = match (next, filed) {
            (Some(next), _) if !self.dice.one_in(5) => next,
            // What was filed is filed once more, now and then.
            (_, Some(filed)) if self.dice.one_in(2) => filed,
            _ => self.day(),
        };
        Command::from(FileReturn {
            report,
            unit,
            period,
            values,
            nought_confirmed: self.dice.one_in(2),
            on,
        })
    }

    /// A value for each field, mostly of the right kind.
    fn values(&mut self, rule: &ReportRule) -> Vec<Given> {
        let nothing = self.dice.one_in(6);
        let mut values = Vec::with_capacity(rule.fields.len());
        for field in &rule.fields {
            let fitting = match &field.kind {
                FieldKind::Record(_) => Given::FromRecord,
                FieldKind::Number if nothing => Given::Number(0),
                FieldKind::Number => Given::Number(u64::from(self.dice.below(20))),
                FieldKind::Choice(choices) => Given::Choice(self.dice.byte_below(choices.len())),
                FieldKind::Text if nothing || self.dice.one_in(2) => Given::Text(String::new()),
                FieldKind::Text => Given::Text(self.words()),
            };
            values.push(match self.dice.below(60) {
                0 => Given::Number(NUMBER_MAX + 1),
                1 => Given::Choice(u8::MAX),
                2 => Given::Text("many".to_owned()),
                _ => fitting,
            });
        }
        if self.dice.one_in(40) {
            values.push(Given::FromRecord);
        }
        values
    }
}
