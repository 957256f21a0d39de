//! What is done or checked.

use jiff::civil::Date;

use super::super::words::{Token, What};
use super::{
    Line, Read, awards, bodies, bulletins, conferences, directives, dues, meetings, members,
    petitions, posts, procedures, reports, study, units, visits,
};
use crate::case::{Deed, When, Who};
use crate::problem::did_you_mean;

/// Reads what stands behind a verb.
type Reader = for<'a, 'b, 'c> fn(&'c mut Line<'a, 'b>, &str, &Who) -> Read<Deed>;

/// The verbs of each room, and what reads the rest of the line: one line a room.
const ROOMS: &[(&[&str], Reader)] = &[
    (units::VERBS, |line, verb, _| line.deed_on_unit(verb)),
    (members::VERBS, |line, verb, by| {
        line.deed_on_member(verb, by)
    }),
    (posts::VERBS, |line, verb, by| line.deed_on_post(verb, by)),
    (meetings::VERBS, |line, verb, _| line.deed_on_meeting(verb)),
    (directives::VERBS, |line, verb, _| {
        line.deed_on_directive(verb)
    }),
    (reports::VERBS, |line, verb, _| line.deed_on_report(verb)),
    (awards::VERBS, |line, verb, _| line.deed_on_award(verb)),
    (conferences::VERBS, |line, verb, _| {
        line.deed_on_conference(verb)
    }),
    (bodies::VERBS, |line, verb, _| line.deed_on_body(verb)),
    (study::VERBS, |line, verb, _| line.deed_on_study(verb)),
    (bulletins::VERBS, |line, verb, _| {
        line.deed_on_bulletin(verb)
    }),
    (visits::VERBS, |line, verb, _| line.deed_on_visit(verb)),
    (petitions::VERBS, |line, verb, _| {
        line.deed_on_petitions(verb)
    }),
    (procedures::VERBS, |line, verb, _| {
        line.deed_on_procedure(verb)
    }),
    (dues::VERBS, |line, verb, _| line.deed_on_dues(verb)),
];

/// Every verb with which a deed begins.
pub fn verbs() -> impl Iterator<Item = &'static str> + Clone {
    let rooms = ROOMS.iter().flat_map(|(verbs, _)| verbs.iter().copied());
    rooms.chain(["applies"])
}

impl Line<'_, '_> {
    pub(super) fn check(&mut self) -> Read<Date> {
        self.need("on")?;
        self.day()
    }

    pub(super) fn when(&mut self) -> Read<When> {
        let actor = if self.take("operator") || self.take_all(&["the", "operator"]) {
            Who::Operator
        } else if self.take("anyone") {
            Who::Anyone
        } else if self.peek_name().is_some() {
            Who::Person(self.person()?)
        } else {
            return self.wrong(
                "who does it",
                "write `operator`, `anyone`, or a person's name in quotation marks",
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
        if verb == "records" && self.take("that") {
            return self.deed_on_member(&verb, actor);
        }
        if !petitions::VERBS.contains(&verb.as_str())
            && let Some(kind) = self.petition_kind()
        {
            return self.deed_on_petition(&verb, kind);
        }
        let room = ROOMS
            .iter()
            .find(|(verbs, _)| verbs.contains(&verb.as_str()));
        if let Some((_, read)) = room {
            read(self, &verb, actor)
        } else if verb == "applies" {
            let _the = self.take("the");
            self.need("plan")?;
            self.need("for")?;
            Ok(Deed::ApplyPlan {
                within: self.unit()?,
            })
        } else {
            self.tokens = start;
            let help = did_you_mean(&verb, verbs(), "deed");
            self.wrong("what is done", help)
        }
    }
}
