//! What happens to posts, in the second account.

use std::collections::{BTreeMap, BTreeSet};

use charter::PostId;
use jiff::civil::Date;
use kernel::posts::{Confirming, Election, PostEvent, Tenure};
use kernel::{DocumentId, PersonId, UnitId};

use super::{Auditor, Touched};

/// Every time anybody had a post, in the order of taking up.
#[derive(Clone, Debug, Default)]
pub(super) struct Tenures {
    all: Vec<Tenure>,
    /// The places of those that were struck: they never were.
    struck: BTreeSet<usize>,
    of_unit: BTreeMap<UnitId, Vec<usize>>,
    of_person: BTreeMap<PersonId, Vec<usize>>,
}

impl Tenures {
    fn push(&mut self, tenure: Tenure) {
        let at = self.all.len();
        self.of_unit.entry(tenure.unit).or_default().push(at);
        self.of_person.entry(tenure.person).or_default().push(at);
        self.all.push(tenure);
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Tenure> {
        let stands = |(at, tenure)| (!self.struck.contains(&at)).then_some(tenure);
        self.all.iter().enumerate().filter_map(stands)
    }

    /// Those in a unit, with their places in the order.
    pub(super) fn in_unit(
        &self,
        unit: UnitId,
    ) -> impl DoubleEndedIterator<Item = (usize, &Tenure)> {
        let places = self.of_unit.get(&unit).into_iter().flatten();
        places
            .filter(|at| !self.struck.contains(*at))
            .filter_map(|at| Some((*at, self.all.get(*at)?)))
    }

    /// Those of a person.
    pub(super) fn of_person(&self, person: PersonId) -> impl DoubleEndedIterator<Item = &Tenure> {
        let places = self.of_person.get(&person).into_iter().flatten();
        places
            .filter(|at| !self.struck.contains(*at))
            .filter_map(|at| self.all.get(*at))
    }

    /// The last that ended on a day goes on.
    fn resume(&mut self, held: (PersonId, UnitId, PostId), on: Date) {
        let place = self.ended(held, on);
        if let Some(tenure) = place.and_then(|at| self.all.get_mut(at)) {
            tenure.until = None;
        }
    }

    /// The place of the last that ended on a day.
    fn ended(&self, (person, unit, post): (PersonId, UnitId, PostId), on: Date) -> Option<usize> {
        let ended = |tenure: &Tenure| {
            (tenure.person, tenure.post, tenure.until) == (person, post, Some(on))
        };
        let mut places = self.in_unit(unit).rev();
        places.find(|(_, tenure)| ended(tenure)).map(|(at, _)| at)
    }

    /// The place of the one that lasts.
    fn lasting(&self, (person, unit, post): (PersonId, UnitId, PostId)) -> Option<usize> {
        let lasts = |tenure: &Tenure| {
            (tenure.person, tenure.post) == (person, post) && tenure.until.is_none()
        };
        self.in_unit(unit)
            .find(|(_, tenure)| lasts(tenure))
            .map(|(at, _)| at)
    }
}

/// How a tenure came about and began, by the events.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Begun {
    pub(super) confirming: Option<Confirming>,
    pub(super) handed_over: Option<Date>,
}

/// Elections and the words of units above, by the events.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub(super) elections: BTreeMap<UnitId, Vec<Election>>,
    /// Why elections were struck, by their numbers.
    pub(super) struck: BTreeMap<(UnitId, u32), DocumentId>,
    /// By the place of the tenure.
    pub(super) begun: BTreeMap<usize, Begun>,
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
                let lasting = self.tenures.lasting((*person, *unit, *post));
                if let Some(tenure) = lasting.and_then(|at| self.tenures.all.get_mut(at)) {
                    tenure.until = Some(*on);
                }
            }
            PostEvent::ElectionRecorded { election } => {
                touched.units.insert(election.unit);
                let of_unit = self.choices.elections.entry(election.unit).or_default();
                of_unit.push(election.clone());
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
            PostEvent::ConfirmationWithdrawn {
                person, unit, post, ..
            } => {
                touched.units.insert(*unit);
                if let Some(begun) = self.begun((*person, *unit, *post))
                    && let Some(confirming) = &mut begun.confirming
                {
                    confirming.said = None;
                }
            }
            PostEvent::HandOverStruck {
                person, unit, post, ..
            } => {
                touched.units.insert(*unit);
                if let Some(begun) = self.begun((*person, *unit, *post)) {
                    begun.handed_over = None;
                }
            }
            PostEvent::Struck {
                person, unit, post, ..
            } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                let lasting = self.tenures.lasting((*person, *unit, *post));
                self.tenures.struck.extend(lasting);
            }
            PostEvent::LayingDownStruck {
                person,
                unit,
                post,
                on,
                ..
            }
            | PostEvent::Resumed {
                person,
                unit,
                post,
                on,
            } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                self.tenures.resume((*person, *unit, *post), *on);
            }
            PostEvent::ElectionStruck {
                unit,
                post,
                number,
                on,
                reason,
                ended,
                back,
            } => {
                touched.units.insert(*unit);
                touched.people.extend(ended.iter().chain(back).copied());
                self.choices.struck.insert((*unit, *number), *reason);
                for person in ended {
                    let lasting = self.tenures.lasting((*person, *unit, *post));
                    self.tenures.struck.extend(lasting);
                }
                for person in back {
                    self.tenures.resume((*person, *unit, *post), *on);
                }
            }
        }
        touched
    }

    /// What is kept beside the tenure that lasts.
    fn begun(&mut self, held: (PersonId, UnitId, PostId)) -> Option<&mut Begun> {
        let tenure = self.tenures.lasting(held)?;
        Some(self.choices.begun.entry(tenure).or_default())
    }

    fn said(&mut self, held: (PersonId, UnitId, PostId), yes: bool, on: Date) {
        if let Some(begun) = self.begun(held)
            && let Some(confirming) = &mut begun.confirming
        {
            confirming.said = Some((yes, on));
        }
    }
}
