//! Deeds about awards.

use super::{Line, Read};
use crate::case::{AwardDeed, AwardExpect, AwardOf, Deed, Expect};
use crate::rule::AwardKindId;

/// What is done about awards.
pub(super) const VERBS: &[&str] = &["nominates", "awards", "denies", "revokes"];

impl Line<'_, '_> {
    pub(super) fn deed_on_award(&mut self, verb: &str) -> Read<Deed> {
        let deed = match verb {
            "nominates" => {
                let unit = self.unit()?;
                self.need("for")?;
                let award = self.award()?;
                let of = self.award_of(award, unit)?;
                let grounds = self.because_perhaps()?;
                AwardDeed::Propose { of, grounds }
            }
            "awards" => AwardDeed::Decide {
                of: self.award_behind("to")?,
                granted: true,
                reason: self.because_perhaps()?,
            },
            "denies" => AwardDeed::Decide {
                of: self.award_behind("to")?,
                granted: false,
                reason: self.because()?,
            },
            _ => AwardDeed::Revoke {
                of: self.award_behind("of")?,
                reason: self.because()?,
            },
        };
        Ok(Deed::Award(deed))
    }

    fn award(&mut self) -> Read<AwardKindId> {
        self.phrase_needed("award", |lexicon| &lexicon.awards)
    }

    /// `loyalty to "No. 2" for 2016-01-01`.
    fn award_behind(&mut self, word: &str) -> Read<AwardOf> {
        let award = self.award()?;
        self.need(word)?;
        let unit = self.unit()?;
        self.award_of(award, unit)
    }

    fn award_of(&mut self, award: AwardKindId, unit: String) -> Read<AwardOf> {
        let period = self.day_after("for")?;
        Ok(AwardOf {
            award,
            unit,
            period,
        })
    }

    pub(super) fn because_perhaps(&mut self) -> Read<String> {
        if self.take("because") {
            return Ok(self.name()?.0);
        }
        Ok(String::new())
    }

    /// `"No. 2" holds loyalty for 2016-01-01` or `holds no ...`, behind `holds`.
    pub(super) fn expect_award(&mut self, unit: String) -> Read<Expect> {
        let has = !self.take("no");
        let award = self.award()?;
        let of = self.award_of(award, unit)?;
        Ok(Expect::Award(AwardExpect::Has { of, has }))
    }
}
