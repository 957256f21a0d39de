//! What can be done instead where it is a unit, a member, a post or a meeting that stands
//! in the way, or how the command was written.

use kernel::Reason;

/// What can be done instead, in a sentence; none where there is nothing, or where the reason
/// is of another room.
pub(super) fn instead(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::NoCharterInForce => "Choose a day on which a charter is in force.",
        Reason::NotInCharter(_) => "Choose among those that are in the charter.",
        Reason::DateOutOfRange(_) => "Give a day within these years.",
        Reason::Missing(what) => return Some(format!("Write down {what}.")),
        Reason::Unseen(_) | Reason::UnseenIn { .. } => {
            "Type the text anew where that character is, rather than paste it."
        }
        Reason::TooMany { most, .. } => return Some(format!("Name {most} at most.")),
        Reason::HasTop => "Choose a level that stands under another.",
        Reason::WrongParent { .. } => "Choose a unit under which the article lets it stand.",
        Reason::ParentMissing(_) => "Choose the unit under which it stands.",
        Reason::Ring(_) => "Choose a unit that does not stand beneath it.",
        Reason::UnitDissolved { .. } => "Choose a unit that stands.",
        Reason::TopStays => "Choose another unit.",
        Reason::SameUnit(_) => "Choose two units.",
        Reason::NotAMember => "Admit this person first, or choose a member.",
        Reason::AlreadyThere(_) => "Choose another unit.",
        Reason::NoSuchPostHere { .. } => "Choose a post that units of this level have.",
        Reason::AlreadyHolds { .. } => "There is nothing more to do.",
        Reason::DoesNotHold { .. } => "Look at the posts of the unit: somebody else may hold it.",
        Reason::NoSuchMeetingHere { .. } => "Choose a meeting that units of this level hold.",
        Reason::NotOnRoll { .. } => "Look at the roll: name only who belongs to the unit.",
        Reason::RegisterFaults(_) => "Put right what is named, and enter the register again.",
        _ => return None,
    };
    Some(text.to_owned())
}
