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

impl Month<'_> {
    /// Who comes and goes in a unit on the first day of the month.
    pub(super) fn changes(&self, state: &State, unit: UnitId, wishes: &mut Vec<Command>) {
        let Some(level) = state.standing_level(unit) else {
            return;
        };
        let rates = self.rates.of_unit(state, unit, level);
        self.roll(state, unit, &rates, wishes);
        self.resignations(state, unit, level, &rates, wishes);
        heads::fill(self, state, unit, level, &rates, wishes);
    }

    /// Goes over the roll once: who leaves, goes over, rises and brings somebody.
    fn roll(&self, state: &State, unit: UnitId, rates: &Rates, wishes: &mut Vec<Command>) {
        let going = Draws::of(self.seed, self.number, Purpose::Going);
        let coming = Draws::of(self.seed, self.number, Purpose::Coming);
        let (leaving, joining) = (
            rates.of(Rate::Leaving).monthly(),
            rates.of(Rate::Joining).monthly(),
        );
        let transferring = rates.of(Rate::Transferring).monthly();
        for person in state.roll(unit) {
            let Some(grade) = state.grade_of(person) else {
                continue;
            };
            let (goes, comes) = (going.draw(person.0), coming.draw(person.0));
            if joining.takes(comes) {
                self.joins(unit, wishes);
            }
            if leaving.takes(goes) || self.struck(state, unit, person) {
                wishes.push(Command::from(Leave {
                    person,
                    on: self.first,
                }));
                continue;
            }
            if transferring.takes(goes >> 32)
                && let Some(to) = neighbour(state, unit, comes)
            {
                wishes.push(Command::from(TransferMember {
                    person,
                    to,
                    on: self.first,
                }));
                continue;
            }
            self.rises(state, person, grade, wishes);
        }
    }

    fn joins(&self, unit: UnitId, wishes: &mut Vec<Command>) {
        if let Some(grade) = self.grades.entry {
            wishes.push(Command::from(AdmitMember {
                person: None,
                unit,
                grade,
                on: self.first,
            }));
        }
    }

    fn struck(&self, state: &State, unit: UnitId, person: PersonId) -> bool {
        self.shocks.iter().zip(0..).any(|((share, area), at)| {
            area.is_none_or(|area| lies_in(state, unit, area))
                && Draws::of(self.seed, self.number, Purpose::Shock(at)).comes(person.0, *share)
        })
    }

    /// Whoever has waited long enough takes the next grade.
    fn rises(&self, state: &State, person: PersonId, grade: GradeId, wishes: &mut Vec<Command>) {
        let Some(row) = self.charter.grade(grade).filter(|row| row.entry) else {
            return;
        };
        let (Some(next), Some(since)) = (row.next, state.in_grade_since(person)) else {
            return;
        };
        if since.saturating_add(i64::from(row.wait_months).months()) <= self.first {
            wishes.push(Command::from(PromoteMember {
                person,
                grade: next,
                on: self.first,
            }));
        }
    }

    /// Holders who lay their posts down, and those whose term is over.
    fn resignations(
        &self,
        state: &State,
        unit: UnitId,
        level: LevelId,
        rates: &Rates,
        wishes: &mut Vec<Command>,
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
                wishes.push(Command::from(LayDownPost {
                    person: tenure.person,
                    unit,
                    post: tenure.post,
                    on: self.first,
                }));
            }
        }
    }

    /// The meetings that a unit holds in the month, each with who is absent, and
    /// how many it owes. Asked for when those who came and went have done so.
    pub(super) fn meetings(
        &self,
        state: &State,
        unit: UnitId,
        wishes: &mut Vec<RecordMeeting>,
    ) -> u64 {
        let Some(level) = state.standing_level(unit) else {
            return 0;
        };
        let rates = self.rates.of_unit(state, unit, level);
        let mut owed = 0;
        for (number, row) in (0..).zip(&self.charter.meetings) {
            let Some(every) = row.every.filter(|_| row.levels.contains(&level)) else {
                continue;
            };
            let kind = MeetingKindId(number);
            for on in days(self.seed, every, number, unit, self.first) {
                owed += 1;
                let time = self.number.wrapping_mul(32).wrapping_add(day_number(on));
                let holding = Draws::of(self.seed, time, Purpose::Holding(number));
                if !holding.comes(unit.0, rates.of(Rate::Holding)) {
                    continue;
                }
                let attending = Draws::of(self.seed, time, Purpose::Attending(number));
                let share = rates.of(Rate::Absent);
                let mut absent = state.expected_at(self.charter, unit, kind);
                absent.retain(|person| attending.comes(person.0, share));
                wishes.push(RecordMeeting {
                    unit,
                    kind,
                    on,
                    absent,
                    resolutions: Vec::new(),
                });
            }
        }
        owed
    }
}

/// A base unit beside this one, of the same level.
fn neighbour(state: &State, unit: UnitId, draw: u64) -> Option<UnitId> {
    let row = state.unit(unit)?;
    let beside: Vec<UnitId> = state
        .units_beneath(row.parent?)
        .filter(|one| *one != unit)
        .filter(|one| state.standing_level(*one) == Some(row.level))
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
                month_day = i8::try_from(day.saturating_add(1))
                    .ok()
                    .and_then(|day| Date::new(first.year(), first.month(), day).ok());
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
