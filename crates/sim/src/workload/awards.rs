//! Commands about awards.

use charter::AwardKindId;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::awards::{AwardStanding, DecideAward, ProposeAward, RevokeAward};
use kernel::{AwardId, Command, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_awards(&mut self, state: &State) -> Command {
        let on = self.day();
        match self.dice.below(10) {
            0..=4 => self.nomination(state, on),
            5..=7 => {
                let granted = !self.dice.one_in(3);
                Command::from(DecideAward {
                    award: self.proposal(state, AwardStanding::Proposed),
                    granted,
                    reason: if granted && self.dice.one_in(2) {
                        String::new()
                    } else {
                        self.words()
                    },
                    on,
                })
            }
            _ => Command::from(RevokeAward {
                award: self.proposal(state, AwardStanding::Granted),
                reason: self.words(),
                on,
            }),
        }
    }

    fn nomination(&mut self, state: &State, on: Date) -> Command {
        let kinds = self.charter.awards.len();
        let kind = AwardKindId(self.dice.byte_below(kinds.saturating_add(1)));
        let levels = self.charter.award(kind).map(|row| row.levels.clone());
        let able: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| {
                self.level_of(state, *unit)
                    .zip(levels.as_ref())
                    .is_some_and(|(level, levels)| levels.contains(&level))
            })
            .collect();
        let unit = self.dice.pick(&able).filter(|_| !self.dice.one_in(10));
        let unit = unit.unwrap_or_else(|| self.unit(state));
        let days = i64::from(self.dice.below(800));
        let period = if self.dice.one_in(8) {
            self.day()
        } else {
            self.today.saturating_sub(days.days())
        };
        let grounds = if self.dice.one_in(2) {
            String::new()
        } else {
            self.words()
        };
        Command::from(ProposeAward {
            kind,
            unit,
            period,
            grounds,
            on,
        })
    }

    /// A proposal that stands so, mostly; else any, and now and then one that does not exist.
    fn proposal(&mut self, state: &State, wanted: AwardStanding) -> AwardId {
        let fitting: Vec<AwardId> = state
            .awards()
            .filter(|award| award.standing() == wanted)
            .map(|award| award.id)
            .collect();
        let chosen = self.dice.pick(&fitting).filter(|_| !self.dice.one_in(6));
        chosen.unwrap_or_else(|| AwardId(self.dice.below(state.award_count().saturating_add(1))))
    }
}
