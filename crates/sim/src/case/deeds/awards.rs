//! Deeds about awards.

use charter::case::{AwardDeed, AwardOf};
use kernel::awards::{Award, AwardStanding, DecideAward, ProposeAward, RevokeAward};
use kernel::{AwardId, Command};

use super::Scene;

impl Scene<'_> {
    pub(super) fn award_command(&self, deed: &AwardDeed) -> Result<Command, String> {
        Ok(match deed {
            AwardDeed::Propose { of, grounds } => Command::from(ProposeAward {
                kind: of.award,
                unit: self.unit(&of.unit)?,
                period: of.period.unwrap_or(self.today),
                grounds: grounds.clone(),
                on: self.today,
            }),
            AwardDeed::Decide {
                of,
                granted,
                reason,
            } => Command::from(DecideAward {
                award: self.award_of(of)?,
                granted: *granted,
                reason: reason.clone(),
                on: self.today,
            }),
            AwardDeed::Revoke { of, reason } => Command::from(RevokeAward {
                award: self.award_of(of)?,
                reason: reason.clone(),
                on: self.today,
            }),
        })
    }

    /// The proposal a sentence speaks of: one that stands or, where all were taken back, the last.
    pub(super) fn award_of(&self, of: &AwardOf) -> Result<AwardId, String> {
        let unit = self.unit(&of.unit)?;
        let rule = self
            .charter
            .award(of.award)
            .ok_or("the charter has no such award")?;
        let standing = self.state.award_for(rule, of.award, unit, of.period);
        let revoked = || {
            let mut all = self.state.awards_of(unit);
            all.find(|award: &Award| {
                award.kind == of.award && award.standing() == AwardStanding::Revoked
            })
        };
        standing
            .or_else(revoked)
            .map(|award| award.id)
            .ok_or_else(|| format!("\"{}\" was not proposed for it", of.unit))
    }
}
