//! Deeds on directives.

use charter::MeetingKindId;
use charter::case::{Answered, DirectiveDeed};
use jiff::civil::Date;
use kernel::directives::{
    AmendDirective, AnswerDirective, IssueDirective, ObjectToDirective, Origin, Outcome,
    PassOnDirective, PutOnAgenda, SettleObjection, TakeOffAgenda, WithdrawDirective,
};
use kernel::{Command, DirectiveId, MeetingId};

use super::Scene;

impl Scene<'_> {
    pub(super) fn directive_command(&self, deed: &DirectiveDeed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            DirectiveDeed::Issue { .. } => self.issue(deed)?,
            DirectiveDeed::PassOn { directive, unit } => Command::from(PassOnDirective {
                directive: self.directive(directive)?,
                unit: self.unit(unit)?,
                on,
            }),
            DirectiveDeed::PutOnAgenda {
                directive,
                kind,
                unit,
                day,
            } => Command::from(PutOnAgenda {
                directive: self.directive(directive)?,
                meeting: self.meeting_for(unit, *kind, *day)?,
            }),
            DirectiveDeed::TakeOffAgenda {
                directive,
                kind,
                unit,
                day,
                reason,
            } => Command::from(TakeOffAgenda {
                directive: self.directive(directive)?,
                meeting: self.meeting_for(unit, *kind, *day)?,
                reason: reason.clone(),
            }),
            DirectiveDeed::Answer {
                directive,
                unit,
                answered,
            } => {
                let (outcome, text) = match answered {
                    Answered::Done => (Outcome::Done, String::new()),
                    Answered::InPart(why) => (Outcome::InPart, why.clone()),
                    Answered::NotDone(why) => (Outcome::NotDone, why.clone()),
                };
                Command::from(AnswerDirective {
                    directive: self.directive(directive)?,
                    unit: self.unit(unit)?,
                    outcome,
                    text,
                    on,
                })
            }
            DirectiveDeed::Amend { directive, text } => Command::from(AmendDirective {
                directive: self.directive(directive)?,
                text: text.clone(),
                on,
            }),
            DirectiveDeed::Withdraw { directive, reason } => Command::from(WithdrawDirective {
                directive: self.directive(directive)?,
                reason: reason.clone(),
                on,
            }),
            DirectiveDeed::Object { .. } | DirectiveDeed::Settle { .. } => {
                self.of_objection(deed)?
            }
        })
    }

    fn issue(&self, deed: &DirectiveDeed) -> Result<Command, String> {
        let DirectiveDeed::Issue {
            kind,
            text,
            unit,
            to,
            areas,
            replaces,
        } = deed
        else {
            return Err("nothing is issued".to_owned());
        };
        let replaces = replaces.as_ref().map(|name| self.directive(name));
        Ok(Command::from(IssueDirective {
            unit: self.unit(unit)?,
            kind: *kind,
            to: to.clone(),
            areas: areas
                .iter()
                .map(|area| self.unit(area))
                .collect::<Result<_, _>>()?,
            text: text.clone(),
            origin: Origin::Own,
            replaces: replaces.transpose()?,
            on: self.today,
        }))
    }

    /// The meeting of a unit on whose agenda something stands, or is to.
    fn meeting_for(&self, unit: &str, kind: MeetingKindId, day: Date) -> Result<MeetingId, String> {
        let unit = self.unit(unit)?;
        self.state
            .meetings_of(unit)
            .find(|meeting| meeting.kind == kind && meeting.on == day)
            .map(|meeting| meeting.id)
            .ok_or_else(|| format!("no such meeting is called or recorded for {day}"))
    }

    fn of_objection(&self, deed: &DirectiveDeed) -> Result<Command, String> {
        let on = self.today;
        match deed {
            DirectiveDeed::Object {
                directive,
                unit,
                reason,
            } => Ok(Command::from(ObjectToDirective {
                directive: self.directive(directive)?,
                unit: self.unit(unit)?,
                reason: reason.clone(),
                on,
            })),
            DirectiveDeed::Settle {
                directive,
                unit,
                upheld,
                reason,
            } => Ok(Command::from(SettleObjection {
                directive: self.directive(directive)?,
                unit: self.unit(unit)?,
                upheld: *upheld,
                reason: reason.clone(),
                on,
            })),
            _ => Err("nobody objects".to_owned()),
        }
    }

    fn directive(&self, name: &str) -> Result<DirectiveId, String> {
        self.names
            .directive(name)
            .ok_or_else(|| format!("there is no directive \"{name}\" (yet)"))
    }
}
