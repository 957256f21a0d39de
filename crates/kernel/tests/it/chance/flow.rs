//! Chance in what goes down and comes up.

use kernel::directives::{
    AmendDirective, AnswerDirective, IssueDirective, ObjectToDirective, Origin, Outcome,
    PassOnDirective, PutOnAgenda, SettleObjection, TakeOffAgenda, WithdrawDirective,
};
use kernel::reports::{CorrectReturn, FileReturn, Given};
use kernel::{Command, DirectiveId, MeetingId, UnitId};

use super::Chance;

impl Chance {
    fn directive(&mut self) -> DirectiveId {
        // The last ones are the likeliest to be in effect; now and then one that does not exist.
        let count = self.world.state.directive_count();
        let back = self.dice.number(4);
        DirectiveId((count + 1).saturating_sub(back))
    }

    /// A unit that has the directive and owes something, or any.
    fn owing(&mut self, owing: &[(UnitId, jiff::civil::Date)]) -> UnitId {
        match owing.get(self.dice.below(owing.len() + 1)) {
            Some((unit, _)) => *unit,
            None => self.unit(),
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list, a line or a stanza a command"
    )]
    pub(super) fn of_directives(&mut self) -> Command {
        let (directive, on) = (self.directive(), self.day());
        let text = "so it is".to_owned();
        let held = self.world.state.holding_up(directive);
        let open = self.world.state.not_answered(directive);
        match self.dice.below(13) {
            0 | 1 => self.issue(directive),
            12 => {
                let state = &self.world.state;
                let all = (0..state.directive_count()).map(DirectiveId).rev();
                let mut standing =
                    all.flat_map(|it| state.agendas_of(it).map(move |(_, meeting)| (it, meeting)));
                let (directive, meeting) = standing.next().unwrap_or((directive, MeetingId(0)));
                Command::from(TakeOffAgenda {
                    directive,
                    meeting,
                    reason: text,
                })
            }
            2..=5 => {
                let unit = self.owing(&held);
                Command::from(PassOnDirective {
                    directive,
                    unit,
                    on,
                })
            }
            6 | 7 => {
                let unit = self.owing(&open);
                let outcome = Outcome::ALL[self.dice.below(3)];
                Command::from(AnswerDirective {
                    directive,
                    unit,
                    outcome,
                    text,
                    on,
                })
            }
            8 => {
                let (directive, meeting) = self.agenda();
                Command::from(PutOnAgenda { directive, meeting })
            }
            9 => {
                let unit = self.owing(&open);
                let reason = text;
                Command::from(ObjectToDirective {
                    directive,
                    unit,
                    reason,
                    on,
                })
            }
            10 => {
                // Rather one that somebody has objected to, where there is any.
                let state = &self.world.state;
                let mut all = (0..state.directive_count()).map(DirectiveId).rev();
                let directive = all
                    .find(|one| state.objections_to(*one).next().is_some())
                    .unwrap_or(directive);
                let objections: Vec<UnitId> = self
                    .world
                    .state
                    .objections_to(directive)
                    .map(|(unit, _)| unit)
                    .collect();
                let unit = objections.first().copied().unwrap_or(UnitId(0));
                let upheld = self.dice.below(2) == 0;
                let reason = text;
                Command::from(SettleObjection {
                    directive,
                    unit,
                    upheld,
                    reason,
                    on,
                })
            }
            _ if self.dice.below(4) == 0 => Command::from(WithdrawDirective {
                directive,
                reason: text,
                on,
            }),
            _ => Command::from(AmendDirective {
                directive,
                text,
                on,
            }),
        }
    }

    /// A directive and a meeting that came after it, if there are any such.
    fn agenda(&mut self) -> (DirectiveId, MeetingId) {
        let state = &self.world.state;
        let meetings = state.meeting_count();
        let fits = |directive: &DirectiveId, meeting: MeetingId| {
            state.meeting(meeting).is_some_and(|it| {
                state
                    .directive(*directive)
                    .is_some_and(|one| one.in_effect())
                    && state.addressed_to(*directive, it.unit)
                    && state
                        .received_on(*directive, it.unit)
                        .is_some_and(|on| on <= it.on)
            })
        };
        (0..state.directive_count())
            .map(DirectiveId)
            .find_map(|directive| {
                let mut late = (0..meetings).rev().take(20).map(MeetingId);
                late.find(|meeting| fits(&directive, *meeting))
                    .map(|meeting| (directive, meeting))
            })
            .unwrap_or((DirectiveId(0), MeetingId(0)))
    }

    fn issue(&mut self, last: DirectiveId) -> Command {
        let level = self.world.level(["hall", "ring"][self.dice.below(2)]);
        let unit = UnitId(self.dice.number(4));
        let origin = match self.dice.below(3) {
            0 => Origin::Directive(last),
            1 => Origin::Meeting(MeetingId(0)),
            _ => Origin::Own,
        };
        Command::from(IssueDirective {
            unit,
            kind: self.world.charter.directive_named("circular").unwrap(),
            to: vec![level],
            areas: Vec::new(),
            text: "hear this".to_owned(),
            origin,
            replaces: (self.dice.below(4) == 0).then_some(last),
            on: self.day(),
        })
    }

    pub(super) fn of_reports(&mut self) -> Command {
        let report = self.world.charter.report_named("monthly").unwrap();
        let rule = self.world.charter.report(report).unwrap().clone();
        let (unit, on) = (self.base(), self.day());
        let next = self.world.state.next_owed(&rule, report, unit);
        let values = vec![
            Given::FromRecord,
            Given::FromRecord,
            Given::Number(u64::from(self.dice.number(3))),
            Given::Choice(self.dice.byte(3)),
            Given::Text(["", "well"][self.dice.below(2)].to_owned()),
        ];
        if self.dice.below(3) > 0 {
            return Command::from(FileReturn {
                report,
                unit,
                period: next.unwrap_or(on),
                values,
                nought_confirmed: self.dice.below(2) == 0,
                on,
            });
        }
        let filed = self.world.state.returns_of(unit).next();
        Command::from(CorrectReturn {
            report,
            unit,
            period: filed.map_or(on, |it| it.period),
            values,
            reason: "wrong".to_owned(),
            on,
        })
    }
}
