//! The journal as one viewer may see it, and whether it is whole.

use std::collections::BTreeMap;

use charter::Action;
use clerk::HistoryEntry;
use jiff::civil::Date;
use kernel::{Actor, Subject, UnitId};

use crate::error::Failure;
use crate::session::SignedIn;
use crate::site::{Site, date_of, waiting};
use crate::view::View;

/// Entries looked through for one page of those the viewer may see.
const LOOKED_THROUGH_MAX: usize = 5_000;
/// Of as many units the histories are laid together; for more, the journal is looked through.
const HISTORIES_MAX: usize = 150;
/// Entries read at once.
const AT_ONCE: usize = 500;

/// A page of the journal.
#[derive(Debug)]
pub(crate) struct Chronicle {
    /// The entries, newest first.
    pub(crate) entries: Vec<HistoryEntry>,
    /// Where to go on: entries before this one have not been looked through.
    pub(crate) before: Option<u64>,
}

impl View<'_> {
    /// Whether the viewer may see an entry: one that touched a unit whose
    /// journal they may see, or the charter, which is everybody's; and of
    /// those that touched nothing but a person, one of such a unit's people.
    pub(crate) fn may_see_entry(self, entry: &HistoryEntry) -> bool {
        let touched = entry.event.touches();
        let person_alone = touched.len() == 1;
        self.viewer == Actor::Operator
            || touched.into_iter().any(|subject| match subject {
                Subject::Unit(unit) => self.may(Action::SeeJournal, unit),
                Subject::Charter => true,
                Subject::Person(person) if person_alone => {
                    let home = self.state.membership(person).map(|it| it.unit);
                    home.is_some_and(|home| self.may(Action::SeeJournal, home))
                }
                Subject::Person(_)
                | Subject::Meeting(_)
                | Subject::Directive(_)
                | Subject::Petition(_) => false,
            })
    }
}

impl Site {
    /// The newest entries before `before` that the viewer may see; with a
    /// unit, those that touched it.
    pub(crate) fn chronicle(
        &self,
        by: &SignedIn,
        unit: Option<UnitId>,
        before: Option<u64>,
        count_max: usize,
    ) -> Result<Chronicle, Failure> {
        if let Some(unit) = unit {
            self.look(by, |view| {
                view.unit_for(Action::SeeJournal, unit).map(|_| ())
            })?;
            let entries = waiting(|| self.clerk.history(Subject::Unit(unit), before, count_max));
            let entries = entries.map_err(|error| Failure::broken("read the journal", &error))?;
            let full = entries.len() >= count_max;
            let last = entries.last().map(|entry| entry.sequence).filter(|_| full);
            return Ok(Chronicle {
                entries,
                before: last,
            });
        }
        let units = self.look(by, |view| {
            let whole = view.everywhere(Action::SeeJournal);
            Ok((!whole).then(|| view.units_ever(Action::SeeJournal)))
        })?;
        if let Some(units) = units.filter(|units| units.len() <= HISTORIES_MAX) {
            return self.laid_together(&units, before, count_max);
        }
        let head = waiting(|| self.clerk.head())
            .map_err(|error| Failure::broken("read the journal", &error))?;
        let mut end = before.map_or(head.sequence, |before| {
            before.saturating_sub(1).min(head.sequence)
        });
        let mut entries = Vec::new();
        let mut looked = 0_usize;
        while end > 0 && looked < LOOKED_THROUGH_MAX && entries.len() < count_max {
            let count = AT_ONCE.min(usize::try_from(end).unwrap_or(AT_ONCE));
            let from = end.saturating_sub(count as u64).saturating_add(1);
            let read = waiting(|| self.clerk.entries(from, count));
            let mut read = read.map_err(|error| Failure::broken("read the journal", &error))?;
            read.reverse();
            looked = looked.saturating_add(count);
            end = from.saturating_sub(1);
            self.look(by, |view| {
                entries.extend(read.into_iter().filter(|entry| view.may_see_entry(entry)));
                Ok(())
            })?;
        }
        if entries.len() > count_max {
            entries.truncate(count_max);
            end = entries
                .last()
                .map_or(end, |entry| entry.sequence.saturating_sub(1));
        }
        Ok(Chronicle {
            entries,
            before: (end > 0).then(|| end.saturating_add(1)),
        })
    }

    /// The newest entries that touched the charter or one of a few units: what a
    /// small unit did may lie far apart in a long journal.
    fn laid_together(
        &self,
        units: &[UnitId],
        before: Option<u64>,
        count_max: usize,
    ) -> Result<Chronicle, Failure> {
        let mut together = BTreeMap::new();
        let subjects = units
            .iter()
            .copied()
            .map(Subject::Unit)
            .chain([Subject::Charter]);
        for subject in subjects {
            let entries = waiting(|| {
                self.clerk
                    .history(subject, before, count_max.saturating_add(1))
            });
            let entries = entries.map_err(|error| Failure::broken("read the journal", &error))?;
            together.extend(entries.into_iter().map(|entry| (entry.sequence, entry)));
        }
        let more = together.len() > count_max;
        let entries: Vec<HistoryEntry> = together.into_values().rev().take(count_max).collect();
        let before = entries.last().map(|entry| entry.sequence).filter(|_| more);
        Ok(Chronicle { entries, before })
    }

    /// The day of the first entry; none where there is none yet.
    pub(crate) fn began(&self) -> Result<Option<Date>, Failure> {
        self.day_of_entry(1)
    }

    /// The first entry that was recorded on a day or later, or the one to come.
    pub(crate) fn first_entry_since(&self, day: Date) -> Result<u64, Failure> {
        let (mut low, mut high) = (1, self.clerk.sequence().saturating_add(1));
        while low < high {
            let middle = low.midpoint(high);
            match self.day_of_entry(middle)? {
                Some(recorded) if recorded < day => low = middle.saturating_add(1),
                Some(_) | None => high = middle,
            }
        }
        Ok(low)
    }

    fn day_of_entry(&self, sequence: u64) -> Result<Option<Date>, Failure> {
        let read = waiting(|| self.clerk.entries(sequence, 1));
        let read = read.map_err(|error| Failure::broken("read the journal", &error))?;
        Ok(read.first().map(|entry| date_of(entry.at_ms)))
    }

    /// Reads everything that is kept again and compares it with what is in
    /// memory: a sentence when all is whole, and else what is not.
    ///
    /// # Errors
    /// When nothing is kept on disk, or somebody is at it already.
    pub(crate) async fn verify(&self) -> Result<Result<Whole, String>, Failure> {
        let Some(data) = self.settings.data.clone() else {
            return Err(Failure::Denied(
                "this site keeps nothing on disk that could be verified".to_owned(),
            ));
        };
        let Ok(_alone) = self.verifying.try_lock() else {
            return Err(Failure::Busy);
        };
        let clerk = self.clerk.clone();
        let work = tokio::task::spawn_blocking(move || {
            let report = clerk::verify(&data)?;
            Ok::<_, clerk::VerifyError>((report, clerk.state_hash()))
        });
        let read = work
            .await
            .map_err(|error| Failure::broken("verify", &error))?;
        let (report, running) = match read {
            Ok((report, running)) => (report, running?),
            Err(error @ clerk::VerifyError::Broken(_)) => return Ok(Err(error.to_string())),
            Err(error @ clerk::VerifyError::Open(_)) => {
                return Err(Failure::broken("verify", &error));
            }
        };
        if running.sequence == report.state.sequence && running.hash != report.state.hash {
            return Ok(Err(
                "what is in memory is not what the journal comes to".to_owned()
            ));
        }
        Ok(Ok(Whole {
            entries: report.journal.head.sequence,
            head: journal::hex(&report.journal.head.hash),
            state: journal::hex(&report.state.hash),
        }))
    }
}

/// A journal that was read again and found whole.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    /// How many entries there are.
    pub(crate) entries: u64,
    /// The hash of the last.
    pub(crate) head: String,
    /// The hash of the state they come to.
    pub(crate) state: String,
}
