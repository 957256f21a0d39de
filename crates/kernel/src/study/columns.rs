//! What is kept of courses: one row a session, linked by unit, and one row for
//! each time somebody attended, linked by session and by person.

use charter::CourseId;

use super::{Session, SessionStanding, StudyEvent};
use crate::columns::{Chains, Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{PersonId, SessionId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;

/// Everything kept about sessions of courses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Study {
    course: Column<u8>,
    part: Column<u16>,
    unit: Column<u32>,
    on: Column<Day>,
    standing: Column<u8>,
    attended: Column<u32>,
    /// The session of the same unit that was announced before.
    earlier: Column<u32>,
    /// By unit: the session that was announced last.
    newest: Column<u32>,
    seats: Seats,
}

/// Who attended what: a row for each person and session. One that a correction
/// struck keeps its row, so that it can stand again.
#[derive(Clone, Debug, Default)]
struct Seats {
    session: Column<u32>,
    person: Column<u32>,
    stands: Column<u8>,
    /// The row before of the same session.
    earlier_there: Column<u32>,
    /// The row before of the same person.
    earlier_theirs: Column<u32>,
    /// By session: its newest row.
    newest_there: Column<u32>,
    /// By person, as far as anybody attended anything: their newest row.
    newest_theirs: Column<u32>,
}

impl Study {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest.push(NONE);
    }

    /// The sessions by unit.
    pub(crate) fn by_unit(&self) -> Chains<'_> {
        Chains {
            owner: &self.unit,
            earlier: &self.earlier,
            newest: &self.newest,
        }
    }

    /// Who attended, by session.
    pub(crate) fn seats_by_session(&self) -> Chains<'_> {
        Chains {
            owner: &self.seats.session,
            earlier: &self.seats.earlier_there,
            newest: &self.seats.newest_there,
        }
    }

    /// Who attended, by person.
    pub(crate) fn seats_by_person(&self) -> Chains<'_> {
        Chains {
            owner: &self.seats.person,
            earlier: &self.seats.earlier_theirs,
            newest: &self.seats.newest_theirs,
        }
    }

    pub(crate) fn get(&self, session: SessionId) -> Option<Session> {
        let at = session.index();
        Some(Session {
            id: session,
            course: CourseId(self.course.get(at)?),
            part: self.part.get(at)?,
            unit: UnitId(self.unit.get(at)?),
            on: self.on.get(at)?.date()?,
            standing: SessionStanding::numbered(self.standing.get(at)?)?,
            attended: self.attended.get(at)?,
        })
    }

    /// The sessions of a unit, the one announced last first.
    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Session> + '_ {
        chain(&self.newest, &self.earlier, unit.index()).filter_map(|row| self.get(SessionId(row)))
    }

    /// Who attended a session, by number.
    pub(crate) fn attended(&self, session: SessionId) -> Vec<PersonId> {
        let seats = &self.seats;
        let mut people: Vec<PersonId> =
            chain(&seats.newest_there, &seats.earlier_there, session.index())
                .filter(|row| seats.stands(*row))
                .filter_map(|row| seats.person.get(row as usize).map(PersonId))
                .collect();
        people.sort_unstable();
        people
    }

    /// The sessions a person attended, the one recorded last first.
    pub(crate) fn attended_by(&self, person: PersonId) -> impl Iterator<Item = Session> + '_ {
        let seats = &self.seats;
        chain(&seats.newest_theirs, &seats.earlier_theirs, person.index())
            .filter(|row| seats.stands(*row))
            .filter_map(|row| self.get(SessionId(seats.session.get(row as usize)?)))
    }

    /// Applies what has happened to a session.
    pub(crate) fn apply(&mut self, event: &StudyEvent) {
        match event {
            StudyEvent::Announced {
                session,
                course,
                part,
                unit,
                on,
            } => {
                self.course.push(course.0);
                self.part.push(*part);
                self.unit.push(unit.0);
                self.on.push(Day::from_date(*on));
                self.standing.push(SessionStanding::Announced.number());
                self.attended.push(0);
                let earlier = self.newest.replace(unit.index(), session.0);
                self.earlier.push(earlier.unwrap_or(NONE));
                self.seats.newest_there.push(NONE);
            }
            StudyEvent::Attended {
                session, attended, ..
            }
            | StudyEvent::Corrected {
                session, attended, ..
            } => {
                let count = u32::try_from(attended.len()).unwrap_or(NONE);
                self.standing
                    .set(session.index(), SessionStanding::Held.number());
                self.attended.set(session.index(), count);
                self.seats.fill(*session, attended);
            }
            StudyEvent::CalledOff { session, .. } => {
                self.standing
                    .set(session.index(), SessionStanding::CalledOff.number());
            }
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.course);
        out.column(&self.part);
        out.column(&self.unit);
        out.column(&self.on);
        out.column(&self.standing);
        out.column(&self.attended);
        out.column(&self.earlier);
        out.column(&self.newest);
        out.column(&self.seats.session);
        out.column(&self.seats.person);
        out.column(&self.seats.stands);
        out.column(&self.seats.earlier_there);
        out.column(&self.seats.earlier_theirs);
        out.column(&self.seats.newest_there);
        out.column(&self.seats.newest_theirs);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Study, ReadError> {
        let study = Study {
            course: from.column()?,
            part: from.column()?,
            unit: from.column()?,
            on: from.column()?,
            standing: from.column()?,
            attended: from.column()?,
            earlier: from.column()?,
            newest: from.column()?,
            seats: Seats {
                session: from.column()?,
                person: from.column()?,
                stands: from.column()?,
                earlier_there: from.column()?,
                earlier_theirs: from.column()?,
                newest_there: from.column()?,
                newest_theirs: from.column()?,
            },
        };
        let seats = &study.seats;
        Reader::same_length([
            study.course.len(),
            study.part.len(),
            study.unit.len(),
            study.on.len(),
            study.standing.len(),
            study.attended.len(),
            study.earlier.len(),
            seats.newest_there.len(),
        ])?;
        Reader::same_length([
            seats.session.len(),
            seats.person.len(),
            seats.stands.len(),
            seats.earlier_there.len(),
            seats.earlier_theirs.len(),
        ])?;
        Ok(study)
    }
}

impl Seats {
    fn stands(&self, row: u32) -> bool {
        self.stands.get(row as usize) == Some(1)
    }

    /// Makes the list of a session exactly this one, which is in order.
    fn fill(&mut self, session: SessionId, attended: &[PersonId]) {
        let rows: Vec<u32> =
            chain(&self.newest_there, &self.earlier_there, session.index()).collect();
        let mut seated = Vec::with_capacity(rows.len());
        for row in rows {
            let person = self.person.get(row as usize).map(PersonId);
            let stays = person.is_some_and(|person| attended.binary_search(&person).is_ok());
            self.stands.set(row as usize, u8::from(stays));
            seated.extend(person);
        }
        seated.sort_unstable();
        for person in attended {
            if seated.binary_search(person).is_err() {
                self.seat(session, *person);
            }
        }
    }

    fn seat(&mut self, session: SessionId, person: PersonId) {
        let row = u32::try_from(self.session.len()).unwrap_or(NONE);
        self.session.push(session.0);
        self.person.push(person.0);
        self.stands.push(1);
        let there = self.newest_there.replace(session.index(), row);
        self.earlier_there.push(there.unwrap_or(NONE));
        self.newest_theirs
            .fill_to(person.index().saturating_add(1), NONE);
        let theirs = self.newest_theirs.replace(person.index(), row);
        self.earlier_theirs.push(theirs.unwrap_or(NONE));
    }
}

/// The rows of one owner, the newest first.
fn chain<'a>(
    newest: &Column<u32>,
    earlier: &'a Column<u32>,
    owner: usize,
) -> impl Iterator<Item = u32> + use<'a> {
    let newest = newest.get(owner).filter(|row| *row != NONE);
    std::iter::successors(newest, move |row| {
        earlier.get(*row as usize).filter(|row| *row != NONE)
    })
}

impl SessionStanding {
    fn number(self) -> u8 {
        match self {
            SessionStanding::Announced => 0,
            SessionStanding::Held => 1,
            SessionStanding::CalledOff => 2,
        }
    }

    fn numbered(number: u8) -> Option<SessionStanding> {
        [
            SessionStanding::Announced,
            SessionStanding::Held,
            SessionStanding::CalledOff,
        ]
        .into_iter()
        .find(|standing| standing.number() == number)
    }
}
