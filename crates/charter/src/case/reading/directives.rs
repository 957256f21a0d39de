//! Deeds on directives.

use super::{Line, Read, Unread};
use crate::case::{Answered, Deed, DirectiveDeed, DirectiveExpect, Expect};
use crate::problem::did_you_mean;

/// What is done to directives.
pub(super) const VERBS: &[&str] = &[
    "issues",
    "passes",
    "puts",
    "answers",
    "amends",
    "withdraws",
    "objects",
    "settles",
];

impl Line<'_, '_> {
    pub(super) fn deed_on_directive(&mut self, verb: &str) -> Read<Deed> {
        let deed = match verb {
            "issues" => return self.issue(),
            "passes" => {
                self.need("on")?;
                let directive = self.directive()?;
                self.need("from")?;
                let unit = self.unit()?;
                DirectiveDeed::PassOn { directive, unit }
            }
            "puts" => {
                let directive = self.directive()?;
                if !self.take_all(&["on", "the", "agenda", "of"]) {
                    return self.wrong("`on the agenda of` a meeting", "");
                }
                let kind = self.meeting()?;
                self.need("of")?;
                let unit = self.unit()?;
                self.need("for")?;
                DirectiveDeed::PutOnAgenda {
                    directive,
                    kind,
                    unit,
                    day: self.day()?,
                }
            }
            "answers" => {
                let directive = self.directive()?;
                self.need("for")?;
                let unit = self.unit()?;
                self.need("as")?;
                DirectiveDeed::Answer {
                    directive,
                    unit,
                    answered: self.answered()?,
                }
            }
            "amends" => {
                let directive = self.directive()?;
                self.need("to")?;
                let text = self.name()?.0;
                DirectiveDeed::Amend { directive, text }
            }
            "withdraws" => {
                let directive = self.directive()?;
                let reason = self.because()?;
                DirectiveDeed::Withdraw { directive, reason }
            }
            "objects" => {
                self.need("to")?;
                let directive = self.directive()?;
                self.need("for")?;
                let unit = self.unit()?;
                DirectiveDeed::Object {
                    directive,
                    unit,
                    reason: self.because()?,
                }
            }
            _ => return self.settle(),
        };
        Ok(Deed::Directive(deed))
    }

    /// `strikes "count the boats" from the agenda of a meeting of "No. 2" for 2018-01-10
    /// because "it was another"`, behind the verb.
    pub(super) fn struck_agenda(&mut self) -> Read<Deed> {
        let directive = self.directive()?;
        if !self.take_all(&["from", "the", "agenda", "of"]) {
            return self.wrong("`from the agenda of` a meeting", "");
        }
        let kind = self.meeting()?;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("for")?;
        Ok(Deed::Directive(DirectiveDeed::TakeOffAgenda {
            directive,
            kind,
            unit,
            day: self.day()?,
            reason: self.because()?,
        }))
    }

    fn issue(&mut self) -> Read<Deed> {
        let kind = self.phrase_needed("kind of directive", |lexicon| &lexicon.directives)?;
        let text = self.name()?.0;
        self.need("from")?;
        let unit = self.unit()?;
        self.need("to")?;
        let mut to = vec![self.phrase_needed("level", |lexicon| &lexicon.levels)?];
        while self.comma() || self.take("and") {
            to.push(self.phrase_needed("level", |lexicon| &lexicon.levels)?);
        }
        let mut areas = Vec::new();
        if self.take("in") {
            areas.push(self.unit()?);
            while self.comma() || self.take("and") {
                areas.push(self.unit()?);
            }
        }
        let replaces = if self.take("replacing") {
            Some(self.directive()?)
        } else {
            None
        };
        self.cast.directives.insert(text.clone());
        Ok(Deed::Directive(DirectiveDeed::Issue {
            kind,
            text,
            unit,
            to,
            areas,
            replaces,
        }))
    }

    fn settle(&mut self) -> Read<Deed> {
        if !self.take_all(&["the", "objection", "of"]) {
            return self.wrong("`the objection of` a unit", "");
        }
        let unit = self.unit()?;
        self.need("to")?;
        let directive = self.directive()?;
        self.need("as")?;
        let upheld = !self.take("not");
        self.need("upheld")?;
        Ok(Deed::Directive(DirectiveDeed::Settle {
            directive,
            unit,
            upheld,
            reason: self.because()?,
        }))
    }

    fn answered(&mut self) -> Read<Answered> {
        if self.take_all(&["done", "in", "part"]) {
            return Ok(Answered::InPart(self.because()?));
        }
        if self.take_all(&["not", "done"]) {
            return Ok(Answered::NotDone(self.because()?));
        }
        if self.take("done") {
            return Ok(Answered::Done);
        }
        self.wrong("`done`, `done in part` or `not done`", "")
    }

    pub(super) fn because(&mut self) -> Read<String> {
        self.need("because")?;
        Ok(self.name()?.0)
    }

    /// A directive the case has issued, by its text.
    pub(super) fn directive(&mut self) -> Read<String> {
        let (name, span) = self.name()?;
        if self.cast.directives.contains(&name) {
            return Ok(name);
        }
        let known = self.cast.directives.iter().map(String::as_str);
        let help = if self.cast.directives.is_empty() {
            "issue it first".to_owned()
        } else {
            did_you_mean(&name, known, "directive")
        };
        let message = format!("this case knows no directive \"{name}\"");
        self.problems.note(&span, message, "never issued", help);
        Err(Unread)
    }

    /// `"No. 2" has received "..."`, behind the unit.
    pub(super) fn expect_received(&mut self, unit: String) -> Read<Expect> {
        let reached = !self.take("not");
        self.need("received")?;
        Ok(Expect::Directive(DirectiveExpect::Reached {
            directive: self.directive()?,
            unit,
            reached,
        }))
    }

    /// `3 answers to "..."`, behind the number and its word.
    pub(super) fn expect_answers(&mut self, count: u32) -> Read<Expect> {
        self.need("to")?;
        Ok(Expect::Directive(DirectiveExpect::Answers {
            count,
            directive: self.directive()?,
        }))
    }
}
