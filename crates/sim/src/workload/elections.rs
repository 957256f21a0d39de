//! Commands about how posts are filled: elections with right and wrong figures,
//! the word of the unit above, handing over.

use charter::{PostId, Silence};
use kernel::posts::{
    ConfirmHolder, HandOverPost, RecordElection, RefuseConfirmation, StrikeElection,
    StrikeHandOver, StrikeLayingDown, StrikePost, WithdrawConfirmation,
};
use kernel::{Command, PersonId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_elections(&mut self, state: &State) -> Command {
        match self.dice.below(20) {
            0..=4 => self.election(state),
            5 => self.handing_over(state),
            6 => self.struck_election(state),
            7..=12 => self.taken_back(state),
            13 => self.struck_post(state),
            14 => self.struck_laying_down(state),
            _ => self.word(state),
        }
    }

    /// Somebody who holds a post, now and then anybody and anywhere.
    fn holder(&mut self, state: &State, waiting: bool) -> (PersonId, UnitId, PostId) {
        let held: Vec<(PersonId, UnitId, PostId)> = state
            .standing_units()
            .flat_map(|unit| state.tenures_in(unit))
            .filter(|tenure| tenure.until.is_none())
            .filter(|tenure| {
                let confirming = state.confirming(tenure);
                !waiting || confirming.is_some_and(|confirming| confirming.said.is_none())
            })
            .map(|tenure| (tenure.person, tenure.unit, tenure.post))
            .collect();
        match self.dice.pick(&held) {
            Some(held) if !self.dice.one_in(6) => held,
            Some(_) | None => {
                let unit = self.unit(state);
                (self.person(state), unit, self.post_in(state, unit))
            }
        }
    }

    fn word(&mut self, state: &State) -> Command {
        let (person, unit, post) = self.holder(state, true);
        let on = self.day();
        if self.dice.below(5) < 2 {
            Command::from(RefuseConfirmation {
                person,
                unit,
                post,
                on,
            })
        } else {
            Command::from(ConfirmHolder {
                person,
                unit,
                post,
                on,
            })
        }
    }

    /// Mostly a word that was said, or a post that was handed over; else of any holder.
    fn taken_back(&mut self, state: &State) -> Command {
        let withdraws = !self.dice.one_in(4);
        let done: Vec<(PersonId, UnitId, PostId)> = state
            .standing_units()
            .flat_map(|unit| state.tenures_in(unit))
            .filter(|tenure| tenure.until.is_none())
            .filter(|tenure| {
                if withdraws {
                    let confirming = state.confirming(tenure);
                    confirming.is_some_and(|it| {
                        it.said.is_some_and(|(yes, _)| yes)
                            && (it.until >= self.today || it.silence == Silence::Waits)
                    })
                } else {
                    state.handed_over(tenure).is_some()
                }
            })
            .map(|tenure| (tenure.person, tenure.unit, tenure.post))
            .collect();
        let (person, unit, post) = match self.dice.pick(&done) {
            Some(done) if !self.dice.one_in(6) => done,
            Some(_) | None => self.holder(state, false),
        };
        let reason = self.words();
        if withdraws {
            let on = self.day().max(self.today);
            Command::from(WithdrawConfirmation {
                person,
                unit,
                post,
                reason,
                on,
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

    /// A post that was taken up by mistake, mostly one that somebody holds.
    fn struck_post(&mut self, state: &State) -> Command {
        let (person, unit, post) = self.holder(state, false);
        Command::from(StrikePost {
            person,
            unit,
            post,
            reason: self.words(),
        })
    }

    /// A post that was laid down by mistake, mostly one of which that is on record.
    fn struck_laying_down(&mut self, state: &State) -> Command {
        let ended: Vec<(PersonId, UnitId, PostId)> = state
            .standing_units()
            .flat_map(|unit| state.tenures_in(unit))
            .filter(|tenure| tenure.until.is_some())
            .map(|tenure| (tenure.person, tenure.unit, tenure.post))
            .collect();
        let (person, unit, post) = match self.dice.pick(&ended) {
            Some(ended) if !self.dice.one_in(6) => ended,
            Some(_) | None => self.holder(state, false),
        };
        Command::from(StrikeLayingDown {
            person,
            unit,
            post,
            reason: self.words(),
        })
    }

    /// Mostly the last one of a unit, now and then one that nobody recorded.
    fn struck_election(&mut self, state: &State) -> Command {
        let held: Vec<(UnitId, u32)> = state
            .standing_units()
            .filter_map(|unit| Some((unit, state.numbered_elections_in(unit).last()?.0)))
            .collect();
        let (unit, last) = match self.dice.pick(&held) {
            Some(held) => held,
            None => (self.unit(state), 0),
        };
        let number = match self.dice.below(8) {
            0 => last.saturating_add(1),
            1 => self.dice.below(last.saturating_add(1)),
            _ => last,
        };
        let reason = self.words();
        Command::from(StrikeElection {
            unit,
            number,
            reason,
        })
    }

    fn handing_over(&mut self, state: &State) -> Command {
        let (person, unit, post) = self.holder(state, false);
        Command::from(HandOverPost {
            person,
            unit,
            post,
            on: self.day(),
        })
    }

    /// A post that the charter fills by election, in a unit that may have it.
    fn elected_post(&mut self, state: &State) -> (UnitId, PostId) {
        let posts: Vec<PostId> = self
            .charter
            .choosing
            .iter()
            .filter(|choosing| choosing.election.is_some())
            .map(|choosing| choosing.post)
            .collect();
        match self.dice.pick(&posts) {
            Some(post) if !self.dice.one_in(8) => {
                let levels = self
                    .charter
                    .post(post)
                    .map(|post| post.levels.clone())
                    .unwrap_or_default();
                let units: Vec<UnitId> = state
                    .standing_units()
                    .filter(|unit| {
                        state
                            .standing_level(*unit)
                            .is_some_and(|level| levels.contains(&level))
                    })
                    .collect();
                let unit = self.dice.pick(&units);
                (unit.unwrap_or_else(|| self.unit(state)), post)
            }
            Some(_) | None => {
                let unit = self.base(state);
                (unit, self.post_in(state, unit))
            }
        }
    }

    /// Two or three stand; mostly the figures are right and the one with the most votes is reported.
    fn election(&mut self, state: &State) -> Command {
        let (unit, post) = self.elected_post(state);
        let voters = state.roll_count(unit).max(1);
        let entitled = self.nearly(voters);
        let less = self.dice.below(3);
        let ballots = self.nearly(entitled.saturating_sub(less));
        let less = self.dice.below(2);
        let valid = self.nearly(ballots.saturating_sub(less));
        let mut votes: Vec<(PersonId, u32)> = Vec::new();
        let mut left = valid;
        for _ in 0..=self.dice.below(3) {
            let person = self.person_in(state, unit);
            let got = self.dice.below(left.saturating_add(1));
            if votes.iter().all(|(other, _)| *other != person) || self.dice.one_in(8) {
                votes.push((person, got));
                left = left.saturating_sub(got);
            }
        }
        if let Some((_, got)) = votes.first_mut() {
            *got = got.saturating_add(left);
        }
        let most = votes.iter().max_by_key(|(_, got)| *got);
        let elected = match most {
            Some((person, got)) if got.saturating_mul(2) > valid => vec![*person],
            Some((person, _)) if self.dice.one_in(4) => vec![*person],
            Some(_) | None => Vec::new(),
        };
        Command::from(RecordElection {
            unit,
            post,
            places: if self.dice.one_in(12) { 2 } else { 1 },
            entitled,
            ballots,
            valid,
            votes,
            elected,
            on: self.day(),
        })
    }

    /// The number, or now and then one that lies above it.
    fn nearly(&mut self, number: u32) -> u32 {
        if self.dice.one_in(20) {
            number.saturating_add(self.dice.below(9))
        } else {
            number
        }
    }
}
