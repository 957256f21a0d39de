//! What a unit owes: a return for every stretch of time in which it had a level that
//! owes one. A unit that came out of another owes a part for the stretch in which it did,
//! and one that ended owes what is left up to its end; what it went into files that.

use charter::{FieldKind, LevelId, RecordFigure, ReportId, ReportRule};
use jiff::civil::Date;

use super::DaysOf;
use crate::day::Day;
use crate::ids::UnitId;
use crate::meetings::{period_of, period_start};
use crate::state::State;

impl State {
    /// The first day of the stretch of time for which a unit files its next return of a report.
    #[must_use]
    pub fn next_owed(&self, rule: &ReportRule, report: ReportId, unit: UnitId) -> Option<Date> {
        let next = match self.reports.last_filed(report, unit).date() {
            Some(last) => period_of(rule.every, last).saturating_add(1),
            None => self.first_owed(rule, unit)?,
        };
        period_start(rule.every, next)
    }

    /// The same, where the unit owes it: none where its level owes none, or where it ended
    /// before.
    #[must_use]
    pub fn owes_next(&self, rule: &ReportRule, report: ReportId, unit: UnitId) -> Option<Date> {
        let next = self.next_owed(rule, report, unit)?;
        self.owes_for(rule, unit, next).then_some(next)
    }

    /// The number of the first stretch of time for which a unit owes a return.
    fn first_owed(&self, rule: &ReportRule, unit: UnitId) -> Option<i32> {
        let began = self.began(rule, unit)?;
        // The stretch in which the unit came to be is not owed, unless it began with it, or
        // the unit came out of another: its people and its money would be in no sum. Of one
        // that is founded anew the charter says it.
        let whole = period_start(rule.every, began.within) == Some(began.since);
        let part =
            began.by_itself && (rule.part_when_founded || self.units.came_out_of_another(unit));
        let first = began.within.saturating_add(i32::from(!whole && !part));
        // Nor would money for people who came over before their dues were listed.
        let listed = self
            .listed_periods(unit)
            .filter(|_| asks_what_was_paid(rule));
        let earliest = listed.last().map(|period| period_of(rule.every, period));
        let earliest = earliest.filter(|number| self.came_with_people(&began, unit, *number));
        Some(earliest.map_or(first, |earliest| earliest.min(first)))
    }

    /// When a unit began to be of a level that owes a report.
    fn began(&self, rule: &ReportRule, unit: UnitId) -> Option<Began> {
        let units = &self.units;
        let founded = units.founded(unit);
        let before = units.level_before(unit);
        let day = if before.is_some_and(|level| rule.levels.contains(&level)) {
            founded
        } else {
            units.levelled(unit)
        };
        let on = day.date()?;
        let first_day = self.charters.first_day();
        let since = first_day.map_or(on, |first| first.max(on));
        Some(Began {
            since,
            within: period_of(rule.every, since),
            by_itself: since == on && day == founded,
        })
    }

    /// Whether dues of a stretch before the first whole one of a unit are those of people who
    /// came over to it.
    fn came_with_people(&self, began: &Began, unit: UnitId, number: i32) -> bool {
        number < began.within
            || number == began.within && began.by_itself && self.lists_what_others_had_not(unit)
    }

    /// Whether units of its level owe a return for the stretch that begins on a day, and the
    /// unit had not ended before.
    pub(super) fn owes_for(&self, rule: &ReportRule, unit: UnitId, first: Date) -> bool {
        let units = &self.units;
        let owed_by = |level: Option<LevelId>| level.is_some_and(|it| rule.levels.contains(&it));
        let Some(days) = DaysOf::of(rule, period_of(rule.every, first)) else {
            return false;
        };
        let day = Day::from_date(first);
        // An end may be written down for a day before something that is on the record.
        let charged = || self.has_charged(rule, unit, &days);
        let met = || {
            let mut meetings = self.meetings_of(unit);
            meetings.any(|it| (days.first..=days.last).contains(&it.on))
        };
        let was_there = units.stands(unit) || units.dissolved(unit) >= day || charged() || met();
        let was_another = || units.levelled(unit) >= day || charged();
        let owed = owed_by(units.level(unit)) || owed_by(units.level_before(unit)) && was_another();
        owed && was_there
    }

    /// Whether a report asks what was paid, and the unit has charged anybody for a stretch.
    pub(super) fn has_charged(&self, rule: &ReportRule, unit: UnitId, days: &DaysOf) -> bool {
        asks_what_was_paid(rule)
            && self
                .listed_periods(unit)
                .any(|period| (days.first..=days.last).contains(&period))
    }

    /// Whether a unit owes a return for the stretch that begins on a day and has not filed it.
    #[must_use]
    pub fn lacks_return(
        &self,
        rule: &ReportRule,
        report: ReportId,
        unit: UnitId,
        first: Date,
    ) -> bool {
        if !self.owes_for(rule, unit, first) {
            return false;
        }
        let next = self.next_owed(rule, report, unit);
        next.is_some_and(|next| next <= first) || self.lacks_part(rule, report, unit, first)
    }

    /// Whether there is money for a stretch of time that came to a unit after it had filed
    /// for later ones.
    fn lacks_part(&self, rule: &ReportRule, report: ReportId, unit: UnitId, first: Date) -> bool {
        self.has_late_money(rule, unit, first)
            && self.return_of(report, unit, first, None).is_none()
    }

    /// Whether a unit has charged people who came over for a stretch before its first one, or
    /// anybody for one that it owes anyway.
    pub(super) fn has_late_money(&self, rule: &ReportRule, unit: UnitId, first: Date) -> bool {
        let number = period_of(rule.every, first);
        let days = DaysOf::of(rule, number);
        days.is_some_and(|days| self.has_charged(rule, unit, &days))
            && self
                .began(rule, unit)
                .is_some_and(|began| self.came_with_people(&began, unit, number))
    }

    /// The unit that files for another: itself, or, where it is dissolved, the one it went
    /// into, and else the one above it.
    #[must_use]
    pub fn files_for(&self, unit: UnitId) -> UnitId {
        self.units.successor(unit).unwrap_or(unit)
    }
}

/// When a unit began to be of a level.
#[derive(Clone, Copy, Debug)]
struct Began {
    /// The day, or that of the first charter, if that came later.
    since: Date,
    /// The number of the stretch of time in which that was.
    within: i32,
    /// Whether it is the day it was founded.
    by_itself: bool,
}

fn asks_what_was_paid(rule: &ReportRule) -> bool {
    let paid = FieldKind::Record(RecordFigure::Paid);
    rule.fields.iter().any(|field| field.kind == paid)
}
