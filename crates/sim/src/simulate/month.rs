//! One month of one unit: what its people do, drawn from the state as it is
//! and made into commands. Nothing is changed here, so units can be looked at
//! by several threads at once.

use charter::{Charter, Every, GradeId, LevelId, MeetingKindId};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use kernel::meetings::RecordMeeting;
use kernel::members::{AdmitMember, Leave, PromoteMember, TransferMember};
use kernel::posts::LayDownPost;
use kernel::{Command, PersonId, State, UnitId};

use super::draws::{Draws, Purpose, Share, below};
use super::heads;
use super::rates::{MonthRates, Rate, Rates, lies_in};
use crate::made_up::Grades;

/// Neighbours among whom somebody who goes over chooses.
const NEIGHBOURS_MAX: usize = 64;

/// A month and everything that is true of it for all units.
pub(super) struct Month<'a> {
    pub(super) charter: &'a Charter,
    pub(super) grades: &'a Grades,
    pub(super) rates: MonthRates<'a>,
    pub(super) seed: u64,
    /// Months since the first one, which is one.
    pub(super) number: u32,
    pub(super) first: Date,
    /// Who leaves at one blow: a share, and where.
    pub(super) shocks: Vec<(Share, Option<UnitId>)>,
}

/// A command with the day on which it is given.
pub(super) type Wish = (Date, Command);

impl Month<'_> {
    /// What a unit does in the month.
    pub(super) fn wishes(&self, state: &State, unit: UnitId, wishes: &mut Vec<Wish>) {
        let Some(row) = state.unit(unit).filter(|row| row.dissolved.is_none()) else {
            return;
        };
        let rates = self.rates.of_unit(state, unit, row.level);
        let roll = self.roll(state, unit, &rates, wishes);
        self.resignations(state, unit, row.level, &rates, wishes);
        let mut filled = Vec::new();
        heads::fill(self, state, unit, row.level, &rates, &mut filled);
        wishes.extend(filled.into_iter().map(|command| (self.first, command)));
        self.meetings(state, unit, (row.level, &rates), &roll, wishes);
    }

    /// Goes over the roll once: who leaves, goes over, rises and brings somebody.
    /// Returns those who stay, with their grades.
    fn roll(
        &self,
        state: &State,
        unit: UnitId,
        rates: &Rates,
        wishes: &mut Vec<Wish>,
    ) -> Vec<(PersonId, GradeId)> {
        let going = Draws::of(self.seed, self.number, Purpose::Going);
        let coming = Draws::of(self.seed, self.number, Purpose::Coming);
        let (leaving, joining) = (
            rates.of(Rate::Leaving).monthly(),
            rates.of(Rate::Joining).monthly(),
        );
        let transferring = rates.of(Rate::Transferring).monthly();
        let mut stay = Vec::with_capacity(usize::try_from(state.roll_count(unit)).unwrap_or(0));
        for person in state.roll(unit) {
            let Some(grade) = state.grade_of(person) else {
                continue;
            };
            let (goes, comes) = (going.draw(person.0), coming.draw(person.0));
            if joining.takes(comes) {
                self.joins(unit, wishes);
            }
            if leaving.takes(goes) || self.struck(state, unit, person) {
                wishes.push((
                    self.first,
                    Command::Leave(Leave {
                        person,
                        on: self.first,
                    }),
                ));
                continue;
            }
            if transferring.takes(goes >> 32)
                && let Some(to) = neighbour(state, unit, comes)
            {
                wishes.push((
                    self.first,
                    Command::TransferMember(TransferMember {
                        person,
                        to,
                        on: self.first,
                    }),
                ));
                continue;
            }
            stay.push((person, self.rises(state, person, grade, wishes)));
        }
        stay
    }

    fn joins(&self, unit: UnitId, wishes: &mut Vec<Wish>) {
        if let Some(grade) = self.grades.entry {
            wishes.push((
                self.first,
                Command::AdmitMember(AdmitMember {
                    person: None,
                    unit,
                    grade,
                    on: self.first,
                }),
            ));
        }
    }

    fn struck(&self, state: &State, unit: UnitId, person: PersonId) -> bool {
        self.shocks.iter().zip(0..).any(|((share, area), at)| {
            area.is_none_or(|area| lies_in(state, unit, area))
                && Draws::of(self.seed, self.number, Purpose::Shock(at)).comes(person.0, *share)
        })
    }

    /// Whoever has waited long enough takes the next grade; tells the grade of the month.
    fn rises(
        &self,
        state: &State,
        person: PersonId,
        grade: GradeId,
        wishes: &mut Vec<Wish>,
    ) -> GradeId {
        let waits = self
            .charter
            .grade(grade)
            .filter(|row| row.entry)
            .and_then(|row| Some((row.next?, i64::from(row.wait_months))));
        let (Some((next, months)), Some(membership)) =
            (waits, waits.and_then(|_| state.membership(person)))
        else {
            return grade;
        };
        if membership.in_grade_since.saturating_add(months.months()) > self.first {
            return grade;
        }
        wishes.push((
            self.first,
            Command::PromoteMember(PromoteMember {
                person,
                grade: next,
                on: self.first,
            }),
        ));
        next
    }

    /// Holders who lay their posts down, and those whose term is over.
    fn resignations(
        &self,
        state: &State,
        unit: UnitId,
        level: LevelId,
        rates: &Rates,
        wishes: &mut Vec<Wish>,
    ) {
        let draws = Draws::of(self.seed, self.number, Purpose::Moving);
        let share = rates.of(Rate::Resigning).monthly();
        for tenure in state.tenures_in(unit).filter(|one| one.until.is_none()) {
            let Some(post) = self.charter.post(tenure.post) else {
                continue;
            };
            let over = post.term_months.is_some_and(|months| {
                tenure.from.saturating_add(i64::from(months).months()) <= self.first
            });
            let subject = tenure.person.0 ^ (u32::from(level.0) << 24);
            if over || draws.comes(subject, share) {
                wishes.push((
                    self.first,
                    Command::LayDownPost(LayDownPost {
                        person: tenure.person,
                        unit,
                        post: tenure.post,
                        on: self.first,
                    }),
                ));
            }
        }
    }

    fn meetings(
        &self,
        state: &State,
        unit: UnitId,
        (level, rates): (LevelId, &Rates),
        roll: &[(PersonId, GradeId)],
        wishes: &mut Vec<Wish>,
    ) {
        for (kind, row) in (0..).zip(&self.charter.meetings) {
            let Some(every) = row.every.filter(|_| row.levels.contains(&level)) else {
                continue;
            };
            for on in days(self.seed, every, kind, unit, self.first) {
                let time = self.number.wrapping_mul(32).wrapping_add(day_number(on));
                let holding = Draws::of(self.seed, time, Purpose::Holding(kind));
                if !holding.comes(unit.0, rates.of(Rate::Holding)) {
                    continue;
                }
                let attending = Draws::of(self.seed, time, Purpose::Attending(kind));
                let share = rates.of(Rate::Absent);
                let absent = |person: &PersonId| attending.comes(person.0, share);
                let expected = |grade: &GradeId| row.attends.contains(grade);
                let absent: Vec<PersonId> = if roll.is_empty() {
                    let kind = MeetingKindId(kind);
                    let all = state.expected_at(self.charter, unit, kind);
                    all.into_iter().filter(absent).collect()
                } else {
                    roll.iter()
                        .filter(|(person, grade)| expected(grade) && absent(person))
                        .map(|(person, _)| *person)
                        .collect()
                };
                wishes.push((
                    on,
                    Command::RecordMeeting(RecordMeeting {
                        unit,
                        kind: MeetingKindId(kind),
                        on,
                        absent,
                        resolutions: Vec::new(),
                    }),
                ));
            }
        }
    }

    /// How many meetings a standing unit owes in the month.
    pub(super) fn owed(&self, state: &State, unit: UnitId) -> u64 {
        let Some(row) = state.unit(unit).filter(|row| row.dissolved.is_none()) else {
            return 0;
        };
        let level = row.level;
        let owed: usize = (0..)
            .zip(&self.charter.meetings)
            .filter(|(_, row)| row.levels.contains(&level))
            .filter_map(|(kind, row)| Some((kind, row.every?)))
            .map(|(kind, every)| days(self.seed, every, kind, unit, self.first).count())
            .sum();
        u64::try_from(owed).unwrap_or(0)
    }
}

/// A base unit beside this one, of the same level.
fn neighbour(state: &State, unit: UnitId, draw: u64) -> Option<UnitId> {
    let row = state.unit(unit)?;
    let beside: Vec<UnitId> = state
        .units_beneath(row.parent?)
        .filter(|one| *one != unit)
        .filter(|one| state.unit(*one).is_some_and(|one| one.level == row.level))
        .take(NEIGHBOURS_MAX)
        .collect();
    let count = u32::try_from(beside.len()).unwrap_or(0);
    beside
        .get(usize::try_from(below(draw, count)).ok()?)
        .copied()
}

/// The days of a month on which a unit meets, as a rhythm asks.
fn days(
    seed: u64,
    every: Every,
    kind: u8,
    unit: UnitId,
    first: Date,
) -> impl Iterator<Item = Date> {
    let last = first.last_of_month();
    let month =
        u32::try_from(i32::from(first.year()) * 12 + i32::from(first.month()) - 1).unwrap_or(0);
    let (mut month_day, mut weeks) = (None, None);
    match every {
        Every::Months(months) => {
            let length = u32::from(months).max(1);
            let draw = Draws::of(seed, month / length, Purpose::Day(kind)).draw(unit.0);
            if below(draw, length) == month % length {
                // From the second day on: the first is for coming and going.
                let day = 1 + below(draw << 32, u32::from(last.day().unsigned_abs()) - 1);
                month_day = first.checked_add(i64::from(day).days()).ok();
            }
        }
        Every::Weeks(weeks_long) => {
            let draw = Draws::of(seed, 0, Purpose::Day(kind)).draw(unit.0);
            weeks = Some((weeks_long, draw));
        }
    }
    let in_weeks = weeks.into_iter().flat_map(move |(weeks_long, draw)| {
        let mondays = (0..31)
            .filter_map(move |days| first.checked_add(i64::from(days).days()).ok())
            .filter(move |day| *day <= last && day.weekday() == Weekday::Monday);
        mondays
            .filter(move |monday| {
                let every = Every::Weeks(weeks_long);
                let period = kernel::meetings::period_of(every, *monday);
                kernel::meetings::period_start(every, period) == Some(*monday)
            })
            .map(move |monday| {
                let day = monday.saturating_add(i64::from(below(draw, 6)).days());
                day.min(last)
            })
    });
    month_day.into_iter().chain(in_weeks)
}

fn day_number(on: Date) -> u32 {
    u32::from(on.day().unsigned_abs())
}
