//! Promotions that can be struck: of each, what the member was before. Nothing is kept of
//! anybody who was never promoted.

use charter::GradeId;

use crate::columns::{Column, Index, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::PersonId;

/// No grade: the promotion was struck, or the membership is over.
const DONE_WITH: u8 = u8::MAX;

/// What promoted members were before, a row a promotion.
#[derive(Clone, Debug, Default)]
pub(super) struct Rises {
    person: Column<u32>,
    grade: Column<u8>,
    since: Column<Day>,
    /// Derived: the rows of each person.
    by_person: Index,
}

impl Rises {
    /// Somebody who had a grade since a day takes another one.
    pub(super) fn push(&mut self, person: PersonId, grade: GradeId, since: Day) {
        self.person.push(person.0);
        self.grade.push(grade.0);
        self.since.push(since);
        self.by_person.enter(&self.person);
    }

    /// The rows of a person that can still be struck.
    fn rows(&self, person: PersonId) -> impl Iterator<Item = usize> + '_ {
        let rows = self.by_person.find(&self.person, person.0);
        rows.map(|row| row as usize)
            .filter(|row| self.grade.get(*row).is_some_and(|it| it != DONE_WITH))
    }

    /// What somebody was before their last promotion.
    pub(super) fn last(&self, person: PersonId) -> Option<(GradeId, Day)> {
        let row = self.rows(person).max()?;
        Some((GradeId(self.grade.get(row)?), self.since.get(row)?))
    }

    /// The last promotion was struck.
    pub(super) fn strike(&mut self, person: PersonId) {
        if let Some(row) = self.rows(person).max() {
            self.grade.set(row, DONE_WITH);
        }
    }

    /// Somebody is no member any more.
    pub(super) fn forget(&mut self, person: PersonId) {
        let rows: Vec<usize> = self.rows(person).collect();
        for row in rows {
            self.grade.set(row, DONE_WITH);
        }
    }

    /// Somebody joined on another day than was written down.
    pub(super) fn correct(&mut self, person: PersonId, how: impl Fn(&mut Day)) {
        let rows: Vec<usize> = self.rows(person).collect();
        for row in rows {
            self.since.alter(row, &how);
        }
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.person);
        out.column(&self.grade);
        out.column(&self.since);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Rises, ReadError> {
        let (person, grade, since): (Column<u32>, Column<u8>, Column<Day>) =
            (from.column()?, from.column()?, from.column()?);
        Reader::same_length([person.len(), grade.len(), since.len()])?;
        let mut rises = Rises {
            grade,
            since,
            ..Rises::default()
        };
        // The index takes rows in one by one, so it is given them one by one.
        for number in person.iter() {
            rises.person.push(number);
            rises.by_person.enter(&rises.person);
        }
        Ok(rises)
    }
}
