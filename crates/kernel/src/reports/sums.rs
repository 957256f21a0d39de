//! Sums of returns over a part of the organisation.

use std::collections::BTreeMap;

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

/// Sums as they were struck, and as they are with what came later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// On the day of the cut-off.
    pub struck: Sums,
    /// With the corrections and the returns that came after it.
    pub now: Sums,
}

impl Both {
    fn nought(rule: &ReportRule) -> Both {
        let sums = Sums {
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
        Both {
            struck: sums.clone(),
            now: sums,
        }
    }

    fn add(&mut self, other: &Both) {
        self.struck.add(&other.struck);
        self.now.add(&other.now);
    }
}

/// The returns of a part of the organisation, one level down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUp {
    /// The days that matter for the stretch of time.
    pub days: DaysOf,
    /// All of them.
    pub total: Both,
    /// By unit directly beneath, with all that comes up by way of it; and by the unit itself
    /// for what it filed.
    pub rows: BTreeMap<UnitId, Both>,
    /// Units that owe a return and have not filed it, by number.
    pub missing: Vec<UnitId>,
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

impl Sums {
    fn add(&mut self, other: &Sums) {
        for (own, theirs) in [
            (&mut self.owed, other.owed),
            (&mut self.filed, other.filed),
            (&mut self.late, other.late),
            (&mut self.corrected, other.corrected),
        ] {
            *own = own.saturating_add(theirs);
        }
        for (own, theirs) in self.fields.iter_mut().zip(&other.fields) {
            own.add_sum(theirs);
        }
    }
}

impl Sum {
    fn add_sum(&mut self, other: &Sum) {
        match (self, other) {
            (Sum::Number(own), Sum::Number(theirs)) => *own = own.saturating_add(*theirs),
            (Sum::Choices(own), Sum::Choices(theirs)) => {
                for (own, theirs) in own.iter_mut().zip(theirs) {
                    *own = own.saturating_add(*theirs);
                }
            }
            (Sum::Texts(own), Sum::Texts(theirs)) => *own = own.saturating_add(*theirs),
            // Both are sums of the same field.
            (Sum::Number(_) | Sum::Choices(_) | Sum::Texts(_), _) => {}
        }
    }

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
    /// in which a day lies: with the corrections, or as the sums were struck. A return counts
    /// where it was sent, though the unit was moved or dissolved since.
    #[must_use]
    pub fn sums(
        &self,
        rule: &ReportRule,
        report: ReportId,
        period: Date,
        within: UnitId,
        with_corrections: bool,
    ) -> Option<Sums> {
        let total = self.roll_up(rule, report, period, within)?.total;
        Some(if with_corrections {
            total.now
        } else {
            total.struck
        })
    }

    /// What the returns of a unit and of each unit directly beneath it come to, with all that
    /// stands or stood beneath them then.
    #[must_use]
    pub fn roll_up(
        &self,
        rule: &ReportRule,
        report: ReportId,
        period: Date,
        within: UnitId,
    ) -> Option<RollUp> {
        let days = DaysOf::of(rule, period_of(rule.every, period))?;
        let mut roll_up = RollUp {
            days,
            total: Both::nought(rule),
            rows: BTreeMap::new(),
            missing: Vec::new(),
        };
        for unit in self.units_to_sum(within) {
            let now = self.return_of(report, unit, days.first, None);
            let counts = now.is_some() || self.lacks_return(rule, report, unit, days.first);
            let part = self.part_of(unit, now.as_ref(), within);
            let Some(part) = part.filter(|_| counts) else {
                continue;
            };
            if now.is_none() {
                roll_up.missing.push(unit);
            }
            let both = self.both_of(rule, unit, &days, now);
            roll_up.total.add(&both);
            roll_up
                .rows
                .entry(part)
                .or_insert_with(|| Both::nought(rule))
                .add(&both);
        }
        Some(roll_up)
    }

    /// The units whose returns may come up to one: everything beneath it, what was dissolved
    /// there, and what filed there before it moved away. By number, each once.
    #[must_use]
    pub fn units_to_sum(&self, within: UnitId) -> Vec<UnitId> {
        if self.units.top() == Some(within) {
            return (0..self.units.count()).map(UnitId).collect();
        }
        let mut units = self.units_ever_within(within);
        let moved: Vec<UnitId> = units
            .iter()
            .flat_map(|unit| self.units.gone_from(*unit))
            .collect();
        units.extend(moved);
        units.sort_unstable();
        units.dedup();
        units
    }

    /// The unit directly beneath `within`, or `within` itself, by way of which a unit's return
    /// comes up to it.
    fn part_of(&self, unit: UnitId, filed: Option<&Return>, within: UnitId) -> Option<UnitId> {
        let above = match filed {
            Some(filed) => filed.under,
            None => self.units.parent(unit),
        };
        let way = above
            .into_iter()
            .flat_map(|above| std::iter::once(above).chain(self.units.above(above)));
        let mut part = unit;
        for step in std::iter::once(unit).chain(way) {
            if step == within {
                return Some(part);
            }
            part = step;
        }
        None
    }

    /// What the return of one unit comes to.
    fn both_of(&self, rule: &ReportRule, unit: UnitId, days: &DaysOf, now: Option<Return>) -> Both {
        let known_on = |on| {
            let now = now.as_ref()?;
            self.return_of(now.report, unit, days.first, on)
        };
        let struck = known_on(Some(days.cut_off));
        let mut both = Both::nought(rule);
        let corrected = now.is_some() && struck != now;
        let of_this = |one: &Return| {
            now.as_ref()
                .is_some_and(|now| one.report == now.report && one.period == now.period)
        };
        // The last of them is the first that came.
        let filed = self.reports.of_unit(unit).filter(of_this).last();
        let late = filed.is_some_and(|one| one.on > days.due);
        for (sums, it) in [(&mut both.struck, struck), (&mut both.now, now)] {
            sums.owed = 1;
            sums.corrected = u32::from(corrected);
            let Some(it) = it else { continue };
            sums.filed = 1;
            sums.late = u32::from(late);
            for (sum, value) in sums.fields.iter_mut().zip(it.values) {
                sum.add(value);
            }
        }
        both
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
