//! What is done or checked.

use jiff::civil::Date;

use super::super::words::{Token, What};
use super::{Line, Read};
use crate::case::{Deed, Share, When, Who};
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
        let deed = self.deed(&actor)?;
        let on = self.day_after("on")?;
        Ok(When { actor, deed, on })
    }

    fn deed(&mut self, actor: &Who) -> Read<Deed> {
        const VERBS: [&str; 18] = [
            "founds",
            "renames",
            "moves",
            "splits",
            "forms",
            "merges",
            "dissolves",
            "admits",
            "promotes",
            "transfers",
            "leaves",
            "appoints",
            "relieves",
            "takes",
            "lays",
            "calls",
            "records",
            "corrects",
        ];
        let verb = match self.tokens.first() {
            Some(Token {
                what: What::Word(word),
                ..
            }) => word.clone(),
            _ => String::new(),
        };
        let start = self.tokens;
        self.skip(1);
        match verb.as_str() {
            "founds" | "renames" | "moves" | "splits" | "forms" | "merges" | "dissolves" => {
                self.deed_on_unit(&verb)
            }
            "admits" | "promotes" | "transfers" | "leaves" => self.deed_on_member(&verb, actor),
            "appoints" | "relieves" | "takes" | "lays" => self.deed_on_post(&verb, actor),
            "calls" | "records" | "corrects" => self.deed_on_meeting(&verb),
            "applies" => {
                let _the = self.take("the");
                self.need("plan")?;
                self.need("for")?;
                Ok(Deed::ApplyPlan {
                    within: self.unit()?,
                })
            }
            other => {
                self.tokens = start;
                let help = did_you_mean(other, VERBS.into_iter().chain(["applies"]), "deed");
                self.wrong("what is done", help)
            }
        }
    }

    fn deed_on_unit(&mut self, verb: &str) -> Read<Deed> {
        match verb {
            "founds" => {
                let level = self.phrase_needed("level", |lexicon| &lexicon.levels)?;
                let (name, span) = self.name()?;
                let under = if self.take("under") {
                    Some(self.unit()?)
                } else {
                    None
                };
                self.introduce_unit(&name, Some(level), &span)?;
                Ok(Deed::Found { level, name, under })
            }
            "renames" => {
                let unit = self.unit()?;
                self.need("to")?;
                Ok(Deed::Rename {
                    unit,
                    to: self.name()?.0,
                })
            }
            "moves" => {
                let unit = self.unit()?;
                self.need("under")?;
                Ok(Deed::Move {
                    unit,
                    under: self.unit()?,
                })
            }
            "splits" => {
                let unit = self.unit()?;
                Ok(Deed::Split {
                    unit,
                    parts: self.shares()?,
                })
            }
            "forms" => {
                let level = self.phrase_needed("level", |lexicon| &lexicon.levels)?;
                self.need("from")?;
                let unit = self.unit()?;
                let parts = self.shares()?;
                self.cast.units.insert(unit.clone(), None);
                Ok(Deed::Form { level, unit, parts })
            }
            "merges" => {
                let from = self.unit()?;
                self.need("into")?;
                Ok(Deed::Merge {
                    from,
                    into: self.unit()?,
                })
            }
            _ => Ok(Deed::Dissolve { unit: self.unit()? }),
        }
    }

    /// `giving 15 people to "No. 3", "Kim" and 9 people to "No. 4"`.
    fn shares(&mut self) -> Read<Vec<Share>> {
        self.need("giving")?;
        let mut shares = Vec::new();
        loop {
            let mut share = Share {
                count: 0,
                named: Vec::new(),
                to: String::new(),
            };
            loop {
                if let Some(count) = self.number() {
                    let _word = self.take("people") || self.take("person");
                    share.count = share.count.saturating_add(count);
                } else {
                    share.named.push(self.person()?);
                }
                if !self.take("and") {
                    break;
                }
            }
            self.need("to")?;
            let (to, span) = self.name()?;
            self.introduce_unit(&to, None, &span)?;
            share.to = to;
            shares.push(share);
            if !self.comma() {
                return Ok(shares);
            }
        }
    }

    fn deed_on_member(&mut self, verb: &str, actor: &Who) -> Read<Deed> {
        match (verb, actor) {
            ("admits", _) => {
                let (person, _) = self.name()?;
                self.need("to")?;
                let unit = self.unit()?;
                self.need("as")?;
                let _article = self.take("a") || self.take("an");
                let grade = self.grade()?;
                self.cast.people.insert(person.clone());
                Ok(Deed::Admit {
                    person,
                    unit,
                    grade,
                })
            }
            ("promotes", _) => {
                let person = self.person()?;
                self.need("to")?;
                Ok(Deed::Promote {
                    person,
                    grade: self.grade()?,
                })
            }
            ("transfers", _) => {
                let person = self.person()?;
                self.need("to")?;
                Ok(Deed::Transfer {
                    person,
                    to: self.unit()?,
                })
            }
            (_, Who::Person(person)) => Ok(Deed::Leave {
                person: person.clone(),
            }),
            (_, Who::Operator) => self.wrong(
                "`records that \"...\" leaves`",
                "the operator belongs to no unit",
            ),
        }
    }

    fn deed_on_post(&mut self, verb: &str, actor: &Who) -> Read<Deed> {
        let person = match (verb, actor) {
            ("appoints" | "relieves", _) => self.person()?,
            (_, Who::Person(person)) => person.clone(),
            (_, Who::Operator) => {
                return self.wrong(
                    "`appoints` or `relieves` and a name",
                    "the operator holds no post",
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
            "appoints" | "takes" => Deed::TakeUp { person, post, unit },
            _ => Deed::LayDown { person, post, unit },
        })
    }

    fn deed_on_meeting(&mut self, verb: &str) -> Read<Deed> {
        if verb == "records" && self.take("that") {
            let person = self.person()?;
            self.need("leaves")?;
            return Ok(Deed::Leave { person });
        }
        let kind = self.meeting()?;
        self.need("of")?;
        let unit = self.unit()?;
        match verb {
            "calls" => {
                self.need("for")?;
                Ok(Deed::Call {
                    kind,
                    unit,
                    day: self.day()?,
                })
            }
            "records" => {
                let held = self.day_after("held")?;
                self.need("with")?;
                let presence = self.presence()?;
                let mut resolutions = Vec::new();
                while self.comma() || (!resolutions.is_empty() && self.take("and")) {
                    let _word = self.take("resolving");
                    resolutions.push(self.name()?.0);
                }
                Ok(Deed::Record {
                    kind,
                    unit,
                    held,
                    presence,
                    resolutions,
                })
            }
            _ => {
                self.need("held")?;
                let held = self.day()?;
                self.need("to")?;
                let presence = self.presence()?;
                self.need("because")?;
                Ok(Deed::Correct {
                    kind,
                    unit,
                    held,
                    presence,
                    reason: self.name()?.0,
                })
            }
        }
    }
}
