//! The seats of units and the mandates of people: rows linked by conference.

use charter::PostId;
use jiff::civil::Date;

use super::super::{Chosen, Mandate, MandateStanding, Role, Seats};
use super::NONE;
use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{ConferenceId, PersonId, UnitId};

pub(super) const DELEGATE: u8 = 0;
pub(super) const SUBSTITUTE: u8 = 1;
pub(super) const EX_OFFICIO: u8 = 2;

pub(super) const STANDS: u8 = 0;
pub(super) const GIVEN_UP: u8 = 1;
pub(super) const STRUCK: u8 = 2;

/// The seats of units.
#[derive(Clone, Debug, Default)]
pub(super) struct SeatRows {
    pub(super) conference: Column<u32>,
    pub(super) unit: Column<u32>,
    pub(super) members: Column<u32>,
    pub(super) delegates: Column<u32>,
    pub(super) substitutes: Column<u32>,
    /// No day where the unit has not chosen.
    pub(super) chosen: Column<Day>,
    pub(super) entitled: Column<u32>,
    pub(super) ballots: Column<u32>,
    pub(super) earlier: Column<u32>,
}

/// The mandates of people.
#[derive(Clone, Debug, Default)]
pub(super) struct MandateRows {
    pub(super) conference: Column<u32>,
    pub(super) person: Column<u32>,
    pub(super) unit: Column<u32>,
    pub(super) role: Column<u8>,
    /// The post of one who has a seat by it.
    pub(super) post: Column<u8>,
    pub(super) standing: Column<u8>,
    /// Whose seat a substitute took.
    pub(super) in_place_of: Column<u32>,
    pub(super) came: Column<Day>,
    pub(super) earlier: Column<u32>,
}

impl SeatRows {
    pub(super) fn push(&mut self, conference: ConferenceId, one: &Seats, earlier: u32) {
        self.conference.push(conference.0);
        self.unit.push(one.unit.0);
        self.members.push(one.members);
        self.delegates.push(one.delegates);
        self.substitutes.push(one.substitutes);
        self.chosen.push(Day::NONE);
        self.entitled.push(0);
        self.ballots.push(0);
        self.earlier.push(earlier);
    }

    pub(super) fn get(&self, row: usize) -> Option<(Seats, Option<Chosen>)> {
        let seats = Seats {
            unit: UnitId(self.unit.get(row)?),
            members: self.members.get(row)?,
            delegates: self.delegates.get(row)?,
            substitutes: self.substitutes.get(row)?,
        };
        let (entitled, ballots) = (self.entitled.get(row)?, self.ballots.get(row)?);
        let chosen = self.chosen.get(row)?.date().map(|on: Date| Chosen {
            on,
            entitled,
            ballots,
        });
        Some((seats, chosen))
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.conference);
        out.column(&self.unit);
        out.column(&self.members);
        out.column(&self.delegates);
        out.column(&self.substitutes);
        out.column(&self.chosen);
        out.column(&self.entitled);
        out.column(&self.ballots);
        out.column(&self.earlier);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<SeatRows, ReadError> {
        let it = SeatRows {
            conference: from.column()?,
            unit: from.column()?,
            members: from.column()?,
            delegates: from.column()?,
            substitutes: from.column()?,
            chosen: from.column()?,
            entitled: from.column()?,
            ballots: from.column()?,
            earlier: from.column()?,
        };
        Reader::same_length([
            it.conference.len(),
            it.unit.len(),
            it.members.len(),
            it.delegates.len(),
            it.substitutes.len(),
            it.chosen.len(),
            it.entitled.len(),
            it.ballots.len(),
            it.earlier.len(),
        ])?;
        Ok(it)
    }
}

impl MandateRows {
    pub(super) fn push(
        &mut self,
        conference: ConferenceId,
        (person, unit): (PersonId, UnitId),
        role: Role,
        earlier: u32,
    ) {
        let (role, post) = match role {
            Role::Delegate => (DELEGATE, 0),
            Role::Substitute => (SUBSTITUTE, 0),
            Role::ExOfficio(post) => (EX_OFFICIO, post.0),
        };
        self.conference.push(conference.0);
        self.person.push(person.0);
        self.unit.push(unit.0);
        self.role.push(role);
        self.post.push(post);
        self.standing.push(STANDS);
        self.in_place_of.push(NONE);
        self.came.push(Day::NONE);
        self.earlier.push(earlier);
    }

    pub(super) fn get(&self, row: usize) -> Option<Mandate> {
        let role = match self.role.get(row)? {
            DELEGATE => Role::Delegate,
            SUBSTITUTE => Role::Substitute,
            _ => Role::ExOfficio(PostId(self.post.get(row)?)),
        };
        let standing = match self.standing.get(row)? {
            STANDS => MandateStanding::Stands,
            GIVEN_UP => MandateStanding::GivenUp,
            _ => MandateStanding::Struck,
        };
        let in_place_of = self.in_place_of.get(row)?;
        Some(Mandate {
            person: PersonId(self.person.get(row)?),
            unit: UnitId(self.unit.get(row)?),
            role,
            in_place_of: (in_place_of != NONE).then_some(PersonId(in_place_of)),
            standing,
            came: self.came.get(row)?.date(),
        })
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.conference);
        out.column(&self.person);
        out.column(&self.unit);
        out.column(&self.role);
        out.column(&self.post);
        out.column(&self.standing);
        out.column(&self.in_place_of);
        out.column(&self.came);
        out.column(&self.earlier);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<MandateRows, ReadError> {
        let it = MandateRows {
            conference: from.column()?,
            person: from.column()?,
            unit: from.column()?,
            role: from.column()?,
            post: from.column()?,
            standing: from.column()?,
            in_place_of: from.column()?,
            came: from.column()?,
            earlier: from.column()?,
        };
        Reader::same_length([
            it.conference.len(),
            it.person.len(),
            it.unit.len(),
            it.role.len(),
            it.post.len(),
            it.standing.len(),
            it.in_place_of.len(),
            it.came.len(),
            it.earlier.len(),
        ])?;
        Ok(it)
    }
}
