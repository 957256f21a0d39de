//! Chance in elections, confirmations and handing over.

use kernel::Command;
use kernel::posts::{
    ConfirmHolder, HandOverPost, RecordElection, RefuseConfirmation, StrikeElection,
};

use super::Chance;

impl Chance {
    pub(super) fn of_elections(&mut self) -> Command {
        let (unit, on) = (self.base(), self.day());
        let post = self.world.post("keeper");
        let holder = self.world.state.holders(unit, post).next();
        let somebody = self.person();
        let person = holder.map_or(somebody, |tenure| tenure.person);
        let somebody = self.world.state.roll(unit).next().unwrap_or(somebody);
        match self.dice.below(7) {
            0 => Command::from(ConfirmHolder {
                person,
                unit,
                post,
                on,
            }),
            1 => Command::from(RefuseConfirmation {
                person,
                unit,
                post,
                on,
            }),
            2 => Command::from(HandOverPost {
                person,
                unit,
                post,
                on,
            }),
            3 => {
                let count = self.world.state.elections_in(unit).count();
                Command::from(StrikeElection {
                    unit,
                    number: u32::try_from(count).unwrap(),
                    reason: "it was another day".to_owned(),
                })
            }
            _ => Command::from(RecordElection {
                unit,
                post,
                places: 1,
                entitled: 2,
                ballots: 2,
                valid: 2,
                votes: vec![(somebody, 2)],
                elected: vec![somebody],
                on,
            }),
        }
    }
}
