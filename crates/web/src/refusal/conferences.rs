//! What can be done instead where something about a conference is refused.

use kernel::conferences::ConferenceRefusal;

/// What can be done instead, in a sentence.
pub(super) fn instead(refusal: &ConferenceRefusal) -> Option<&'static str> {
    match refusal {
        ConferenceRefusal::NoSuchConference(_) => None,
        ConferenceRefusal::CalledOff(_) => Some("Call another where one is to be held."),
        ConferenceRefusal::HasLeft(_) => Some("Have a substitute take the seat."),
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
        ConferenceRefusal::AlreadyCalled { .. } => {
            Some("Look at that one; call it off first where it is wrong.")
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
        ConferenceRefusal::NobodyVoted { .. } => {
            Some("Count again: whoever is chosen got a ballot, of somebody entitled to vote.")
        }
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
        ConferenceRefusal::NoMandateByName => Some("Name them by their code, or as a guest."),
        ConferenceRefusal::NoSuchItem(_) | ConferenceRefusal::NoSuchVote(_) => {
            Some("Look at the proceedings: each item and each vote has its number there.")
        }
        ConferenceRefusal::NothingUnder(_) | ConferenceRefusal::ReadNowhere => {
            Some("Name the session, the workshop or the point where it was.")
        }
        ConferenceRefusal::SomethingUnder(_) => Some("Strike that first."),
        ConferenceRefusal::VotedOn(_) => Some("Strike the vote first."),
        ConferenceRefusal::NotVotedOn(_) => Some("Vote on a point or on a paper."),
        ConferenceRefusal::TooManyPresent { .. } => {
            Some("Let those who are there in at the door first.")
        }
        ConferenceRefusal::TooManyVotes { .. } => Some("Count again."),
        ConferenceRefusal::NoSuchMajority => Some("Choose one of those in the article."),
        ConferenceRefusal::NotItsDay { .. } => Some("Give one of its days, or come back on one."),
    }
}
