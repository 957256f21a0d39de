//! The organisation as one viewer may see it on one day. Every question goes
//! to the kernel with the viewer first; what they may not know of is not found.

use charter::{Action, Charter, Scope};
use clerk::{Directory, Recent};
use jiff::civil::Date;
use kernel::meetings::Meeting;
use kernel::units::Unit;
use kernel::{
    Actor, Command, MeetingId, PersonId, Reason, Refusal, Request, State, UnitId, decide, rights,
};

use crate::error::Failure;
use crate::session::SignedIn;
use crate::site::Site;
use crate::words::parted;

/// What is seen, by whom, on which day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub(crate) state: &'a State,
    pub(crate) directory: &'a Directory,
    pub(crate) charter: &'a Charter,
    pub(crate) viewer: Actor,
    pub(crate) today: Date,
    /// The day whose names units have where something of the past is told; none
    /// for those of today.
    pub(crate) told_on: Option<Date>,
}

impl View<'_> {
    /// Whether the viewer could do this now.
    pub(crate) fn would(self, command: Command) -> bool {
        let request = Request {
            actor: self.viewer,
            today: self.today,
            command,
        };
        decide(self.state, &request).is_ok()
    }
}

impl Site {
    /// Looks at the organisation as whoever is signed in may see it.
    ///
    /// # Errors
    /// When nothing is in force yet, the desk has stopped, or `look` finds nothing.
    pub(crate) fn look<T>(
        &self,
        by: &SignedIn,
        look: impl FnOnce(View<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.look_recent(by, |view, _| look(view))
    }

    /// The same, with what was touched lately.
    ///
    /// # Errors
    /// When nothing is in force yet, the desk has stopped, or `look` finds nothing.
    pub(crate) fn look_recent<T>(
        &self,
        by: &SignedIn,
        look: impl FnOnce(View<'_>, &Recent) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let today = self.today();
        self.read_recent(|state, directory, recent| {
            let charter = state
                .charter_on(today)
                .ok_or(Refusal::from(Reason::NoCharterInForce))?;
            let view = View {
                state,
                directory,
                charter,
                viewer: by.actor,
                today,
                told_on: None,
            };
            look(view, recent)
        })?
    }
}

impl<'a> View<'a> {
    /// Whether the viewer may do this in the unit.
    pub(crate) fn may(self, action: Action, unit: UnitId) -> bool {
        rights::may(self.state, self.viewer, self.today, action, unit)
    }

    /// A unit the viewer may know of.
    pub(crate) fn unit(self, unit: UnitId) -> Result<Unit<'a>, Failure> {
        let found = self
            .state
            .unit(unit)
            .filter(|_| self.may(Action::SeeFigures, unit));
        found.ok_or(Failure::NotFound)
    }

    /// A unit in which the viewer may do this. Where they may know of the unit
    /// and not do this in it, they are told by which article.
    pub(crate) fn unit_for(self, action: Action, unit: UnitId) -> Result<Unit<'a>, Failure> {
        let found = self.unit(unit)?;
        if self.may(action, unit) {
            return Ok(found);
        }
        let reason = Reason::NoRight {
            action,
            unit: found.name.to_owned(),
        };
        let rule = self
            .charter
            .rights
            .iter()
            .find(|right| right.action == action);
        Err(Refusal {
            reason,
            rule: rule.map(|right| right.rule),
        }
        .into())
    }

    /// What dues are called.
    pub(crate) fn dues_title(self) -> String {
        let rule = self.charter.dues.as_ref();
        rule.map_or_else(|| "dues".to_owned(), |rule| rule.title.clone())
    }

    /// An amount as people write it, with its currency.
    pub(crate) fn money(self, minor: i64) -> String {
        match self.state.money(minor) {
            Some(money) => parted(&money.to_string()),
            None => minor.to_string(),
        }
    }

    /// A meeting of a unit the viewer may know of.
    pub(crate) fn meeting(self, meeting: MeetingId) -> Result<Meeting, Failure> {
        let found = self.state.meeting(meeting).ok_or(Failure::NotFound)?;
        self.unit(found.unit)?;
        Ok(found)
    }

    /// A person the viewer may know of.
    pub(crate) fn person(self, person: PersonId) -> Result<PersonId, Failure> {
        let known = person.0 < self.state.person_count();
        if known && rights::may_see_person(self.state, self.viewer, self.today, person) {
            return Ok(person);
        }
        Err(Failure::NotFound)
    }

    /// The highest units the viewer may know of, by number: where a tree begins.
    pub(crate) fn highest_units(self) -> Vec<UnitId> {
        let mut highest = Vec::new();
        for (seat, scope) in rights::reach(self.state, self.viewer, self.today, Action::SeeFigures)
        {
            match scope {
                Scope::OwnUnit => highest.push(seat),
                Scope::UnitsBelow => highest.extend(self.state.units_beneath(seat)),
                Scope::Everywhere => highest.extend(self.state.top_unit()),
            }
        }
        highest.retain(|unit| {
            let mut above = self.state.units_above(*unit);
            !above.any(|above| self.may(Action::SeeFigures, above))
        });
        highest.sort_unstable();
        highest.dedup();
        highest
    }

    /// The units directly beneath that the viewer may know of, by number.
    pub(crate) fn units_beneath(self, unit: UnitId) -> Vec<UnitId> {
        let beneath = self.state.units_beneath(unit);
        let mut beneath: Vec<UnitId> = beneath
            .filter(|it| self.may(Action::SeeFigures, *it))
            .collect();
        beneath.sort_unstable();
        beneath
    }

    /// Whether the viewer may see how to reach this person, whom they may know of.
    pub(crate) fn may_see_contacts(self, person: PersonId) -> bool {
        if self.viewer == Actor::Operator || self.viewer == Actor::Person(person) {
            return true;
        }
        let unit = self
            .state
            .membership(person)
            .map(|membership| membership.unit);
        let applies = || {
            let mut about = self.state.proceedings_about(person);
            about.any(|it| it.course.is_open() && self.may(Action::SeeContacts, it.unit))
        };
        unit.is_some_and(|unit| self.may(Action::SeeContacts, unit)) || applies()
    }
}
