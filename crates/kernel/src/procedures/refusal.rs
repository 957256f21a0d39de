//! Why something about a proceeding is refused.

use jiff::civil::Date;

use crate::ids::{PersonId, ProceedingId};

/// The facts that can stand in the way of a proceeding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProcedureRefusal {
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no proceeding {0}")]
    NoSuchProceeding(ProceedingId),
    /// Units of this level have no such procedure.
    #[error("no {procedure} is opened in {unit}")]
    NotOpenedHere {
        /// The procedure's title.
        procedure: String,
        /// The unit's name.
        unit: String,
    },
    /// What it is about is something else.
    #[error("a {procedure} is about {wanted}")]
    AboutAnother {
        /// The procedure's title.
        procedure: String,
        /// What it is about.
        wanted: &'static str,
    },
    /// Whom it is about is not behind with so many dues.
    #[error(
        "a {procedure} is about somebody who is behind with {least} dues or more: {dues} are open and past their day"
    )]
    NotBehind {
        /// The procedure's title.
        procedure: String,
        /// With how many one has to be behind.
        least: u8,
        /// With how many this person is.
        dues: u32,
    },
    /// Whom it is about still owes what it is about.
    #[error("this {procedure} ends when fewer than {least} dues are open: {dues} are")]
    StillBehind {
        /// The procedure's title.
        procedure: String,
        /// With how many one has to be behind.
        least: u8,
        /// With how many this person is.
        dues: u32,
    },
    /// One is open already.
    #[error("a {procedure} is open already: proceeding {open}")]
    OpenAlready {
        /// The procedure's title.
        procedure: String,
        /// The one that is open.
        open: ProceedingId,
    },
    /// It is said or not said where the person wants to go.
    #[error("{0}")]
    Destination(&'static str),
    /// It is over.
    #[error("this {procedure} came to its end on {on}")]
    Over {
        /// The procedure's title.
        procedure: String,
        /// When.
        on: Date,
    },
    /// It stands at another step.
    #[error("this {procedure} stands at another step: {step}")]
    AtAnotherStep {
        /// The procedure's title.
        procedure: String,
        /// The step's title.
        step: String,
    },
    /// Its time has passed, and with it all of it.
    #[error("the time for this step ended on {due}, and the {procedure} lapsed")]
    HasLapsed {
        /// The procedure's title.
        procedure: String,
        /// The last day.
        due: Date,
    },
    /// Its time has passed, which counts as an outcome.
    #[error("the time for this step ended on {due}, which counts as: {outcome}")]
    TimeDecided {
        /// The last day.
        due: Date,
        /// The outcome's title.
        outcome: String,
    },
    /// No time has passed that would mean anything.
    #[error("no time has passed that decides this step")]
    TimeDecidesNothing,
    /// The actor takes no part in this step.
    #[error("this step is not yours: {step}, {who}")]
    NotYourTurn {
        /// The step's title.
        step: String,
        /// Whose turn it is.
        who: String,
    },
    /// Nobody can take the step from where the unit stands.
    #[error("no unit stands above {unit} that could take this step")]
    NobodyAbove {
        /// The unit's name.
        unit: String,
    },
    /// The step has no such outcome.
    #[error("this step has no such outcome")]
    NoSuchOutcome,
    /// The step is done by signing.
    #[error("this step is over when enough have signed as sponsors")]
    SponsorsSign,
    /// What the silence of whom it is about counts as is said by nobody else.
    #[error("this is what silence counts as, when the time is over: nobody says it in their place")]
    OnlySilence {
        /// Whom it is about.
        person: Option<PersonId>,
        /// The last day they have.
        due: Option<Date>,
    },
    /// Nobody signs in this step.
    #[error("nobody signs as a sponsor in this step: {step}")]
    NobodySigns {
        /// The step's title.
        step: String,
    },
    /// The sponsor is not one of those who may be.
    #[error("person {person} may not sign: {why}")]
    MayNotSponsor {
        /// Who.
        person: PersonId,
        /// Why not.
        why: &'static str,
    },
    /// The sponsor has not been a member for long enough.
    #[error("whoever signs has been a member for {months} months, which is so from {from} on")]
    TooNewToSponsor {
        /// How long.
        months: u16,
        /// From when on.
        from: Date,
    },
    /// The sponsor has signed.
    #[error("person {0} has signed already")]
    HasSigned(PersonId),
    /// The sponsor has not signed.
    #[error("person {0} has not signed")]
    HasNotSigned(PersonId),
    /// The votes were not given.
    #[error("votes are counted in this step: say how many were present and how they voted")]
    VotesMissing,
    /// Votes were given where none are counted.
    #[error("no votes are counted in this step")]
    NoVotesHere,
    /// The votes do not add up.
    #[error("{0}")]
    VotesDoNotFit(&'static str),
    /// There is no decision that could be struck.
    #[error("nothing has been decided in this {procedure}")]
    NothingDecided {
        /// The procedure's title.
        procedure: String,
    },
    /// It was time that decided.
    #[error("in this {procedure} it was the passing of time that decided last, on {on}")]
    DecidedByTime {
        /// The procedure's title.
        procedure: String,
        /// When.
        on: Date,
    },
    /// Something has been built on the decision.
    #[error("this decision is no longer the last that happened: {0}")]
    Followed(Sequel),
    /// What the decision led to is taken back by an act of its own.
    #[error("this decision was carried out: {0}")]
    CarriedOut(Deed),
    /// Without the decision, time would have it.
    #[error("the time for this step ended on {due}: without the decision, time would decide")]
    TimeWouldDecide {
        /// The last day.
        due: Date,
    },
    /// What a procedure leads to is not done without it.
    #[error("this is done by {procedure}, and not directly")]
    NotDirectly {
        /// The procedure's title.
        procedure: String,
    },
}

/// What has been built on a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Sequel {
    /// The proceeding stands elsewhere by now.
    #[error("the proceeding has gone on from there")]
    WentOn,
    /// Somebody has signed since.
    #[error("person {0} has signed since")]
    Signed(PersonId),
    /// Whom it is about is a member no more, or has become one.
    #[error("whom it is about has joined or left since")]
    JoinedOrLeft,
    /// Whom it is about has gone over to another unit.
    #[error("whom it is about has gone over to another unit since")]
    WentOver,
    /// Whom it is about has another grade by now.
    #[error("whom it is about has taken another grade since")]
    OtherGrade,
    /// Another such proceeding is under way.
    #[error("another has been opened since: proceeding {0}")]
    OpenedAgain(ProceedingId),
}

/// What a decision led to that is not struck with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Deed {
    /// Somebody became a member.
    #[error("somebody became a member by it")]
    Admitted,
    /// Somebody went over to another unit.
    #[error("somebody went over to another unit by it")]
    WentOver,
    /// Somebody is no member any more.
    #[error("somebody's membership ended by it")]
    Left,
}
