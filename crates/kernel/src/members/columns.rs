//! The columns of members: one row a person, the roll of a unit as linked rows.

use charter::GradeId;
use jiff::civil::Date;

use super::Membership;
use super::stays::Stays;
use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;
/// No grade.
const NO_GRADE: u8 = u8::MAX;

/// Everything kept about members: nineteen bytes a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    unit: Column<u32>,
    grade: Column<u8>,
    joined: Column<Day>,
    in_unit_since: Column<Day>,
    in_grade_since: Column<Day>,
    next: Column<u32>,
    previous: Column<u32>,
    /// By unit: the first and last person of the roll.
    first: Column<u32>,
    last: Column<u32>,
    /// By grade, then by unit: how many. INVARIANT (counts): equal to the rolls.
    by_grade: Vec<Column<u32>>,
    stays: Stays,
}

/// What the columns hold of one person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberRow {
    pub unit: Option<UnitId>,
    pub grade: Option<GradeId>,
    pub joined: Day,
    pub in_unit_since: Day,
    pub in_grade_since: Day,
}

/// The people of one unit.
#[derive(Clone, Debug)]
pub struct Roll<'a> {
    members: &'a Members,
    next: u32,
}

impl Iterator for Roll<'_> {
    type Item = PersonId;

    #[inline]
    fn next(&mut self) -> Option<PersonId> {
        if self.next == NONE {
            return None;
        }
        let person = PersonId(self.next);
        self.next = self.members.next.get(person.index()).unwrap_or(NONE);
        Some(person)
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

    #[inline]
    pub(crate) fn unit_of(&self, person: PersonId) -> Option<UnitId> {
        self.unit
            .get(person.index())
            .filter(|unit| *unit != NONE)
            .map(UnitId)
    }

    #[inline]
    pub(crate) fn grade_of(&self, person: PersonId) -> Option<GradeId> {
        self.grade
            .get(person.index())
            .filter(|grade| *grade != NO_GRADE)
            .map(GradeId)
    }

    /// Where a member belongs, and in which grade.
    #[inline]
    pub(crate) fn place(&self, person: PersonId) -> Option<(UnitId, GradeId)> {
        self.unit_of(person).zip(self.grade_of(person))
    }

    pub(crate) fn joined(&self, person: PersonId) -> Day {
        self.joined.get(person.index()).unwrap_or(Day::NONE)
    }

    pub(crate) fn in_unit_since(&self, person: PersonId) -> Day {
        self.in_unit_since.get(person.index()).unwrap_or(Day::NONE)
    }

    #[inline]
    pub(crate) fn in_grade_since(&self, person: PersonId) -> Day {
        self.in_grade_since.get(person.index()).unwrap_or(Day::NONE)
    }

    pub(crate) fn membership(&self, person: PersonId) -> Option<Membership> {
        let day = |column: &Column<Day>| column.get(person.index()).and_then(|day| day.date());
        Some(Membership {
            unit: self.unit_of(person)?,
            grade: self.grade_of(person)?,
            joined: day(&self.joined)?,
            in_unit_since: day(&self.in_unit_since)?,
            in_grade_since: day(&self.in_grade_since)?,
        })
    }

    #[inline]
    pub(crate) fn roll(&self, unit: UnitId) -> Roll<'_> {
        Roll {
            members: self,
            next: self.first.get(unit.index()).unwrap_or(NONE),
        }
    }

    pub(crate) fn count_in(&self, unit: UnitId) -> u32 {
        self.by_grade
            .iter()
            .map(|units| units.get(unit.index()).unwrap_or(0))
            .fold(0, u32::saturating_add)
    }

    #[inline]
    pub(crate) fn count_of_grade(&self, unit: UnitId, grade: GradeId) -> u32 {
        self.by_grade
            .get(grade.index())
            .and_then(|units| units.get(unit.index()))
            .unwrap_or(0)
    }

    /// Calls for everybody who was ever registered, in the order of their numbers.
    pub(crate) fn each_row(&self, mut see: impl FnMut(PersonId, MemberRow)) {
        let days = self.joined.iter().zip(self.in_unit_since.iter());
        let days = days.zip(self.in_grade_since.iter());
        let places = self.unit.iter().zip(self.grade.iter());
        for (person, ((unit, grade), ((joined, in_unit_since), in_grade_since))) in
            (0..).zip(places.zip(days))
        {
            let row = MemberRow {
                unit: (unit != NONE).then_some(UnitId(unit)),
                grade: (grade != NO_GRADE).then_some(GradeId(grade)),
                joined,
                in_unit_since,
                in_grade_since,
            };
            see(PersonId(person), row);
        }
    }

    /// Who stands before this person on their roll.
    pub(crate) fn before_on_roll(&self, person: PersonId) -> Option<PersonId> {
        let row = self.previous.get(person.index())?;
        (row != NONE).then_some(PersonId(row))
    }

    /// Who stands last on the roll of a unit.
    pub(crate) fn last_on_roll(&self, unit: UnitId) -> Option<PersonId> {
        let row = self.last.get(unit.index())?;
        (row != NONE).then_some(PersonId(row))
    }

    /// For how many grades counts are kept.
    pub(crate) fn grades_counted(&self) -> usize {
        self.by_grade.len()
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
        self.joined.set(row, on);
        self.in_grade_since.set(row, on);
        self.grade.set(row, grade.0);
        self.enter(person, unit, on);
        self.add(unit, grade, 1);
    }

    /// Where unit and grade never changed, they are as old as the membership.
    pub(crate) fn correct_joining(&mut self, person: PersonId, on: Date) {
        let (row, on) = (person.index(), Day::from_date(on));
        let Some(before) = self.joined.get(row) else {
            return;
        };
        for since in [&mut self.in_unit_since, &mut self.in_grade_since] {
            // Nobody came to their unit or grade before joining, whatever the day was corrected to.
            if since.get(row).is_some_and(|day| day == before || day < on) {
                since.set(row, on);
            }
        }
        self.joined.set(row, on);
    }

    pub(super) fn promote(&mut self, person: PersonId, unit: UnitId, grade: GradeId, on: Date) {
        if let Some(old) = self.grade_of(person) {
            self.add(unit, old, -1);
        }
        self.grade.set(person.index(), grade.0);
        self.in_grade_since.set(person.index(), Day::from_date(on));
        self.add(unit, grade, 1);
    }

    pub(super) fn transfer(&mut self, person: PersonId, from: UnitId, to: UnitId, on: Date) {
        self.end_stay(person, from, on);
        self.exit(person, from);
        self.enter(person, to, Day::from_date(on));
        if let Some(grade) = self.grade_of(person) {
            self.add(from, grade, -1);
            self.add(to, grade, 1);
        }
    }

    pub(super) fn leave(&mut self, person: PersonId, unit: UnitId, on: Date) {
        self.end_stay(person, unit, on);
        self.exit(person, unit);
        if let Some(grade) = self.grade_of(person) {
            self.add(unit, grade, -1);
        }
        let row = person.index();
        self.unit.set(row, NONE);
        self.next.set(row, NONE);
        self.previous.set(row, NONE);
        self.grade.set(row, NO_GRADE);
        self.joined.set(row, Day::NONE);
        self.in_unit_since.set(row, Day::NONE);
        self.in_grade_since.set(row, Day::NONE);
    }

    fn end_stay(&mut self, person: PersonId, unit: UnitId, on: Date) {
        if let Some(since) = self.in_unit_since.get(person.index()) {
            self.stays.end(unit, since, Day::from_date(on));
        }
    }

    /// How many belonged to a unit at the end of a day.
    pub(crate) fn count_on(&self, unit: UnitId, day: Date) -> u32 {
        let day = Day::from_date(day);
        let came = |person: &PersonId| {
            let since = self.in_unit_since.get(person.index());
            since.is_some_and(|since| since <= day)
        };
        let now = self.roll(unit).filter(came).count();
        let now = u32::try_from(now).unwrap_or(u32::MAX);
        now.saturating_add(self.stays.count_on(unit, day))
    }

    fn add(&mut self, unit: UnitId, grade: GradeId, change: i32) {
        while self.by_grade.len() <= grade.index() {
            self.by_grade.push(Column::filled(0, self.first.len()));
        }
        let count = self.count_of_grade(unit, grade);
        if let Some(units) = self.by_grade.get_mut(grade.index()) {
            units.set(unit.index(), count.saturating_add_signed(change));
        }
    }

    fn enter(&mut self, person: PersonId, unit: UnitId, on: Day) {
        let last = self.last.get(unit.index()).unwrap_or(NONE);
        self.unit.set(person.index(), unit.0);
        self.in_unit_since.set(person.index(), on);
        self.previous.set(person.index(), last);
        self.next.set(person.index(), NONE);
        if last == NONE {
            self.first.set(unit.index(), person.0);
        } else {
            self.next.set(PersonId(last).index(), person.0);
        }
        self.last.set(unit.index(), person.0);
    }

    fn exit(&mut self, person: PersonId, unit: UnitId) {
        let next = self.next.get(person.index()).unwrap_or(NONE);
        let previous = self.previous.get(person.index()).unwrap_or(NONE);
        if previous == NONE {
            self.first.set(unit.index(), next);
        } else {
            self.next.set(PersonId(previous).index(), next);
        }
        if next == NONE {
            self.last.set(unit.index(), previous);
        } else {
            self.previous.set(PersonId(next).index(), previous);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.unit);
        out.column(&self.grade);
        out.column(&self.joined);
        out.column(&self.in_unit_since);
        out.column(&self.in_grade_since);
        out.column(&self.next);
        out.column(&self.previous);
        out.column(&self.first);
        out.column(&self.last);
        out.u32(u32::try_from(self.by_grade.len()).unwrap_or(NONE));
        for units in &self.by_grade {
            out.column(units);
        }
        self.stays.write(out);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Members, ReadError> {
        let mut members = Members {
            unit: from.column()?,
            grade: from.column()?,
            joined: from.column()?,
            in_unit_since: from.column()?,
            in_grade_since: from.column()?,
            next: from.column()?,
            previous: from.column()?,
            first: from.column()?,
            last: from.column()?,
            by_grade: Vec::new(),
            stays: Stays::default(),
        };
        for _ in 0..from.columns()? {
            let units: Column<u32> = from.column()?;
            Reader::same_length([units.len(), members.first.len()])?;
            members.by_grade.push(units);
        }
        members.stays = Stays::read(from)?;
        Reader::same_length([members.first.len(), members.last.len()])?;
        Reader::same_length([
            members.unit.len(),
            members.grade.len(),
            members.joined.len(),
            members.in_unit_since.len(),
            members.in_grade_since.len(),
            members.next.len(),
            members.previous.len(),
        ])?;
        Ok(members)
    }
}
