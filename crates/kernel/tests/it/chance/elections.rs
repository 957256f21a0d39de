//! Chance in elections, confirmations and handing over.

use kernel::Command;
use kernel::posts::{
    ConfirmHolder, HandOverPost, RecordElection, RefuseConfirmation, StrikeElection,
    StrikeHandOver, StrikeLayingDown, StrikePost, Tenure, WithdrawConfirmation,
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
        let draw = self.dice.below(24);
        match draw {
            0 | 20 | 21 => {
                // Rather somebody whose confirmation is waited for.
                let state = &self.world.state;
                let held = state.standing_units();
                let mut held = held.flat_map(|unit| state.tenures_in(unit));
                let waits = held.find(|it| {
                    let confirming = state.confirming(it);
                    it.until.is_none() && confirming.is_some_and(|it| it.said.is_none())
                });
                let (person, unit, post) =
                    waits.map_or((person, unit, post), |it| (it.person, it.unit, it.post));
                Command::from(ConfirmHolder {
                    person,
                    unit,
                    post,
                    on: self.world.today,
                })
            }
            1 => Command::from(RefuseConfirmation {
                person,
                unit,
                post,
                on,
            }),
            2 | 22 | 23 => Command::from(HandOverPost {
                person,
                unit,
                post,
                on,
            }),
            7..=15 => self.taken_back(),
            18 | 19 => self.struck(draw == 18),
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

    /// Strikes that somebody took the post up, or that they laid it down.
    fn struck(&mut self, up: bool) -> Command {
        let unit = self.base();
        let post = self.world.post("keeper");
        let somebody = self.person();
        let mut terms = self.world.state.tenures_in(unit);
        let term = terms.find(|it| it.until.is_none() == up);
        let (person, post) = term.map_or((somebody, post), |it| (it.person, it.post));
        if up {
            return Command::from(StrikePost {
                person,
                unit,
                post,
                reason: "never held it".to_owned(),
            });
        }
        Command::from(StrikeLayingDown {
            person,
            unit,
            post,
            reason: "holds it still".to_owned(),
        })
    }

    /// Takes back what was said of a holder, or that a post was handed over, where any was.
    fn taken_back(&mut self) -> Command {
        let withdraws = self.dice.below(3) > 0;
        let state = &self.world.state;
        let done: Vec<Tenure> = state
            .standing_units()
            .flat_map(|unit| state.tenures_in(unit))
            .filter(|tenure| tenure.until.is_none())
            .filter(|tenure| {
                if withdraws {
                    let confirming = state.confirming(tenure);
                    confirming.is_some_and(|it| {
                        it.said.is_some_and(|(yes, _)| yes) && it.until >= self.world.today
                    })
                } else {
                    state.handed_over(tenure).is_some()
                }
            })
            .collect();
        let at = self.dice.below(done.len().max(1));
        let Some(Tenure {
            person, unit, post, ..
        }) = done.get(at).copied()
        else {
            return self.of_elections();
        };
        let reason = "it was another".to_owned();
        if withdraws {
            Command::from(WithdrawConfirmation {
                person,
                unit,
                post,
                reason,
                on: self.world.today,
            })
        } else {
            Command::from(StrikeHandOver {
                person,
                unit,
                post,
                reason,
            })
        }
    }
}
