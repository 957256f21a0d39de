//! Meetings: called, called off, recorded, corrected. Recording is made for somebody with
//! a phone and one minute: everybody was present but these.

mod columns;
mod commands;
mod decide;
mod events;
mod refusal;

use charter::{Charter, Every, MeetingKindId};
use jiff::civil::Date;

use crate::ids::{DocumentId, MeetingId, PersonId, UnitId};
use crate::state::State;

pub(crate) use columns::Meetings;
pub use commands::{CallMeeting, CallOffMeeting, CorrectMeeting, MeetingCommand, RecordMeeting};
pub use events::MeetingEvent;
pub use refusal::MeetingRefusal;

/// Most resolutions one record holds.
pub const RESOLUTIONS_MAX: usize = 100;
/// Longest text of a resolution or a reason, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;

/// The record of a meeting: outcomes, so that a later rule does not change them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingRecord {
    /// The unit.
    pub unit: UnitId,
    /// The kind of meeting.
    pub kind: MeetingKindId,
    /// The day it was held.
    pub on: Date,
    /// How many were expected.
    pub expected: u32,
    /// How many of them have a vote.
    pub entitled: u32,
    /// How many of those with a vote were present.
    pub voting: u32,
    /// Who was absent.
    pub absent: Vec<PersonId>,
    /// How many with a vote the quorum asked for; none where there is no quorum.
    pub needed: Option<u32>,
    /// The resolutions.
    pub resolutions: Vec<DocumentId>,
}

impl MeetingRecord {
    /// How many were present.
    #[must_use]
    pub fn present(&self) -> u32 {
        self.expected
            .saturating_sub(u32::try_from(self.absent.len()).unwrap_or(u32::MAX))
    }

    /// Whether enough were present; true where no quorum is laid down.
    #[must_use]
    pub fn quorate(&self) -> bool {
        self.needed.is_none_or(|needed| self.voting >= needed)
    }
}

/// A meeting as the columns have it; who was absent stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its number.
    pub id: MeetingId,
    /// The unit.
    pub unit: UnitId,
    /// Its kind.
    pub kind: MeetingKindId,
    /// The day it is called for or was held.
    pub on: Date,
    /// Whether and how it was held.
    pub standing: MeetingStanding,
    /// How many were expected; nought until it is recorded.
    pub expected: u32,
    /// How many were present; nought until it is recorded.
    pub present: u32,
}

/// Whether and how a meeting was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeetingStanding {
    /// Called, and not recorded yet.
    Called,
    /// Held with a quorum, or where none is laid down.
    Quorate,
    /// Held without a quorum.
    Inquorate,
    /// Called, and called off again.
    CalledOff,
}

impl MeetingStanding {
    /// Whether it was held.
    #[must_use]
    pub fn is_held(self) -> bool {
        match self {
            MeetingStanding::Quorate | MeetingStanding::Inquorate => true,
            MeetingStanding::Called | MeetingStanding::CalledOff => false,
        }
    }
}

impl State {
    /// A meeting.
    #[must_use]
    pub fn meeting(&self, meeting: MeetingId) -> Option<Meeting> {
        self.meetings.get(meeting)
    }

    /// How many meetings were ever called or recorded.
    #[must_use]
    pub fn meeting_count(&self) -> u32 {
        self.meetings.count()
    }

    /// The number that the next meeting takes.
    #[must_use]
    pub fn next_meeting(&self) -> MeetingId {
        self.meetings.next_id()
    }

    /// The meetings of a unit, the last entered first.
    pub fn meetings_of(&self, unit: UnitId) -> impl Iterator<Item = Meeting> + '_ {
        self.meetings.of_unit(unit)
    }

    /// When a unit last held a meeting of this kind.
    #[must_use]
    pub fn last_held(&self, unit: UnitId, kind: MeetingKindId) -> Option<Date> {
        self.meetings.last_held(unit, kind).date()
    }

    /// The people a meeting of this kind expects: those on the roll whose grade
    /// attends or, in a unit without a roll, those who hold a post in it.
    #[must_use]
    pub fn expected_at(
        &self,
        charter: &Charter,
        unit: UnitId,
        kind: MeetingKindId,
    ) -> Vec<PersonId> {
        let Some(row) = charter.meeting(kind) else {
            return Vec::new();
        };
        let base = self
            .units
            .level(unit)
            .and_then(|level| charter.level(level))
            .is_some_and(|level| level.members);
        let attends = |person: &PersonId| {
            self.members
                .grade_of(*person)
                .is_some_and(|grade| row.attends.contains(&grade))
        };
        if base {
            let most = usize::try_from(self.roll_count(unit)).unwrap_or(0);
            let mut expected = Vec::with_capacity(most);
            expected.extend(self.roll(unit).filter(attends));
            return expected;
        }
        let mut holders: Vec<PersonId> = self
            .holders_in(unit)
            .map(|tenure| tenure.person)
            .filter(attends)
            .collect();
        holders.sort_unstable();
        holders.dedup();
        holders
    }
}

/// The number of the stretch of time in which a day lies, for a rhythm.
#[must_use]
pub fn period_of(every: Every, date: Date) -> i32 {
    match every {
        Every::Months(months) => {
            let month = i32::from(date.year())
                .saturating_mul(12)
                .saturating_add(i32::from(date.month()))
                .saturating_sub(1);
            month.div_euclid(i32::from(months).max(1))
        }
        Every::Weeks(weeks) => week_number(date).div_euclid(i32::from(weeks).max(1)),
    }
}

/// The first day of a stretch.
#[must_use]
pub fn period_start(every: Every, period: i32) -> Option<Date> {
    match every {
        Every::Months(months) => {
            let month = period.checked_mul(i32::from(months).max(1))?;
            let year = i16::try_from(month.div_euclid(12)).ok()?;
            let month = i8::try_from(month.rem_euclid(12)).ok()?.checked_add(1)?;
            Date::new(year, month, 1).ok()
        }
        Every::Weeks(weeks) => {
            let days = i64::from(period)
                .checked_mul(i64::from(weeks).max(1))?
                .checked_mul(7)?;
            MONDAY
                .checked_add(jiff::Span::new().try_days(days).ok()?)
                .ok()
        }
    }
}

/// A Monday from which weeks are counted.
const MONDAY: Date = Date::constant(1900, 1, 1);

fn week_number(date: Date) -> i32 {
    let days = date.duration_since(MONDAY).as_hours().div_euclid(24);
    i32::try_from(days.div_euclid(7)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_of_time_follow_each_other_without_a_gap() {
        assert_eq!(MONDAY.weekday(), jiff::civil::Weekday::Monday);
        for every in [
            Every::Months(1),
            Every::Months(3),
            Every::Months(12),
            Every::Weeks(1),
            Every::Weeks(2),
        ] {
            let mut day = Date::constant(2019, 12, 20);
            for _ in 0..800 {
                let period = period_of(every, day);
                let (start, next) = (
                    period_start(every, period).unwrap(),
                    period_start(every, period + 1).unwrap(),
                );
                assert!(
                    start <= day && day < next,
                    "{every:?} {day}: {start}..{next}"
                );
                day = day.tomorrow().unwrap();
            }
        }
    }
}
