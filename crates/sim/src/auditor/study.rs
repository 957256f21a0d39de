//! What happens to sessions of courses, in the second account.

use std::collections::BTreeSet;

use charter::CourseId;
use jiff::civil::Date;
use kernel::study::{SessionStanding, StudyEvent};
use kernel::{PersonId, UnitId};

use super::{Auditor, Touched};

/// What is known of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SessionAccount {
    pub(super) course: CourseId,
    pub(super) part: u16,
    pub(super) unit: UnitId,
    pub(super) on: Date,
    pub(super) standing: SessionStanding,
    pub(super) attended: BTreeSet<PersonId>,
}

impl Auditor {
    pub(super) fn enter_study(&mut self, event: &StudyEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            StudyEvent::Announced {
                session,
                course,
                part,
                unit,
                on,
            } => {
                touched.units.insert(*unit);
                let account = SessionAccount {
                    course: *course,
                    part: *part,
                    unit: *unit,
                    on: *on,
                    standing: SessionStanding::Announced,
                    attended: BTreeSet::new(),
                };
                self.sessions.insert(*session, account);
                self.sessions_of.entry(*unit).or_default().push(*session);
            }
            StudyEvent::Attended {
                session,
                unit,
                attended,
                ..
            }
            | StudyEvent::Corrected {
                session,
                unit,
                attended,
                ..
            } => {
                touched.units.insert(*unit);
                if let Some(account) = self.sessions.get_mut(session) {
                    for person in &account.attended {
                        if let Some(theirs) = self.attended_by.get_mut(person) {
                            theirs.remove(session);
                        }
                    }
                    for person in attended {
                        self.attended_by
                            .entry(*person)
                            .or_default()
                            .insert(*session);
                    }
                    touched.people.extend(&account.attended);
                    touched.people.extend(attended);
                    account.standing = SessionStanding::Held;
                    account.attended = attended.iter().copied().collect();
                }
            }
            StudyEvent::CalledOff { session, unit, .. } => {
                touched.units.insert(*unit);
                if let Some(account) = self.sessions.get_mut(session) {
                    account.standing = SessionStanding::CalledOff;
                }
            }
        }
        touched
    }
}
