//! What is done or checked.

use jiff::civil::Date;

use super::super::words::{Token, What};
use super::{Line, Read, directives, meetings, members, posts, reports, units};
use crate::case::{Deed, When, Who};
use crate::problem::did_you_mean;

impl Line<'_, '_> {
    pub(super) fn check(&mut self) -> Read<Date> {
        self.need("on")?;
        self.day()
    }

    pub(super) fn when(&mut self) -> Read<When> {
        let actor = if self.take("operator") || self.take_all(&["the", "operator"]) {
            Who::Operator
        } else if self.peek_name().is_some() {
            Who::Person(self.person()?)
        } else {
            return self.wrong(
                "who does it",
                "write `operator`, or a person's name in quotation marks",
            );
        };
        self.deed_of(actor)
    }

    pub(super) fn deed_of(&mut self, actor: Who) -> Read<When> {
        let deed = self.deed(&actor)?;
        let on = self.day_after("on")?;
        Ok(When { actor, deed, on })
    }

    fn deed(&mut self, actor: &Who) -> Read<Deed> {
        let verb = match self.tokens.first() {
            Some(Token {
                what: What::Word(word),
                ..
            }) => word.clone(),
            _ => String::new(),
        };
        let start = self.tokens;
        self.skip(1);
        let is_of = |verbs: &[&str]| verbs.contains(&verb.as_str());
        if verb == "records" && self.take("that") {
            self.deed_on_member(&verb, actor)
        } else if is_of(units::VERBS) {
            self.deed_on_unit(&verb)
        } else if is_of(members::VERBS) {
            self.deed_on_member(&verb, actor)
        } else if is_of(posts::VERBS) {
            self.deed_on_post(&verb, actor)
        } else if is_of(meetings::VERBS) {
            self.deed_on_meeting(&verb)
        } else if is_of(directives::VERBS) {
            self.deed_on_directive(&verb)
        } else if is_of(reports::VERBS) {
            self.deed_on_report(&verb)
        } else if verb == "applies" {
            let _the = self.take("the");
            self.need("plan")?;
            self.need("for")?;
            Ok(Deed::ApplyPlan {
                within: self.unit()?,
            })
        } else {
            self.tokens = start;
            let rooms = [
                units::VERBS,
                members::VERBS,
                posts::VERBS,
                meetings::VERBS,
                directives::VERBS,
                reports::VERBS,
            ];
            let verbs = rooms.into_iter().flatten().copied();
            let help = did_you_mean(&verb, verbs.chain(["applies"]), "deed");
            self.wrong("what is done", help)
        }
    }
}
