//! Why something about conferences is refused.

use jiff::civil::Date;

use crate::ids::{ConferenceId, PersonId};
use crate::refusal::{Reason, Refusal};

/// The facts that can stand in the way of a conference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConferenceRefusal {
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no conference {0}")]
    NoSuchConference(ConferenceId),
    /// Units of this level do not call it.
    #[error("{unit} is not of a level that calls the {conference}")]
    NotForUnit {
        /// The unit's name.
        unit: String,
        /// The conference's title in the charter.
        conference: String,
    },
    /// The key day is not the last thing before the conference.
    #[error("the key day {key_day} lies behind {first}, the first day of the conference")]
    KeyDayAfter {
        /// The key day.
        key_day: Date,
        /// The first day.
        first: Date,
    },
    /// It ends before it begins.
    #[error("a conference from {first} to {last} ends before it begins")]
    EndsBefore {
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// There is too little time.
    #[error("{first} is less than {days} days ahead")]
    NoticeTooShort {
        /// Its first day.
        first: Date,
        /// Days of notice.
        days: u16,
    },
    /// It was called before.
    #[error("{unit} has called the {conference} from {first} to {last} already")]
    AlreadyCalled {
        /// The unit's name.
        unit: String,
        /// The conference's title in the charter.
        conference: String,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// Nobody would come.
    #[error("on {0} no unit that sends delegates had anybody on its rolls")]
    NobodySends(Date),
    /// It was called off.
    #[error("the conference was called off on {0}")]
    CalledOff(Date),
    /// It has begun.
    #[error("person {0} has come in already")]
    HasBegun(PersonId),
    /// The unit sends nobody.
    #[error("{0} has no seat at this conference")]
    NoSeat(String),
    /// It has chosen.
    #[error("{unit} chose its delegates on {on}")]
    AlreadyChosen {
        /// The unit's name.
        unit: String,
        /// When.
        on: Date,
    },
    /// It has not chosen.
    #[error("{0} has not chosen its delegates")]
    NotChosen(String),
    /// It chose more than it may.
    #[error("{unit} sends {most} {what}, and {given} are named")]
    TooMany {
        /// The unit's name.
        unit: String,
        /// How many it may choose.
        most: u32,
        /// `delegates` or `substitutes`.
        what: &'static str,
        /// How many are named.
        given: u32,
    },
    /// Nobody was chosen.
    #[error("no delegate is named")]
    NobodyNamed,
    /// Somebody does not belong there.
    #[error("person {person} does not belong to {unit} or to anything beneath it")]
    NotOfUnit {
        /// Who.
        person: PersonId,
        /// The unit's name.
        unit: String,
    },
    /// Their grade may not be chosen.
    #[error("person {0} has no grade from which delegates are chosen")]
    NotEligible(PersonId),
    /// Somebody has a seat or waits for one.
    #[error("person {0} was named already")]
    NamedAlready(PersonId),
    /// There are more ballots than people.
    #[error("{ballots} ballots were cast, and {entitled} were entitled to vote")]
    TooManyBallots {
        /// Ballots.
        ballots: u32,
        /// Those entitled.
        entitled: u32,
    },
    /// Nobody could choose, or nobody did.
    #[error(
        "{entitled} were entitled to vote and {ballots} ballots were cast, so nobody was chosen"
    )]
    NobodyVoted {
        /// Those entitled.
        entitled: u32,
        /// Ballots.
        ballots: u32,
    },
    /// Somebody has no seat.
    #[error("person {0} was not chosen for this conference")]
    NotChosenFor(PersonId),
    /// Somebody waits for a seat.
    #[error("person {0} is a substitute, and nobody gave a seat up for them")]
    OnlySubstitute(PersonId),
    /// Somebody has left.
    #[error("person {0} has left the organisation")]
    HasLeft(PersonId),
    /// Somebody gave the seat up.
    #[error("person {0} gave the seat up")]
    GaveUp(PersonId),
    /// Somebody came in before.
    #[error("person {person} came in already, on {on}")]
    AlreadyIn {
        /// Who.
        person: PersonId,
        /// When.
        on: Date,
    },
    /// Somebody is not there.
    #[error("person {0} has not come in")]
    NotIn(PersonId),
    /// Whoever has a mandate has a number.
    #[error("whoever is named by a text only is no participant")]
    NoMandateByName,
    /// The number means nothing at this conference.
    #[error("the conference has no item {0}")]
    NoSuchItem(u32),
    /// Nothing stands under it.
    #[error("nothing stands under item {0}: it is said or presented")]
    NothingUnder(u32),
    /// Something was read nowhere.
    #[error("it was read, and not said where")]
    ReadNowhere,
    /// Something stands under it.
    #[error("item {0} stands under it")]
    SomethingUnder(u32),
    /// There was a vote on it.
    #[error("vote {0} was on it")]
    VotedOn(u32),
    /// It is not voted on.
    #[error("item {0} is nothing that is voted on")]
    NotVotedOn(u32),
    /// More were there than came in.
    #[error("{present} are said to be there, and {came} came in")]
    TooManyPresent {
        /// Those said to be there.
        present: u32,
        /// Those who came in.
        came: u32,
    },
    /// There are more votes than people.
    #[error("{cast} voted or abstained, and {present} were there")]
    TooManyVotes {
        /// For, against and abstained.
        cast: u64,
        /// Those there.
        present: u32,
    },
    /// The charter has no such majority.
    #[error("the charter has no such majority for this conference")]
    NoSuchMajority,
    /// The number means nothing at this conference.
    #[error("the conference has no vote {0}")]
    NoSuchVote(u32),
    /// The door is closed on that day, or nothing was said on it.
    #[error("the conference is from {first} to {last}, and {on} is not one of its days")]
    NotItsDay {
        /// The day.
        on: Date,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
}

impl From<ConferenceRefusal> for Refusal {
    fn from(refusal: ConferenceRefusal) -> Refusal {
        Reason::from(refusal).into()
    }
}
