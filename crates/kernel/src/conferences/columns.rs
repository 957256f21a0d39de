//! What is kept of conferences: a row each, the seats of the units and the
//! mandates of people as rows linked by conference. A conference is rare, and
//! its few thousand rows are gone through where somebody is looked for.

mod proceedings;
mod rows;

use std::collections::BTreeSet;

use charter::ConferenceKindId;

use super::{
    AttendanceLine, Chosen, Conference, ConferenceEvent, Item, Mandate, Role, Seats, Vote,
};
use crate::columns::{Chains, Column, ReadError, Reader, Truncated, Writer};
use crate::day::Day;
use crate::ids::{ConferenceId, DocumentId, PersonId, UnitId};
use rows::{EX_OFFICIO, GIVEN_UP, MandateRows, STANDS, STRUCK, SeatRows};

/// No row, no text, nobody.
const NONE: u32 = u32::MAX;

/// Everything kept about conferences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conferences {
    kind: Column<u8>,
    unit: Column<u32>,
    key_day: Column<Day>,
    first: Column<Day>,
    last: Column<Day>,
    title: Column<u32>,
    place: Column<u32>,
    members: Column<u32>,
    called: Column<Day>,
    off: Column<Day>,
    off_for: Column<u32>,
    /// By conference: its newest seats and mandate.
    newest_seats: Column<u32>,
    newest_mandate: Column<u32>,
    seats: SeatRows,
    mandates: MandateRows,
    proceedings: proceedings::Proceedings,
}

fn next(column: &Column<u32>) -> u32 {
    u32::try_from(column.len()).unwrap_or(NONE)
}

/// The rows of a chain, the newest first.
fn chain(newest: Option<u32>, earlier: &Column<u32>) -> impl Iterator<Item = usize> + '_ {
    let there = |row: &u32| *row != NONE;
    std::iter::successors(newest.filter(there), move |row| {
        earlier.get(*row as usize).filter(there)
    })
    .map(|row| row as usize)
}

impl Conferences {
    pub(crate) fn count(&self) -> u32 {
        next(&self.unit)
    }

    /// The seats by conference.
    pub(crate) fn seats_by_conference(&self) -> Chains<'_> {
        Chains {
            owner: &self.seats.conference,
            earlier: &self.seats.earlier,
            newest: &self.newest_seats,
        }
    }

    /// The mandates by conference.
    pub(crate) fn mandates_by_conference(&self) -> Chains<'_> {
        Chains {
            owner: &self.mandates.conference,
            earlier: &self.mandates.earlier,
            newest: &self.newest_mandate,
        }
    }

    /// The items by conference.
    pub(crate) fn items_by_conference(&self) -> Chains<'_> {
        self.proceedings.items_by_conference()
    }

    /// The votes by conference.
    pub(crate) fn votes_by_conference(&self) -> Chains<'_> {
        self.proceedings.votes_by_conference()
    }

    /// Who attends, as it was listed last.
    pub(super) fn lines(&self, conference: ConferenceId) -> Vec<AttendanceLine> {
        self.proceedings.lines(conference)
    }

    /// The items of a conference, in the order of the record.
    pub(super) fn items(&self, conference: ConferenceId) -> Vec<Item> {
        self.proceedings.items(conference)
    }

    pub(super) fn item(&self, conference: ConferenceId, number: u32) -> Option<Item> {
        let items = self.proceedings.items(conference);
        items.into_iter().find(|item| item.number == number)
    }

    pub(super) fn item_count(&self, conference: ConferenceId) -> u32 {
        u32::try_from(self.proceedings.items(conference).len()).unwrap_or(NONE)
    }

    /// The votes of a conference, in the order of the record.
    pub(super) fn votes(&self, conference: ConferenceId) -> Vec<Vote> {
        self.proceedings.votes(conference)
    }

    pub(crate) fn get(&self, conference: ConferenceId) -> Option<Conference> {
        let at = conference.index();
        let text = |column: &Column<u32>| column.get(at).filter(|text| *text != NONE);
        let off = self.off.get(at)?.date();
        Some(Conference {
            id: conference,
            kind: ConferenceKindId(self.kind.get(at)?),
            unit: UnitId(self.unit.get(at)?),
            key_day: self.key_day.get(at)?.date()?,
            first: self.first.get(at)?.date()?,
            last: self.last.get(at)?.date()?,
            title: text(&self.title).map(DocumentId),
            place: text(&self.place).map(DocumentId),
            members: self.members.get(at)?,
            called: self.called.get(at)?.date()?,
            called_off: off.zip(text(&self.off_for).map(DocumentId)),
        })
    }

    fn seat_rows(&self, conference: ConferenceId) -> impl Iterator<Item = usize> + '_ {
        let newest = self.newest_seats.get(conference.index());
        chain(newest, &self.seats.earlier)
    }

    fn mandate_rows(&self, conference: ConferenceId) -> impl Iterator<Item = usize> + '_ {
        let newest = self.newest_mandate.get(conference.index());
        chain(newest, &self.mandates.earlier)
    }

    /// The seats of a conference, in the order in which they were given out.
    pub(super) fn seats(&self, conference: ConferenceId) -> Vec<(Seats, Option<Chosen>)> {
        let rows = self.seat_rows(conference);
        let mut seats: Vec<_> = rows.filter_map(|row| self.seats.get(row)).collect();
        seats.reverse();
        seats
    }

    pub(super) fn seats_of(
        &self,
        conference: ConferenceId,
        unit: UnitId,
    ) -> Option<(Seats, Option<Chosen>)> {
        let row = self.seat_row(conference, unit)?;
        self.seats.get(row)
    }

    fn seat_row(&self, conference: ConferenceId, unit: UnitId) -> Option<usize> {
        self.seat_rows(conference)
            .find(|row| self.seats.unit.get(*row) == Some(unit.0))
    }

    /// The mandates of a conference, in the order of the record.
    pub(super) fn mandates(&self, conference: ConferenceId) -> Vec<Mandate> {
        let rows = self.mandate_rows(conference);
        let mut mandates: Vec<_> = rows.filter_map(|row| self.mandates.get(row)).collect();
        mandates.reverse();
        mandates
    }

    /// Those of some people whose mandate stands.
    pub(super) fn standing_among(
        &self,
        conference: ConferenceId,
        people: &BTreeSet<PersonId>,
    ) -> BTreeSet<PersonId> {
        let stands = |row: &usize| self.mandates.standing.get(*row) == Some(STANDS);
        self.mandate_rows(conference)
            .filter_map(|row| Some((row, PersonId(self.mandates.person.get(row)?))))
            .filter(|(row, person)| people.contains(person) && stands(row))
            .map(|(_, person)| person)
            .collect()
    }

    /// What somebody was chosen for last.
    pub(super) fn mandate(&self, conference: ConferenceId, person: PersonId) -> Option<Mandate> {
        let row = self.mandate_row(conference, person)?;
        self.mandates.get(row)
    }

    fn mandate_row(&self, conference: ConferenceId, person: PersonId) -> Option<usize> {
        self.mandate_rows(conference)
            .find(|row| self.mandates.person.get(*row) == Some(person.0))
    }

    /// How many have a seat, and how many of them came.
    pub(super) fn turnout(&self, conference: ConferenceId) -> (u32, u32) {
        let rows = self.mandate_rows(conference);
        let seated = rows.filter_map(|row| self.mandates.get(row));
        let (mut seats, mut came) = (0_u32, 0_u32);
        for mandate in seated.filter(Mandate::seated) {
            seats = seats.saturating_add(1);
            came = came.saturating_add(u32::from(mandate.came.is_some()));
        }
        (seats, came)
    }

    /// Applies what has happened to a conference.
    pub(crate) fn apply(&mut self, event: &ConferenceEvent) {
        match event {
            ConferenceEvent::Called { .. } => self.call(event),
            ConferenceEvent::CalledOff {
                conference,
                reason,
                on,
                ..
            } => {
                self.off.set(conference.index(), Day::from_date(*on));
                self.off_for.set(conference.index(), reason.0);
            }
            ConferenceEvent::DelegatesElected { .. } => self.elect(event),
            ConferenceEvent::DelegatesStruck {
                conference, unit, ..
            } => self.strike(*conference, *unit),
            ConferenceEvent::DelegateReplaced {
                conference,
                person,
                by,
                ..
            } => {
                if let Some(row) = self.mandate_row(*conference, *person) {
                    self.mandates.standing.set(row, GIVEN_UP);
                }
                if let Some(row) = by.and_then(|by| self.mandate_row(*conference, by)) {
                    self.mandates.in_place_of.set(row, person.0);
                }
            }
            ConferenceEvent::DelegateCheckedIn {
                conference,
                person,
                on,
                ..
            } => self.come(*conference, *person, Day::from_date(*on)),
            ConferenceEvent::CheckInStruck {
                conference, person, ..
            } => self.come(*conference, *person, Day::NONE),
            ConferenceEvent::AttendanceListed { .. }
            | ConferenceEvent::ItemEntered { .. }
            | ConferenceEvent::ItemStruck { .. }
            | ConferenceEvent::VoteRecorded { .. }
            | ConferenceEvent::VoteStruck { .. } => self.proceedings.apply(event),
        }
    }

    fn come(&mut self, conference: ConferenceId, person: PersonId, day: Day) {
        if let Some(row) = self.mandate_row(conference, person) {
            self.mandates.came.set(row, day);
        }
    }

    fn call(&mut self, event: &ConferenceEvent) {
        let ConferenceEvent::Called {
            conference,
            kind,
            unit,
            key_day,
            first,
            last,
            title,
            place,
            members,
            seats,
            ex_officio,
            on,
        } = event
        else {
            return;
        };
        self.kind.push(kind.0);
        self.unit.push(unit.0);
        self.key_day.push(Day::from_date(*key_day));
        self.first.push(Day::from_date(*first));
        self.last.push(Day::from_date(*last));
        self.title.push(title.map_or(NONE, |text| text.0));
        self.place.push(place.map_or(NONE, |text| text.0));
        self.members.push(*members);
        self.called.push(Day::from_date(*on));
        self.off.push(Day::NONE);
        self.off_for.push(NONE);
        self.newest_seats.push(NONE);
        self.newest_mandate.push(NONE);
        self.proceedings.open();
        for one in seats {
            let row = next(&self.seats.unit);
            let earlier = self.newest_seats.replace(conference.index(), row);
            self.seats.push(*conference, one, earlier.unwrap_or(NONE));
        }
        for one in ex_officio {
            self.mandate_for(*conference, one.person, one.unit, Role::ExOfficio(one.post));
        }
    }

    fn elect(&mut self, event: &ConferenceEvent) {
        let ConferenceEvent::DelegatesElected {
            conference,
            unit,
            delegates,
            substitutes,
            entitled,
            ballots,
            on,
        } = event
        else {
            return;
        };
        if let Some(row) = self.seat_row(*conference, *unit) {
            self.seats.chosen.set(row, Day::from_date(*on));
            self.seats.entitled.set(row, *entitled);
            self.seats.ballots.set(row, *ballots);
        }
        for person in delegates {
            self.mandate_for(*conference, *person, *unit, Role::Delegate);
        }
        for person in substitutes {
            self.mandate_for(*conference, *person, *unit, Role::Substitute);
        }
    }

    fn mandate_for(
        &mut self,
        conference: ConferenceId,
        person: PersonId,
        unit: UnitId,
        role: Role,
    ) {
        let row = next(&self.mandates.person);
        let earlier = self.newest_mandate.replace(conference.index(), row);
        self.mandates
            .push(conference, (person, unit), role, earlier.unwrap_or(NONE));
    }

    /// Strikes what a unit chose; seats by a post are not its to give.
    fn strike(&mut self, conference: ConferenceId, unit: UnitId) {
        if let Some(row) = self.seat_row(conference, unit) {
            self.seats.chosen.set(row, Day::NONE);
        }
        let rows: Vec<usize> = self
            .mandate_rows(conference)
            .filter(|row| self.mandates.unit.get(*row) == Some(unit.0))
            .filter(|row| self.mandates.role.get(*row) != Some(EX_OFFICIO))
            .collect();
        for row in rows {
            self.mandates.standing.set(row, STRUCK);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.kind);
        out.column(&self.unit);
        out.column(&self.key_day);
        out.column(&self.first);
        out.column(&self.last);
        out.column(&self.title);
        out.column(&self.place);
        out.column(&self.members);
        out.column(&self.called);
        out.column(&self.off);
        out.column(&self.off_for);
        out.column(&self.newest_seats);
        out.column(&self.newest_mandate);
        self.seats.write(out);
        self.mandates.write(out);
        self.proceedings.write(out);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Conferences, ReadError> {
        let it = Conferences {
            kind: from.column()?,
            unit: from.column()?,
            key_day: from.column()?,
            first: from.column()?,
            last: from.column()?,
            title: from.column()?,
            place: from.column()?,
            members: from.column()?,
            called: from.column()?,
            off: from.column()?,
            off_for: from.column()?,
            newest_seats: from.column()?,
            newest_mandate: from.column()?,
            seats: SeatRows::read(from)?,
            mandates: MandateRows::read(from)?,
            proceedings: proceedings::Proceedings::read(from)?,
        };
        Reader::same_length([
            it.kind.len(),
            it.unit.len(),
            it.key_day.len(),
            it.first.len(),
            it.last.len(),
            it.title.len(),
            it.place.len(),
            it.members.len(),
            it.called.len(),
            it.off.len(),
            it.off_for.len(),
            it.newest_seats.len(),
            it.newest_mandate.len(),
            it.proceedings.len(),
        ])?;
        // A row leads to an earlier one only, so that no chain is a ring.
        let backwards = |earlier: &Column<u32>| {
            let mut rows = (0..).zip(earlier.iter());
            rows.all(|(row, earlier)| earlier == NONE || earlier < row)
        };
        if backwards(&it.seats.earlier) && backwards(&it.mandates.earlier) {
            Ok(it)
        } else {
            Err(Truncated.into())
        }
    }
}
