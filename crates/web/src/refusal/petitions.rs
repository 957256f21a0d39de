//! What can be done instead where a petition stands in the way.

use kernel::petitions::PetitionRefusal;

pub(super) fn instead(reason: &PetitionRefusal) -> Option<String> {
    let text = match reason {
        PetitionRefusal::NotTakenIn { .. } => "Ask another unit.",
        PetitionRefusal::NotFromOutside | PetitionRefusal::MembersOnly(_) => "Sign in first.",
        PetitionRefusal::AlreadyAnswered(_) => "Correct the answer instead.",
        PetitionRefusal::NotAnswered => "Answer it first.",
        PetitionRefusal::NotThatWay { .. } => "Choose another unit, or answer it.",
        PetitionRefusal::NoSuchPetition(_)
        | PetitionRefusal::Withdrawn(_)
        | PetitionRefusal::AlreadyErased(_) => return None,
    };
    Some(text.to_owned())
}
