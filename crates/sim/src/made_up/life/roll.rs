//! Coming and going: who joins and who leaves, and that the roll ends with the
//! number of members wished for.

use charter::{Effect, GradeId};
use jiff::civil::Date;
use kernel::members::{AdmitMember, Leave};
use kernel::{Actor, Command, PersonId, UnitId};

use super::super::draft::PersonDraft;
use super::super::{CannotMakeUp, Step, Wish};
use super::procedures::About;
use super::{Life, fault};

/// How many units are asked before somebody stays away, or stays, after all.
const UNITS_ASKED_MAX: u32 = 20;

impl Life<'_, '_> {
    /// Somebody joins: in this unit or, where it has no room, in another one.
    pub(super) fn come(&mut self, on: Date, unit: UnitId) {
        self.here_or_elsewhere(unit, |life, unit| life.join(on, unit));
    }

    /// Somebody leaves: from this unit or, where it can spare nobody, from another one.
    pub(super) fn go(&mut self, on: Date, unit: UnitId) {
        self.here_or_elsewhere(unit, |life, unit| life.leave(on, unit));
    }

    /// Tries the unit and then, unless it was to happen there on purpose, other sound ones.
    fn here_or_elsewhere(
        &mut self,
        unit: UnitId,
        mut happens: impl FnMut(&mut Self, UnitId) -> bool,
    ) {
        if happens(self, unit) || fault(&self.draft, unit).is_some() {
            return;
        }
        for _ in 1..UNITS_ASKED_MAX {
            let Some(other) = self.chance.pick(&self.sound) else {
                return;
            };
            if happens(self, other) {
                return;
            }
        }
    }

    fn join(&mut self, on: Date, unit: UnitId) -> bool {
        let planted = fault(&self.draft, unit).is_some();
        let size = self.draft.size_rule(unit);
        let counts = |grade: &GradeId| size.is_none_or(|size| size.counts.contains(grade));
        let Some(grade) = self.grades.entry.filter(|grade| !planted || counts(grade)) else {
            return false;
        };
        if !planted && !self.draft.has_room(unit) {
            return false;
        }
        let actor = self
            .draft
            .actor_for(charter::Action::AdmitMember, &[unit], None);
        let person = PersonId(self.draft.person_count());
        let about = About {
            person,
            new: true,
            unit,
        };
        let way = self.procedure_for(Effect::Admit(grade));
        let by_steps = way.is_some_and(|way| self.go_through(on, about, &way));
        self.draft.people.push(PersonDraft {
            unit,
            grade,
            joined: on,
            graded: on,
            seats: 0,
            stays: false,
        });
        self.draft.enter(person, unit);
        self.members = self.members.saturating_add(1);
        if by_steps {
            return true;
        }
        let it = AdmitMember {
            person: None,
            unit,
            grade,
            on,
        };
        let card = Some(self.names.card(person));
        self.steps.push(Step {
            on,
            actor,
            command: Command::from(it),
            card,
        });
        true
    }

    fn leave(&mut self, on: Date, unit: UnitId) -> bool {
        let planted = fault(&self.draft, unit).is_some();
        if !planted && !self.draft.can_spare(unit) {
            return false;
        }
        let Some(person) = self.free_to_go(unit) else {
            return false;
        };
        let it = Leave { person, on };
        self.step(on, Actor::Person(person), Command::from(it));
        self.draft.strike(person);
        self.members = self.members.saturating_sub(1);
        if let Some(row) = self.draft.person_mut(person) {
            row.stays = true;
        }
        true
    }

    /// On the last day the few join or leave by whom the roll still differs
    /// from the number wished for, a unit after the other.
    pub(super) fn settle(&mut self, wish: &Wish) -> Result<(), CannotMakeUp> {
        let mut units = self.sound.clone();
        // Not always the same ones.
        let count = u32::try_from(units.len()).unwrap_or(0);
        let first = self.chance.between(0, count.saturating_sub(1)).min(count);
        units.rotate_left(usize::try_from(first).unwrap_or(0));
        while self.members != wish.members {
            let before = self.members;
            for unit in &units {
                if self.members < wish.members {
                    self.join(wish.until, *unit);
                } else if self.members > wish.members {
                    self.leave(wish.until, *unit);
                }
            }
            if self.members == before {
                return Err(CannotMakeUp::Members {
                    wished: wish.members,
                    near: self.members,
                });
            }
        }
        Ok(())
    }
}
