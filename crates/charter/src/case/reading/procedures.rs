//! Deeds on proceedings, and what is to come of them.

use super::super::words::{Token, What};
use super::{Line, Read};
use crate::case::{Course, Deed, Expect, ProcedureDeed, ProcedureExpect, Subject, Votes};
use crate::problem::did_you_mean;
use crate::procedure::{About, ProcedureRule};
use crate::rule::ProcedureId;

/// What is done to proceedings.
pub(super) const VERBS: &[&str] = &["opens", "sponsors", "stops", "decides", "drops", "lets"];

impl<'a> Line<'a, '_> {
    pub(super) fn deed_on_procedure(&mut self, verb: &str) -> Read<Deed> {
        let deed = match verb {
            "opens" => return self.opening(),
            "decides" => return self.deciding(),
            "lets" => {
                self.need("time")?;
                self.need("decide")?;
                let (procedure, of) = self.proceeding()?;
                ProcedureDeed::LetTimeDecide { procedure, of }
            }
            "drops" => {
                let (procedure, of) = self.proceeding()?;
                ProcedureDeed::Drop { procedure, of }
            }
            _ => {
                if verb == "stops" {
                    self.need("sponsoring")?;
                }
                let (procedure, of) = self.proceeding()?;
                let sponsor = if self.take("by") {
                    Some(self.person()?)
                } else {
                    None
                };
                if verb == "stops" {
                    ProcedureDeed::StopSponsoring {
                        procedure,
                        of,
                        sponsor,
                    }
                } else {
                    ProcedureDeed::Sponsor {
                        procedure,
                        of,
                        sponsor,
                    }
                }
            }
        };
        Ok(Deed::Procedure(deed))
    }

    /// Whether the next words name a procedure.
    pub(super) fn begins_with_procedure(&self) -> bool {
        self.lexicon.procedures.find(self.tokens).is_some()
    }

    fn procedure(&mut self) -> Read<ProcedureId> {
        self.phrase_needed("procedure", |lexicon| &lexicon.procedures)
    }

    fn rule_of(&self, procedure: ProcedureId) -> Option<&'a ProcedureRule> {
        self.lexicon.charter.procedure(procedure)
    }

    /// `joining of "Lee"`: the newest proceeding of a procedure about somebody or something.
    fn proceeding(&mut self) -> Read<(ProcedureId, Subject)> {
        let procedure = self.procedure()?;
        self.need("of")?;
        let of_unit = self
            .rule_of(procedure)
            .is_some_and(|rule| rule.about == About::Unit);
        let of = if of_unit {
            Subject::Unit(self.unit()?)
        } else {
            Subject::Person(self.person()?)
        };
        Ok((procedure, of))
    }

    /// `opens joining of "Lee" in "No. 2"`, and for a transfer `to "No. 3"`.
    fn opening(&mut self) -> Read<Deed> {
        let procedure = self.procedure()?;
        self.need("of")?;
        let about = self.rule_of(procedure).map(|rule| rule.about);
        let (of, unit) = match about {
            Some(About::Unit) => {
                let unit = self.unit()?;
                (Subject::Unit(unit.clone()), unit)
            }
            Some(About::Applicant) => {
                let (person, _) = self.name()?;
                self.need("in")?;
                self.cast.people.insert(person.clone());
                (Subject::Person(person), self.unit()?)
            }
            Some(About::Member) | None => {
                let person = self.person()?;
                self.need("in")?;
                (Subject::Person(person), self.unit()?)
            }
        };
        let to = if self.take("to") {
            Some(self.unit()?)
        } else {
            None
        };
        Ok(Deed::Procedure(ProcedureDeed::Open {
            procedure,
            of,
            unit,
            to,
        }))
    }

    /// `decides vote of joining of "Lee" as agreed with 10 present, 8 for, 1 against, 1 abstaining`.
    fn deciding(&mut self) -> Read<Deed> {
        let (word, at) = (self.next_word(), self.tokens);
        self.skip(1);
        self.need("of")?;
        let (procedure, of) = self.proceeding()?;
        let behind = self.tokens;
        self.tokens = at;
        let step = self.step(procedure, &word)?;
        self.tokens = behind;
        self.need("as")?;
        let outcome = self.outcome(procedure, step)?;
        let votes = if self.take("with") {
            Some(self.votes()?)
        } else {
            None
        };
        Ok(Deed::Procedure(ProcedureDeed::Decide {
            procedure,
            step,
            of,
            outcome,
            votes,
        }))
    }

    /// `strikes the decision of joining of "Lee" because "it was another"`, behind `decision`.
    pub(super) fn struck_decision(&mut self) -> Read<Deed> {
        self.need("of")?;
        let (procedure, of) = self.proceeding()?;
        Ok(Deed::Procedure(ProcedureDeed::StrikeDecision {
            procedure,
            of,
            reason: self.because()?,
        }))
    }

    fn next_word(&self) -> String {
        match self.tokens.first() {
            Some(Token {
                what: What::Word(word),
                ..
            }) => word.clone(),
            _ => String::new(),
        }
    }

    fn step(&mut self, procedure: ProcedureId, word: &str) -> Read<u8> {
        let rule = self.rule_of(procedure);
        let row = rule.and_then(|rule| rule.step_named(word));
        if let Some(row) = row {
            return Ok(row);
        }
        let ids = rule.iter().flat_map(|rule| &rule.steps);
        let help = did_you_mean(word, ids.map(|step| step.id.as_str()), "step");
        self.wrong("a step of this procedure", help)
    }

    fn outcome(&mut self, procedure: ProcedureId, step: u8) -> Read<u8> {
        let word = self.next_word();
        let row = self.rule_of(procedure).and_then(|rule| rule.step(step));
        let Some(found) = row.and_then(|row| row.outcome_named(&word)) else {
            let ids = row.iter().flat_map(|row| &row.outcomes);
            let help = did_you_mean(&word, ids.map(|it| it.id.as_str()), "outcome");
            return self.wrong("an outcome of this step", help);
        };
        self.skip(1);
        Ok(found)
    }

    fn votes(&mut self) -> Read<Votes> {
        let mut votes = Votes {
            entitled: None,
            present: 0,
            in_favour: 0,
            against: 0,
            abstaining: 0,
        };
        loop {
            let Some(number) = self.number() else {
                return self.wrong("a number", "write `with 10 present, 8 for, 1 against`");
            };
            if self.take("entitled") {
                votes.entitled = Some(number);
            } else if self.take("present") {
                votes.present = number;
            } else if self.take("for") {
                votes.in_favour = number;
            } else if self.take("against") {
                votes.against = number;
            } else if self.take("abstaining") {
                votes.abstaining = number;
            } else {
                return self.wrong(
                    "`entitled`, `present`, `for`, `against` or `abstaining`",
                    "",
                );
            }
            if !(self.comma() || self.take("and")) {
                return Ok(votes);
            }
        }
    }

    /// `joining of "Lee" at vote until 2018-01-31 by "No. 2"`, or `joining of "Lee" done`.
    pub(super) fn expect_proceeding(&mut self) -> Read<Expect> {
        let (procedure, of) = self.proceeding()?;
        let course = if self.take("done") {
            Course::Done
        } else if self.take("ended") {
            Course::Ended
        } else if self.take("lapsed") {
            Course::Lapsed
        } else if self.take("dropped") {
            Course::Dropped
        } else if self.take("at") {
            let word = self.next_word();
            let row = self.step(procedure, &word)?;
            self.skip(1);
            Course::Step(row)
        } else {
            return self.wrong("`at` a step, `done`, `ended`, `lapsed` or `dropped`", "");
        };
        let unit = if self.take("by") {
            Some(self.unit()?)
        } else {
            None
        };
        let until = self.day_after("until")?;
        Ok(Expect::Procedure(ProcedureExpect::Stands {
            procedure,
            of,
            course,
            until,
            unit,
        }))
    }
}
