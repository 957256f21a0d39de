//! What can be done instead where a promotion or a decision is not struck, or an agenda not
//! changed.

use kernel::directives::DirectiveRefusal;
use kernel::members::MemberRefusal;
use kernel::procedures::{Deed, ProcedureRefusal, Sequel};
use kernel::units::UnitRefusal;

/// The same for agendas.
pub(super) fn of_agenda(refusal: &DirectiveRefusal) -> &'static str {
    match refusal {
        DirectiveRefusal::OnAgendaAlready(_) => "There is nothing more to do.",
        DirectiveRefusal::NotOnAgenda(_) => "Look at which meeting it was put on the agenda of.",
    }
}

/// The same for promotions.
pub(super) fn of_promotion(refusal: &MemberRefusal) -> String {
    match refusal {
        MemberRefusal::NotPromoted(_) => {
            "A grade somebody came in with is put right where they were admitted.".to_owned()
        }
        MemberRefusal::NotTransferred(_) => {
            "Whoever came with their unit, or joined there, goes over by a transfer.".to_owned()
        }
        MemberRefusal::MovedByProceeding { .. } => {
            "Open another proceeding that brings them back.".to_owned()
        }
        MemberRefusal::PostSince { .. } => {
            "Strike that they took the post up, if that was a mistake too; else transfer them back."
                .to_owned()
        }
        MemberRefusal::SentSince { .. } => {
            "Have the choice of delegates struck first, or transfer them back.".to_owned()
        }
        MemberRefusal::ByProceeding { proceeding, .. } => {
            format!("Strike the decision of proceeding {proceeding}; the grade goes with it.")
        }
        MemberRefusal::HoldsPost { .. } => "Have the post laid down first.".to_owned(),
        MemberRefusal::HasSigned { proceeding, .. } => {
            format!("Have the signature in proceeding {proceeding} taken back first.")
        }
        MemberRefusal::IsDelegate { .. } => "Have the mandate given up first.".to_owned(),
    }
}

/// The same for units.
pub(super) fn of_unit(refusal: &UnitRefusal) -> &'static str {
    match refusal {
        UnitRefusal::NotRenamed(_) => "Give it another name, if the first one was wrong.",
        UnitRefusal::NotMoved(_) => "Move it, if it stands in the wrong place.",
        UnitRefusal::PostSince { .. } => {
            "Strike that they took the post up, if that was a mistake too; else move the unit back."
        }
        UnitRefusal::FiledSince { .. } => "Move the unit back; the return stays where it went.",
        UnitRefusal::NotDissolved(_) => "There is nothing to strike.",
        UnitRefusal::NeverWas(_) => "Found it, under another code.",
        UnitRefusal::WasMerged { .. } => "Split the other unit again.",
        UnitRefusal::BooksClosed { .. } => {
            "Found a unit anew; the money stays where the books have it."
        }
        UnitRefusal::HasRecord { .. } => "Dissolve it instead.",
    }
}

/// The same for decisions.
pub(super) fn of_decision(refusal: &ProcedureRefusal) -> Option<&'static str> {
    Some(match refusal {
        ProcedureRefusal::Followed(sequel) => match sequel {
            Sequel::WentOn => "Take back first what came after it, the last first.",
            Sequel::Signed(_) => "Have that signature taken back first.",
            Sequel::JoinedOrLeft | Sequel::WentOver | Sequel::OtherGrade => {
                "Put right what happened to them since; this decision has done its work."
            }
            Sequel::OpenedAgain(_) => "Go on with that one, or have it dropped first.",
        },
        ProcedureRefusal::CarriedOut(deed) => match deed {
            Deed::Admitted => "Record that they left; then they can apply again.",
            Deed::WentOver => "Transfer them back.",
            Deed::Left => "Admit them again.",
        },
        ProcedureRefusal::TimeWouldDecide { .. } => {
            "Open a new one, and decide that in the right way."
        }
        ProcedureRefusal::DecidedByTime { .. } => "Open a new one.",
        _ => return None,
    })
}
