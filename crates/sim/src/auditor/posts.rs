//! What happens to posts, in the second account.

use jiff::civil::Date;
use kernel::posts::{Confirming, Election, PostEvent, Tenure};
use kernel::{PersonId, UnitId};

use super::{Auditor, Touched};

/// How a tenure came about and began, by the events.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun {
    pub(super) tenure: usize,
    pub(super) confirming: Option<Confirming>,
    pub(super) handed_over: Option<Date>,
}

/// Elections and the words of units above, by the events.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub(super) elections: Vec<Election>,
    pub(super) begun: Vec<Begun>,
}

impl Auditor {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    pub(super) fn enter_post(&mut self, event: &PostEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            PostEvent::TakenUp {
                person,
                unit,
                post,
                on,
            } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                self.tenures.push(Tenure {
                    person: *person,
                    unit: *unit,
                    post: *post,
                    from: *on,
                    until: None,
                });
            }
            PostEvent::LaidDown {
                person,
                unit,
                post,
                on,
            } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                let open = self.tenures.iter_mut().find(|tenure| {
                    (tenure.person, tenure.unit, tenure.post) == (*person, *unit, *post)
                        && tenure.until.is_none()
                });
                if let Some(tenure) = open {
                    tenure.until = Some(*on);
                }
            }
            PostEvent::ElectionRecorded { election } => {
                touched.units.insert(election.unit);
                self.choices.elections.push(election.clone());
            }
            PostEvent::ConfirmationAwaited {
                person,
                unit,
                post,
                by,
                until,
                acts,
                silence,
            } => {
                touched.units.insert(*unit);
                let confirming = Confirming {
                    by: *by,
                    until: *until,
                    acts_until_then: *acts,
                    silence: *silence,
                    said: None,
                };
                if let Some(begun) = self.begun((*person, *unit, *post)) {
                    begun.confirming = Some(confirming);
                }
            }
            PostEvent::HolderConfirmed {
                person,
                unit,
                post,
                on,
                ..
            } => {
                touched.units.insert(*unit);
                self.said((*person, *unit, *post), true, *on);
            }
            PostEvent::ConfirmationRefused {
                person,
                unit,
                post,
                on,
                ..
            } => {
                touched.units.insert(*unit);
                self.said((*person, *unit, *post), false, *on);
            }
            PostEvent::HandedOver {
                person,
                unit,
                post,
                on,
            } => {
                touched.units.insert(*unit);
                if let Some(begun) = self.begun((*person, *unit, *post)) {
                    begun.handed_over = Some(*on);
                }
            }
        }
        touched
    }

    /// What is kept beside the tenure that lasts.
    fn begun(&mut self, held: (PersonId, UnitId, charter::PostId)) -> Option<&mut Begun> {
        let tenure = self.tenures.iter().position(|tenure| {
            (tenure.person, tenure.unit, tenure.post) == held && tenure.until.is_none()
        })?;
        let known = self
            .choices
            .begun
            .iter()
            .position(|begun| begun.tenure == tenure);
        let at = known.unwrap_or_else(|| {
            self.choices.begun.push(Begun {
                tenure,
                confirming: None,
                handed_over: None,
            });
            self.choices.begun.len().saturating_sub(1)
        });
        self.choices.begun.get_mut(at)
    }

    fn said(&mut self, held: (PersonId, UnitId, charter::PostId), yes: bool, on: Date) {
        if let Some(begun) = self.begun(held)
            && let Some(confirming) = &mut begun.confirming
        {
            confirming.said = Some((yes, on));
        }
    }
}
