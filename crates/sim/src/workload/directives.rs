//! Commands about directives.

use charter::{DirectiveKindId, LevelId};
use jiff::civil::Date;
use kernel::directives::{
    AmendDirective, AnswerDirective, IssueDirective, ObjectToDirective, Origin, Outcome,
    PassOnDirective, PutOnAgenda, SettleObjection, TakeOffAgenda, WithdrawDirective,
};
use kernel::{Command, DirectiveId, MeetingId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_directives(&mut self, state: &State) -> Command {
        let (directive, on) = (self.directive(state), self.day());
        match self.dice.below(26) {
            24 | 25 => self.takes_off(state),
            0..=4 => self.issue(state),
            5..=9 => {
                let unit = self.one_of(state, &state.holding_up(directive));
                Command::from(PassOnDirective {
                    directive,
                    unit,
                    on,
                })
            }
            10..=12 => {
                let unit = self.one_of(state, &state.not_answered(directive));
                let outcome = self.dice.pick(Outcome::ALL).unwrap_or(Outcome::Done);
                Command::from(AnswerDirective {
                    directive,
                    unit,
                    outcome,
                    text: self.words(),
                    on,
                })
            }
            13 | 14 => Command::from(PutOnAgenda {
                directive,
                meeting: self.fitting_meeting(state, directive),
            }),
            15 => {
                let unit = self.one_of(state, &state.not_answered(directive));
                Command::from(ObjectToDirective {
                    directive,
                    unit,
                    reason: self.words(),
                    on,
                })
            }
            16 | 17 | 20..=23 => {
                // Now and then one that is settled is settled otherwise.
                let again = self.dice.one_in(4);
                let objecting: Vec<UnitId> = state
                    .objections_to(directive)
                    .filter(|(_, it)| again || it.settled.is_none())
                    .map(|(unit, _)| unit)
                    .collect();
                let unit = self.dice.pick(&objecting);
                Command::from(SettleObjection {
                    directive,
                    unit: unit.unwrap_or_else(|| self.unit(state)),
                    upheld: self.dice.one_in(2),
                    reason: self.words(),
                    on,
                })
            }
            18 if self.dice.one_in(2) => Command::from(WithdrawDirective {
                directive,
                reason: self.words(),
                on,
            }),
            _ => Command::from(AmendDirective {
                directive,
                text: self.words(),
                on,
            }),
        }
    }

    /// Mostly off an agenda on which it stands.
    fn takes_off(&mut self, state: &State) -> Command {
        let count = state.directive_count();
        let standing: Vec<(DirectiveId, MeetingId)> = (0..count)
            .map(DirectiveId)
            .filter(|id| state.directive(*id).is_some_and(|it| it.in_effect()))
            .flat_map(|id| state.agendas_of(id).map(move |(_, meeting)| (id, meeting)))
            .collect();
        let picked = self.dice.pick(&standing).filter(|_| !self.dice.one_in(8));
        let (directive, meeting) = picked.unwrap_or_else(|| {
            let directive = self.directive(state);
            (directive, self.fitting_meeting(state, directive))
        });
        Command::from(TakeOffAgenda {
            directive,
            meeting,
            reason: self.words(),
        })
    }

    fn issue(&mut self, state: &State) -> Command {
        let kinds = self.charter.directives.len();
        let kind = DirectiveKindId(self.dice.byte_below(kinds.saturating_add(1)));
        let (issuers, to) = self
            .charter
            .directive(kind)
            .map(|row| (row.levels.clone(), row.to.clone()))
            .unwrap_or_default();
        let able: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| {
                state
                    .unit(*unit)
                    .is_some_and(|row| issuers.contains(&row.level))
            })
            .collect();
        let unit = self.dice.pick(&able).filter(|_| !self.dice.one_in(10));
        let unit = unit.unwrap_or_else(|| self.unit(state));
        let mut levels: Vec<LevelId> = self.dice.pick(&to).into_iter().collect();
        if self.dice.one_in(15) {
            levels.push(self.level());
        }
        let areas = if self.dice.one_in(5) {
            vec![self.unit(state)]
        } else {
            Vec::new()
        };
        let origin = match self.dice.below(8) {
            0 => Origin::Meeting(MeetingId(
                self.dice.below(state.meeting_count().saturating_add(1)),
            )),
            1 => Origin::Directive(self.directive(state)),
            2 => Origin::Conference(self.conference(state)),
            3 => Origin::Petition(self.petition(state)),
            4 => Origin::Item(self.conference(state), self.dice.below(6)),
            _ => Origin::Own,
        };
        let replaced = self.dice.one_in(6).then(|| self.directive(state));
        Command::from(IssueDirective {
            unit,
            kind,
            to: levels,
            areas,
            text: self.words(),
            origin,
            replaces: replaced,
            on: self.day(),
        })
    }

    /// One of the last directives, mostly; now and then one that does not exist.
    fn directive(&mut self, state: &State) -> DirectiveId {
        let count = state.directive_count();
        if self.dice.one_in(15) {
            return DirectiveId(count);
        }
        DirectiveId(count.saturating_sub(1 + self.dice.below(5)))
    }

    /// A unit that owes something, mostly.
    fn one_of(&mut self, state: &State, owing: &[(UnitId, Date)]) -> UnitId {
        let chosen = self.dice.pick(owing).filter(|_| !self.dice.one_in(6));
        chosen.map_or_else(|| self.unit(state), |(unit, _)| unit)
    }

    /// The newest meeting of a unit that the directive has come to, if it has come to any.
    fn fitting_meeting(&mut self, state: &State, directive: DirectiveId) -> MeetingId {
        let meetings: Vec<MeetingId> = state
            .standing_units()
            .filter(|unit| state.addressed_to(directive, *unit))
            .filter(|unit| state.received_on(directive, *unit).is_some())
            .filter_map(|unit| state.meetings_of(unit).max_by_key(|meeting| meeting.on))
            .map(|meeting| meeting.id)
            .collect();
        let any = MeetingId(self.dice.below(state.meeting_count().saturating_add(1)));
        self.dice.pick(&meetings).unwrap_or(any)
    }

    /// Something written; rarely nothing, or too much.
    pub(super) fn words(&mut self) -> String {
        match self.dice.below(40) {
            0 => " ".to_owned(),
            1 => "x".repeat(kernel::directives::TEXT_CHARACTERS_MAX + 1),
            2 => "turned \u{202E}round".to_owned(),
            _ => "so it is".to_owned(),
        }
    }
}
