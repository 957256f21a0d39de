//! Numbers that turned out to be a second number of somebody: which number
//! stands for the person, and what the other one's place on the roll was, so
//! that it can be given back. A row for each time it was found out.

use charter::GradeId;
use jiff::civil::Date;

use super::Membership;
use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};
use crate::state::State;

/// It stands.
const STANDS: u8 = 0;
/// It was a mistake, and the number stands by itself again.
const PARTED: u8 = 1;
/// The person left, and nothing of the number can be given back.
const FORGOTTEN: u8 = 2;

/// A number that is a former one of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormerNumber {
    /// The number.
    pub former: PersonId,
    /// The number that stands for the person.
    pub kept: PersonId,
    /// The place it had on the roll.
    pub place: Membership,
    /// Since when it stands for nobody by itself.
    pub on: Date,
    /// Whether the person has left, and their cards are gone.
    pub forgotten: bool,
}

/// All rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubles {
    former: Column<u32>,
    kept: Column<u32>,
    unit: Column<u32>,
    grade: Column<u8>,
    joined: Column<Day>,
    in_unit_since: Column<Day>,
    in_grade_since: Column<Day>,
    on: Column<Day>,
    course: Column<u8>,
}

impl Doubles {
    pub(super) fn push(&mut self, former: PersonId, kept: PersonId, place: Membership, on: Date) {
        self.former.push(former.0);
        self.kept.push(kept.0);
        self.unit.push(place.unit.0);
        self.grade.push(place.grade.0);
        self.joined.push(Day::from_date(place.joined));
        self.in_unit_since.push(Day::from_date(place.in_unit_since));
        self.in_grade_since
            .push(Day::from_date(place.in_grade_since));
        self.on.push(Day::from_date(on));
        self.course.push(STANDS);
    }

    /// What was found out of a number and holds.
    pub(super) fn of_former(&self, former: PersonId) -> Option<FormerNumber> {
        self.get(self.row_of(former)?)
    }

    /// The former numbers of somebody, in the order in which they were found out.
    pub(super) fn of_kept(&self, kept: PersonId) -> impl Iterator<Item = FormerNumber> + '_ {
        let rows = (0..).zip(self.kept.iter());
        rows.filter(move |(_, number)| *number == kept.0)
            .filter_map(|(row, _)| self.get(row))
    }

    /// Everything that holds.
    pub(super) fn iter(&self) -> impl Iterator<Item = FormerNumber> + '_ {
        (0..self.former.len()).filter_map(|row| self.get(row))
    }

    pub(super) fn part(&mut self, former: PersonId) {
        if let Some(row) = self.row_of(former) {
            self.course.set(row, PARTED);
        }
    }

    pub(super) fn forget(&mut self, former: PersonId) {
        if let Some(row) = self.row_of(former) {
            self.course.set(row, FORGOTTEN);
        }
    }

    fn row_of(&self, former: PersonId) -> Option<usize> {
        let mut rows = (0..).zip(self.former.iter());
        let holds = |row: usize| self.course.get(row).is_some_and(|it| it != PARTED);
        rows.find(|(row, number)| *number == former.0 && holds(*row))
            .map(|(row, _)| row)
    }

    fn get(&self, row: usize) -> Option<FormerNumber> {
        let course = self.course.get(row).filter(|it| *it != PARTED)?;
        Some(FormerNumber {
            former: PersonId(self.former.get(row)?),
            kept: PersonId(self.kept.get(row)?),
            place: Membership {
                unit: UnitId(self.unit.get(row)?),
                grade: GradeId(self.grade.get(row)?),
                joined: self.joined.get(row)?.date()?,
                in_unit_since: self.in_unit_since.get(row)?.date()?,
                in_grade_since: self.in_grade_since.get(row)?.date()?,
            },
            on: self.on.get(row)?.date()?,
            forgotten: course == FORGOTTEN,
        })
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.former);
        out.column(&self.kept);
        out.column(&self.unit);
        out.column(&self.grade);
        out.column(&self.joined);
        out.column(&self.in_unit_since);
        out.column(&self.in_grade_since);
        out.column(&self.on);
        out.column(&self.course);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Doubles, ReadError> {
        let doubles = Doubles {
            former: from.column()?,
            kept: from.column()?,
            unit: from.column()?,
            grade: from.column()?,
            joined: from.column()?,
            in_unit_since: from.column()?,
            in_grade_since: from.column()?,
            on: from.column()?,
            course: from.column()?,
        };
        Reader::same_length([
            doubles.former.len(),
            doubles.kept.len(),
            doubles.unit.len(),
            doubles.grade.len(),
            doubles.joined.len(),
            doubles.in_unit_since.len(),
            doubles.in_grade_since.len(),
            doubles.on.len(),
            doubles.course.len(),
        ])?;
        Ok(doubles)
    }
}

impl State {
    /// Whose former number a number is; none where it stands for itself.
    #[must_use]
    pub fn former_number(&self, person: PersonId) -> Option<FormerNumber> {
        self.members.former_number(person)
    }

    /// The former numbers of a person.
    pub fn former_numbers_of(&self, person: PersonId) -> impl Iterator<Item = FormerNumber> + '_ {
        self.members.former_numbers_of(person)
    }

    /// Every number that is a former one of somebody.
    pub fn former_numbers(&self) -> impl Iterator<Item = FormerNumber> + '_ {
        self.members.former_numbers()
    }
}
