//! The columns of meetings: one row a meeting, linked by unit.

use charter::MeetingKindId;
use jiff::civil::Date;

use super::{Meeting, MeetingRecord, MeetingStanding};
use crate::columns::{Reader, Truncated, Writer};
use crate::day::Day;
use crate::ids::{MeetingId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;

/// Everything kept about meetings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meetings {
    unit: Vec<u32>,
    kind: Vec<u8>,
    on: Vec<Day>,
    standing: Vec<u8>,
    expected: Vec<u32>,
    present: Vec<u32>,
    earlier: Vec<u32>,
    /// By unit: its newest meeting.
    newest: Vec<u32>,
    /// By kind, then by unit: the last day such a meeting was held.
    last_held: Vec<Vec<Day>>,
    /// Derived, by unit. INVARIANT (latest): none of its meetings, called or held, has a later day.
    latest: Vec<Day>,
}

impl Meetings {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn next_id(&self) -> MeetingId {
        MeetingId::after(self.unit.len())
    }

    pub(crate) fn get(&self, meeting: MeetingId) -> Option<Meeting> {
        let row = meeting.index();
        Some(Meeting {
            id: meeting,
            unit: UnitId(*self.unit.get(row)?),
            kind: MeetingKindId(*self.kind.get(row)?),
            on: self.on.get(row)?.date().unwrap_or(Day::FIRST),
            standing: MeetingStanding::numbered(*self.standing.get(row)?)?,
            expected: *self.expected.get(row)?,
            present: *self.present.get(row)?,
        })
    }

    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Meeting> + '_ {
        let newest = self
            .newest
            .get(unit.index())
            .copied()
            .filter(|row| *row != NONE);
        std::iter::successors(newest, |row| {
            self.earlier
                .get(MeetingId(*row).index())
                .copied()
                .filter(|row| *row != NONE)
        })
        .filter_map(|row| self.get(MeetingId(row)))
    }

    pub(crate) fn last_held(&self, unit: UnitId, kind: MeetingKindId) -> Day {
        self.last_held
            .get(kind.index())
            .and_then(|units| units.get(unit.index()))
            .copied()
            .unwrap_or(Day::NONE)
    }

    /// A day after which the unit has no meeting, called or held.
    pub(crate) fn latest(&self, unit: UnitId) -> Day {
        self.latest.get(unit.index()).copied().unwrap_or(Day::NONE)
    }

    fn note_day(&mut self, unit: UnitId, on: Day) {
        if let Some(latest) = self.latest.get_mut(unit.index()) {
            *latest = on.max(*latest);
        }
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest.push(NONE);
        self.latest.push(Day::NONE);
        for units in &mut self.last_held {
            units.push(Day::NONE);
        }
    }

    pub(crate) fn call(&mut self, meeting: MeetingId, unit: UnitId, kind: MeetingKindId, on: Date) {
        self.put(meeting, unit, kind, on);
    }

    pub(crate) fn record(&mut self, meeting: MeetingId, record: &MeetingRecord) {
        self.put(meeting, record.unit, record.kind, record.on);
        self.fill(meeting, record);
        let on = Day::from_date(record.on);
        let held = self.held_slot(record.unit, record.kind);
        if let Some(held) = held {
            *held = on.max(*held);
        }
    }

    pub(crate) fn correct(&mut self, meeting: MeetingId, record: &MeetingRecord) {
        if let Some(slot) = self.on.get_mut(meeting.index()) {
            *slot = Day::from_date(record.on);
        }
        self.note_day(record.unit, Day::from_date(record.on));
        self.fill(meeting, record);
        // The day may have gone back, so the last day is looked for among all of the unit's meetings.
        let last = self
            .of_unit(record.unit)
            .filter(|one| one.kind == record.kind && one.standing != MeetingStanding::Called)
            .map(|one| Day::from_date(one.on))
            .max();
        if let (Some(last), Some(slot)) = (last, self.held_slot(record.unit, record.kind)) {
            *slot = last;
        }
    }

    /// Opens the meeting's row; a meeting that was called keeps the row it has.
    fn put(&mut self, meeting: MeetingId, unit: UnitId, kind: MeetingKindId, on: Date) {
        if meeting.index() < self.unit.len() {
            return;
        }
        self.unit.push(unit.0);
        self.kind.push(kind.0);
        self.on.push(Day::from_date(on));
        self.note_day(unit, Day::from_date(on));
        self.standing.push(MeetingStanding::Called.number());
        self.expected.push(0);
        self.present.push(0);
        let earlier = self
            .newest
            .get_mut(unit.index())
            .map_or(NONE, |newest| std::mem::replace(newest, meeting.0));
        self.earlier.push(earlier);
    }

    fn fill(&mut self, meeting: MeetingId, record: &MeetingRecord) {
        let row = meeting.index();
        let standing = if record.quorate() {
            MeetingStanding::Quorate
        } else {
            MeetingStanding::Inquorate
        };
        if let Some(slot) = self.standing.get_mut(row) {
            *slot = standing.number();
        }
        if let Some(slot) = self.expected.get_mut(row) {
            *slot = record.expected;
        }
        if let Some(slot) = self.present.get_mut(row) {
            *slot = record.present();
        }
    }

    fn held_slot(&mut self, unit: UnitId, kind: MeetingKindId) -> Option<&mut Day> {
        while self.last_held.len() <= kind.index() {
            self.last_held.push(vec![Day::NONE; self.newest.len()]);
        }
        self.last_held
            .get_mut(kind.index())
            .and_then(|units| units.get_mut(unit.index()))
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.u32s(&self.unit);
        out.bytes(&self.kind);
        out.days(&self.on);
        out.bytes(&self.standing);
        out.u32s(&self.expected);
        out.u32s(&self.present);
        out.u32s(&self.earlier);
        out.u32s(&self.newest);
        out.u32(u32::try_from(self.last_held.len()).unwrap_or(NONE));
        for units in &self.last_held {
            out.days(units);
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Meetings, Truncated> {
        let mut meetings = Meetings {
            unit: from.u32s()?,
            kind: from.bytes()?.to_vec(),
            on: from.days()?,
            standing: from.bytes()?.to_vec(),
            expected: from.u32s()?,
            present: from.u32s()?,
            earlier: from.u32s()?,
            newest: from.u32s()?,
            last_held: Vec::new(),
            latest: Vec::new(),
        };
        for _ in 0..from.u32()? {
            meetings.last_held.push(from.days()?);
        }
        meetings.latest = vec![Day::NONE; meetings.newest.len()];
        for row in 0..meetings.unit.len() {
            if let (Some(unit), Some(on)) = (meetings.unit.get(row), meetings.on.get(row)) {
                let (unit, on) = (UnitId(*unit), *on);
                meetings.note_day(unit, on);
            }
        }
        Ok(meetings)
    }
}

impl MeetingStanding {
    fn number(self) -> u8 {
        match self {
            MeetingStanding::Called => 0,
            MeetingStanding::Quorate => 1,
            MeetingStanding::Inquorate => 2,
        }
    }

    fn numbered(number: u8) -> Option<MeetingStanding> {
        [
            MeetingStanding::Called,
            MeetingStanding::Quorate,
            MeetingStanding::Inquorate,
        ]
        .into_iter()
        .find(|standing| standing.number() == number)
    }
}
