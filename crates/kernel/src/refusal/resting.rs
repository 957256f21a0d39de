//! The article that a refusal carries where the decision named none: that of the
//! rule that governs what was commanded, for there one reads what may be done.
//!
//! What nobody may know of carries none, so that no article tells of it. Nor does
//! what is wrong with the form of a command, or with its day: no charter says so.

use charter::{Action, Charter, RuleId};

use super::{Reason, Refusal};
use crate::awards::{AwardCommand, AwardRefusal};
use crate::bodies::{BodyCommand, BodyRefusal};
use crate::bulletins::{BulletinCommand, BulletinRefusal};
use crate::conferences::{ConferenceCommand, ConferenceRefusal};
use crate::directives::DirectiveCommand;
use crate::ids::{ConferenceId, MeetingId, PersonId, UnitId};
use crate::meetings::MeetingCommand;
use crate::members::MemberCommand;
use crate::petitions::{PetitionCommand, PetitionRefusal};
use crate::posts::{PostCommand, PostRefusal};
use crate::procedures::{ProcedureCommand, ProcedureRefusal};
use crate::reports::ReportCommand;
use crate::request::{Command, Request};
use crate::state::State;
use crate::study::{StudyCommand, StudyRefusal};
use crate::units::UnitCommand;
use crate::visits::{VisitCommand, VisitRefusal};

impl Refusal {
    /// The same resting on the rule that governs the command, where it rests on none yet.
    #[cold]
    pub(crate) fn resting(self, state: &State, request: &Request) -> Refusal {
        if self.rule.is_some() || self.reason.is_of_no_article() {
            return self;
        }
        let charter = state.charter_on(request.today);
        let rule = charter.and_then(|charter| nearest(state, charter, &request.command));
        Refusal { rule, ..self }
    }
}

impl Reason {
    /// Whether no article speaks of it: it is not there for whoever asks, or it is the
    /// form of the command that is wrong, or its day.
    #[must_use]
    pub fn is_of_no_article(&self) -> bool {
        if let Reason::InAct { reason, .. } = self {
            return reason.is_of_no_article();
        }
        self.is_not_there()
            || matches!(
                self,
                Reason::NoCharterInForce
                    | Reason::EditionNotLater(_)
                    | Reason::EditionBreaksRecord { .. }
                    | Reason::OperatorOnly
                    | Reason::DateOutOfRange(_)
                    | Reason::InFuture(_)
                    | Reason::TooEarly { .. }
                    | Reason::Missing(_)
                    | Reason::Unseen(_)
                    | Reason::UnseenIn { .. }
                    | Reason::TooLong { .. }
                    | Reason::TooMany { .. }
                    | Reason::CodeTaken(_)
                    | Reason::RegisterFaults(_)
                    | Reason::Petition(PetitionRefusal::NotFromOutside)
            )
    }

    /// Whether it says that something is not there, or not for the actor to know of.
    #[must_use]
    pub fn is_not_there(&self) -> bool {
        if let Reason::InAct { reason, .. } = self {
            return reason.is_not_there();
        }
        matches!(
            self,
            Reason::NoSuchUnit(_)
                | Reason::NoSuchPerson(_)
                | Reason::NoSuchMeeting(_)
                | Reason::NoSuchDirective(_)
                | Reason::Visit(VisitRefusal::NoSuchVisit(_))
                | Reason::Bulletin(BulletinRefusal::NoSuchBulletin(_))
                | Reason::Award(AwardRefusal::NoSuchAward(_))
                | Reason::Body(BodyRefusal::NoSuchBody(_))
                | Reason::Study(StudyRefusal::NoSuchSession(_))
                | Reason::Conference(ConferenceRefusal::NoSuchConference(_))
                | Reason::Petition(PetitionRefusal::NoSuchPetition(_))
                | Reason::Posts(PostRefusal::NoSuchElection(_))
                | Reason::Procedure(ProcedureRefusal::NoSuchProceeding(_))
        )
    }
}

/// The rule that governs a command. Where it names a row that the charter does not have,
/// the first of its kind: there the others stand.
fn nearest(state: &State, charter: &Charter, command: &Command) -> Option<RuleId> {
    match command {
        Command::AdoptCharter(_) => right_to(charter, Action::AdoptCharter),
        Command::Unit(it) => of_unit(state, charter, it),
        Command::Member(it) => of_member(state, charter, it),
        Command::Post(it) => of_post(state, charter, it),
        Command::Meeting(it) => of_meeting(state, charter, it),
        Command::Directive(it) => of_directive(state, charter, it),
        Command::Report(it) => of_report(charter, it),
        Command::Award(it) => of_award(state, charter, it),
        Command::Body(it) => of_body(state, charter, it),
        Command::Conference(it) => of_conference(state, charter, it),
        Command::Study(it) => of_study(state, charter, it),
        Command::Visit(it) => of_visit(state, charter, it),
        Command::Bulletin(it) => of_bulletin(state, charter, it),
        Command::Petition(it) => of_petition(state, charter, it),
        Command::Procedure(it) => of_procedure(state, charter, it),
        Command::Dues(_) => charter.dues.as_ref().map(|rule| rule.rule),
        // Each command of an act is decided by itself.
        Command::EnterRegister(_) | Command::Act(_) => None,
    }
}

fn right_to(charter: &Charter, action: Action) -> Option<RuleId> {
    let mut rights = charter.rights.iter();
    rights
        .find(|right| right.action == action)
        .map(|right| right.rule)
}

/// The rule of the level of a unit, or the first level's.
fn level_of(state: &State, charter: &Charter, unit: UnitId) -> Option<RuleId> {
    let level = state.units.level(unit).and_then(|it| charter.level(it));
    level.or(charter.levels.first()).map(|row| row.rule)
}

fn of_unit(state: &State, charter: &Charter, command: &UnitCommand) -> Option<RuleId> {
    let unit = match command {
        UnitCommand::Found(it) => {
            let level = charter.level(it.level).or(charter.levels.first());
            return level.map(|row| row.rule);
        }
        UnitCommand::Rename(it) => it.unit,
        UnitCommand::Move(it) => it.unit,
        UnitCommand::Split(it) => it.unit,
        UnitCommand::Merge(it) => it.from,
        UnitCommand::FormCommittee(it) => it.unit,
        UnitCommand::Dissolve(it) => it.unit,
        UnitCommand::StrikeFounding(it) => it.unit,
        UnitCommand::StrikeRenaming(it) => it.unit,
        UnitCommand::StrikeMove(it) => it.unit,
        UnitCommand::StrikeDissolution(it) => it.unit,
    };
    level_of(state, charter, unit)
}

fn of_member(state: &State, charter: &Charter, command: &MemberCommand) -> Option<RuleId> {
    let grades = charter.grades.first().map(|row| row.rule);
    let grade_of = |person: PersonId| {
        let grade = state.members.grade_of(person)?;
        charter.grade(grade).map(|row| row.rule)
    };
    match command {
        MemberCommand::Admit(it) => charter.grade(it.grade).map(|row| row.rule).or(grades),
        MemberCommand::Promote(it) => grade_of(it.person).or(grades),
        MemberCommand::StrikePromotion(it) => grade_of(it.person).or(grades),
        MemberCommand::Register(_)
        | MemberCommand::Transfer(_)
        | MemberCommand::StrikeTransfer(_)
        | MemberCommand::Leave(_)
        | MemberCommand::Merge(_)
        | MemberCommand::Part(_) => {
            let belonging = charter.belonging.as_ref();
            belonging.map(|rule| rule.rule).or(grades)
        }
    }
}

fn of_post(state: &State, charter: &Charter, command: &PostCommand) -> Option<RuleId> {
    let (post, chosen) = match command {
        PostCommand::TakeUp(it) => (Some(it.post), false),
        PostCommand::LayDown(it) => (Some(it.post), false),
        PostCommand::HandOver(it) => (Some(it.post), false),
        PostCommand::StrikeHandOver(it) => (Some(it.post), false),
        PostCommand::Strike(it) => (Some(it.post), false),
        PostCommand::StrikeLayingDown(it) => (Some(it.post), false),
        PostCommand::Elect(it) => (Some(it.post), true),
        PostCommand::Confirm(it) => (Some(it.post), true),
        PostCommand::RefuseConfirmation(it) => (Some(it.post), true),
        PostCommand::WithdrawConfirmation(it) => (Some(it.post), true),
        PostCommand::StrikeElection(it) => {
            let elections = state.numbered_elections_in(it.unit);
            let found = elections.iter().find(|(number, _)| *number == it.number);
            (found.map(|(_, election)| election.post), true)
        }
    };
    let choosing = post
        .filter(|_| chosen)
        .and_then(|it| charter.choosing_of(it));
    if let Some(choosing) = choosing {
        return Some(choosing.rule);
    }
    let row = post.and_then(|it| charter.post(it));
    row.or(charter.posts.first()).map(|row| row.rule)
}

fn of_meeting(state: &State, charter: &Charter, command: &MeetingCommand) -> Option<RuleId> {
    let on_record = |meeting: MeetingId| state.meetings.get(meeting).map(|it| it.kind);
    let kind = match command {
        MeetingCommand::Call(it) => Some(it.kind),
        MeetingCommand::Record(it) => Some(it.kind),
        MeetingCommand::Correct(it) => on_record(it.meeting),
        MeetingCommand::CallOff(it) => on_record(it.meeting),
    };
    let row = kind.and_then(|it| charter.meeting(it));
    row.or(charter.meetings.first()).map(|row| row.rule)
}

fn of_directive(state: &State, charter: &Charter, command: &DirectiveCommand) -> Option<RuleId> {
    let directive = match command {
        DirectiveCommand::Issue(it) => {
            let row = charter.directive(it.kind).or(charter.directives.first());
            return row.map(|row| row.rule);
        }
        DirectiveCommand::PassOn(it) => it.directive,
        DirectiveCommand::PutOnAgenda(it) => it.directive,
        DirectiveCommand::TakeOffAgenda(it) => it.directive,
        DirectiveCommand::Answer(it) => it.directive,
        DirectiveCommand::Amend(it) => it.directive,
        DirectiveCommand::Withdraw(it) => it.directive,
        DirectiveCommand::Object(it) => it.directive,
        DirectiveCommand::Settle(it) => it.directive,
    };
    let kind = state.directives.issue_of(directive).map(|it| it.0);
    let row = kind.and_then(|it| charter.directive(it));
    row.or(charter.directives.first()).map(|row| row.rule)
}

fn of_report(charter: &Charter, command: &ReportCommand) -> Option<RuleId> {
    let report = match command {
        ReportCommand::File(it) => it.report,
        ReportCommand::Correct(it) => it.report,
    };
    let row = charter.report(report).or(charter.reports.first());
    row.map(|row| row.rule)
}

fn of_award(state: &State, charter: &Charter, command: &AwardCommand) -> Option<RuleId> {
    let kind = match command {
        AwardCommand::Propose(it) => Some(it.kind),
        AwardCommand::Decide(it) => state.award(it.award).map(|it| it.kind),
        AwardCommand::Revoke(it) => state.award(it.award).map(|it| it.kind),
    };
    let row = kind.and_then(|it| charter.award(it));
    row.or(charter.awards.first()).map(|row| row.rule)
}

fn of_body(state: &State, charter: &Charter, command: &BodyCommand) -> Option<RuleId> {
    let kind = match command {
        BodyCommand::Enter(it) => Some(it.kind),
        BodyCommand::Correct(it) => state.body(it.body).map(|it| it.kind),
        BodyCommand::End(it) => state.body(it.body).map(|it| it.kind),
    };
    let row = kind.and_then(|it| charter.body(it));
    row.or(charter.bodies.first()).map(|row| row.rule)
}

fn of_conference(state: &State, charter: &Charter, command: &ConferenceCommand) -> Option<RuleId> {
    let called = |it: ConferenceId| state.conferences.get(it).map(|it| it.kind);
    let kind = match command {
        ConferenceCommand::Call(it) => Some(it.kind),
        ConferenceCommand::CallOff(it) => called(it.conference),
        ConferenceCommand::Elect(it) => called(it.conference),
        ConferenceCommand::Strike(it) => called(it.conference),
        ConferenceCommand::Replace(it) => called(it.conference),
        ConferenceCommand::CheckIn(it) => called(it.conference),
        ConferenceCommand::StrikeCheckIn(it) => called(it.conference),
        ConferenceCommand::ListAttendance(it) => called(it.conference),
        ConferenceCommand::EnterItem(it) => called(it.conference),
        ConferenceCommand::StrikeItem(it) => called(it.conference),
        ConferenceCommand::RecordVote(it) => called(it.conference),
        ConferenceCommand::StrikeVote(it) => called(it.conference),
    };
    let row = kind.and_then(|it| charter.conference(it));
    row.or(charter.conferences.first()).map(|row| row.rule)
}

fn of_study(state: &State, charter: &Charter, command: &StudyCommand) -> Option<RuleId> {
    let course = match command {
        StudyCommand::Announce(it) => Some(it.course),
        StudyCommand::Record(it) => state.session(it.session).map(|it| it.course),
        StudyCommand::Correct(it) => state.session(it.session).map(|it| it.course),
        StudyCommand::CallOff(it) => state.session(it.session).map(|it| it.course),
    };
    let row = course.and_then(|it| charter.course(it));
    row.or(charter.courses.first()).map(|row| row.rule)
}

fn of_visit(state: &State, charter: &Charter, command: &VisitCommand) -> Option<RuleId> {
    let unit = match command {
        VisitCommand::Record(it) => Some(it.unit),
        VisitCommand::Correct(it) => state.visit(it.visit).map(|it| it.unit),
        VisitCommand::Strike(it) => state.visit(it.visit).map(|it| it.unit),
    };
    let level = unit.and_then(|unit| state.units.level(unit));
    let row = level.and_then(|level| charter.visit_of(level));
    row.or(charter.visits.first()).map(|row| row.rule)
}

fn of_bulletin(state: &State, charter: &Charter, command: &BulletinCommand) -> Option<RuleId> {
    let about = |it| state.bulletin(it).map(|it| it.unit);
    let unit = match command {
        BulletinCommand::Draft(it) => Some(it.unit),
        BulletinCommand::Revise(it) => about(it.bulletin),
        BulletinCommand::Correct(it) => about(it.bulletin),
        BulletinCommand::Review(it) => about(it.bulletin),
        BulletinCommand::SendBack(it) => about(it.bulletin),
        BulletinCommand::Publish(it) => about(it.bulletin),
        BulletinCommand::AddPicture(it) => about(it.bulletin),
        BulletinCommand::RemovePicture(it) => about(it.bulletin),
        BulletinCommand::Withdraw(it) => about(it.bulletin),
    };
    let level = unit.and_then(|unit| state.units.level(unit));
    let row = level.and_then(|level| charter.bulletin_of(level));
    row.or(charter.bulletins.first()).map(|row| row.rule)
}

fn of_petition(state: &State, charter: &Charter, command: &PetitionCommand) -> Option<RuleId> {
    let asked = |it| state.petition(it).map(|it| it.kind);
    let kind = match command {
        PetitionCommand::Ask(it) => Some(it.kind),
        PetitionCommand::Record(it) => Some(it.kind),
        PetitionCommand::PassOn(it) => asked(it.petition),
        PetitionCommand::Answer(it) => asked(it.petition),
        PetitionCommand::Correct(it) => asked(it.petition),
        PetitionCommand::Withdraw(it) => asked(it.petition),
        PetitionCommand::Erase(_) => None,
    };
    let row = kind.and_then(|it| charter.petition(it));
    row.or(charter.petitions.first()).map(|row| row.rule)
}

fn of_procedure(state: &State, charter: &Charter, command: &ProcedureCommand) -> Option<RuleId> {
    let opened = |it| state.proceeding(it).map(|it| it.procedure);
    let procedure = match command {
        ProcedureCommand::Open(it) => Some(it.procedure),
        ProcedureCommand::Sponsor(it) => opened(it.proceeding),
        ProcedureCommand::StopSponsoring(it) => opened(it.proceeding),
        ProcedureCommand::Decide(it) => opened(it.proceeding),
        ProcedureCommand::StrikeDecision(it) => opened(it.proceeding),
        ProcedureCommand::Drop(it) => opened(it.proceeding),
        ProcedureCommand::LetTimeDecide(it) => opened(it.proceeding),
        ProcedureCommand::Erase(_) => None,
    };
    let row = procedure.and_then(|it| charter.procedure(it));
    row.or(charter.procedures.first()).map(|row| row.rule)
}
