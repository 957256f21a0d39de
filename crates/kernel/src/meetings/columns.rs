//! The columns of meetings: one row a meeting, linked by unit.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use charter::MeetingKindId;
use jiff::civil::Date;

use super::{Meeting, MeetingRecord, MeetingStanding};
use crate::columns::{Chains, Column, ReadError, Reader, Scalar, Writer, scalar};
use crate::day::Day;
use crate::ids::{MeetingId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;

/// Everything kept about meetings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meetings {
    unit: Column<u32>,
    sort: Column<Sort>,
    heads: Column<Heads>,
    earlier: Column<u32>,
    /// By unit: its newest meeting.
    newest: Column<u32>,
    /// By kind, then by unit: the last day such a meeting was held.
    last_held: Vec<Column<Day>>,
    /// Derived, by unit. INVARIANT (latest): none of its meetings, called or held, has a later day.
    latest: Column<Day>,
}

/// What meeting it is and when: a meeting is the commonest row of all, and is
/// written in few pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sort {
    on: Day,
    kind: MeetingKindId,
    /// The number of its [`MeetingStanding`].
    standing: u8,
}

impl Sort {
    fn number(self) -> u32 {
        let [low, high] = self.on.0.to_le_bytes();
        u32::from_le_bytes([low, high, self.kind.0, self.standing])
    }

    fn numbered(number: u32) -> Sort {
        let [low, high, kind, standing] = number.to_le_bytes();
        Sort {
            on: Day(u16::from_le_bytes([low, high])),
            kind: MeetingKindId(kind),
            standing,
        }
    }
}

scalar!(Sort, AtomicU32, u32, Sort::number, Sort::numbered);

/// How many were expected at a meeting, and how many came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Heads {
    expected: u32,
    present: u32,
}

impl Heads {
    fn number(self) -> u64 {
        u64::from(self.expected) << 32 | u64::from(self.present)
    }

    fn numbered(number: u64) -> Heads {
        let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
        Heads {
            expected: u32::from_be_bytes([a, b, c, d]),
            present: u32::from_be_bytes([e, f, g, h]),
        }
    }
}

scalar!(Heads, AtomicU64, u64, Heads::number, Heads::numbered);

/// Whether and how a meeting was held, as its row has it.
#[derive(Clone, Copy, Debug)]
struct Held {
    standing: MeetingStanding,
    heads: Heads,
}

impl Held {
    const NOT_YET: Held = Held {
        standing: MeetingStanding::Called,
        heads: Heads {
            expected: 0,
            present: 0,
        },
    };

    fn of(record: &MeetingRecord) -> Held {
        Held {
            standing: if record.quorate() {
                MeetingStanding::Quorate
            } else {
                MeetingStanding::Inquorate
            },
            heads: Heads {
                expected: record.expected,
                present: record.present(),
            },
        }
    }
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
        let (sort, heads) = (self.sort.get(row)?, self.heads.get(row)?);
        Some(Meeting {
            id: meeting,
            unit: UnitId(self.unit.get(row)?),
            kind: sort.kind,
            on: sort.on.date().unwrap_or(Day::FIRST),
            standing: MeetingStanding::numbered(sort.standing)?,
            expected: heads.expected,
            present: heads.present,
        })
    }

    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Meeting> + '_ {
        let newest = self.newest.get(unit.index()).filter(|row| *row != NONE);
        std::iter::successors(newest, |row| {
            self.earlier
                .get(MeetingId(*row).index())
                .filter(|row| *row != NONE)
        })
        .filter_map(|row| self.get(MeetingId(row)))
    }

    pub(crate) fn last_held(&self, unit: UnitId, kind: MeetingKindId) -> Day {
        self.last_held
            .get(kind.index())
            .and_then(|units| units.get(unit.index()))
            .unwrap_or(Day::NONE)
    }

    /// A day after which the unit has no meeting, called or held.
    pub(crate) fn latest(&self, unit: UnitId) -> Day {
        self.latest.get(unit.index()).unwrap_or(Day::NONE)
    }

    /// For how many kinds of meeting days are kept.
    pub(crate) fn kinds_held(&self) -> usize {
        self.last_held.len()
    }

    /// The meetings by unit.
    pub(crate) fn by_unit(&self) -> Chains<'_> {
        Chains {
            owner: &self.unit,
            earlier: &self.earlier,
            newest: &self.newest,
        }
    }

    fn note_day(&mut self, unit: UnitId, on: Day) {
        if self.latest(unit) < on {
            self.latest.set(unit.index(), on);
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
        if meeting.index() >= self.unit.len() {
            self.put(meeting, (unit, kind, Day::from_date(on)), Held::NOT_YET);
        }
    }

    pub(crate) fn call_off(&mut self, meeting: MeetingId) {
        let standing = MeetingStanding::CalledOff.number();
        self.sort
            .alter(meeting.index(), |sort| sort.standing = standing);
    }

    pub(crate) fn record(&mut self, meeting: MeetingId, record: &MeetingRecord) {
        let (on, held) = (Day::from_date(record.on), Held::of(record));
        // A meeting that was called keeps the row it has.
        if meeting.index() < self.unit.len() {
            self.fill(meeting, (record.kind, on), held);
        } else {
            self.put(meeting, (record.unit, record.kind, on), held);
        }
        if self.last_held(record.unit, record.kind) < on {
            self.note_held(record.unit, record.kind, on);
        }
    }

    pub(crate) fn correct(&mut self, meeting: MeetingId, record: &MeetingRecord) {
        let on = Day::from_date(record.on);
        self.note_day(record.unit, on);
        self.fill(meeting, (record.kind, on), Held::of(record));
        // The day may have gone back, so the last day is looked for among all of the unit's meetings.
        let last = self
            .of_unit(record.unit)
            .filter(|one| one.kind == record.kind && one.standing.is_held())
            .map(|one| Day::from_date(one.on))
            .max();
        if let Some(last) = last {
            self.note_held(record.unit, record.kind, last);
        }
    }

    /// Opens the meeting's row.
    fn put(
        &mut self,
        meeting: MeetingId,
        (unit, kind, on): (UnitId, MeetingKindId, Day),
        held: Held,
    ) {
        self.unit.push(unit.0);
        self.sort.push(Sort {
            on,
            kind,
            standing: held.standing.number(),
        });
        self.heads.push(held.heads);
        self.note_day(unit, on);
        let earlier = self.newest.replace(unit.index(), meeting.0);
        self.earlier.push(earlier.unwrap_or(NONE));
    }

    fn fill(&mut self, meeting: MeetingId, (kind, on): (MeetingKindId, Day), held: Held) {
        let standing = held.standing.number();
        self.sort.set(meeting.index(), Sort { on, kind, standing });
        self.heads.set(meeting.index(), held.heads);
    }

    fn note_held(&mut self, unit: UnitId, kind: MeetingKindId, on: Day) {
        while self.last_held.len() <= kind.index() {
            self.last_held
                .push(Column::filled(Day::NONE, self.newest.len()));
        }
        if let Some(units) = self.last_held.get_mut(kind.index()) {
            units.set(unit.index(), on);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.unit);
        out.column(&self.sort);
        out.column(&self.heads);
        out.column(&self.earlier);
        out.column(&self.newest);
        out.u32(u32::try_from(self.last_held.len()).unwrap_or(NONE));
        for units in &self.last_held {
            out.column(units);
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Meetings, ReadError> {
        let mut meetings = Meetings {
            unit: from.column()?,
            sort: from.column()?,
            heads: from.column()?,
            earlier: from.column()?,
            newest: from.column()?,
            last_held: Vec::new(),
            latest: Column::default(),
        };
        for _ in 0..from.columns()? {
            let units: Column<Day> = from.column()?;
            Reader::same_length([units.len(), meetings.newest.len()])?;
            meetings.last_held.push(units);
        }
        Reader::same_length([
            meetings.unit.len(),
            meetings.sort.len(),
            meetings.heads.len(),
            meetings.earlier.len(),
        ])?;
        meetings.latest = Column::filled(Day::NONE, meetings.newest.len());
        // Copies of the two columns cost nothing and let the third be written to.
        let (units, sorts) = (meetings.unit.clone(), meetings.sort.clone());
        for (unit, sort) in units.iter().zip(sorts.iter()) {
            meetings.note_day(UnitId(unit), sort.on);
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
            MeetingStanding::CalledOff => 3,
        }
    }

    fn numbered(number: u8) -> Option<MeetingStanding> {
        [
            MeetingStanding::Called,
            MeetingStanding::Quorate,
            MeetingStanding::Inquorate,
            MeetingStanding::CalledOff,
        ]
        .into_iter()
        .find(|standing| standing.number() == number)
    }
}
