//! The columns of members: one row a person, the roll of a unit as linked rows.

use charter::GradeId;
use jiff::civil::Date;

use super::Membership;
use crate::columns::{Reader, Truncated, Writer};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;
/// No grade.
const NO_GRADE: u8 = u8::MAX;

/// Everything kept about members: nineteen bytes a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    unit: Vec<u32>,
    grade: Vec<u8>,
    joined: Vec<Day>,
    in_unit_since: Vec<Day>,
    in_grade_since: Vec<Day>,
    next: Vec<u32>,
    previous: Vec<u32>,
    /// By unit: the first and last person of the roll.
    first: Vec<u32>,
    last: Vec<u32>,
    /// By grade, then by unit: how many. INVARIANT (counts): equal to the rolls.
    by_grade: Vec<Vec<u32>>,
}

/// The people of one unit.
#[derive(Clone, Debug)]
pub struct Roll<'a> {
    members: &'a Members,
    next: u32,
}

impl Iterator for Roll<'_> {
    type Item = PersonId;

    fn next(&mut self) -> Option<PersonId> {
        if self.next == NONE {
            return None;
        }
        let person = PersonId(self.next);
        self.next = self
            .members
            .next
            .get(person.index())
            .copied()
            .unwrap_or(NONE);
        Some(person)
    }
}

fn set<T>(column: &mut [T], row: usize, value: T) {
    if let Some(slot) = column.get_mut(row) {
        *slot = value;
    }
}

impl Members {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn next_id(&self) -> PersonId {
        PersonId::after(self.unit.len())
    }

    pub(crate) fn exists(&self, person: PersonId) -> bool {
        person.index() < self.unit.len()
    }

    pub(crate) fn unit_of(&self, person: PersonId) -> Option<UnitId> {
        self.unit
            .get(person.index())
            .copied()
            .filter(|unit| *unit != NONE)
            .map(UnitId)
    }

    pub(crate) fn grade_of(&self, person: PersonId) -> Option<GradeId> {
        self.grade
            .get(person.index())
            .copied()
            .filter(|grade| *grade != NO_GRADE)
            .map(GradeId)
    }

    pub(crate) fn in_grade_since(&self, person: PersonId) -> Option<Date> {
        self.in_grade_since.get(person.index())?.date()
    }

    pub(crate) fn membership(&self, person: PersonId) -> Option<Membership> {
        let day = |column: &[Day]| column.get(person.index()).and_then(|day| day.date());
        Some(Membership {
            unit: self.unit_of(person)?,
            grade: self.grade_of(person)?,
            joined: day(&self.joined)?,
            in_unit_since: day(&self.in_unit_since)?,
            in_grade_since: day(&self.in_grade_since)?,
        })
    }

    pub(crate) fn roll(&self, unit: UnitId) -> Roll<'_> {
        Roll {
            members: self,
            next: self.first.get(unit.index()).copied().unwrap_or(NONE),
        }
    }

    pub(crate) fn count_in(&self, unit: UnitId) -> u32 {
        self.by_grade
            .iter()
            .map(|units| units.get(unit.index()).copied().unwrap_or(0))
            .fold(0, u32::saturating_add)
    }

    pub(crate) fn count_of_grade(&self, unit: UnitId, grade: GradeId) -> u32 {
        self.by_grade
            .get(grade.index())
            .and_then(|units| units.get(unit.index()))
            .copied()
            .unwrap_or(0)
    }

    pub(crate) fn open_unit(&mut self) {
        self.first.push(NONE);
        self.last.push(NONE);
        for units in &mut self.by_grade {
            units.push(0);
        }
    }

    /// Gives the person a row. Numbers come from [`Members::next_id`], so the row is the next one.
    pub(crate) fn register(&mut self, person: PersonId) {
        while self.unit.len() <= person.index() {
            self.unit.push(NONE);
            self.grade.push(NO_GRADE);
            self.joined.push(Day::NONE);
            self.in_unit_since.push(Day::NONE);
            self.in_grade_since.push(Day::NONE);
            self.next.push(NONE);
            self.previous.push(NONE);
        }
    }

    pub(super) fn admit(&mut self, person: PersonId, unit: UnitId, grade: GradeId, on: Date) {
        let (row, on) = (person.index(), Day::from_date(on));
        set(&mut self.joined, row, on);
        set(&mut self.in_grade_since, row, on);
        set(&mut self.grade, row, grade.0);
        self.enter(person, unit, on);
        self.add(unit, grade, 1);
    }

    /// Where unit and grade never changed, they are as old as the membership.
    pub(crate) fn correct_joining(&mut self, person: PersonId, on: Date) {
        let (row, on) = (person.index(), Day::from_date(on));
        let Some(before) = self.joined.get(row).copied() else {
            return;
        };
        for since in [&mut self.in_unit_since, &mut self.in_grade_since] {
            // Nobody came to their unit or grade before joining, whatever the day was corrected to.
            if since
                .get(row)
                .is_some_and(|day| *day == before || *day < on)
            {
                set(since, row, on);
            }
        }
        set(&mut self.joined, row, on);
    }

    pub(super) fn promote(&mut self, person: PersonId, unit: UnitId, grade: GradeId, on: Date) {
        if let Some(old) = self.grade_of(person) {
            self.add(unit, old, -1);
        }
        set(&mut self.grade, person.index(), grade.0);
        set(&mut self.in_grade_since, person.index(), Day::from_date(on));
        self.add(unit, grade, 1);
    }

    pub(super) fn transfer(&mut self, person: PersonId, from: UnitId, to: UnitId, on: Date) {
        self.exit(person, from);
        self.enter(person, to, Day::from_date(on));
        if let Some(grade) = self.grade_of(person) {
            self.add(from, grade, -1);
            self.add(to, grade, 1);
        }
    }

    pub(super) fn leave(&mut self, person: PersonId, unit: UnitId) {
        self.exit(person, unit);
        if let Some(grade) = self.grade_of(person) {
            self.add(unit, grade, -1);
        }
        let row = person.index();
        set(&mut self.unit, row, NONE);
        set(&mut self.next, row, NONE);
        set(&mut self.previous, row, NONE);
        set(&mut self.grade, row, NO_GRADE);
        set(&mut self.joined, row, Day::NONE);
        set(&mut self.in_unit_since, row, Day::NONE);
        set(&mut self.in_grade_since, row, Day::NONE);
    }

    fn add(&mut self, unit: UnitId, grade: GradeId, change: i32) {
        while self.by_grade.len() <= grade.index() {
            self.by_grade.push(vec![0; self.first.len()]);
        }
        if let Some(count) = self
            .by_grade
            .get_mut(grade.index())
            .and_then(|units| units.get_mut(unit.index()))
        {
            *count = count.saturating_add_signed(change);
        }
    }

    fn enter(&mut self, person: PersonId, unit: UnitId, on: Day) {
        let last = self.last.get(unit.index()).copied().unwrap_or(NONE);
        set(&mut self.unit, person.index(), unit.0);
        set(&mut self.in_unit_since, person.index(), on);
        set(&mut self.previous, person.index(), last);
        set(&mut self.next, person.index(), NONE);
        if last == NONE {
            set(&mut self.first, unit.index(), person.0);
        } else {
            set(&mut self.next, PersonId(last).index(), person.0);
        }
        set(&mut self.last, unit.index(), person.0);
    }

    fn exit(&mut self, person: PersonId, unit: UnitId) {
        let next = self.next.get(person.index()).copied().unwrap_or(NONE);
        let previous = self.previous.get(person.index()).copied().unwrap_or(NONE);
        if previous == NONE {
            set(&mut self.first, unit.index(), next);
        } else {
            set(&mut self.next, PersonId(previous).index(), next);
        }
        if next == NONE {
            set(&mut self.last, unit.index(), previous);
        } else {
            set(&mut self.previous, PersonId(next).index(), previous);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.u32s(&self.unit);
        out.bytes(&self.grade);
        out.days(&self.joined);
        out.days(&self.in_unit_since);
        out.days(&self.in_grade_since);
        out.u32s(&self.next);
        out.u32s(&self.previous);
        out.u32s(&self.first);
        out.u32s(&self.last);
        out.u32(u32::try_from(self.by_grade.len()).unwrap_or(NONE));
        for units in &self.by_grade {
            out.u32s(units);
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Members, Truncated> {
        let mut members = Members {
            unit: from.u32s()?,
            grade: from.bytes()?.to_vec(),
            joined: from.days()?,
            in_unit_since: from.days()?,
            in_grade_since: from.days()?,
            next: from.u32s()?,
            previous: from.u32s()?,
            first: from.u32s()?,
            last: from.u32s()?,
            by_grade: Vec::new(),
        };
        for _ in 0..from.u32()? {
            members.by_grade.push(from.u32s()?);
        }
        Ok(members)
    }
}
