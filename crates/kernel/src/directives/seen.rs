//! What a viewer may know of directives: those issued by a unit they may see,
//! and those that have reached one.

use charter::Action;
use jiff::civil::Date;

use crate::ids::{DirectiveId, UnitId};
use crate::request::Actor;
use crate::rights::{self, Sight};
use crate::state::State;

/// Whoever may do one of these in a unit reads what was decided for it.
const READERS: &[Action] = &[
    Action::SeeRoll,
    Action::IssueDirective,
    Action::PassOnDirective,
    Action::AnswerDirective,
];

impl State {
    /// Whether a directive has reached a unit that it passes or is addressed to.
    #[must_use]
    pub fn has_reached(&self, directive: DirectiveId, unit: UnitId) -> bool {
        (self.directives.addressed_to(directive, unit)
            || self.directives.on_the_way(directive, unit))
            && self.received_on(directive, unit).is_some()
    }

    /// Whether a directive was issued by a unit in sight, or has reached one.
    #[must_use]
    pub fn directive_in_sight(&self, directive: DirectiveId, sight: &Sight) -> bool {
        let Some((_, issuer, _)) = self.directives.issue_of(directive) else {
            return false;
        };
        if sight.reaches(self, issuer) {
            return true;
        }
        // Nearly always the seat itself answers, and nobody beneath need be asked.
        let seat = |unit| sight.reaches(self, unit) && self.has_reached(directive, unit);
        sight.seats().any(seat)
            || (sight.reaches_below()
                && self
                    .directives
                    .addressed(directive)
                    .chain(self.directives.way(directive))
                    .any(seat))
    }

    /// Whether a viewer may know that a directive is there, and how it stands.
    #[must_use]
    pub fn may_know_directive(&self, viewer: Actor, today: Date, directive: DirectiveId) -> bool {
        let sight = rights::sight(self, viewer, today, Action::SeeFigures);
        self.directive_in_sight(directive, &sight)
    }

    /// Whether a viewer may read the words of a directive.
    #[must_use]
    pub fn may_read_directive(&self, viewer: Actor, today: Date, directive: DirectiveId) -> bool {
        READERS.iter().any(|&action| {
            let sight = rights::sight(self, viewer, today, action);
            self.directive_in_sight(directive, &sight)
        })
    }

    /// Whether a viewer may read what a unit said to a directive: those who read what
    /// the unit decides, and the issuer, to whom it is said.
    #[must_use]
    pub fn may_read_answer(
        &self,
        viewer: Actor,
        today: Date,
        directive: DirectiveId,
        unit: UnitId,
    ) -> bool {
        let issuer = self.directives.issue_of(directive).map(|it| it.1);
        let may = |action, unit| rights::may(self, viewer, today, action, unit);
        may(Action::SeeRoll, unit)
            || may(Action::AnswerDirective, unit)
            || issuer.is_some_and(|issuer| may(Action::IssueDirective, issuer))
    }

    /// The directives a viewer may know of, the newest first.
    #[must_use]
    pub fn directives_known_to(&self, viewer: Actor, today: Date) -> Vec<DirectiveId> {
        let sight = rights::sight(self, viewer, today, Action::SeeFigures);
        (0..self.directives.count())
            .rev()
            .map(DirectiveId)
            .filter(|id| self.directive_in_sight(*id, &sight))
            .collect()
    }
}
