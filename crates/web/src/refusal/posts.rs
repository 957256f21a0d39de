//! What can be done instead where an election, a confirmation or a handing over is refused.

use kernel::posts::{Contradiction, PostRefusal, Sequel};

pub(super) fn instead(reason: &PostRefusal) -> Option<String> {
    let text = match reason {
        PostRefusal::ChosenOtherwise { .. } => "Record the election that gave them the post.",
        PostRefusal::NoElection(_) => "Fill the post directly.",
        PostRefusal::Figures(wrong) => match wrong {
            Contradiction::Entitled { .. } => {
                "Look at the roll: who was entitled stands on it. Correct whichever is wrong."
            }
            Contradiction::Ballots { .. } => {
                "Count the ballots again: nobody casts two, and only whoever is entitled casts one."
            }
            Contradiction::Valid { .. } => "Leave the spoilt ballots out of the valid ones.",
            Contradiction::Votes { .. } => {
                "Count again: look at the votes of each nominee and at the valid ballots."
            }
        },
        PostRefusal::Nominees(_) => "Correct the list of nominees.",
        PostRefusal::TurnoutMissed { .. } => {
            "Record it with nobody elected, and hold another election."
        }
        PostRefusal::Verdict { .. } => {
            "Correct the figures where one is wrong, or record as elected whoever the figures elect. Where that is nobody, leave every box unticked."
        }
        PostRefusal::NothingToConfirm(_) => {
            "Look at the posts of the unit: it may be done already."
        }
        PostRefusal::TimePassed { .. } => {
            "Have the post filled anew where somebody else is to hold it."
        }
        PostRefusal::NotConfirmed(_) | PostRefusal::NotHandedOver(_) => {
            "Look at the posts of the unit: it may be taken back already."
        }
        PostRefusal::NobodyBefore(_) => "Nothing: the holder is the first.",
        PostRefusal::AlreadyHandedOver { .. } => "Nothing: it is on record already.",
        PostRefusal::AlreadyRecorded { .. } => {
            "Look at that record: where it is wrong, strike it first."
        }
        PostRefusal::ByElection { number, .. } => {
            return Some(format!("Strike the record of election {number} instead."));
        }
        PostRefusal::NotLaidDown(_) => "Look at who held the post in the unit, and until when.",
        PostRefusal::Built(Sequel::Confirmed { .. }) => {
            "Have the unit above take its word back first."
        }
        PostRefusal::Built(Sequel::HandedOver { .. }) => {
            "Have the record of the handing over struck first."
        }
        PostRefusal::Built(_) => "Have the post filled anew.",
        PostRefusal::NoSuchElection(_) => return None,
        PostRefusal::AlreadyStruck => "Nothing: it does not hold any more.",
        PostRefusal::Followed(sequel) => match sequel {
            Sequel::Ended(_) => {
                "Where a later election ended it, strike that first. Otherwise leave the record as it is."
            }
            Sequel::Confirmed { .. }
            | Sequel::Declined { .. }
            | Sequel::HandedOver { .. }
            | Sequel::Taken => "Leave the record as it is, and have the post filled anew.",
        },
    };
    Some(text.to_owned())
}
