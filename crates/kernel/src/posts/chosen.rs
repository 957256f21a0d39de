//! The columns of choosing: elections with their nominees, and what tenures wait for.

use charter::{PostId, Silence};

use super::confirming::Confirming;
use super::elections::{Election, Nominee};
use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{DocumentId, PersonId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;

/// Elections, a row each; the nominees of all in one table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elections {
    unit: Column<u32>,
    post: Column<u8>,
    on: Column<Day>,
    entitled: Column<u32>,
    ballots: Column<u32>,
    valid: Column<u32>,
    turnout_needed: Column<u32>,
    votes_needed: Column<u32>,
    /// Behind the last nominee of each.
    nominees_end: Column<u32>,
    earlier_in_unit: Column<u32>,
    /// By unit, as far as any has held one.
    newest_in_unit: Column<u32>,
    person: Column<u32>,
    votes: Column<u32>,
    elected: Column<u8>,
    /// Behind the last of those who held the post when each was recorded.
    holders_end: Column<u32>,
    /// The rows of their tenures.
    holder: Column<u32>,
    /// As far as any was struck: why.
    struck: Column<u32>,
}

impl Elections {
    /// Records one, with the rows of the tenures that lasted in the post.
    pub(super) fn record(&mut self, it: &Election, holders: &[u32]) {
        let row = u32::try_from(self.unit.len()).unwrap_or(NONE);
        self.unit.push(it.unit.0);
        self.post.push(it.post.0);
        self.on.push(Day::from_date(it.on));
        self.entitled.push(it.entitled);
        self.ballots.push(it.ballots);
        self.valid.push(it.valid);
        self.turnout_needed.push(it.turnout_needed.unwrap_or(NONE));
        self.votes_needed.push(it.votes_needed);
        for nominee in &it.nominees {
            self.person.push(nominee.person.0);
            self.votes.push(nominee.votes);
            self.elected.push(u8::from(nominee.elected));
        }
        let end = u32::try_from(self.person.len()).unwrap_or(NONE);
        self.nominees_end.push(end);
        for row in holders {
            self.holder.push(*row);
        }
        let end = u32::try_from(self.holder.len()).unwrap_or(NONE);
        self.holders_end.push(end);
        self.newest_in_unit
            .fill_to(it.unit.index().saturating_add(1), NONE);
        let earlier = self.newest_in_unit.replace(it.unit.index(), row);
        self.earlier_in_unit.push(earlier.unwrap_or(NONE));
    }

    pub(super) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Election> + '_ {
        self.rows_of(unit).filter_map(|row| self.row(row))
    }

    /// The rows of a unit's elections, the newest first.
    fn rows_of(&self, unit: UnitId) -> impl Iterator<Item = usize> + '_ {
        let newest = self.newest_in_unit.get(unit.index());
        std::iter::successors(newest, |row| self.earlier_in_unit.get(*row as usize))
            .take_while(|row| *row != NONE)
            .map(|row| row as usize)
    }

    /// The row of an election by its number in the unit, from one.
    fn numbered(&self, unit: UnitId, number: u32) -> Option<usize> {
        let mut rows: Vec<usize> = self.rows_of(unit).collect();
        rows.reverse();
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        rows.get(at).copied()
    }

    /// The rows of the tenures that lasted in the post when an election was recorded.
    pub(super) fn held_when_recorded(&self, unit: UnitId, number: u32) -> Vec<u32> {
        let of = |at: usize| {
            let from = match at.checked_sub(1) {
                Some(before) => self.holders_end.get(before)?,
                None => 0,
            };
            let rows = from as usize..self.holders_end.get(at)? as usize;
            Some(rows.filter_map(|row| self.holder.get(row)).collect())
        };
        self.numbered(unit, number).and_then(of).unwrap_or_default()
    }

    pub(super) fn strike(&mut self, unit: UnitId, number: u32, reason: DocumentId) {
        if let Some(row) = self.numbered(unit, number) {
            self.struck.fill_to(row.saturating_add(1), NONE);
            self.struck.set(row, reason.0);
        }
    }

    /// Why an election was struck; none where it was not.
    pub(super) fn struck(&self, unit: UnitId, number: u32) -> Option<DocumentId> {
        if self.struck.is_empty() {
            return None;
        }
        let reason = self.struck.get(self.numbered(unit, number)?)?;
        (reason != NONE).then_some(DocumentId(reason))
    }

    fn row(&self, at: usize) -> Option<Election> {
        let from = match at.checked_sub(1) {
            Some(before) => self.nominees_end.get(before)?,
            None => 0,
        };
        let nominees = (from as usize..self.nominees_end.get(at)? as usize).filter_map(|row| {
            Some(Nominee {
                person: PersonId(self.person.get(row)?),
                votes: self.votes.get(row)?,
                elected: self.elected.get(row)? == 1,
            })
        });
        Some(Election {
            unit: UnitId(self.unit.get(at)?),
            post: PostId(self.post.get(at)?),
            on: self.on.get(at)?.date()?,
            entitled: self.entitled.get(at)?,
            ballots: self.ballots.get(at)?,
            valid: self.valid.get(at)?,
            turnout_needed: Some(self.turnout_needed.get(at)?).filter(|needed| *needed != NONE),
            votes_needed: self.votes_needed.get(at)?,
            nominees: nominees.collect(),
        })
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.unit);
        out.column(&self.post);
        out.column(&self.on);
        out.column(&self.entitled);
        out.column(&self.ballots);
        out.column(&self.valid);
        out.column(&self.turnout_needed);
        out.column(&self.votes_needed);
        out.column(&self.nominees_end);
        out.column(&self.earlier_in_unit);
        out.column(&self.newest_in_unit);
        out.column(&self.person);
        out.column(&self.votes);
        out.column(&self.elected);
        out.column(&self.holders_end);
        out.column(&self.holder);
        out.column(&self.struck);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Elections, ReadError> {
        let it = Elections {
            unit: from.column()?,
            post: from.column()?,
            on: from.column()?,
            entitled: from.column()?,
            ballots: from.column()?,
            valid: from.column()?,
            turnout_needed: from.column()?,
            votes_needed: from.column()?,
            nominees_end: from.column()?,
            earlier_in_unit: from.column()?,
            newest_in_unit: from.column()?,
            person: from.column()?,
            votes: from.column()?,
            elected: from.column()?,
            holders_end: from.column()?,
            holder: from.column()?,
            struck: from.column()?,
        };
        Reader::same_length([
            it.unit.len(),
            it.post.len(),
            it.on.len(),
            it.entitled.len(),
            it.ballots.len(),
            it.valid.len(),
            it.turnout_needed.len(),
            it.votes_needed.len(),
            it.nominees_end.len(),
            it.earlier_in_unit.len(),
            it.holders_end.len(),
        ])?;
        Reader::same_length([it.person.len(), it.votes.len(), it.elected.len()])?;
        Ok(it)
    }
}

/// What tenures wait for, a row each, found by the row of the tenure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Confirmations {
    /// By tenure, as far as any waited: its row here.
    of_tenure: Column<u32>,
    by: Column<u32>,
    until: Column<Day>,
    /// Four where the holder acts until then, and what silence means: 0 to 2.
    terms: Column<u8>,
    /// 0 for nothing, 1 for yes, 2 for no.
    said: Column<u8>,
    on: Column<Day>,
    /// The row of its tenure.
    tenure: Column<u32>,
    earlier_of_giver: Column<u32>,
    /// By unit, as far as any gives its word: what it was last asked for.
    newest_of_giver: Column<u32>,
}

impl Confirmations {
    pub(super) fn is_empty(&self) -> bool {
        self.by.is_empty()
    }

    pub(super) fn wait(&mut self, tenure: usize, it: &Confirming) {
        let row = u32::try_from(self.by.len()).unwrap_or(NONE);
        self.of_tenure.fill_to(tenure.saturating_add(1), NONE);
        self.of_tenure.set(tenure, row);
        self.by.push(it.by.0);
        self.until.push(Day::from_date(it.until));
        let silence = match it.silence {
            Silence::Confirms => 0,
            Silence::Lapses => 1,
            Silence::Waits => 2,
        };
        let acts = if it.acts_until_then { 4 } else { 0 };
        self.terms.push(silence | acts);
        self.said.push(0);
        self.on.push(Day::NONE);
        self.tenure.push(u32::try_from(tenure).unwrap_or(NONE));
        self.newest_of_giver
            .fill_to(it.by.index().saturating_add(1), NONE);
        let earlier = self.newest_of_giver.replace(it.by.index(), row);
        self.earlier_of_giver.push(earlier.unwrap_or(NONE));
    }

    pub(super) fn say(&mut self, tenure: usize, confirmed: bool, on: Day) {
        if let Some(row) = self.row(tenure) {
            self.said.set(row, if confirmed { 1 } else { 2 });
            self.on.set(row, on);
        }
    }

    /// Nothing was said of a tenure.
    pub(super) fn unsay(&mut self, tenure: usize) {
        if let Some(row) = self.row(tenure) {
            self.said.set(row, 0);
            self.on.set(row, Day::NONE);
        }
    }

    fn row(&self, tenure: usize) -> Option<usize> {
        let row = self.of_tenure.get(tenure).filter(|row| *row != NONE)?;
        usize::try_from(row).ok()
    }

    pub(super) fn of(&self, tenure: usize) -> Option<Confirming> {
        self.at(self.row(tenure)?)
    }

    /// What a unit was asked for, the newest first, with the row of each tenure.
    pub(super) fn of_giver(&self, by: UnitId) -> impl Iterator<Item = (u32, Confirming)> + '_ {
        let newest = self.newest_of_giver.get(by.index());
        std::iter::successors(newest, |row| self.earlier_of_giver.get(*row as usize))
            .take_while(|row| *row != NONE)
            .filter_map(|row| Some((self.tenure.get(row as usize)?, self.at(row as usize)?)))
    }

    fn at(&self, row: usize) -> Option<Confirming> {
        let terms = self.terms.get(row)?;
        let on = self.on.get(row)?.date();
        Some(Confirming {
            by: UnitId(self.by.get(row)?),
            until: self.until.get(row)?.date()?,
            acts_until_then: terms & 4 == 4,
            silence: match terms & 3 {
                0 => Silence::Confirms,
                1 => Silence::Lapses,
                _ => Silence::Waits,
            },
            said: on.map(|on| (self.said.get(row) == Some(1), on)),
        })
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.of_tenure);
        out.column(&self.by);
        out.column(&self.until);
        out.column(&self.terms);
        out.column(&self.said);
        out.column(&self.on);
        out.column(&self.tenure);
        out.column(&self.earlier_of_giver);
        out.column(&self.newest_of_giver);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Confirmations, ReadError> {
        let it = Confirmations {
            of_tenure: from.column()?,
            by: from.column()?,
            until: from.column()?,
            terms: from.column()?,
            said: from.column()?,
            on: from.column()?,
            tenure: from.column()?,
            earlier_of_giver: from.column()?,
            newest_of_giver: from.column()?,
        };
        Reader::same_length([
            it.by.len(),
            it.until.len(),
            it.terms.len(),
            it.said.len(),
            it.on.len(),
            it.tenure.len(),
            it.earlier_of_giver.len(),
        ])?;
        Ok(it)
    }
}
