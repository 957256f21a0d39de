//! Deeds on posts.

use super::{Line, Read};
use crate::case::{Deed, ElectionReport, Expect, PostDeed, PostExpect, Who};

/// What is done to posts.
pub(super) const VERBS: &[&str] = &[
    "appoints", "relieves", "takes", "lays", "elects", "confirms", "declines", "hands",
];

impl Line<'_, '_> {
    pub(super) fn deed_on_post(&mut self, verb: &str, actor: &Who) -> Read<Deed> {
        match verb {
            "elects" => return self.election(),
            "hands" => return self.handing_over(),
            "confirms" | "declines" => return self.confirmation(verb == "confirms"),
            _ => {}
        }
        let person = match (verb, actor) {
            ("appoints" | "relieves", _) => self.person()?,
            (_, Who::Person(person)) => person.clone(),
            (_, Who::Operator | Who::Anyone) => {
                return self.wrong(
                    "`appoints` or `relieves` and a name",
                    "nobody but a person holds a post",
                );
            }
        };
        match verb {
            "takes" => self.need("up")?,
            "lays" => self.need("down")?,
            _ => {
                let _as = self.take("as");
            }
        }
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        Ok(match verb {
            "appoints" | "takes" => Deed::Post(PostDeed::TakeUp { person, post, unit }),
            _ => Deed::Post(PostDeed::LayDown { person, post, unit }),
        })
    }

    /// `elects "Ada" captain of "A" with 20 entitled, 18 ballots, 17 valid, 12 for "Ada", 5 for "Bo"`,
    /// behind the verb.
    fn election(&mut self) -> Read<Deed> {
        let mut elected = Vec::new();
        if !self.take("nobody") {
            elected.push(self.person()?);
            while self.comma() || self.take("and") {
                elected.push(self.person()?);
            }
        }
        let _as = self.take("as");
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("with")?;
        let entitled = self.figure("entitled")?;
        let ballots = self.figure("ballots")?;
        let valid = self.figure("valid")?;
        let mut votes = Vec::new();
        while let Some(count) = self.number() {
            self.need("for")?;
            votes.push((self.person()?, count));
            let _ = self.comma() || self.take("and");
        }
        Ok(Deed::Post(PostDeed::Elect(ElectionReport {
            post,
            unit,
            entitled,
            ballots,
            valid,
            votes,
            elected,
        })))
    }

    pub(super) fn figure(&mut self, word: &str) -> Read<u32> {
        let Some(count) = self.number() else {
            return self.wrong(&format!("a number and `{word}`"), "");
        };
        self.need(word)?;
        let _comma = self.comma();
        Ok(count)
    }

    fn confirmation(&mut self, confirms: bool) -> Read<Deed> {
        let person = self.person()?;
        let _as = self.take("as");
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        Ok(Deed::Post(PostDeed::Confirm {
            person,
            post,
            unit,
            confirms,
        }))
    }

    fn handing_over(&mut self) -> Read<Deed> {
        self.need("over")?;
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("to")?;
        Ok(Deed::Post(PostDeed::HandOver {
            person: self.person()?,
            post,
            unit,
        }))
    }

    /// `strikes the confirmation of "Ada" as captain of "A" because "it was Bo"`, behind
    /// `confirmation`.
    pub(super) fn struck_confirmation(&mut self) -> Read<Deed> {
        self.need("of")?;
        let person = self.person()?;
        let _as = self.take("as");
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        Ok(Deed::Post(PostDeed::WithdrawConfirmation {
            person,
            post,
            unit,
            reason: self.because()?,
        }))
    }

    /// `strikes the handing over of captain of "A" to "Ada" because "not yet"`, behind `handing`.
    pub(super) fn struck_hand_over(&mut self) -> Read<Deed> {
        self.need("over")?;
        self.need("of")?;
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("to")?;
        Ok(Deed::Post(PostDeed::StrikeHandOver {
            person: self.person()?,
            post,
            unit,
            reason: self.because()?,
        }))
    }

    /// `strikes the taking up of captain of "A" by "Ada" because "it was Bo"`, and the same
    /// with `laying down`, behind its first word.
    pub(super) fn struck_tenure(&mut self, laid_down: bool) -> Read<Deed> {
        self.need(if laid_down { "down" } else { "up" })?;
        self.need("of")?;
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("by")?;
        Ok(Deed::Post(PostDeed::StrikeTenure {
            person: self.person()?,
            post,
            unit,
            laid_down,
            reason: self.because()?,
        }))
    }

    /// `strikes the election of captain of "A" of 2017-12-20 because "it was another"`,
    /// behind `election`.
    pub(super) fn struck_election(&mut self) -> Read<Deed> {
        self.need("of")?;
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        self.need("of")?;
        Ok(Deed::Post(PostDeed::Strike {
            post,
            unit,
            held: self.day()?,
            reason: self.because()?,
        }))
    }

    /// `"Ada" awaits confirmation as captain of "A"`, behind the verb.
    pub(super) fn expect_awaits(&mut self, person: String) -> Read<Expect> {
        let awaits = !self.take("no");
        self.need("confirmation")?;
        self.need("as")?;
        let post = self.post()?;
        self.need("of")?;
        Ok(Expect::Post(PostExpect::Awaits {
            person,
            awaits,
            post,
            unit: self.unit()?,
        }))
    }
}
