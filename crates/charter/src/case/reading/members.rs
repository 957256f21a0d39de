//! Deeds on people and members.

use super::{Line, Read};
use crate::case::{Deed, MemberDeed, Who};

/// What is done to people and members, beside `records that .. leaves`.
pub(super) const VERBS: &[&str] = &[
    "admits",
    "promotes",
    "transfers",
    "identifies",
    "parts",
    "leaves",
];

impl Line<'_, '_> {
    pub(super) fn deed_on_member(&mut self, verb: &str, actor: &Who) -> Read<Deed> {
        match (verb, actor) {
            ("records", _) => {
                let person = self.person()?;
                self.need("leaves")?;
                Ok(Deed::Member(MemberDeed::Leave { person }))
            }
            ("admits", _) => {
                let (person, _) = self.name()?;
                self.need("to")?;
                let unit = self.unit()?;
                self.need("as")?;
                let _article = self.take("a") || self.take("an");
                let grade = self.grade()?;
                self.cast.people.insert(person.clone());
                Ok(Deed::Member(MemberDeed::Admit {
                    person,
                    unit,
                    grade,
                }))
            }
            ("promotes", _) => {
                let person = self.person()?;
                self.need("to")?;
                Ok(Deed::Member(MemberDeed::Promote {
                    person,
                    grade: self.grade()?,
                }))
            }
            ("transfers", _) => {
                let person = self.person()?;
                self.need("to")?;
                Ok(Deed::Member(MemberDeed::Transfer {
                    person,
                    to: self.unit()?,
                }))
            }
            ("identifies", _) => {
                let former = self.person()?;
                self.need("as")?;
                let kept = self.person()?;
                Ok(Deed::Member(MemberDeed::Identify { former, kept }))
            }
            ("parts", _) => {
                let former = self.person()?;
                self.need("again")?;
                Ok(Deed::Member(MemberDeed::Part { former }))
            }
            (_, Who::Person(person)) => Ok(Deed::Member(MemberDeed::Leave {
                person: person.clone(),
            })),
            (_, Who::Operator | Who::Anyone) => self.wrong(
                "`records that \"...\" leaves`",
                "nobody but a person belongs to a unit",
            ),
        }
    }

    /// `strikes the promotion of "Lee" because "the day was wrong"`, behind `promotion`.
    pub(super) fn struck_promotion(&mut self) -> Read<Deed> {
        self.need("of")?;
        Ok(Deed::Member(MemberDeed::StrikePromotion {
            person: self.person()?,
            reason: self.because()?,
        }))
    }

    /// `strikes the transfer of "Lee" because "it was another Lee"`, behind `transfer`.
    pub(super) fn struck_transfer(&mut self) -> Read<Deed> {
        self.need("of")?;
        Ok(Deed::Member(MemberDeed::StrikeTransfer {
            person: self.person()?,
            reason: self.because()?,
        }))
    }
}
