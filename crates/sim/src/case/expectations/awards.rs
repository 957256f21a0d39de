//! What has to have come of a case for awards.

use charter::case::AwardExpect;
use kernel::awards::AwardStanding;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_award(&self, expect: &AwardExpect) -> Result<(), String> {
        let AwardExpect::Has { of, has } = expect;
        let rule = self
            .charter
            .award(of.award)
            .ok_or("the charter has no such award")?;
        let found = self
            .state
            .award_for(rule, of.award, self.unit(&of.unit)?, of.period)
            .map(|award| award.standing());
        same((found == Some(AwardStanding::Granted)) == *has, || {
            let words = match found {
                None => "no proposal that stands",
                Some(AwardStanding::Proposed) => "a proposal that nobody has decided on",
                Some(AwardStanding::Granted) => "the award",
                Some(AwardStanding::Refused) => "a proposal that was refused",
                Some(AwardStanding::Revoked) => "a proposal that was taken back",
            };
            words.to_owned()
        })
    }
}
