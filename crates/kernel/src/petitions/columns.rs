//! What is kept of petitions: a row each, and a row for every step of what
//! became of one, linked by petition and, where it came to a unit, by unit.

use charter::PetitionKindId;
use jiff::civil::Date;

use super::{AskerKey, Petition, PetitionEvent, PetitionStanding, Step, StepKind};
use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{DocumentId, PersonId, PetitionId, UnitId};

/// No row.
pub(super) const NONE: u32 = u32::MAX;

/// Everything kept about petitions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Petitions {
    kind: Column<u8>,
    /// The unit that has it.
    unit: Column<u32>,
    on: Column<Day>,
    received: Column<Day>,
    due: Column<Day>,
    standing: Column<u8>,
    ended: Column<Day>,
    erased: Column<Day>,
    text: Column<u32>,
    contact: Column<u32>,
    asker: Column<u32>,
    /// The hash of the asker's secret in four numbers; nought where there is none.
    key: [Column<u64>; 4],
    /// Its newest step.
    newest: Column<u32>,
    steps: Steps,
    /// By unit, as far as any was ever asked: the step by which one came last.
    arrived: Column<u32>,
    /// Derived, by unit: how many wait there.
    waiting: Column<u32>,
}

/// A row for each step.
#[derive(Clone, Debug, Default)]
struct Steps {
    petition: Column<u32>,
    what: Column<u8>,
    unit: Column<u32>,
    on: Column<Day>,
    text: Column<u32>,
    reason: Column<u32>,
    /// The step before it of the same petition.
    earlier: Column<u32>,
    /// Of an arrival: the one before it in the same unit.
    earlier_here: Column<u32>,
}

fn number(document: Option<DocumentId>) -> u32 {
    document.map_or(NONE, |document| document.0)
}

fn document(number: u32) -> Option<DocumentId> {
    (number != NONE).then_some(DocumentId(number))
}

impl Steps {
    fn push(&mut self, petition: PetitionId, step: &Step, earlier: u32, earlier_here: u32) -> u32 {
        let row = u32::try_from(self.petition.len()).unwrap_or(NONE);
        let what = StepKind::ALL.iter().position(|one| *one == step.what);
        self.petition.push(petition.0);
        self.what
            .push(what.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX));
        self.unit.push(step.unit.0);
        self.on.push(Day::from_date(step.on));
        self.text.push(number(step.text));
        self.reason.push(number(step.reason));
        self.earlier.push(earlier);
        self.earlier_here.push(earlier_here);
        row
    }

    fn get(&self, row: u32) -> Option<Step> {
        let at = row as usize;
        Some(Step {
            what: *StepKind::ALL.get(usize::from(self.what.get(at)?))?,
            unit: UnitId(self.unit.get(at)?),
            on: self.on.get(at)?.date()?,
            text: document(self.text.get(at)?),
            reason: document(self.reason.get(at)?),
        })
    }
}

impl Petitions {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn next_id(&self) -> PetitionId {
        PetitionId::after(self.unit.len())
    }

    pub(crate) fn get(&self, id: PetitionId) -> Option<Petition> {
        let row = id.row()?;
        Some(Petition {
            id,
            kind: PetitionKindId(self.kind.get(row)?),
            unit: UnitId(self.unit.get(row)?),
            on: self.on.get(row)?.date()?,
            received: self.received.get(row)?.date()?,
            due: self.due.get(row)?.date()?,
            standing: standing_numbered(self.standing.get(row)?),
            ended: self.ended.get(row)?.date(),
            erased: self.erased.get(row)?.date(),
            text: DocumentId(self.text.get(row)?),
            contact: document(self.contact.get(row)?),
            asker: self.asker(id),
            key: self.key_of(row),
        })
    }

    pub(crate) fn asker(&self, id: PetitionId) -> Option<PersonId> {
        let asker = self.asker.get(id.row()?)?;
        (asker != NONE).then_some(PersonId(asker))
    }

    fn key_of(&self, row: usize) -> Option<AskerKey> {
        let mut bytes = [0; 32];
        for (part, column) in bytes.as_chunks_mut().0.iter_mut().zip(&self.key) {
            *part = column.get(row)?.to_le_bytes();
        }
        (bytes != [0; 32]).then_some(AskerKey(bytes))
    }

    pub(crate) fn steps_of(&self, id: PetitionId) -> Vec<Step> {
        let newest = id.row().and_then(|row| self.newest.get(row));
        let mut steps: Vec<Step> = self
            .chain(newest, &self.steps.earlier)
            .filter_map(|row| self.steps.get(row))
            .collect();
        steps.reverse();
        steps
    }

    fn chain<'a>(
        &self,
        newest: Option<u32>,
        earlier: &'a Column<u32>,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let is_row = |row: &u32| *row != NONE;
        std::iter::successors(newest.filter(is_row), move |row| {
            earlier.get(*row as usize).filter(is_row)
        })
    }

    /// Every petition that came to a unit, the last first, each once.
    pub(crate) fn of_unit(&self, unit: UnitId) -> Vec<PetitionId> {
        let mut found: Vec<PetitionId> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for row in self.arrivals(unit) {
            if let Some(petition) = self.steps.petition.get(row as usize)
                && seen.insert(petition)
            {
                found.push(PetitionId(petition));
            }
        }
        found
    }

    fn arrivals(&self, unit: UnitId) -> impl Iterator<Item = u32> + '_ {
        self.chain(self.arrived.get(unit.index()), &self.steps.earlier_here)
    }

    pub(crate) fn waiting(&self, unit: UnitId) -> u32 {
        self.waiting.get(unit.index()).unwrap_or(0)
    }

    pub(crate) fn waiting_in(&self, unit: UnitId) -> impl Iterator<Item = Petition> + '_ {
        // Nearly every unit has none, and is done with after one look.
        let found = match self.waiting(unit) {
            0 => Vec::new(),
            _ => self.of_unit(unit),
        };
        found
            .into_iter()
            .filter_map(|petition| self.get(petition))
            .filter(move |it| it.unit == unit && it.standing == PetitionStanding::Waiting)
    }

    /// Applies what has happened to a petition.
    pub(crate) fn apply(&mut self, event: &PetitionEvent) {
        let (petition, unit) = event.about();
        let Some(row) = petition.row() else { return };
        let had = self.unit.get(row).map(UnitId);
        let (what, on, text, reason) = step_of(event);
        match event {
            PetitionEvent::TakenIn { .. } => self.open(event),
            PetitionEvent::PassedOn { due, .. } => {
                self.move_to(row, unit, on);
                self.due.set(row, Day::from_date(*due));
            }
            PetitionEvent::HandedOver { .. } => self.move_to(row, unit, on),
            PetitionEvent::Answered { .. } => self.end(row, PetitionStanding::Answered, on),
            PetitionEvent::Withdrawn { .. } => self.end(row, PetitionStanding::Withdrawn, on),
            PetitionEvent::Erased { .. } => {
                self.erased.set(row, Day::from_date(on));
                // Who asked is nobody's business any more either.
                self.asker.set(row, NONE);
            }
            PetitionEvent::AnswerCorrected { .. } => {}
        }
        let step = Step {
            what,
            unit,
            on,
            text,
            reason,
        };
        self.enter(row, petition, &step);
        match what {
            StepKind::TakenIn | StepKind::Recorded => self.count_waiting(unit, 1),
            StepKind::PassedOn | StepKind::HandedOver => {
                had.into_iter()
                    .for_each(|unit| self.count_waiting(unit, -1));
                self.count_waiting(unit, 1);
            }
            StepKind::Answered | StepKind::Withdrawn => self.count_waiting(unit, -1),
            StepKind::Corrected | StepKind::Erased => {}
        }
    }

    fn open(&mut self, event: &PetitionEvent) {
        let PetitionEvent::TakenIn {
            petition: _,
            unit,
            kind,
            text,
            contact,
            asker,
            key,
            in_person: _,
            due,
            on,
        } = event
        else {
            return;
        };
        self.kind.push(kind.0);
        self.unit.push(unit.0);
        self.on.push(Day::from_date(*on));
        self.received.push(Day::from_date(*on));
        self.due.push(Day::from_date(*due));
        self.standing
            .push(standing_number(PetitionStanding::Waiting));
        self.ended.push(Day::NONE);
        self.erased.push(Day::NONE);
        self.text.push(text.0);
        self.contact.push(number(*contact));
        self.asker.push(asker.map_or(NONE, |person| person.0));
        let bytes = key.map_or([0; 32], |key| key.0);
        for (part, column) in bytes.as_chunks().0.iter().zip(&mut self.key) {
            column.push(u64::from_le_bytes(*part));
        }
        self.newest.push(NONE);
    }

    fn move_to(&mut self, row: usize, unit: UnitId, on: Date) {
        self.unit.set(row, unit.0);
        self.received.set(row, Day::from_date(on));
    }

    fn end(&mut self, row: usize, standing: PetitionStanding, on: Date) {
        self.standing.set(row, standing_number(standing));
        self.ended.set(row, Day::from_date(on));
    }

    fn enter(&mut self, row: usize, petition: PetitionId, step: &Step) {
        let earlier = self.newest.get(row).unwrap_or(NONE);
        let earlier_here = if step.what.is_arrival() {
            self.reach(step.unit);
            self.arrived.get(step.unit.index()).unwrap_or(NONE)
        } else {
            NONE
        };
        let new = self.steps.push(petition, step, earlier, earlier_here);
        self.newest.set(row, new);
        if step.what.is_arrival() {
            self.arrived.set(step.unit.index(), new);
        }
    }

    /// The columns by unit are only as long as the last unit that was ever asked.
    fn reach(&mut self, unit: UnitId) {
        let rows = unit.index().saturating_add(1);
        self.arrived.fill_to(rows, NONE);
        self.waiting.fill_to(rows, 0);
    }

    fn count_waiting(&mut self, unit: UnitId, by: i32) {
        if let Some(count) = self.waiting.get(unit.index()) {
            self.waiting
                .set(unit.index(), count.saturating_add_signed(by));
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.kind);
        out.column(&self.unit);
        out.column(&self.on);
        out.column(&self.received);
        out.column(&self.due);
        out.column(&self.standing);
        out.column(&self.ended);
        out.column(&self.erased);
        out.column(&self.text);
        out.column(&self.contact);
        out.column(&self.asker);
        for part in &self.key {
            out.column(part);
        }
        out.column(&self.newest);
        out.column(&self.steps.petition);
        out.column(&self.steps.what);
        out.column(&self.steps.unit);
        out.column(&self.steps.on);
        out.column(&self.steps.text);
        out.column(&self.steps.reason);
        out.column(&self.steps.earlier);
        out.column(&self.steps.earlier_here);
        out.column(&self.arrived);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Petitions, ReadError> {
        let mut it = Petitions {
            kind: from.column()?,
            unit: from.column()?,
            on: from.column()?,
            received: from.column()?,
            due: from.column()?,
            standing: from.column()?,
            ended: from.column()?,
            erased: from.column()?,
            text: from.column()?,
            contact: from.column()?,
            asker: from.column()?,
            key: [
                from.column()?,
                from.column()?,
                from.column()?,
                from.column()?,
            ],
            newest: from.column()?,
            steps: Steps {
                petition: from.column()?,
                what: from.column()?,
                unit: from.column()?,
                on: from.column()?,
                text: from.column()?,
                reason: from.column()?,
                earlier: from.column()?,
                earlier_here: from.column()?,
            },
            arrived: from.column()?,
            waiting: Column::default(),
        };
        let count = it.unit.len();
        Reader::same_length([
            count,
            it.kind.len(),
            it.on.len(),
            it.received.len(),
            it.due.len(),
            it.standing.len(),
            it.ended.len(),
            it.erased.len(),
            it.text.len(),
            it.contact.len(),
            it.asker.len(),
            it.newest.len(),
        ])?;
        for part in &it.key {
            Reader::same_length([count, part.len()])?;
        }
        let steps = &it.steps;
        Reader::same_length([
            steps.petition.len(),
            steps.what.len(),
            steps.unit.len(),
            steps.on.len(),
            steps.text.len(),
            steps.reason.len(),
            steps.earlier.len(),
            steps.earlier_here.len(),
        ])?;
        it.waiting = Column::filled(0, it.arrived.len());
        for row in 0..count {
            if let (Some(unit), Some(standing)) = (it.unit.get(row), it.standing.get(row))
                && standing == standing_number(PetitionStanding::Waiting)
            {
                it.count_waiting(UnitId(unit), 1);
            }
        }
        Ok(it)
    }

    /// Steps by the petition they belong to.
    pub(super) fn by_petition(&self) -> impl Iterator<Item = (u32, PetitionId, u32)> + '_ {
        (0..)
            .zip(self.steps.petition.iter())
            .zip(self.steps.earlier.iter())
            .map(|((row, petition), earlier)| (row, PetitionId(petition), earlier))
    }

    /// The steps with their units, and which arrival there each comes after.
    pub(super) fn by_unit(&self) -> impl Iterator<Item = (u32, UnitId, u32)> + '_ {
        (0..)
            .zip(self.steps.unit.iter())
            .zip(self.steps.earlier_here.iter())
            .map(|((row, unit), earlier)| (row, UnitId(unit), earlier))
    }
}

fn standing_number(standing: PetitionStanding) -> u8 {
    match standing {
        PetitionStanding::Waiting => 0,
        PetitionStanding::Answered => 1,
        PetitionStanding::Withdrawn => 2,
    }
}

fn standing_numbered(number: u8) -> PetitionStanding {
    match number {
        0 => PetitionStanding::Waiting,
        1 => PetitionStanding::Answered,
        _ => PetitionStanding::Withdrawn,
    }
}

/// What kind of step an event is, when, and what was written.
fn step_of(event: &PetitionEvent) -> (StepKind, Date, Option<DocumentId>, Option<DocumentId>) {
    match event {
        PetitionEvent::TakenIn { in_person, on, .. } => {
            let what = if *in_person {
                StepKind::Recorded
            } else {
                StepKind::TakenIn
            };
            (what, *on, None, None)
        }
        PetitionEvent::PassedOn { reason, on, .. } => {
            (StepKind::PassedOn, *on, Some(*reason), None)
        }
        PetitionEvent::HandedOver { on, .. } => (StepKind::HandedOver, *on, None, None),
        PetitionEvent::Answered { text, on, .. } => (StepKind::Answered, *on, Some(*text), None),
        PetitionEvent::AnswerCorrected {
            text, reason, on, ..
        } => (StepKind::Corrected, *on, Some(*text), Some(*reason)),
        PetitionEvent::Withdrawn { on, .. } => (StepKind::Withdrawn, *on, None, None),
        PetitionEvent::Erased { on, .. } => (StepKind::Erased, *on, None, None),
    }
}
