//! Sums of returns over a part of the organisation.

use charter::{FieldKind, ReportId, ReportRule};
use jiff::civil::Date;

use super::{Return, Value};
use crate::ids::UnitId;
use crate::meetings::{period_of, period_start};
use crate::state::State;

/// What the returns of a part of the organisation come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Units that owe a return.
    pub owed: u32,
    /// Returns that are there.
    pub filed: u32,
    /// Those of them that came after the day they were due.
    pub late: u32,
    /// Those of them that say something else now than on the day the sums were struck.
    pub corrected: u32,
    /// Field by field.
    pub fields: Vec<Sum>,
}

/// What a field comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sum {
    /// A number, added up.
    Number(u64),
    /// How many chose each.
    Choices(Vec<u32>),
    /// How many wrote something.
    Texts(u32),
}

impl Sum {
    fn nought(kind: &FieldKind) -> Sum {
        match kind {
            FieldKind::Number | FieldKind::Record(_) => Sum::Number(0),
            FieldKind::Choice(choices) => Sum::Choices(vec![0; choices.len()]),
            FieldKind::Text => Sum::Texts(0),
        }
    }

    fn add(&mut self, value: Value) {
        match (self, value) {
            (Sum::Number(sum), Value::Number(number)) => *sum = sum.saturating_add(number),
            (Sum::Choices(counts), Value::Choice(choice)) => {
                if let Some(count) = counts.get_mut(usize::from(choice)) {
                    *count = count.saturating_add(1);
                }
            }
            (Sum::Texts(count), Value::Text(Some(_))) => *count = count.saturating_add(1),
            // A field that an older edition of the charter asked differently counts nothing.
            (Sum::Number(_) | Sum::Choices(_) | Sum::Texts(_), _) => {}
        }
    }
}

impl State {
    /// How many returns were ever filed, corrections counted too.
    #[must_use]
    pub fn return_count(&self) -> u32 {
        self.reports.count()
    }

    /// The returns of a unit and their corrections, the newest first.
    pub fn returns_of(&self, unit: UnitId) -> impl Iterator<Item = Return> + '_ {
        self.reports.of_unit(unit)
    }

    /// The return of a unit for the stretch of time that begins on a day, as it was known
    /// on another day, or as it is known now.
    #[must_use]
    pub fn return_of(
        &self,
        report: ReportId,
        unit: UnitId,
        period: Date,
        known_on: Option<Date>,
    ) -> Option<Return> {
        self.reports.find(report, unit, period, known_on)
    }

    /// What the returns of a unit and everything beneath it come to for the stretch of time
    /// in which a day lies: with the corrections, or as the sums were struck.
    #[must_use]
    pub fn sums(
        &self,
        rule: &ReportRule,
        report: ReportId,
        period: Date,
        within: UnitId,
        with_corrections: bool,
    ) -> Option<Sums> {
        let number = period_of(rule.every, period);
        let first = period_start(rule.every, number)?;
        let days = DaysOf::of(rule, number)?;
        let mut sums = Sums {
            owed: 0,
            filed: 0,
            late: 0,
            corrected: 0,
            fields: rule
                .fields
                .iter()
                .map(|field| Sum::nought(&field.kind))
                .collect(),
        };
        for unit in self.units_within(within) {
            let struck = self.return_of(report, unit, first, Some(days.cut_off));
            let now = self.return_of(report, unit, first, None);
            let owes = self
                .units
                .level(unit)
                .is_some_and(|level| rule.levels.contains(&level));
            let counted = now.is_some()
                || owes
                    && self
                        .next_owed(rule, report, unit)
                        .is_some_and(|next| next <= first);
            sums.owed = sums.owed.saturating_add(u32::from(counted));
            sums.corrected = sums
                .corrected
                .saturating_add(u32::from(now.is_some() && struck != now));
            let Some(it) = (if with_corrections { now } else { struck }) else {
                continue;
            };
            sums.filed = sums.filed.saturating_add(1);
            let filed_on = self
                .reports
                .of_unit(unit)
                .filter(|one| one.report == report && one.period == first && one.reason.is_none());
            let late = filed_on.last().is_some_and(|one| one.on > days.due);
            sums.late = sums.late.saturating_add(u32::from(late));
            for (sum, value) in sums.fields.iter_mut().zip(it.values) {
                sum.add(value);
            }
        }
        Some(sums)
    }
}

/// The days that matter for a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaysOf {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// By when returns are due.
    pub due: Date,
    /// When sums are struck.
    pub cut_off: Date,
}

impl DaysOf {
    /// The days of the stretch with this number.
    #[must_use]
    pub fn of(rule: &ReportRule, number: i32) -> Option<DaysOf> {
        let first = period_start(rule.every, number)?;
        let last = period_start(rule.every, number.checked_add(1)?)?
            .yesterday()
            .ok()?;
        let after = |days: u16| last.saturating_add(jiff::Span::new().days(i64::from(days)));
        Some(DaysOf {
            first,
            last,
            due: after(rule.due_days),
            cut_off: after(rule.cut_off_days),
        })
    }
}
