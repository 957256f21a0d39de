//! Deeds on petitions.

use super::{Line, Read};
use crate::case::{Deed, Expect, PetitionDeed, PetitionExpect, ProcedureDeed};
use crate::rule::PetitionKindId;

/// The verbs that speak of petitions and nothing else.
pub(super) const VERBS: &[&str] = &["asks", "erases"];

impl Line<'_, '_> {
    /// The charter's word for a petition, if it is the next one.
    pub(super) fn petition_kind(&mut self) -> Option<PetitionKindId> {
        self.phrase(|lexicon| &lexicon.petitions)
    }

    /// `asks "No. 2" "..."`, `erases requests` and `erases applicants`.
    pub(super) fn deed_on_petitions(&mut self, verb: &str) -> Read<Deed> {
        if verb == "erases" && self.take("applicants") {
            return Ok(Deed::Procedure(ProcedureDeed::EraseApplicants));
        }
        if verb == "erases" {
            self.phrase_needed("petition", |lexicon| &lexicon.petitions)?;
            return Ok(Deed::Petition(PetitionDeed::Erase));
        }
        let unit = self.unit()?;
        let kind = if self.take("for") {
            let _article = self.take("a") || self.take("an");
            Some(self.phrase_needed("petition", |lexicon| &lexicon.petitions)?)
        } else {
            None
        };
        let text = self.name()?.0;
        let contact = self.contact()?;
        Ok(Deed::Petition(PetitionDeed::Ask {
            kind,
            unit,
            text,
            contact,
        }))
    }

    /// Deeds whose verb belongs to other rooms too, behind the charter's word: `passes request 1 to "A"`.
    pub(super) fn deed_on_petition(&mut self, verb: &str, kind: PetitionKindId) -> Read<Deed> {
        if verb == "records" {
            let text = self.name()?.0;
            self.need("to")?;
            let unit = self.unit()?;
            let contact = self.contact()?;
            return Ok(Deed::Petition(PetitionDeed::Record {
                kind,
                unit,
                text,
                contact,
            }));
        }
        let petition = self.petition_number()?;
        Ok(Deed::Petition(match verb {
            "passes" => {
                self.need("to")?;
                PetitionDeed::PassOn {
                    petition,
                    to: self.unit()?,
                    reason: self.because()?,
                }
            }
            "answers" => PetitionDeed::Answer {
                petition,
                text: self.name()?.0,
            },
            "corrects" => {
                self.need("to")?;
                PetitionDeed::Correct {
                    petition,
                    text: self.name()?.0,
                    reason: self.because()?,
                }
            }
            "withdraws" => PetitionDeed::Withdraw { petition },
            _ => {
                return self.wrong(
                    "nothing that is done in this way",
                    "what is asked is recorded, passed, answered, corrected or withdrawn",
                );
            }
        }))
    }

    fn petition_number(&mut self) -> Read<u32> {
        match self.number() {
            Some(number) => Ok(number),
            None => self.wrong(
                "its number",
                "the first that is asked in a case is number 1",
            ),
        }
    }

    fn contact(&mut self) -> Read<Option<String>> {
        if self.take_all(&["with", "contact"]) {
            Ok(Some(self.name()?.0))
        } else {
            Ok(None)
        }
    }

    /// `request 1 waits in "A" until 2018-01-27`, behind the charter's word.
    pub(super) fn expect_petition(&mut self) -> Read<Expect> {
        let petition = self.petition_number()?;
        if self.take("waits") {
            self.need("in")?;
            return Ok(Expect::Petition(PetitionExpect::Waits {
                petition,
                unit: self.unit()?,
                until: self.day_after("until")?,
            }));
        }
        self.need("is")?;
        let so = !self.take("not");
        Ok(Expect::Petition(if self.take("answered") {
            PetitionExpect::Answered {
                petition,
                answered: so,
            }
        } else if self.take("erased") {
            PetitionExpect::Erased {
                petition,
                erased: so,
            }
        } else if so && self.take("withdrawn") {
            PetitionExpect::Withdrawn { petition }
        } else {
            return self.wrong("`answered`, `withdrawn` or `erased`", "");
        }))
    }
}
