//! Commands about affiliated bodies.

use charter::{BodyKindId, PostId};
use jiff::civil::Date;
use kernel::bodies::{CorrectBody, EndBody, EnterBody};
use kernel::{BodyId, Command, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_bodies(&mut self, state: &State) -> Command {
        let on = self.day();
        let body = BodyId(self.dice.below(state.body_count().saturating_add(1)));
        match self.dice.below(4) {
            0 | 1 => {
                let kinds = self.charter.bodies.len();
                let kind = BodyKindId(self.dice.byte_below(kinds.saturating_add(1)));
                Command::from(EnterBody {
                    kind,
                    unit: self.keeper(state, kind),
                    name: self.name(),
                    since: self.perhaps_day(),
                    liaison: self.liaison(kind),
                    on,
                })
            }
            2 => {
                let kind = state.body(body).map_or(BodyKindId(0), |body| body.kind);
                let until = if self.dice.one_in(3) {
                    self.perhaps_day()
                } else {
                    None
                };
                Command::from(CorrectBody {
                    body,
                    name: self.name(),
                    since: self.perhaps_day(),
                    until,
                    liaison: self.liaison(kind),
                    reason: self.words(),
                    on,
                })
            }
            _ => Command::from(EndBody {
                body,
                reason: self.words(),
                on,
            }),
        }
    }

    fn perhaps_day(&mut self) -> Option<Date> {
        (!self.dice.one_in(3)).then(|| self.day())
    }

    /// A unit that keeps such a register, mostly.
    fn keeper(&mut self, state: &State, kind: BodyKindId) -> UnitId {
        let levels = self.charter.body(kind).map(|row| row.levels.clone());
        let able: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| {
                self.level_of(state, *unit)
                    .zip(levels.as_ref())
                    .is_some_and(|(level, levels)| levels.contains(&level))
            })
            .collect();
        let unit = self.dice.pick(&able).filter(|_| !self.dice.one_in(10));
        unit.unwrap_or_else(|| self.unit(state))
    }

    /// A post that serves, mostly; else any, or none.
    fn liaison(&mut self, kind: BodyKindId) -> Option<PostId> {
        let posts = self.charter.body(kind).map(|row| row.liaison.clone());
        match self.dice.below(6) {
            0 => None,
            1 => Some(PostId(self.dice.byte_below(self.charter.posts.len()))),
            _ => self.dice.pick(&posts.unwrap_or_default()),
        }
    }
}
