//! The columns of posts: one row a tenure, linked by unit and by person.

use charter::PostId;
use jiff::civil::Date;

use super::Tenure;
use crate::columns::{Reader, Truncated, Writer};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;

/// Everything kept about posts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Posts {
    person: Vec<u32>,
    unit: Vec<u32>,
    post: Vec<u8>,
    from: Vec<Day>,
    until: Vec<Day>,
    earlier_in_unit: Vec<u32>,
    earlier_of_person: Vec<u32>,
    /// By unit: its newest tenure.
    newest_in_unit: Vec<u32>,
    /// By person, as far as anybody held a post: their newest tenure.
    newest_of_person: Vec<u32>,
}

impl Posts {
    fn row(&self, row: u32) -> Option<Tenure> {
        let at = usize::try_from(row).ok()?;
        Some(Tenure {
            person: PersonId(*self.person.get(at)?),
            unit: UnitId(*self.unit.get(at)?),
            post: PostId(*self.post.get(at)?),
            from: self.from.get(at)?.date().unwrap_or(Day::FIRST),
            until: self.until.get(at)?.date(),
        })
    }

    fn chain<'a>(
        &'a self,
        newest: u32,
        earlier: &'a [u32],
    ) -> impl Iterator<Item = (u32, Tenure)> + 'a {
        let start = (newest != NONE).then_some(newest);
        std::iter::successors(start, |row| {
            usize::try_from(*row)
                .ok()
                .and_then(|at| earlier.get(at))
                .copied()
                .filter(|row| *row != NONE)
        })
        .filter_map(|row| Some((row, self.row(row)?)))
    }

    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Tenure> + '_ {
        let newest = self
            .newest_in_unit
            .get(unit.index())
            .copied()
            .unwrap_or(NONE);
        self.chain(newest, &self.earlier_in_unit)
            .map(|(_, tenure)| tenure)
    }

    /// Who holds a post in a unit now. Ended tenures are passed over without being read.
    pub(crate) fn held_in(&self, unit: UnitId, post: PostId) -> impl Iterator<Item = Tenure> + '_ {
        let newest = self.newest_in_unit.get(unit.index()).copied();
        std::iter::successors(newest, |row| {
            self.earlier_in_unit.get(*row as usize).copied()
        })
        .take_while(|row| *row != NONE)
        .filter(move |row| {
            let at = *row as usize;
            self.until.get(at) == Some(&Day::NONE) && self.post.get(at) == Some(&post.0)
        })
        .filter_map(|row| self.row(row))
    }

    pub(crate) fn of_person(&self, person: PersonId) -> impl Iterator<Item = Tenure> + '_ {
        let newest = self
            .newest_of_person
            .get(person.index())
            .copied()
            .unwrap_or(NONE);
        self.chain(newest, &self.earlier_of_person)
            .map(|(_, tenure)| tenure)
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest_in_unit.push(NONE);
    }

    pub(crate) fn take_up(&mut self, person: PersonId, unit: UnitId, post: PostId, on: Date) {
        let row = u32::try_from(self.person.len()).unwrap_or(NONE);
        if self.newest_of_person.len() <= person.index() {
            self.newest_of_person
                .resize(person.index().saturating_add(1), NONE);
        }
        self.person.push(person.0);
        self.unit.push(unit.0);
        self.post.push(post.0);
        self.from.push(Day::from_date(on));
        self.until.push(Day::NONE);
        self.earlier_in_unit
            .push(replace(&mut self.newest_in_unit, unit.index(), row));
        self.earlier_of_person
            .push(replace(&mut self.newest_of_person, person.index(), row));
    }

    pub(crate) fn lay_down(&mut self, person: PersonId, unit: UnitId, post: PostId, on: Date) {
        let newest = self
            .newest_of_person
            .get(person.index())
            .copied()
            .unwrap_or(NONE);
        let row = self
            .chain(newest, &self.earlier_of_person)
            .find(|(_, tenure)| {
                tenure.unit == unit && tenure.post == post && tenure.until.is_none()
            })
            .and_then(|(row, _)| usize::try_from(row).ok());
        if let Some(slot) = row.and_then(|row| self.until.get_mut(row)) {
            *slot = Day::from_date(on);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.u32s(&self.person);
        out.u32s(&self.unit);
        out.bytes(&self.post);
        out.days(&self.from);
        out.days(&self.until);
        out.u32s(&self.earlier_in_unit);
        out.u32s(&self.earlier_of_person);
        out.u32s(&self.newest_in_unit);
        out.u32s(&self.newest_of_person);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Posts, Truncated> {
        Ok(Posts {
            person: from.u32s()?,
            unit: from.u32s()?,
            post: from.bytes()?.to_vec(),
            from: from.days()?,
            until: from.days()?,
            earlier_in_unit: from.u32s()?,
            earlier_of_person: from.u32s()?,
            newest_in_unit: from.u32s()?,
            newest_of_person: from.u32s()?,
        })
    }
}

fn replace(column: &mut [u32], row: usize, value: u32) -> u32 {
    column
        .get_mut(row)
        .map_or(NONE, |slot| std::mem::replace(slot, value))
}
