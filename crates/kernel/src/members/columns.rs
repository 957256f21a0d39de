//! The columns of members: one row a person, the roll of a unit as linked rows.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use charter::GradeId;
use jiff::civil::Date;

use super::Membership;
use super::doubles::{Doubles, FormerNumber};
use super::moves::{Moved, Moves};
use super::rises::Rises;
use super::stays::Stays;
use crate::columns::{Column, ReadError, Reader, Scalar, Writer, scalar};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};

/// No row.
const NONE: u32 = u32::MAX;
/// No grade.
const NO_GRADE: u8 = u8::MAX;

/// Everything kept about members: twenty bytes a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    place: Column<Place>,
    came: Column<Came>,
    next: Column<u32>,
    previous: Column<u32>,
    /// By unit: the first and last person of the roll.
    first: Column<u32>,
    last: Column<u32>,
    /// By grade, then by unit: how many. INVARIANT (counts): equal to the rolls.
    by_grade: Vec<Column<u32>>,
    pub(super) stays: Stays,
    doubles: Doubles,
    rises: Rises,
    pub(super) moves: Moves,
}

/// Where somebody belongs. What is asked for together is kept together: a processor
/// fetches it at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    unit: u32,
    grade: u8,
    /// Since when in the grade.
    since: Day,
}

impl Place {
    const NOWHERE: Place = Place {
        unit: NONE,
        grade: NO_GRADE,
        since: Day::NONE,
    };

    #[inline]
    fn number(self) -> u64 {
        let since = u64::from(self.since.0) << 32;
        u64::from(self.grade) << 48 | since | u64::from(self.unit)
    }

    #[inline]
    fn numbered(number: u64) -> Place {
        let [a, b, c, d, e, f, grade, _] = number.to_le_bytes();
        Place {
            unit: u32::from_le_bytes([a, b, c, d]),
            grade,
            since: Day(u16::from_le_bytes([e, f])),
        }
    }

    #[inline]
    fn unit(self) -> Option<UnitId> {
        (self.unit != NONE).then_some(UnitId(self.unit))
    }

    #[inline]
    fn grade(self) -> Option<GradeId> {
        (self.grade != NO_GRADE).then_some(GradeId(self.grade))
    }
}

scalar!(Place, AtomicU64, u64, Place::number, Place::numbered);

/// Since when somebody has been a member, and in the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Came {
    joined: Day,
    to_unit: Day,
}

impl Came {
    const NEVER: Came = Came {
        joined: Day::NONE,
        to_unit: Day::NONE,
    };

    fn number(self) -> u32 {
        u32::from(self.joined.0) << 16 | u32::from(self.to_unit.0)
    }

    fn numbered(number: u32) -> Came {
        let [a, b, c, d] = number.to_be_bytes();
        Came {
            joined: Day(u16::from_be_bytes([a, b])),
            to_unit: Day(u16::from_be_bytes([c, d])),
        }
    }
}

scalar!(Came, AtomicU32, u32, Came::number, Came::numbered);

/// What the columns hold of one person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberRow {
    pub unit: Option<UnitId>,
    pub grade: Option<GradeId>,
    pub joined: Day,
    pub in_unit_since: Day,
    pub in_grade_since: Day,
}

/// The people of one unit.
#[derive(Clone, Debug)]
pub struct Roll<'a> {
    members: &'a Members,
    next: u32,
}

impl Iterator for Roll<'_> {
    type Item = PersonId;

    #[inline]
    fn next(&mut self) -> Option<PersonId> {
        if self.next == NONE {
            return None;
        }
        let person = PersonId(self.next);
        self.next = self.members.next.get(person.index()).unwrap_or(NONE);
        Some(person)
    }
}

impl Members {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.place.len()).unwrap_or(NONE)
    }

    pub(crate) fn next_id(&self) -> PersonId {
        PersonId::after(self.place.len())
    }

    pub(crate) fn exists(&self, person: PersonId) -> bool {
        person.index() < self.place.len()
    }

    #[inline]
    pub(crate) fn unit_of(&self, person: PersonId) -> Option<UnitId> {
        self.place.get(person.index())?.unit()
    }

    #[inline]
    pub(crate) fn grade_of(&self, person: PersonId) -> Option<GradeId> {
        self.place.get(person.index())?.grade()
    }

    /// Where a member belongs, and in which grade.
    #[inline]
    pub(crate) fn place(&self, person: PersonId) -> Option<(UnitId, GradeId)> {
        let place = self.place.get(person.index())?;
        place.unit().zip(place.grade())
    }

    fn came(&self, person: PersonId) -> Came {
        self.came.get(person.index()).unwrap_or(Came::NEVER)
    }

    pub(crate) fn joined(&self, person: PersonId) -> Day {
        self.came(person).joined
    }

    pub(crate) fn in_unit_since(&self, person: PersonId) -> Day {
        self.came(person).to_unit
    }

    #[inline]
    pub(crate) fn in_grade_since(&self, person: PersonId) -> Day {
        let place = self.place.get(person.index());
        place.map_or(Day::NONE, |place| place.since)
    }

    pub(crate) fn membership(&self, person: PersonId) -> Option<Membership> {
        let place = self.place.get(person.index())?;
        let came = self.came(person);
        Some(Membership {
            unit: place.unit()?,
            grade: place.grade()?,
            joined: came.joined.date()?,
            in_unit_since: came.to_unit.date()?,
            in_grade_since: place.since.date()?,
        })
    }

    #[inline]
    pub(crate) fn roll(&self, unit: UnitId) -> Roll<'_> {
        Roll {
            members: self,
            next: self.first.get(unit.index()).unwrap_or(NONE),
        }
    }

    pub(crate) fn count_in(&self, unit: UnitId) -> u32 {
        self.by_grade
            .iter()
            .map(|units| units.get(unit.index()).unwrap_or(0))
            .fold(0, u32::saturating_add)
    }

    #[inline]
    pub(crate) fn count_of_grade(&self, unit: UnitId, grade: GradeId) -> u32 {
        self.by_grade
            .get(grade.index())
            .and_then(|units| units.get(unit.index()))
            .unwrap_or(0)
    }

    /// Calls for everybody who was ever registered, in the order of their numbers.
    pub(crate) fn each_row(&self, mut see: impl FnMut(PersonId, MemberRow)) {
        let rows = self.place.iter().zip(self.came.iter());
        for (person, (place, came)) in (0..).zip(rows) {
            let row = MemberRow {
                unit: place.unit(),
                grade: place.grade(),
                joined: came.joined,
                in_unit_since: came.to_unit,
                in_grade_since: place.since,
            };
            see(PersonId(person), row);
        }
    }

    /// Who stands before this person on their roll.
    pub(crate) fn before_on_roll(&self, person: PersonId) -> Option<PersonId> {
        let row = self.previous.get(person.index())?;
        (row != NONE).then_some(PersonId(row))
    }

    /// Who stands last on the roll of a unit.
    pub(crate) fn last_on_roll(&self, unit: UnitId) -> Option<PersonId> {
        let row = self.last.get(unit.index())?;
        (row != NONE).then_some(PersonId(row))
    }

    /// For how many grades counts are kept.
    pub(crate) fn grades_counted(&self) -> usize {
        self.by_grade.len()
    }

    pub(crate) fn open_unit(&mut self) {
        self.first.push(NONE);
        self.last.push(NONE);
        for units in &mut self.by_grade {
            units.push(0);
        }
    }

    /// Gives the person a row. Numbers come from [`Members::next_id`], so the row is the next one.
    pub(crate) fn register(&mut self, person: PersonId) {
        while self.place.len() <= person.index() {
            self.place.push(Place::NOWHERE);
            self.came.push(Came::NEVER);
            self.next.push(NONE);
            self.previous.push(NONE);
        }
    }

    pub(super) fn admit(&mut self, person: PersonId, unit: UnitId, grade: GradeId, on: Date) {
        let (row, on) = (person.index(), Day::from_date(on));
        self.came.alter(row, |came| came.joined = on);
        self.place.alter(row, |place| {
            place.grade = grade.0;
            place.since = on;
        });
        self.enter(person, unit, on);
        self.add(unit, grade, 1);
    }

    /// Where unit and grade never changed, they are as old as the membership.
    pub(crate) fn correct_joining(&mut self, person: PersonId, on: Date) {
        let (row, on) = (person.index(), Day::from_date(on));
        let before = self.came(person).joined;
        // Nobody came to their unit or grade before joining, whatever the day was corrected to.
        let correct = |since: &mut Day| {
            if *since == before || *since < on {
                *since = on;
            }
        };
        self.place.alter(row, |place| correct(&mut place.since));
        self.rises.correct(person, correct);
        self.moves.correct(person, correct);
        self.came.alter(row, |came| {
            correct(&mut came.to_unit);
            came.joined = on;
        });
    }

    pub(super) fn promote(&mut self, person: PersonId, unit: UnitId, grade: GradeId, on: Date) {
        if let Some(old) = self.grade_of(person) {
            self.rises.push(person, old, self.in_grade_since(person));
        }
        self.take_grade(person, unit, grade, Day::from_date(on));
    }

    /// The last promotion of a member never was.
    pub(super) fn strike_promotion(
        &mut self,
        person: PersonId,
        unit: UnitId,
        grade: GradeId,
        since: Date,
    ) {
        self.rises.strike(person);
        self.take_grade(person, unit, grade, Day::from_date(since));
    }

    fn take_grade(&mut self, person: PersonId, unit: UnitId, grade: GradeId, since: Day) {
        if let Some(old) = self.grade_of(person) {
            self.add(unit, old, -1);
        }
        self.place.alter(person.index(), |place| {
            place.grade = grade.0;
            place.since = since;
        });
        self.add(unit, grade, 1);
    }

    /// What a member was before the last promotion on record.
    pub(crate) fn before_promotion(&self, person: PersonId) -> Option<(GradeId, Date)> {
        self.unit_of(person)?;
        let (grade, since) = self.rises.last(person)?;
        Some((grade, since.date()?))
    }

    /// A member goes over. Where it is by their own unit's being divided, that is no transfer
    /// that can be struck.
    pub(super) fn transfer(
        &mut self,
        person: PersonId,
        (from, to): (UnitId, UnitId),
        on: Date,
        divided: bool,
    ) {
        let since = self.in_unit_since(person);
        let stay = self.end_stay(person, from, on);
        if let Some(stay) = stay.filter(|_| !divided) {
            let on = Day::from_date(on);
            let moved = Moved {
                from,
                to,
                since,
                on,
                stay,
            };
            self.moves.push(person, moved);
        }
        self.exit(person, from);
        self.enter(person, to, Day::from_date(on));
        if let Some(grade) = self.grade_of(person) {
            self.add(from, grade, -1);
            self.add(to, grade, 1);
        }
    }

    pub(super) fn leave(&mut self, person: PersonId, unit: UnitId, on: Date) {
        self.rises.forget(person);
        self.moves.forget(person);
        self.give_up_place(person, unit, on);
    }

    fn give_up_place(&mut self, person: PersonId, unit: UnitId, on: Date) {
        let _stay = self.end_stay(person, unit, on);
        self.exit(person, unit);
        if let Some(grade) = self.grade_of(person) {
            self.add(unit, grade, -1);
        }
        let row = person.index();
        self.next.set(row, NONE);
        self.previous.set(row, NONE);
        self.place.set(row, Place::NOWHERE);
        self.came.set(row, Came::NEVER);
    }

    /// A number gives up its place, which is kept beside whose it turned out to be.
    pub(super) fn merge(&mut self, former: PersonId, kept: PersonId, on: Date) {
        if let Some(place) = self.membership(former) {
            self.doubles.push(former, kept, place, on);
            self.give_up_place(former, place.unit, on);
        }
    }

    /// A former number has the place again that it had, as if it had never gone.
    pub(super) fn part(&mut self, former: PersonId) {
        let Some(FormerNumber { place, on, .. }) = self.doubles.of_former(former) else {
            return;
        };
        self.doubles.part(former);
        let since = Day::from_date(place.in_unit_since);
        self.stays.strike(place.unit, since, Day::from_date(on));
        let row = former.index();
        self.came
            .alter(row, |came| came.joined = Day::from_date(place.joined));
        self.place.alter(row, |it| {
            it.grade = place.grade.0;
            it.since = Day::from_date(place.in_grade_since);
        });
        self.enter_in_order(former, place.unit, since);
        self.add(place.unit, place.grade, 1);
    }

    /// The person with this former number is gone.
    pub(super) fn forget(&mut self, former: PersonId) {
        self.doubles.forget(former);
        self.rises.forget(former);
        self.moves.forget(former);
    }

    pub(crate) fn former_number(&self, person: PersonId) -> Option<FormerNumber> {
        // Whoever is on a roll stands there under their own number.
        if self.unit_of(person).is_some() {
            return None;
        }
        self.doubles.of_former(person)
    }

    pub(crate) fn former_numbers_of(
        &self,
        kept: PersonId,
    ) -> impl Iterator<Item = FormerNumber> + '_ {
        self.doubles.of_kept(kept)
    }

    pub(crate) fn former_numbers(&self) -> impl Iterator<Item = FormerNumber> + '_ {
        self.doubles.iter()
    }

    fn end_stay(&mut self, person: PersonId, unit: UnitId, on: Date) -> Option<u32> {
        self.exists(person).then(|| {
            let since = self.in_unit_since(person);
            self.stays.end(unit, since, Day::from_date(on))
        })
    }

    /// Whether anybody belongs to a unit, or has belonged to it for a day.
    pub(crate) fn ever_had_people(&self, unit: UnitId) -> bool {
        self.count_in(unit) > 0 || self.stays.any(unit)
    }

    /// How many belonged to a unit at the end of a day.
    pub(crate) fn count_on(&self, unit: UnitId, day: Date) -> u32 {
        let day = Day::from_date(day);
        let came = |person: &PersonId| self.in_unit_since(*person) <= day;
        let now = self.roll(unit).filter(came).count();
        let now = u32::try_from(now).unwrap_or(u32::MAX);
        now.saturating_add(self.stays.count_on(unit, day))
    }

    pub(super) fn add(&mut self, unit: UnitId, grade: GradeId, change: i32) {
        while self.by_grade.len() <= grade.index() {
            self.by_grade.push(Column::filled(0, self.first.len()));
        }
        let count = self.count_of_grade(unit, grade);
        if let Some(units) = self.by_grade.get_mut(grade.index()) {
            units.set(unit.index(), count.saturating_add_signed(change));
        }
    }

    fn enter(&mut self, person: PersonId, unit: UnitId, on: Day) {
        let last = self.last.get(unit.index()).unwrap_or(NONE);
        let row = person.index();
        self.place.alter(row, |place| place.unit = unit.0);
        self.came.alter(row, |came| came.to_unit = on);
        self.previous.set(person.index(), last);
        self.next.set(person.index(), NONE);
        if last == NONE {
            self.first.set(unit.index(), person.0);
        } else {
            self.next.set(PersonId(last).index(), person.0);
        }
        self.last.set(unit.index(), person.0);
    }

    /// Puts somebody behind those on a roll who came before them, or on the same day with
    /// a lower number.
    pub(super) fn enter_in_order(&mut self, person: PersonId, unit: UnitId, on: Day) {
        let none = |row: &u32| *row != NONE;
        let mut later = NONE;
        let mut before = self.last.get(unit.index()).unwrap_or(NONE);
        let came = |row: u32| (self.in_unit_since(PersonId(row)), row);
        while before != NONE && came(before) > (on, person.0) {
            later = before;
            before = self.previous.get(PersonId(before).index()).unwrap_or(NONE);
        }
        let row = person.index();
        self.place.alter(row, |place| place.unit = unit.0);
        self.came.alter(row, |came| came.to_unit = on);
        self.previous.set(row, before);
        self.next.set(row, later);
        match Some(before).filter(none) {
            Some(before) => self.next.set(PersonId(before).index(), person.0),
            None => self.first.set(unit.index(), person.0),
        }
        match Some(later).filter(none) {
            Some(later) => self.previous.set(PersonId(later).index(), person.0),
            None => self.last.set(unit.index(), person.0),
        }
    }

    pub(super) fn exit(&mut self, person: PersonId, unit: UnitId) {
        let next = self.next.get(person.index()).unwrap_or(NONE);
        let previous = self.previous.get(person.index()).unwrap_or(NONE);
        if previous == NONE {
            self.first.set(unit.index(), next);
        } else {
            self.next.set(PersonId(previous).index(), next);
        }
        if next == NONE {
            self.last.set(unit.index(), previous);
        } else {
            self.previous.set(PersonId(next).index(), previous);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.place);
        out.column(&self.came);
        out.column(&self.next);
        out.column(&self.previous);
        out.column(&self.first);
        out.column(&self.last);
        out.u32(u32::try_from(self.by_grade.len()).unwrap_or(NONE));
        for units in &self.by_grade {
            out.column(units);
        }
        self.stays.write(out);
        self.doubles.write(out);
        self.rises.write(out);
        self.moves.write(out);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Members, ReadError> {
        let mut members = Members {
            place: from.column()?,
            came: from.column()?,
            next: from.column()?,
            previous: from.column()?,
            first: from.column()?,
            last: from.column()?,
            by_grade: Vec::new(),
            stays: Stays::default(),
            doubles: Doubles::default(),
            rises: Rises::default(),
            moves: Moves::default(),
        };
        for _ in 0..from.columns()? {
            let units: Column<u32> = from.column()?;
            Reader::same_length([units.len(), members.first.len()])?;
            members.by_grade.push(units);
        }
        members.stays = Stays::read(from)?;
        members.doubles = Doubles::read(from)?;
        members.rises = Rises::read(from)?;
        members.moves = Moves::read(from)?;
        Reader::same_length([members.first.len(), members.last.len()])?;
        Reader::same_length([
            members.place.len(),
            members.came.len(),
            members.next.len(),
            members.previous.len(),
        ])?;
        Ok(members)
    }
}
