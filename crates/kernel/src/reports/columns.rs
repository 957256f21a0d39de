//! What is kept of reports: one row a return, linked by unit; a correction is a
//! row of its own, so that what was known on a day can be told.

use charter::ReportId;
use jiff::civil::Date;

use super::{ReportEvent, Value};
use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{DocumentId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;

/// Everything kept about reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reports {
    report: Column<u8>,
    unit: Column<u32>,
    /// The first day of the stretch of time.
    period: Column<Day>,
    on: Column<Day>,
    /// Why it was corrected; no document where the return was filed so.
    reason: Column<u32>,
    /// Where the row's values begin; they end where those of the next row begin.
    begins: Column<u32>,
    /// The unit's row before.
    earlier: Column<u32>,
    kinds: Column<u8>,
    values: Column<u64>,
    /// What the unit stood under when it filed: a return goes up where it was sent, whatever
    /// becomes of the unit.
    under: Column<u32>,
    /// By unit: its newest row.
    newest: Column<u32>,
    /// Derived, by report, then by unit: the first day of the last stretch it filed for.
    last_filed: Vec<Column<Day>>,
}

/// A return, or the correction of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// The report.
    pub report: ReportId,
    /// The unit.
    pub unit: UnitId,
    /// The first day of the stretch of time it speaks of.
    pub period: Date,
    /// What the unit stood under when it was filed.
    pub under: Option<UnitId>,
    /// When it was filed, or corrected so.
    pub on: Date,
    /// What it says, field by field.
    pub values: Vec<Value>,
    /// Why it was corrected, where it was.
    pub reason: Option<DocumentId>,
}

impl Reports {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest.push(NONE);
        for units in &mut self.last_filed {
            units.push(Day::NONE);
        }
    }

    /// The first day of the last stretch for which a unit filed.
    pub(crate) fn last_filed(&self, report: ReportId, unit: UnitId) -> Day {
        self.last_filed
            .get(report.index())
            .and_then(|units| units.get(unit.index()))
            .unwrap_or(Day::NONE)
    }

    fn get(&self, row: u32) -> Option<Return> {
        let at = row as usize;
        let begins = self.begins.get(at)? as usize;
        let ends = self
            .begins
            .get(at.saturating_add(1))
            .map_or(self.values.len(), |next| next as usize);
        let values = (begins..ends).filter_map(|at| {
            let number = self.values.get(at)?;
            Some(match self.kinds.get(at)? {
                0 => Value::Number(number),
                1 => Value::Choice(u8::try_from(number).unwrap_or(u8::MAX)),
                _ => Value::Text(
                    u32::try_from(number)
                        .ok()
                        .filter(|text| *text != NONE)
                        .map(DocumentId),
                ),
            })
        });
        Some(Return {
            report: ReportId(self.report.get(at)?),
            unit: UnitId(self.unit.get(at)?),
            period: self.period.get(at)?.date()?,
            under: self
                .under
                .get(at)
                .filter(|under| *under != NONE)
                .map(UnitId),
            on: self.on.get(at)?.date()?,
            values: values.collect(),
            reason: self
                .reason
                .get(at)
                .filter(|text| *text != NONE)
                .map(DocumentId),
        })
    }

    fn rows_of(&self, unit: UnitId) -> impl Iterator<Item = u32> + '_ {
        let newest = self.newest.get(unit.index()).filter(|row| *row != NONE);
        std::iter::successors(newest, |row| {
            self.earlier
                .get(*row as usize)
                .filter(|earlier| *earlier != NONE)
        })
    }

    /// The returns of a unit and their corrections, the newest first.
    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Return> + '_ {
        self.rows_of(unit).filter_map(|row| self.get(row))
    }

    /// The return of a unit for the stretch that begins on a day, as it was known on another.
    pub(crate) fn find(
        &self,
        report: ReportId,
        unit: UnitId,
        period: Date,
        known_on: Option<Date>,
    ) -> Option<Return> {
        let period = Day::from_date(period);
        let known_on = known_on.map(Day::from_date);
        let row = self.rows_of(unit).find(|row| {
            let at = *row as usize;
            self.speaks_of(at, report, period)
                && known_on.is_none_or(|day| self.on.get(at).is_some_and(|on| on <= day))
        })?;
        self.get(row)
    }

    fn speaks_of(&self, at: usize, report: ReportId, period: Day) -> bool {
        self.report.get(at) == Some(report.0) && self.period.get(at) == Some(period)
    }

    /// Applies what has happened to a return of a unit that stands under another.
    pub(crate) fn apply(&mut self, event: &ReportEvent, parent: Option<UnitId>) {
        let (report, unit, period, values, reason, on) = match event {
            ReportEvent::Filed {
                report,
                unit,
                period,
                values,
                on,
            } => (*report, *unit, *period, values, None, *on),
            ReportEvent::Corrected {
                report,
                unit,
                period,
                values,
                reason,
                on,
            } => (*report, *unit, *period, values, Some(*reason), *on),
        };
        let row = self.count();
        // A correction goes where the return went.
        let before = self
            .rows_of(unit)
            .find(|row| self.speaks_of(*row as usize, report, Day::from_date(period)))
            .and_then(|row| self.under.get(row as usize));
        let parent = parent.map_or(NONE, |parent| parent.0);
        self.under.push(before.unwrap_or(parent));
        self.report.push(report.0);
        self.unit.push(unit.0);
        self.period.push(Day::from_date(period));
        self.on.push(Day::from_date(on));
        self.reason.push(reason.map_or(NONE, |reason| reason.0));
        self.begins
            .push(u32::try_from(self.values.len()).unwrap_or(NONE));
        for value in values {
            let (kind, number) = match value {
                Value::Number(number) => (0, *number),
                Value::Choice(choice) => (1, u64::from(*choice)),
                Value::Text(text) => (2, u64::from(text.map_or(NONE, |text| text.0))),
            };
            self.kinds.push(kind);
            self.values.push(number);
        }
        let earlier = self.newest.replace(unit.index(), row);
        self.earlier.push(earlier.unwrap_or(NONE));
        self.note_filed(report, unit, Day::from_date(period));
    }

    fn note_filed(&mut self, report: ReportId, unit: UnitId, period: Day) {
        while self.last_filed.len() <= report.index() {
            self.last_filed
                .push(Column::filled(Day::NONE, self.newest.len()));
        }
        if let Some(units) = self.last_filed.get_mut(report.index())
            && units.get(unit.index()).is_some_and(|last| last < period)
        {
            units.set(unit.index(), period);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.report);
        out.column(&self.unit);
        out.column(&self.period);
        out.column(&self.on);
        out.column(&self.reason);
        out.column(&self.begins);
        out.column(&self.earlier);
        out.column(&self.kinds);
        out.column(&self.values);
        out.column(&self.under);
        out.column(&self.newest);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Reports, ReadError> {
        let mut reports = Reports {
            report: from.column()?,
            unit: from.column()?,
            period: from.column()?,
            on: from.column()?,
            reason: from.column()?,
            begins: from.column()?,
            earlier: from.column()?,
            kinds: from.column()?,
            values: from.column()?,
            under: from.column()?,
            newest: from.column()?,
            last_filed: Vec::new(),
        };
        for row in 0..reports.unit.len() {
            let known = (
                reports.report.get(row),
                reports.unit.get(row),
                reports.period.get(row),
            );
            if let (Some(report), Some(unit), Some(period)) = known {
                reports.note_filed(ReportId(report), UnitId(unit), period);
            }
        }
        Ok(reports)
    }
}
