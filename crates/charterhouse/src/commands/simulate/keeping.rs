//! Keeping simulated years as an organisation: everything that happens goes
//! straight into a journal, and everybody who belongs at the end gets a card.
//!
//! The folder is made beside its place. Ctrl-C ends the years early, and what
//! happened until then is kept whole; a making that is broken off otherwise
//! leaves nothing at the place.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use clerk::{Recording, RecordingError};
use indicatif::ProgressBar;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kernel::charters::CharterEvent;
use kernel::{Event, PersonId, State};
use sim::made_up::card_of;
use sim::simulate::{self, CannotSimulate, Outcome as Simulated, Watch, Wish};

use super::setting::Setting;
use crate::error::CommandError;
use crate::example::Example;
use crate::making::{self, Making};

/// Cards that are sealed in one go.
const CARDS_PART: u32 = 10_000;

/// Bytes on disk for somebody who is entered: two entries, their rows in the
/// indexes, the card and its key. Measured, as all of these, and a tenth more.
const PERSON: u64 = 680;
/// Bytes for a unit with the posts that are taken up in it.
const UNIT: u64 = 1_200;
/// Bytes for a meeting.
const MEETING: u64 = 440;
/// Bytes for somebody absent from one.
const ABSENCE: u64 = 9;
/// Bytes for a return that is filed.
const RETURN: u64 = 460;
/// Bytes for an answer to a directive, with the agenda it stood on and now and then some words.
const ANSWER: u64 = 700;
/// Bytes for what befalls a member in a month.
const MEMBER_MONTH: u64 = 5;
/// What is written whatever is simulated, and the log of one batch.
const ALWAYS: u64 = 48 << 20;

/// A place at which years will be kept.
#[derive(Debug)]
pub(super) struct Keeping {
    making: Making,
    /// Texts of the charters by their hash.
    texts: BTreeMap<[u8; 32], String>,
}

/// What years will take up on the disk, and what it has left where that is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) needed: u64,
    pub(super) free: Option<u64>,
}

impl Keeping {
    /// Looks whether the years can be kept there. Nothing is touched.
    pub(super) fn at(place: &Path, setting: &Setting) -> Result<Keeping, CommandError> {
        Ok(Keeping {
            making: Making::at(place, "--to")?,
            texts: setting.texts(),
        })
    }

    /// Lets the years pass and keeps them.
    pub(super) fn keep(
        mut self,
        wish: &Wish,
        watch: &mut Watch<'_>,
        bar: &ProgressBar,
    ) -> Result<Result<Simulated, CannotSimulate>, CommandError> {
        let folder = self.making.begin()?;
        let cannot = |error: &RecordingError| {
            CommandError::failed(format!("writing {}", folder.display()), error)
        };
        let mut recording =
            Recording::create(&folder, simulate::WORDS).map_err(|error| cannot(&error))?;
        let now = Timestamp::now();
        let mut failure = None;
        let texts = &self.texts;
        let simulated = simulate::simulate_aloud(wish, watch, &mut |on, events| {
            let at_ms = making::moment_of(on, now).as_millisecond();
            let adopted = events.iter().filter_map(|event| match event {
                Event::Charter(CharterEvent::Adopted { sha256, .. }) => texts.get(sha256).cloned(),
                _ => None,
            });
            match recording.record(at_ms, events, adopted.collect()) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        if let Some(error) = failure {
            return Err(cannot(&error));
        }
        // Stopped before the first day was whole, or not even begun: there is nothing to keep.
        let simulated = match simulated {
            Ok(simulated) if !simulated.months.is_empty() => simulated,
            nothing => return Ok(nothing),
        };
        seal_cards(&mut recording, wish.seed, &simulated.state, bar)
            .and_then(|()| recording.finish(&simulated.state))
            .map_err(|error| cannot(&error))?;
        let example = Example {
            note: Example::NOTE.to_owned(),
            ..Example::default()
        };
        example.mark(&folder)?;
        self.making.settle()?;
        Ok(Ok(simulated))
    }
}

/// Seals a card for everybody who belongs somewhere. Whoever left has none, as
/// the desk would have destroyed it.
fn seal_cards(
    recording: &mut Recording,
    seed: u64,
    state: &State,
    bar: &ProgressBar,
) -> Result<(), RecordingError> {
    bar.set_message("sealing the cards");
    bar.set_length(u64::from(state.person_count()));
    let mut first = 0;
    while first < state.person_count() {
        let end = first.saturating_add(CARDS_PART).min(state.person_count());
        let belonging = (first..end)
            .map(PersonId)
            .filter(|person| state.membership(*person).is_some());
        recording.file(belonging.map(|person| (person, making::card(card_of(seed, person)))))?;
        bar.set_position(u64::from(end));
        first = end;
    }
    bar.set_message("writing the snapshot");
    Ok(())
}

/// The first day of so many months that are all over.
pub(super) fn begins_in_the_past(months: u32, today: Date) -> Option<Date> {
    let span = Span::new().try_months(i64::from(months)).ok()?;
    today.first_of_month().checked_sub(span).ok()
}

/// Refuses years that are not over: a record holds what has happened.
pub(super) fn refuse_days_to_come(
    begins: Date,
    months: u32,
    today: Date,
) -> Result<(), CommandError> {
    let latest = begins_in_the_past(months, today);
    if latest.is_some_and(|latest| begins <= latest) {
        return Ok(());
    }
    let error = CommandError::given(format!(
        "{months} months from {begins} on are not over, and a record holds no days to come"
    ));
    Err(match latest {
        Some(latest) => error.hint(format!(
            "write `begins = {latest}` or an earlier day into the scenario"
        )),
        None => error.hint("wish for fewer years"),
    })
}

/// About how much room the years need at a place.
pub(super) fn room(place: &Path, wish: &Wish) -> Result<Room, CannotSimulate> {
    let extent = simulate::extent(&wish.edition.charter, wish.members, wish.months)?;
    let changes = u64::from(wish.members) * u64::from(wish.months) * MEMBER_MONTH;
    let needed = extent.people * PERSON
        + extent.units * UNIT
        + extent.meetings * MEETING
        + extent.absences * ABSENCE
        + extent.returns * RETURN
        + extent.answers * ANSWER
        + changes
        + ALWAYS;
    Ok(Room {
        needed,
        free: free(place),
    })
}

/// Bytes that are free where a folder will be, in the nearest folder above it that is there.
#[cfg(unix)]
fn free(place: &Path) -> Option<u64> {
    let here = [Path::new(".")];
    let mut above = place
        .ancestors()
        .filter(|folder| !folder.as_os_str().is_empty())
        .chain(here);
    let disk = above.find_map(|folder| rustix::fs::statvfs(folder).ok())?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Nothing is known about the disk where the system has no way to tell.
#[cfg(not(unix))]
fn free(_place: &Path) -> Option<u64> {
    None
}

/// Bytes in words.
pub(super) fn bytes_in_words(bytes: u64) -> String {
    let mega = bytes.div_ceil(1 << 20);
    if mega < 10 << 10 {
        format!("{mega} MB")
    } else {
        format!("{} GB", mega >> 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn years_that_are_kept_are_over() {
        let today = date(2026, 11, 23);
        let begins = begins_in_the_past(24, today).unwrap();
        assert_eq!(begins, date(2024, 11, 1));
        refuse_days_to_come(begins, 24, today).unwrap();
        let refused = refuse_days_to_come(date(2026, 1, 1), 12, today).unwrap_err();
        assert!(format!("{refused:?}").contains("begins = 2025-11-01"));
        let refused = refuse_days_to_come(begins, 25, today).unwrap_err();
        assert!(format!("{refused:?}").contains("2024-10-01"));
    }

    #[test]
    fn room_is_told_in_words() {
        assert_eq!(bytes_in_words(1), "1 MB");
        assert_eq!(bytes_in_words(3 << 30), "3072 MB");
        assert_eq!(bytes_in_words(30 << 30), "30 GB");
    }

    #[cfg(unix)]
    #[test]
    fn room_is_looked_for_above_a_folder_that_is_not_there_yet() {
        assert!(free(Path::new("no/such/folder")).unwrap() > 0);
        assert!(free(Path::new("/")).is_some());
    }
}
