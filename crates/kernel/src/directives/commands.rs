//! What can be commanded about directives.

use charter::{DirectiveKindId, LevelId};
use jiff::civil::Date;

use super::{Origin, Outcome, decide};
use crate::ids::{DirectiveId, MeetingId, UnitId};
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about directives.
    DirectiveCommand in Directive {
        Issue(IssueDirective) = "issue-directive" by decide::issue,
        PassOn(PassOnDirective) = "pass-on-directive" by decide::pass_on,
        PutOnAgenda(PutOnAgenda) = "put-on-agenda" by decide::put_on_agenda,
        TakeOffAgenda(TakeOffAgenda) = "take-off-agenda" by decide::take_off_agenda,
        Answer(AnswerDirective) = "answer-directive" by decide::answer,
        Amend(AmendDirective) = "amend-directive" by decide::amend,
        Withdraw(WithdrawDirective) = "withdraw-directive" by decide::withdraw,
        Object(ObjectToDirective) = "object-to-directive" by decide::object,
        Settle(SettleObjection) = "settle-objection" by decide::settle,
    }
    writings writings;
}

/// Hands a decision down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueDirective {
    /// The unit that issues it.
    pub unit: UnitId,
    /// What kind of directive.
    pub kind: DirectiveKindId,
    /// The levels whose units it is addressed to.
    pub to: Vec<LevelId>,
    /// The parts of the organisation it is meant for; all beneath the unit where none is named.
    pub areas: Vec<UnitId>,
    /// What is decided, in words.
    pub text: String,
    /// Where the task comes from.
    pub origin: Origin,
    /// An earlier directive of the unit whose place it takes.
    pub replaces: Option<DirectiveId>,
    /// When it is issued.
    pub on: Date,
}

/// Hands a directive on to the units directly beneath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassOnDirective {
    /// The directive.
    pub directive: DirectiveId,
    /// The unit on the way that hands it on.
    pub unit: UnitId,
    /// When.
    pub on: Date,
}

/// Puts a directive on the agenda of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutOnAgenda {
    /// The directive.
    pub directive: DirectiveId,
    /// The meeting, of a unit that has received it.
    pub meeting: MeetingId,
}

/// Takes a directive off the agenda of a meeting on which it was put by mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeOffAgenda {
    /// The directive.
    pub directive: DirectiveId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Why.
    pub reason: String,
}

/// Says what became of a directive in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerDirective {
    /// The directive.
    pub directive: DirectiveId,
    /// The unit that answers.
    pub unit: UnitId,
    /// What became of it.
    pub outcome: Outcome,
    /// In words; empty where it was done and there is no more to say.
    pub text: String,
    /// When.
    pub on: Date,
}

/// Gives a directive another wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmendDirective {
    /// The directive.
    pub directive: DirectiveId,
    /// The new wording.
    pub text: String,
    /// When.
    pub on: Date,
}

/// Takes a directive back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawDirective {
    /// The directive.
    pub directive: DirectiveId,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Says, upward and on record, that a directive lies outside a unit's duties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectToDirective {
    /// The directive.
    pub directive: DirectiveId,
    /// The unit that objects.
    pub unit: UnitId,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// The issuer's answer to an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettleObjection {
    /// The directive.
    pub directive: DirectiveId,
    /// The unit that objected.
    pub unit: UnitId,
    /// Whether the objection holds: then the unit owes no answer.
    pub upheld: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// The texts somebody wrote in a command.
fn writings(command: &DirectiveCommand) -> Vec<&str> {
    match command {
        DirectiveCommand::Issue(it) => vec![&it.text],
        DirectiveCommand::Answer(it) if it.text.is_empty() => Vec::new(),
        DirectiveCommand::Answer(it) => vec![&it.text],
        DirectiveCommand::Amend(it) => vec![&it.text],
        DirectiveCommand::Withdraw(it) => vec![&it.reason],
        DirectiveCommand::Object(it) => vec![&it.reason],
        DirectiveCommand::Settle(it) => vec![&it.reason],
        DirectiveCommand::TakeOffAgenda(it) => vec![&it.reason],
        DirectiveCommand::PassOn(_) | DirectiveCommand::PutOnAgenda(_) => Vec::new(),
    }
}
