//! The columns of posts: one row a tenure, linked by unit and by person.

use std::sync::atomic::{AtomicU64, Ordering};

use charter::PostId;
use jiff::civil::Date;

use super::chosen::{Confirmations, Elections};
use super::confirming::Confirming;
use super::{Election, Tenure};
use crate::columns::{Chains, Column, ReadError, Reader, Scalar, Writer, scalar};
use crate::day::Day;
use crate::ids::{DocumentId, PersonId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;

/// Everything kept about posts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Posts {
    person: Column<u32>,
    unit: Column<u32>,
    term: Column<Term>,
    earlier_in_unit: Column<u32>,
    earlier_of_person: Column<u32>,
    /// By unit: its newest tenure.
    newest_in_unit: Column<u32>,
    /// By person, as far as anybody held a post: their newest tenure.
    newest_of_person: Column<u32>,
    pub(super) elections: Elections,
    confirmations: Confirmations,
    /// By tenure, as far as any was handed over: when.
    handed_over: Column<Day>,
    /// By tenure, as far as any was struck: one for struck.
    struck: Column<u8>,
}

/// Which post, and from when until when; kept together, because whoever asks for one of
/// them asks for the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Term {
    post: PostId,
    from: Day,
    /// None while it lasts.
    until: Day,
}

impl Term {
    #[inline]
    fn number(self) -> u64 {
        let days = u64::from(self.from.0) << 16 | u64::from(self.until.0);
        days << 8 | u64::from(self.post.0)
    }

    #[inline]
    fn numbered(number: u64) -> Term {
        let [post, a, b, c, d, ..] = number.to_le_bytes();
        Term {
            post: PostId(post),
            from: Day(u16::from_le_bytes([c, d])),
            until: Day(u16::from_le_bytes([a, b])),
        }
    }

    #[inline]
    fn lasts(self) -> bool {
        self.until == Day::NONE
    }
}

scalar!(Term, AtomicU64, u64, Term::number, Term::numbered);

/// A tenure that lasts, as the columns hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenTenure {
    /// Who.
    pub person: PersonId,
    /// Which post.
    pub post: PostId,
    /// First day.
    pub from: Day,
}

impl Posts {
    /// The tenure of a row. One that was struck never was.
    fn row(&self, row: u32) -> Option<Tenure> {
        let at = usize::try_from(row).ok()?;
        if self.struck.get(at) == Some(1) {
            return None;
        }
        let term = self.term.get(at)?;
        Some(Tenure {
            person: PersonId(self.person.get(at)?),
            unit: UnitId(self.unit.get(at)?),
            post: term.post,
            from: term.from.date().unwrap_or(Day::FIRST),
            until: term.until.date(),
        })
    }

    fn chain<'a>(
        &'a self,
        newest: u32,
        earlier: &'a Column<u32>,
    ) -> impl Iterator<Item = (u32, Tenure)> + 'a {
        let start = (newest != NONE).then_some(newest);
        std::iter::successors(start, |row| {
            usize::try_from(*row)
                .ok()
                .and_then(|at| earlier.get(at))
                .filter(|row| *row != NONE)
        })
        .filter_map(|row| Some((row, self.row(row)?)))
    }

    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Tenure> + '_ {
        let newest = self.newest_in_unit.get(unit.index()).unwrap_or(NONE);
        self.chain(newest, &self.earlier_in_unit)
            .map(|(_, tenure)| tenure)
    }

    /// Who holds a post in a unit now.
    pub(crate) fn held_in(&self, unit: UnitId, post: PostId) -> impl Iterator<Item = Tenure> + '_ {
        self.rows_held_in(unit, post)
            .filter_map(|row| self.row(row))
    }

    /// How many hold it.
    pub(crate) fn count_held_in(&self, unit: UnitId, post: PostId) -> usize {
        self.rows_held_in(unit, post).count()
    }

    /// Ended tenures are passed over without being read.
    fn rows_held_in(&self, unit: UnitId, post: PostId) -> impl Iterator<Item = u32> + '_ {
        let newest = self.newest_in_unit.get(unit.index()).unwrap_or(NONE);
        self.lasting(newest, &self.earlier_in_unit)
            .filter(move |(_, term)| term.post == post)
            .map(|(row, _)| row)
    }

    /// The rows of a chain that have not ended, with their terms.
    #[inline]
    fn lasting<'a>(
        &'a self,
        newest: u32,
        earlier: &'a Column<u32>,
    ) -> impl Iterator<Item = (u32, Term)> + 'a {
        let start = (newest != NONE).then_some(newest);
        std::iter::successors(start, |row| {
            earlier.get(*row as usize).filter(|row| *row != NONE)
        })
        .filter_map(|row| Some((row, self.term.get(row as usize)?)))
        .filter(|(_, term)| term.lasts())
    }

    /// Who holds any post in a unit now.
    pub(crate) fn lasting_in(&self, unit: UnitId) -> impl Iterator<Item = Tenure> + '_ {
        let newest = self.newest_in_unit.get(unit.index()).unwrap_or(NONE);
        self.lasting(newest, &self.earlier_in_unit)
            .filter_map(|(row, _)| self.row(row))
    }

    /// What a person holds now.
    pub(crate) fn lasting_of(&self, person: PersonId) -> impl Iterator<Item = Tenure> + '_ {
        let newest = self.newest_of_person.get(person.index()).unwrap_or(NONE);
        self.lasting(newest, &self.earlier_of_person)
            .filter_map(|(row, _)| self.row(row))
    }

    /// Who holds any post in a unit now, as the columns have it.
    #[inline]
    pub(crate) fn open_in(&self, unit: UnitId) -> impl Iterator<Item = OpenTenure> + '_ {
        let newest = self.newest_in_unit.get(unit.index()).unwrap_or(NONE);
        self.lasting(newest, &self.earlier_in_unit)
            .filter_map(|(row, term)| {
                Some(OpenTenure {
                    person: PersonId(self.person.get(row as usize)?),
                    post: term.post,
                    from: term.from,
                })
            })
    }

    pub(crate) fn of_person(&self, person: PersonId) -> impl Iterator<Item = Tenure> + '_ {
        let newest = self.newest_of_person.get(person.index()).unwrap_or(NONE);
        self.chain(newest, &self.earlier_of_person)
            .map(|(_, tenure)| tenure)
    }

    /// Every tenure there ever was, in the order they were taken up.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Tenure> + '_ {
        let count = u32::try_from(self.person.len()).unwrap_or(NONE);
        (0..count).filter_map(|row| self.row(row))
    }

    /// The tenures by unit.
    pub(crate) fn by_unit(&self) -> Chains<'_> {
        Chains {
            owner: &self.unit,
            earlier: &self.earlier_in_unit,
            newest: &self.newest_in_unit,
        }
    }

    /// The tenures by person.
    pub(crate) fn by_person(&self) -> Chains<'_> {
        Chains {
            owner: &self.person,
            earlier: &self.earlier_of_person,
            newest: &self.newest_of_person,
        }
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest_in_unit.push(NONE);
    }

    pub(crate) fn take_up(&mut self, person: PersonId, unit: UnitId, post: PostId, on: Date) {
        let row = u32::try_from(self.person.len()).unwrap_or(NONE);
        self.newest_of_person
            .fill_to(person.index().saturating_add(1), NONE);
        self.person.push(person.0);
        self.unit.push(unit.0);
        self.term.push(Term {
            post,
            from: Day::from_date(on),
            until: Day::NONE,
        });
        let earlier = self.newest_in_unit.replace(unit.index(), row);
        self.earlier_in_unit.push(earlier.unwrap_or(NONE));
        let earlier = self.newest_of_person.replace(person.index(), row);
        self.earlier_of_person.push(earlier.unwrap_or(NONE));
    }

    pub(crate) fn lay_down(&mut self, person: PersonId, unit: UnitId, post: PostId, on: Date) {
        let newest = self.newest_of_person.get(person.index()).unwrap_or(NONE);
        let row = self
            .chain(newest, &self.earlier_of_person)
            .find(|(_, tenure)| {
                tenure.unit == unit && tenure.post == post && tenure.until.is_none()
            })
            .and_then(|(row, _)| usize::try_from(row).ok());
        if let Some(row) = row {
            self.end(row, Day::from_date(on));
        }
    }

    /// A tenure ended on a day, or lasts again.
    fn end(&mut self, row: usize, until: Day) {
        self.term.alter(row, |term| term.until = until);
    }

    /// The row of a tenure, the newest where there are several of one day.
    fn row_of(&self, tenure: &Tenure) -> Option<usize> {
        let newest = self.newest_of_person.get(tenure.person.index());
        self.chain(newest.unwrap_or(NONE), &self.earlier_of_person)
            .find(|(_, other)| {
                (other.unit, other.post, other.from) == (tenure.unit, tenure.post, tenure.from)
            })
            .and_then(|(row, _)| usize::try_from(row).ok())
    }

    /// The row of the tenure that lasts.
    fn row_held(&self, person: PersonId, unit: UnitId, post: PostId) -> Option<usize> {
        self.chain(
            self.newest_of_person.get(person.index()).unwrap_or(NONE),
            &self.earlier_of_person,
        )
        .find(|(_, tenure)| tenure.unit == unit && tenure.post == post && tenure.until.is_none())
        .and_then(|(row, _)| usize::try_from(row).ok())
    }

    pub(super) fn confirming(&self, tenure: &Tenure) -> Option<Confirming> {
        if self.confirmations.is_empty() {
            return None;
        }
        self.confirmations.of(self.row_of(tenure)?)
    }

    /// Whether anybody ever waited for the word of a unit above.
    pub(crate) fn any_confirmations(&self) -> bool {
        !self.confirmations.is_empty()
    }

    /// What waits for the word of this unit, the newest first, with the tenures that last.
    pub(super) fn waiting_for(
        &self,
        by: UnitId,
    ) -> impl Iterator<Item = (Tenure, Confirming)> + '_ {
        self.confirmations
            .of_giver(by)
            .filter_map(|(tenure, it)| Some((self.row(tenure)?, it)))
            .filter(|(tenure, it)| tenure.until.is_none() && it.said.is_none())
    }

    pub(super) fn handed_over(&self, tenure: &Tenure) -> Option<Date> {
        self.handed_over.get(self.row_of(tenure)?)?.date()
    }

    pub(super) fn record(&mut self, election: &Election) {
        let holders: Vec<u32> = self.rows_held_in(election.unit, election.post).collect();
        self.elections.record(election, &holders);
    }

    /// Who held the post when an election to it was recorded, as their time in it is now.
    pub(super) fn held_when_recorded(&self, unit: UnitId, number: u32) -> Vec<Tenure> {
        let rows = self.elections.held_when_recorded(unit, number);
        rows.into_iter().filter_map(|row| self.row(row)).collect()
    }

    pub(super) fn strike_election(&mut self, unit: UnitId, number: u32, reason: DocumentId) {
        self.elections.strike(unit, number, reason);
    }

    /// Those whom an election of a day gave the post never held it, and those it took the
    /// post from hold it again.
    pub(super) fn give_back(
        &mut self,
        (unit, post, on): (UnitId, PostId, Date),
        ended: &[PersonId],
        back: &[PersonId],
    ) {
        for person in ended {
            self.strike_tenure((*person, unit, post), on);
        }
        for person in back {
            self.resume((*person, unit, post), on);
        }
    }

    /// The tenure that lasts never was.
    fn strike_tenure(&mut self, (person, unit, post): (PersonId, UnitId, PostId), on: Date) {
        if let Some(row) = self.row_held(person, unit, post) {
            self.end(row, Day::from_date(on));
            self.struck.fill_to(row.saturating_add(1), 0);
            self.struck.set(row, 1);
        }
    }

    /// The newest tenure that ended on a day lasts again.
    fn resume(&mut self, (person, unit, post): (PersonId, UnitId, PostId), on: Date) {
        let newest = self.newest_of_person.get(person.index()).unwrap_or(NONE);
        let row = self
            .chain(newest, &self.earlier_of_person)
            .find(|(_, it)| (it.unit, it.post, it.until) == (unit, post, Some(on)))
            .and_then(|(row, _)| usize::try_from(row).ok());
        if let Some(row) = row {
            self.end(row, Day::NONE);
        }
    }

    pub(super) fn wait(
        &mut self,
        (person, unit, post): (PersonId, UnitId, PostId),
        it: &Confirming,
    ) {
        if let Some(row) = self.row_held(person, unit, post) {
            self.confirmations.wait(row, it);
        }
    }

    pub(super) fn say(
        &mut self,
        (person, unit, post): (PersonId, UnitId, PostId),
        confirmed: bool,
        on: Date,
    ) {
        if let Some(row) = self.row_held(person, unit, post) {
            self.confirmations.say(row, confirmed, Day::from_date(on));
        }
    }

    pub(super) fn hand_over(&mut self, (person, unit, post): (PersonId, UnitId, PostId), on: Date) {
        if let Some(row) = self.row_held(person, unit, post) {
            self.handed_over.fill_to(row.saturating_add(1), Day::NONE);
            self.handed_over.set(row, Day::from_date(on));
        }
    }

    /// The unit above has said nothing of a holder.
    pub(super) fn unsay(&mut self, (person, unit, post): (PersonId, UnitId, PostId)) {
        if let Some(row) = self.row_held(person, unit, post) {
            self.confirmations.unsay(row);
        }
    }

    pub(super) fn take_hand_over_back(&mut self, (person, unit, post): (PersonId, UnitId, PostId)) {
        if let Some(row) = self.row_held(person, unit, post) {
            self.handed_over.set(row, Day::NONE);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.person);
        out.column(&self.unit);
        out.column(&self.term);
        out.column(&self.earlier_in_unit);
        out.column(&self.earlier_of_person);
        out.column(&self.newest_in_unit);
        out.column(&self.newest_of_person);
        self.elections.write(out);
        self.confirmations.write(out);
        out.column(&self.handed_over);
        out.column(&self.struck);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Posts, ReadError> {
        let posts = Posts {
            person: from.column()?,
            unit: from.column()?,
            term: from.column()?,
            earlier_in_unit: from.column()?,
            earlier_of_person: from.column()?,
            newest_in_unit: from.column()?,
            newest_of_person: from.column()?,
            elections: Elections::read(from)?,
            confirmations: Confirmations::read(from)?,
            handed_over: from.column()?,
            struck: from.column()?,
        };
        Reader::same_length([
            posts.person.len(),
            posts.unit.len(),
            posts.term.len(),
            posts.earlier_in_unit.len(),
            posts.earlier_of_person.len(),
        ])?;
        Ok(posts)
    }
}
