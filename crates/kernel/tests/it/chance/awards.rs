//! Chance in awards.

use kernel::awards::{AwardStanding, DecideAward, ProposeAward, RevokeAward};
use kernel::{AwardId, Command};

use super::Chance;

impl Chance {
    pub(super) fn of_awards(&mut self) -> Command {
        let on = self.day();
        let award = AwardId(self.dice.number(self.world.state.award_count() + 1));
        let open = self
            .world
            .state
            .awards()
            .rev()
            .find(|award| award.standing() == AwardStanding::Proposed)
            .map(|award| award.id);
        match self.dice.below(4) {
            0 | 1 => Command::from(ProposeAward {
                kind: self.world.charter.award_named("age").unwrap(),
                unit: self.base(),
                period: on,
                grounds: ["", "old"][self.dice.below(2)].to_owned(),
                on,
            }),
            2 => Command::from(DecideAward {
                award: open.unwrap_or(award),
                granted: self.dice.below(2) == 0,
                reason: "so it is".to_owned(),
                on,
            }),
            _ => Command::from(RevokeAward {
                award,
                reason: "wrong".to_owned(),
                on,
            }),
        }
    }
}
