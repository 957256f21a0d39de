//! What can be done instead where a promotion or a decision is not struck, or an agenda not
//! changed.

use kernel::directives::DirectiveRefusal;
use kernel::members::MemberRefusal;
use kernel::procedures::{Deed, ProcedureRefusal, Sequel};

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
