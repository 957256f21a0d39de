//! The charter as part of the record: which edition was in force when.

use std::sync::Arc;

use charter::Charter;
use jiff::civil::Date;

use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request, Subject};
use crate::rooms::{RoomEvent, command, names};
use crate::state::State;
use crate::{rights, sizes};

/// Puts an edition of the charter in force.
#[derive(Clone, Debug, PartialEq)]
pub struct AdoptCharter {
    /// The edition.
    pub charter: Arc<Charter>,
    /// SHA-256 of its text.
    pub sha256: [u8; 32],
    /// First day in force.
    pub from: Date,
}

command! { AdoptCharter = "adopt-charter" by adopt }

/// What has happened to the charter.
#[derive(Clone, Debug, PartialEq)]
pub enum CharterEvent {
    /// An edition of the charter came into force.
    Adopted {
        /// The edition.
        charter: Arc<Charter>,
        /// SHA-256 of its text, by which the text is found.
        sha256: [u8; 32],
        /// First day in force.
        from: Date,
    },
}

names! {
    CharterEvent {
        Adopted = "charter-adopted",
    }
}

impl RoomEvent for CharterEvent {
    fn apply(&self, state: &mut State) {
        let CharterEvent::Adopted {
            charter,
            sha256,
            from,
        } = self;
        state.charters.restore(AdoptCharter {
            charter: Arc::clone(charter),
            sha256: *sha256,
            from: *from,
        });
        sizes::note_all(state, *from);
    }

    fn touches(&self) -> Vec<Subject> {
        vec![Subject::Charter]
    }
}

/// The editions, by their first day in force.
#[derive(Clone, Debug, Default)]
pub struct Charters {
    editions: Vec<Edition>,
}

/// One edition in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// What it says.
    pub charter: Arc<Charter>,
    /// SHA-256 of its text.
    pub sha256: [u8; 32],
    /// First day in force.
    pub from: Date,
}

impl Charters {
    pub(crate) fn on(&self, date: Date) -> Option<&Arc<Charter>> {
        self.editions
            .iter()
            .rev()
            .find(|edition| edition.from <= date)
            .map(|edition| &edition.charter)
    }

    pub(crate) fn newest(&self) -> Option<&Arc<Charter>> {
        self.editions.last().map(|edition| &edition.charter)
    }

    pub(crate) fn restore(&mut self, it: AdoptCharter) {
        let AdoptCharter {
            charter,
            sha256,
            from,
        } = it;
        self.editions.push(Edition {
            charter,
            sha256,
            from,
        });
    }

    /// The first day any charter was in force: nothing was due before it.
    pub(crate) fn first_day(&self) -> Option<Date> {
        self.editions.first().map(|edition| edition.from)
    }
}

fn adopt(state: &State, request: &Request, it: &AdoptCharter) -> Result<Vec<Event>, Refusal> {
    if crate::Day::try_from_date(it.from).is_none() {
        return Err(Reason::DateOutOfRange(it.from).into());
    }
    if let Some(newest) = state.charters.editions.last() {
        if it.from <= newest.from {
            return Err(Reason::EditionNotLater(newest.from).into());
        }
        if let Some(table) = broken_table(&newest.charter, &it.charter) {
            return Err(Reason::EditionBreaksRecord { table }.into());
        }
        match state.units.top() {
            Some(top) => rights::require(state, request, charter::Action::AdoptCharter, top)?,
            None if request.actor == Actor::Operator => {}
            None => return Err(Reason::OperatorOnly.into()),
        }
    } else if request.actor != Actor::Operator {
        return Err(Reason::OperatorOnly.into());
    }
    Ok(vec![Event::Charter(CharterEvent::Adopted {
        charter: Arc::clone(&it.charter),
        sha256: it.sha256,
        from: it.from,
    })])
}

/// The charter in force on the day of a request.
pub(crate) fn in_force<'a>(state: &'a State, request: &Request) -> Result<&'a Charter, Refusal> {
    match state.charter_on(request.today) {
        Some(charter) => Ok(charter),
        None => Err(Reason::NoCharterInForce.into()),
    }
}

/// The first table whose rows the new edition does not begin with.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
fn broken_table(old: &Charter, new: &Charter) -> Option<&'static str> {
    fn keeps<'a>(
        old: impl Iterator<Item = &'a String>,
        new: impl Iterator<Item = &'a String>,
    ) -> bool {
        let new: Vec<_> = new.collect();
        old.enumerate().all(|(at, id)| new.get(at) == Some(&id))
    }
    let tables = [
        (
            "levels",
            keeps(
                old.levels.iter().map(|row| &row.id),
                new.levels.iter().map(|row| &row.id),
            ),
        ),
        (
            "grades",
            keeps(
                old.grades.iter().map(|row| &row.id),
                new.grades.iter().map(|row| &row.id),
            ),
        ),
        (
            "posts",
            keeps(
                old.posts.iter().map(|row| &row.id),
                new.posts.iter().map(|row| &row.id),
            ),
        ),
        (
            "meetings",
            keeps(
                old.meetings.iter().map(|row| &row.id),
                new.meetings.iter().map(|row| &row.id),
            ),
        ),
        (
            "directives",
            keeps(
                old.directives.iter().map(|row| &row.id),
                new.directives.iter().map(|row| &row.id),
            ),
        ),
        (
            "dues",
            old.dues.as_ref().is_none_or(|old| {
                let new = new.dues.as_ref();
                new.is_some_and(|new| {
                    new.currency == old.currency
                        && keeps(
                            old.bands.iter().map(|row| &row.id),
                            new.bands.iter().map(|row| &row.id),
                        )
                })
            }),
        ),
        (
            "reports",
            keeps(
                old.reports.iter().map(|row| &row.id),
                new.reports.iter().map(|row| &row.id),
            ),
        ),
        (
            "petitions",
            keeps(
                old.petitions.iter().map(|row| &row.id),
                new.petitions.iter().map(|row| &row.id),
            ),
        ),
        (
            "procedures",
            keeps(
                old.procedures.iter().map(|row| &row.id),
                new.procedures.iter().map(|row| &row.id),
            ),
        ),
        ("steps of a procedure", keeps_steps(old, new)),
        (
            "fields of a report",
            old.reports.iter().zip(&new.reports).all(|(old, new)| {
                keeps(
                    old.fields.iter().map(|field| &field.id),
                    new.fields.iter().map(|field| &field.id),
                )
            }),
        ),
        (
            "awards",
            keeps(
                old.awards.iter().map(|row| &row.id),
                new.awards.iter().map(|row| &row.id),
            ),
        ),
        (
            "bodies",
            keeps(
                old.bodies.iter().map(|row| &row.id),
                new.bodies.iter().map(|row| &row.id),
            ),
        ),
        (
            "conferences",
            keeps(
                old.conferences.iter().map(|row| &row.id),
                new.conferences.iter().map(|row| &row.id),
            ),
        ),
        ("courses", keeps_courses(old, new)),
        (
            "criteria of an award",
            old.awards.iter().zip(&new.awards).all(|(old, new)| {
                keeps(
                    old.criteria.iter().map(|one| &one.id),
                    new.criteria.iter().map(|one| &one.id),
                )
            }),
        ),
    ];
    tables
        .into_iter()
        .find(|(_, kept)| !kept)
        .map(|(table, _)| table)
}

/// Whether every course and part that a record may name keeps its row.
fn keeps_courses(old: &Charter, new: &Charter) -> bool {
    let courses = old.courses.iter().zip(&new.courses);
    old.courses.len() <= new.courses.len()
        && courses.into_iter().all(|(old, new)| {
            let parts = old.parts.iter().zip(&new.parts);
            old.id == new.id
                && old.parts.len() <= new.parts.len()
                && parts.into_iter().all(|(old, new)| old.id == new.id)
        })
}

/// Whether every step and outcome that a record may name keeps its row.
fn keeps_steps(old: &Charter, new: &Charter) -> bool {
    let procedures = old.procedures.iter().zip(&new.procedures);
    procedures.into_iter().all(|(old, new)| {
        let steps = old.steps.iter().zip(&new.steps);
        old.steps.len() <= new.steps.len()
            && steps.into_iter().all(|(old, new)| {
                let outcomes = old.outcomes.iter().zip(&new.outcomes);
                old.id == new.id
                    && old.outcomes.len() <= new.outcomes.len()
                    && outcomes.into_iter().all(|(old, new)| old.id == new.id)
            })
    })
}

impl State {
    /// Every edition, the oldest first.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.charters.editions
    }
}
