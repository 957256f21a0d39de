//! What can be done instead where something about a session is refused.

use kernel::study::StudyRefusal;

/// What to do instead, in a sentence.
pub(super) fn instead(refusal: &StudyRefusal) -> Option<&'static str> {
    match refusal {
        StudyRefusal::NoSuchSession(_) => None,
        StudyRefusal::NotHeldHere { .. } => {
            Some("Announce it with a unit that holds such sessions.")
        }
        StudyRefusal::NoSuchPart(_) => Some("Choose one of its parts."),
        StudyRefusal::AlreadyAnnounced { .. } => Some("Record who attended that one instead."),
        StudyRefusal::CalledOff => Some("Announce another."),
        StudyRefusal::AlreadyRecorded => Some("Correct who attended where that is wrong."),
        StudyRefusal::NotRecorded => Some("Record who attended instead."),
        StudyRefusal::NobodyCame => Some("Tick whoever came, or call the session off."),
        StudyRefusal::MayNotAttend { .. } => Some("Leave them off the list."),
    }
}
