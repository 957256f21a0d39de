//! The organisation as it stood at the end of a day: the tree and the posts from
//! the state, which keeps them, and who belonged where from the entries that
//! touched the unit or the person. Decision 020 says which day counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use journal::{ReadError, Store};
use kernel::members::past::{self, Turn};
use kernel::members::{MemberEvent, Membership};
use kernel::{Event, PersonId, State, Subject, UnitId};

use crate::history::{self, HistoryError};

/// The organisation at one moment, with the entries that led to it.
#[derive(Debug)]
pub struct Past {
    store: Arc<dyn Store>,
    state: State,
    /// The last entry in the state.
    until: u64,
    /// How many entries were read so far.
    read: AtomicU64,
}

impl Past {
    pub(crate) fn new(store: Arc<dyn Store>, state: State, until: u64) -> Past {
        Past {
            store,
            state,
            until,
            read: AtomicU64::new(0),
        }
    }

    /// The organisation as it is now.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// How many entries were read so far: what an answer cost.
    #[must_use]
    pub fn entries_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// The roll of a unit at the end of a day, the longest there first.
    ///
    /// # Errors
    /// When the entries cannot be read.
    pub fn roll_on(
        &self,
        unit: UnitId,
        day: Date,
    ) -> Result<Vec<(PersonId, Membership)>, HistoryError> {
        self.roll_since(unit, day, self.first_since(day)?)
    }

    /// The rolls of several units at the end of a day, one unit after the other,
    /// until so many entries have been read for them: what there is of them, and
    /// of how many units it is.
    ///
    /// # Errors
    /// When the entries cannot be read.
    pub fn rolls_on(
        &self,
        units: &[UnitId],
        day: Date,
        entries_max: u64,
    ) -> Result<(Vec<(PersonId, Membership)>, usize), HistoryError> {
        let first = self.first_since(day)?;
        let before = self.entries_read();
        let mut people = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            if self.entries_read().saturating_sub(before) >= entries_max {
                return Ok((people, at));
            }
            people.append(&mut self.roll_since(*unit, day, first)?);
        }
        Ok((people, units.len()))
    }

    fn roll_since(
        &self,
        unit: UnitId,
        day: Date,
        first: u64,
    ) -> Result<Vec<(PersonId, Membership)>, HistoryError> {
        let since = self.turned(Subject::Unit(unit), first)?;
        past::roll_on(&self.state, unit, day, &since, |person| {
            self.turned(Subject::Person(person), 0)
        })
    }

    /// Where somebody belonged at the end of a day; none where they were no member.
    ///
    /// # Errors
    /// When the entries cannot be read.
    pub fn membership_on(
        &self,
        person: PersonId,
        day: Date,
    ) -> Result<Option<Membership>, HistoryError> {
        if let Some(now) = self.state.membership_since(person, day) {
            return Ok(Some(now));
        }
        Ok(past::membership_on(&self.turns_of(person)?, day))
    }

    /// Everything that became of somebody's belonging, in the order of the record.
    ///
    /// # Errors
    /// When the entries cannot be read.
    pub fn turns_of(&self, person: PersonId) -> Result<Vec<Turn>, HistoryError> {
        let own = self.turned(Subject::Person(person), 0)?;
        Ok(past::turns(&own, person))
    }

    /// What became of people's belonging in a unit behind the end of one day and
    /// up to that of another: who came, rose, went over and left, by day.
    ///
    /// # Errors
    /// When the entries cannot be read.
    pub fn turns_in(
        &self,
        unit: UnitId,
        (from, to): (Date, Date),
    ) -> Result<Vec<(PersonId, Turn)>, HistoryError> {
        let since = self.turned(Subject::Unit(unit), self.first_since(from)?)?;
        let mut people: Vec<PersonId> = past::people_in(&since).collect();
        people.sort_unstable();
        people.dedup();
        let mut found = Vec::new();
        for person in people {
            let here = self
                .turns_of(person)?
                .into_iter()
                .filter(|turn| turn.touches(unit) && from < turn.on && turn.on <= to);
            found.extend(here.map(|turn| (person, turn)));
        }
        found.sort_by_key(|(person, turn)| (turn.on, *person));
        Ok(found)
    }

    /// What is said of people's belonging in the entries that touched something.
    fn turned(&self, subject: Subject, from: u64) -> Result<Vec<MemberEvent>, HistoryError> {
        let mut entries = self
            .store
            .history_named(subject, MemberEvent::NAMES, from)?;
        entries.retain(|entry| entry.sequence <= self.until);
        let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
        self.read.fetch_add(count, Ordering::Relaxed);
        let entries = history::read(self.store.as_ref(), self.state.editions(), entries)?;
        let events = entries.into_iter().filter_map(|entry| match entry.event {
            Event::Member(event) => Some(event),
            _ => None,
        });
        Ok(events.collect())
    }

    /// The first entry that was recorded on a day or later, wherever the machine
    /// stood: what was recorded before cannot speak of a later day.
    fn first_since(&self, day: Date) -> Result<u64, ReadError> {
        let since = day.saturating_sub(1.day()).to_zoned(TimeZone::UTC);
        let since = since.map_or(i64::MIN, |it| it.timestamp().as_millisecond());
        // No entry is older than the one before it.
        let (mut first, mut behind) = (1, self.until.saturating_add(1));
        while first < behind {
            let middle = first + (behind - first) / 2;
            let entry = self.store.entries(middle, 1)?.pop();
            if entry.is_none_or(|entry| entry.at_ms >= since) {
                behind = middle;
            } else {
                first = middle.saturating_add(1);
            }
        }
        Ok(first)
    }
}
