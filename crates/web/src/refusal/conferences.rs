//! What can be done instead where something about a conference is refused.

use kernel::conferences::ConferenceRefusal;

/// Whether it says that something is not there, or not for the actor to know of.
pub(super) fn is_not_found(refusal: &ConferenceRefusal) -> bool {
    matches!(refusal, ConferenceRefusal::NoSuchConference(_))
}

/// What can be done instead, in a sentence.
pub(super) fn instead(refusal: &ConferenceRefusal) -> Option<&'static str> {
    match refusal {
        ConferenceRefusal::NoSuchConference(_)
        | ConferenceRefusal::CalledOff(_)
        | ConferenceRefusal::HasLeft(_) => None,
        ConferenceRefusal::NotForUnit { .. } => Some("Have a unit call it that may."),
        ConferenceRefusal::KeyDayAfter { .. } => {
            Some("Choose a key day that lies before the conference.")
        }
        ConferenceRefusal::EndsBefore { .. } => {
            Some("Give a last day that is not before the first.")
        }
        ConferenceRefusal::NoticeTooShort { .. } => Some("Let it begin later."),
        ConferenceRefusal::NobodySends(_) => Some("Choose another key day."),
        ConferenceRefusal::HasBegun(_) => {
            Some("Where nobody came after all, take back at the door that they did.")
        }
        ConferenceRefusal::NoSeat(_) => Some("Choose a unit that sends delegates."),
        ConferenceRefusal::AlreadyChosen { .. } => {
            Some("Strike the record first where it is wrong, or have a substitute take a seat.")
        }
        ConferenceRefusal::NotChosen(_) => Some("Record whom it sends first."),
        ConferenceRefusal::TooMany { .. } => Some("Name fewer."),
        ConferenceRefusal::NobodyNamed => Some("Name at least one."),
        ConferenceRefusal::NotOfUnit { .. } | ConferenceRefusal::NotEligible(_) => {
            Some("Choose somebody else.")
        }
        ConferenceRefusal::NamedAlready(_) => Some("Name everybody once."),
        ConferenceRefusal::TooManyBallots { .. } => Some("Count again: nobody votes twice."),
        ConferenceRefusal::NotChosenFor(_) => {
            Some("Look at the list of delegates: it may be another conference.")
        }
        ConferenceRefusal::OnlySubstitute(_) => {
            Some("Where a delegate does not come, record first that they give the seat up.")
        }
        ConferenceRefusal::GaveUp(_) => Some("Whoever took the seat has a code of their own."),
        ConferenceRefusal::AlreadyIn { .. } => {
            Some("If it was somebody else, take back that they came in.")
        }
        ConferenceRefusal::NotIn(_) => Some("There is nothing to take back."),
        ConferenceRefusal::NotItsDay { .. } => Some("Come back on one of its days."),
    }
}
