//! What is kept of proceedings: a row each, with rows of their own for sponsors
//! and decisions, linked from the newest to the earliest.

mod applied;
mod rows;

use charter::{OutcomeId, ProcedureId, StepId};
use jiff::civil::Date;

use super::{Course, ProcedureEvent, Proceeding, Sponsor, StepDecision};
use crate::columns::{Column, Index, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{PersonId, ProceedingId, UnitId};
use crate::members::Members;

use applied::Applied;
use rows::{Decisions, Open, Sponsors, chain};

/// No row.
const NONE: u32 = u32::MAX;
/// No outcome.
const NO_OUTCOME: u8 = u8::MAX;

const AT: u8 = 0;
const DONE: u8 = 1;
const ENDED: u8 = 2;
const LAPSED: u8 = 3;
const DROPPED: u8 = 4;

/// Everything kept about proceedings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proceedings {
    procedure: Column<u8>,
    unit: Column<u32>,
    person: Column<u32>,
    of_member: Column<u8>,
    to: Column<u32>,
    opened: Column<Day>,
    course: Column<u8>,
    step: Column<u8>,
    since: Column<Day>,
    /// Months by which a wait was made longer.
    extended: Column<u32>,
    sponsors: Sponsors,
    decisions: Decisions,
    applied: Applied,
    /// Derived: the open ones by unit, linked both ways, and all by person.
    open: Open,
    by_person: Index,
}

impl Proceedings {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn next_id(&self) -> ProceedingId {
        ProceedingId(self.count())
    }

    pub(crate) fn open_unit(&mut self) {
        self.open.first.push(NONE);
        self.open.closed.push(NONE);
    }

    /// Whether any is under way in a unit.
    #[inline]
    pub(crate) fn any_open_in(&self, unit: UnitId) -> bool {
        self.open
            .first
            .get(unit.index())
            .is_some_and(|row| row != NONE)
    }

    /// How many are under way in all.
    pub(crate) fn open_count(&self) -> u32 {
        self.open.count
    }

    pub(crate) fn get(&self, id: ProceedingId) -> Option<Proceeding> {
        let at = id.index();
        let procedure = ProcedureId(self.procedure.get(at)?);
        let number = |column: &Column<u32>| column.get(at).filter(|number| *number != NONE);
        let step = StepId {
            procedure,
            step: self.step.get(at)?,
        };
        Some(Proceeding {
            id,
            procedure,
            unit: UnitId(self.unit.get(at)?),
            person: number(&self.person).map(PersonId),
            of_member: self.of_member.get(at)? != 0,
            to: number(&self.to).map(UnitId),
            opened: self.opened.get(at)?.date()?,
            course: match self.course.get(at)? {
                AT => Course::At(step),
                DONE => Course::Done,
                LAPSED => Course::Lapsed,
                DROPPED => Course::Dropped,
                _ => Course::Ended,
            },
            since: self.since.get(at)?.date()?,
            key: self.applied.key_of(id),
            erased: self.applied.erased(id),
        })
    }

    /// Those of a unit that are under way, or those that are not, by their numbers.
    pub(crate) fn of_unit(
        &self,
        unit: UnitId,
        open: bool,
    ) -> impl Iterator<Item = Proceeding> + '_ {
        let rows = self.open.rows(unit, open).into_iter();
        rows.filter_map(|row| self.get(ProceedingId(row)))
    }

    /// Those about a person, by their numbers.
    pub(crate) fn about(&self, person: PersonId) -> impl Iterator<Item = Proceeding> + '_ {
        let mut rows: Vec<u32> = self.by_person.find(&self.person, person.0).collect();
        rows.sort_unstable();
        rows.into_iter()
            .filter_map(|row| self.get(ProceedingId(row)))
    }

    /// By how many months somebody's wait was made longer since a day.
    pub(crate) fn extended_since(&self, person: PersonId, since: Date) -> u32 {
        if self.extended.is_empty() {
            return 0;
        }
        let rows = self.by_person.find(&self.person, person.0);
        let since = Day::from_date(since);
        rows.filter(|row| self.since.get(*row as usize).is_some_and(|on| on >= since))
            .filter_map(|row| self.extended.get(row as usize))
            .fold(0, u32::saturating_add)
    }

    /// Who signed, the newest first.
    pub(crate) fn sponsors_of(&self, id: ProceedingId) -> impl Iterator<Item = Sponsor> + '_ {
        let it = &self.sponsors;
        chain(&it.newest, &it.earlier, id).filter_map(|row| {
            let at = row as usize;
            Some(Sponsor {
                person: PersonId(it.person.get(at)?),
                on: it.on.get(at)?.date()?,
                until: it.until.get(at)?.date(),
            })
        })
    }

    /// What was decided, the newest first.
    pub(crate) fn decisions_of(&self, id: ProceedingId) -> impl Iterator<Item = StepDecision> + '_ {
        let it = &self.decisions;
        let procedure = self.procedure.get(id.index()).unwrap_or(u8::MAX);
        chain(&it.newest, &it.earlier, id).filter_map(move |row| {
            let at = row as usize;
            let step = StepId {
                procedure: ProcedureId(procedure),
                step: it.step.get(at)?,
            };
            let outcome = it.outcome.get(at)?;
            Some(StepDecision {
                outcome: (outcome != NO_OUTCOME).then_some(OutcomeId { step, outcome }),
                by: UnitId(it.by.get(at)?),
                tally: it.tally_of(at),
                on: it.on.get(at)?.date()?,
                by_time: it.by_time.get(at)? != 0,
            })
        })
    }

    /// Since when it had stood at the step that was decided last.
    pub(crate) fn decided_since(&self, id: ProceedingId) -> Option<Date> {
        let newest = self.decisions.newest.get(id.index())?;
        self.decisions.since.get(newest as usize)?.date()
    }

    /// Those under way in which somebody has signed. Signatures are looked through, and only
    /// where one is theirs are the proceedings: nobody asks but whoever strikes a promotion.
    pub(crate) fn signed_by(&self, person: PersonId) -> impl Iterator<Item = ProceedingId> + '_ {
        let rows = self.sponsors.person.iter().zip(self.sponsors.until.iter());
        let theirs = |(who, until): (u32, Day)| who == person.0 && until == Day::NONE;
        let any = rows.into_iter().any(theirs);
        let count = if any { self.count() } else { 0 };
        (0..count).map(ProceedingId).filter(move |id| {
            let open = self.course.get(id.index()) == Some(AT);
            let mut signed = self.sponsors_of(*id);
            open && signed.any(|one| one.person == person && one.until.is_none())
        })
    }

    /// Applies what has happened to a proceeding.
    pub(crate) fn apply(&mut self, members: &Members, event: &ProcedureEvent) {
        let (id, unit, _) = event.about();
        let since = self.since.get(id.index()).unwrap_or(Day::NONE);
        match event {
            ProcedureEvent::Opened { .. } => self.push(members, event),
            ProcedureEvent::Sponsored {
                sponsor,
                course,
                on,
                ..
            } => {
                let earlier = self.sponsors.count();
                let earlier = self.sponsors.newest.replace(id.index(), earlier);
                self.sponsors.person.push(sponsor.0);
                self.sponsors.on.push(Day::from_date(*on));
                self.sponsors.until.push(Day::NONE);
                self.sponsors.earlier.push(earlier.unwrap_or(NONE));
                self.turn(id, *course, *on);
            }
            ProcedureEvent::SponsorWithdrawn {
                sponsor,
                course,
                on,
                ..
            } => {
                self.unsign(id, *sponsor, *on);
                self.turn(id, *course, *on);
            }
            ProcedureEvent::Decided {
                outcome,
                by,
                tally,
                course,
                on,
                ..
            } => {
                let step = outcome.step.step;
                self.decisions.push(
                    id,
                    (step, outcome.outcome),
                    *by,
                    *tally,
                    (since, *on, false),
                );
                self.turn(id, *course, *on);
            }
            ProcedureEvent::DeadlinePassed {
                outcome,
                course,
                on,
                ..
            } => {
                let step = self.step.get(id.index()).unwrap_or(0);
                let outcome = outcome.map_or(NO_OUTCOME, |it| it.outcome);
                self.decisions
                    .push(id, (step, outcome), unit, None, (since, *on, true));
                self.turn(id, *course, *on);
            }
            ProcedureEvent::DecisionStruck { course, since, .. } => {
                self.strike(id, *course, *since);
            }
            ProcedureEvent::Dropped { on, .. } => self.turn(id, Course::Dropped, *on),
            ProcedureEvent::WaitExtended { months, .. } => {
                self.extended.fill_to(id.index().saturating_add(1), 0);
                self.extended.set(id.index(), u32::from(*months));
            }
            ProcedureEvent::ApplicantErased { on, .. } => self.applied.erase(id, *on),
        }
    }

    /// The last decision never was: whatever it had made longer is as long as before.
    fn strike(&mut self, id: ProceedingId, course: Course, since: Date) {
        self.decisions.strike(id);
        if self.extended.get(id.index()).is_some() {
            self.extended.set(id.index(), 0);
        }
        self.stand(id, course, since);
    }

    /// Somebody took their signature back.
    fn unsign(&mut self, id: ProceedingId, sponsor: PersonId, on: Date) {
        let it = &self.sponsors;
        let row = chain(&it.newest, &it.earlier, id).find(|row| {
            it.person.get(*row as usize) == Some(sponsor.0)
                && it.until.get(*row as usize) == Some(Day::NONE)
        });
        if let Some(row) = row {
            self.sponsors.until.set(row as usize, Day::from_date(on));
        }
    }

    fn push(&mut self, members: &Members, event: &ProcedureEvent) {
        let ProcedureEvent::Opened {
            procedure,
            unit,
            person,
            to,
            course,
            key,
            on,
            ..
        } = event
        else {
            return;
        };
        let row = self.count();
        if let Some(key) = key {
            self.applied.enter(ProceedingId(row), *key);
        }
        let of_member = person.is_some_and(|person| members.unit_of(person).is_some());
        self.procedure.push(procedure.0);
        self.unit.push(unit.0);
        self.person.push(person.map_or(NONE, |person| person.0));
        self.of_member.push(u8::from(of_member));
        self.to.push(to.map_or(NONE, |to| to.0));
        self.opened.push(Day::from_date(*on));
        let (kind, step) = written(*course);
        self.course.push(kind);
        self.step.push(step);
        self.since.push(Day::from_date(*on));
        self.sponsors.newest.push(NONE);
        self.decisions.newest.push(NONE);
        self.link(row);
    }

    /// Enters a row in what is derived.
    fn link(&mut self, row: u32) {
        let at = row as usize;
        self.open.next.push(NONE);
        self.open.previous.push(NONE);
        let unit = self.unit.get(at).unwrap_or(NONE);
        self.open.enter(row, unit, self.course.get(at) == Some(AT));
        self.by_person.enter(&self.person);
    }

    /// Brings a proceeding to where it stands now. Staying at a step keeps its day.
    fn turn(&mut self, id: ProceedingId, course: Course, on: Date) {
        let at = id.index();
        let (kind, step) = written(course);
        let Some(before) = self.course.get(at) else {
            return;
        };
        if before == kind && kind == AT && self.step.get(at) == Some(step) {
            return;
        }
        self.stand(id, course, on);
    }

    /// Enters where a proceeding stands, and since when.
    fn stand(&mut self, id: ProceedingId, course: Course, on: Date) {
        let at = id.index();
        let (kind, step) = written(course);
        let (Some(before), Some(unit)) = (self.course.get(at), self.unit.get(at)) else {
            return;
        };
        self.open.exit(id.0, unit, before == AT);
        self.course.set(at, kind);
        if kind == AT {
            self.step.set(at, step);
        }
        self.since.set(at, Day::from_date(on));
        self.open.enter(id.0, unit, kind == AT);
    }

    fn move_to(&mut self, id: ProceedingId, to: UnitId) {
        let Some(unit) = self.unit.get(id.index()) else {
            return;
        };
        self.open.exit(id.0, unit, true);
        self.unit.set(id.index(), to.0);
        self.open.enter(id.0, to.0, true);
    }

    /// Somebody became a member: what was open about the applicant is over.
    pub(crate) fn joined(&mut self, person: PersonId, on: Date) {
        self.end_of(person, false, Course::Ended, on);
    }

    /// Somebody left: what was open about the member is over.
    pub(crate) fn left(&mut self, person: PersonId, on: Date) {
        self.end_of(person, true, Course::Dropped, on);
    }

    fn end_of(&mut self, person: PersonId, of_member: bool, course: Course, on: Date) {
        for id in self.open_about(person, of_member) {
            self.turn(id, course, on);
        }
    }

    fn open_about(&self, person: PersonId, of_member: bool) -> Vec<ProceedingId> {
        if self.open.count == 0 {
            return Vec::new();
        }
        let about = self.about(person);
        about
            .filter(|it| it.course.is_open() && it.of_member == of_member)
            .map(|it| it.id)
            .collect()
    }

    /// Somebody went over to another unit, and what is open about them with them.
    pub(crate) fn went_over(&mut self, person: PersonId, to: UnitId) {
        for id in self.open_about(person, true) {
            self.move_to(id, to);
        }
    }

    /// A unit went on as another one, and what is open there about applicants with it.
    pub(crate) fn went_on_as(&mut self, from: UnitId, to: UnitId) {
        if !self.any_open_in(from) {
            return;
        }
        let here: Vec<Proceeding> = self.of_unit(from, true).collect();
        for it in here {
            if it.person.is_some() && !it.of_member {
                self.move_to(it.id, to);
            }
        }
    }

    /// A unit is no more, and nothing is decided in it any more.
    pub(crate) fn dissolved(&mut self, unit: UnitId, on: Date) {
        if !self.any_open_in(unit) {
            return;
        }
        let here: Vec<Proceeding> = self.of_unit(unit, true).collect();
        for it in here {
            self.turn(it.id, Course::Ended, on);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.procedure);
        out.column(&self.unit);
        out.column(&self.person);
        out.column(&self.of_member);
        out.column(&self.to);
        out.column(&self.opened);
        out.column(&self.course);
        out.column(&self.step);
        out.column(&self.since);
        out.column(&self.extended);
        self.sponsors.write(out);
        self.decisions.write(out);
        self.applied.write(out);
    }

    pub(crate) fn read(from: &mut Reader<'_>, units: u32) -> Result<Proceedings, ReadError> {
        let mut it = Proceedings {
            procedure: from.column()?,
            unit: from.column()?,
            person: from.column()?,
            of_member: from.column()?,
            to: from.column()?,
            opened: from.column()?,
            course: from.column()?,
            step: from.column()?,
            since: from.column()?,
            extended: from.column()?,
            sponsors: Sponsors::read(from)?,
            decisions: Decisions::read(from)?,
            applied: Applied::read(from)?,
            open: Open::default(),
            by_person: Index::default(),
        };
        Reader::same_length([
            it.procedure.len(),
            it.unit.len(),
            it.person.len(),
            it.of_member.len(),
            it.to.len(),
            it.opened.len(),
            it.course.len(),
            it.step.len(),
            it.since.len(),
            it.sponsors.newest.len(),
            it.decisions.newest.len(),
        ])?;
        it.open.first = Column::filled(NONE, units as usize);
        it.open.closed = Column::filled(NONE, units as usize);
        // The index takes rows in one by one, so it is given them one by one.
        let person = std::mem::take(&mut it.person);
        for (row, person) in (0..).zip(person.iter()) {
            it.person.push(person);
            it.link(row);
        }
        Ok(it)
    }
}

fn written(course: Course) -> (u8, u8) {
    match course {
        Course::At(step) => (AT, step.step),
        Course::Done => (DONE, 0),
        Course::Ended => (ENDED, 0),
        Course::Lapsed => (LAPSED, 0),
        Course::Dropped => (DROPPED, 0),
    }
}
