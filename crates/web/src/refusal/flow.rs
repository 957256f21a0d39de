//! What can be done instead where something about a directive or a return is refused.

use kernel::Reason;

use crate::words::day;

/// What can be done instead, in a sentence; none where the reason is of another room.
pub(super) fn instead(reason: &Reason) -> Option<String> {
    of_directives(reason).or_else(|| of_returns(reason))
}

fn of_directives(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::MayNotIssue { .. } => "Have a unit issue it that may, or choose another kind.",
        Reason::NotAddressable { .. } => "Address it to a level that the article names.",
        Reason::NotBeneath { .. } => "Name a part that stands beneath the unit that issues it.",
        Reason::NobodyAddressed => "Choose another level, or name another part.",
        Reason::NotAddressed { .. } => "Look at the directive: it says whom it goes to.",
        Reason::NotReceived { above, .. } => {
            return Some(format!("Ask {above} to pass it on first."));
        }
        Reason::AlreadyPassedOn { .. } => {
            "There is nothing more to do: the units beneath have received it."
        }
        Reason::DirectiveWithdrawn(_) => "Nothing is owed to it any more. It can be issued anew.",
        Reason::DirectiveReplaced { by, .. } => {
            return Some(format!("Go on with directive {by}."));
        }
        Reason::AlreadyObjected(_) => {
            "Wait for what the issuer says to it. Where nothing came, an answer can be given still."
        }
        Reason::NoObjection(_) => {
            "Look at the objections on the page of the directive: it may be settled so already."
        }
        _ => return None,
    };
    Some(text.to_owned())
}

fn of_returns(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::NotOwed { .. } => "Choose a unit that owes it, or another report.",
        Reason::NotOwedYet { since, .. } => {
            return Some(format!(
                "File the one for the time from {} on.",
                day(*since)
            ));
        }
        Reason::PeriodNotOver(last) => {
            return Some(format!("File it on {} or later.", day(*last)));
        }
        Reason::EarlierOwed { from, .. } => {
            return Some(format!(
                "File the one for the time from {} on first.",
                day(*from)
            ));
        }
        Reason::AlreadyFiled { .. } => "Correct the return that is filed.",
        Reason::NotFiled { .. } => "File it instead.",
        Reason::FieldDoesNotFit { .. } => "Fill in this field anew.",
        Reason::NoughtNotConfirmed => {
            "Confirm that every number is nought, or fill in what is missing."
        }
        _ => return None,
    };
    Some(text.to_owned())
}
