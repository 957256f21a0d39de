//! Why a command is refused: the fact that stands in the way, the rule it
//! rests on, and what can be done instead.

mod resting;

use charter::{Action, Charter, RuleId};
use jiff::civil::Date;

use crate::awards::AwardRefusal;
use crate::bodies::BodyRefusal;
use crate::ids::{DirectiveId, MeetingId, PersonId, UnitId};
use crate::petitions::PetitionRefusal;
use crate::study::StudyRefusal;
use crate::visits::VisitRefusal;

/// A typed no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The fact that stands in the way.
    pub reason: Reason,
    /// The rule it rests on, or that governs what was commanded; none where no article
    /// speaks of it: see [`Reason::is_of_no_article`].
    pub rule: Option<RuleId>,
}

impl Refusal {
    /// The number of the article that says so, where one does.
    #[must_use]
    pub fn article<'a>(&self, charter: &'a Charter) -> Option<&'a str> {
        Some(charter.article_of(self.rule?)?.number.as_str())
    }

    pub(crate) fn by(rule: RuleId, reason: Reason) -> Refusal {
        Refusal {
            reason,
            rule: Some(rule),
        }
    }
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Refusal {
        Refusal { reason, rule: None }
    }
}

/// The facts that can stand in the way. The words are for the person who is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing has been adopted yet.
    #[error("no charter is in force")]
    NoCharterInForce,
    /// An amended edition would change the meaning of old records.
    #[error(
        "the edition drops or reorders the {table} of the one in force, and old records would change their meaning"
    )]
    EditionBreaksRecord {
        /// Which table.
        table: &'static str,
    },
    /// The edition is older than the one in force.
    #[error("an edition that came into force on {0} is already adopted")]
    EditionNotLater(Date),
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no unit {0}")]
    NoSuchUnit(UnitId),
    /// The number means nothing, or nobody the viewer may know about.
    #[error("there is no person {0}")]
    NoSuchPerson(PersonId),
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no meeting {0}")]
    NoSuchMeeting(MeetingId),
    /// A word of the command is not in the charter.
    #[error("the charter has no such {0}")]
    NotInCharter(&'static str),
    /// The actor lacks the right.
    #[error("you may not {}", .action.phrase_at(.unit))]
    NoRight {
        /// The action.
        action: Action,
        /// The unit's name.
        unit: String,
    },
    /// Only the operator may do it.
    #[error("only the operator of the data folder may do this")]
    OperatorOnly,
    /// The date lies outside what the record can hold.
    #[error("{0} lies outside the years the record can hold (1900 to 2079)")]
    DateOutOfRange(Date),
    /// The date lies ahead.
    #[error("{0} has not come yet")]
    InFuture(Date),
    /// The date lies before something it must follow.
    #[error("{on} lies before {since}, {what}")]
    TooEarly {
        /// The date given.
        on: Date,
        /// The date it must not precede.
        since: Date,
        /// What happened then.
        what: &'static str,
    },
    /// A name or code is empty or not text.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A text holds what nobody can see.
    #[error("a text holds a character that cannot be seen: U+{0:04X}")]
    Unseen(u32),
    /// A name or code holds what nobody can see.
    #[error("{what} holds a character that cannot be seen: U+{letter:04X}")]
    UnseenIn {
        /// Which text.
        what: &'static str,
        /// The character.
        letter: u32,
    },
    /// A text is too long.
    #[error("{what} is longer than {characters_max} characters")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// The limit.
        characters_max: usize,
    },
    /// A list is too long.
    #[error("more than {most} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        most: usize,
    },
    /// The code belongs to another unit.
    #[error("the code {0:?} already belongs to a unit")]
    CodeTaken(String),
    /// There is a top unit already.
    #[error("the organisation already has its top unit")]
    HasTop,
    /// The charter does not let this level stand there.
    #[error("a {level} may not stand under a {parent}")]
    WrongParent {
        /// The level's title.
        level: String,
        /// The parent's title.
        parent: String,
    },
    /// Only the top may stand under nothing.
    #[error("a {0} stands under another unit: name it")]
    ParentMissing(String),
    /// The move would close a ring.
    #[error("{0} stands beneath the unit itself")]
    Ring(String),
    /// The unit is no more.
    #[error("{unit} was dissolved on {on}")]
    UnitDissolved {
        /// Its name.
        unit: String,
        /// When.
        on: Date,
    },
    /// People still belong to it.
    #[error("{unit} still has people on its roll: {people}")]
    UnitNotEmpty {
        /// Its name.
        unit: String,
        /// How many.
        people: u32,
    },
    /// Units still stand beneath it.
    #[error("{0} still has units beneath it")]
    UnitsBeneath(String),
    /// The top cannot go.
    #[error(
        "the top unit holds the organisation together and cannot be dissolved, moved or merged"
    )]
    TopStays,
    /// The units differ in level.
    #[error("{0} and {1} are not of the same level")]
    DifferentLevels(String, String),
    /// The command names one unit twice.
    #[error("{0} cannot be merged into itself")]
    SameUnit(String),
    /// The parts do not divide the roll.
    #[error("the parts do not fit the roll of {unit}: {what}")]
    PartsDoNotFit {
        /// The unit.
        unit: String,
        /// In which way.
        what: &'static str,
    },
    /// A new unit would start outside its range.
    #[error("a {level} has {least} to {most} people, and {unit} would have {people}")]
    SizeOutside {
        /// The level's title.
        level: String,
        /// Fewest.
        least: u32,
        /// Most, in words.
        most: String,
        /// The unit's name.
        unit: String,
        /// How many it would have.
        people: u32,
    },
    /// People cannot belong to units of this level.
    #[error("people belong to a unit that holds members, and {0} does not")]
    NotABaseUnit(String),
    /// Already a member.
    #[error("this person already belongs to {0}")]
    AlreadyMember(String),
    /// Not a member.
    #[error("this person is not a member")]
    NotAMember,
    /// Not a grade to start in.
    #[error("nobody is admitted straight into the grade of {0}")]
    NotAnEntryGrade(String),
    /// Not the next grade.
    #[error("the grade of {from} does not lead to that of {to}")]
    NotTheNextGrade {
        /// The present grade.
        from: String,
        /// The grade asked for.
        to: String,
    },
    /// The waiting time has not passed.
    #[error("the waiting time of {months} months ends on {until}")]
    StillWaiting {
        /// How long.
        months: u16,
        /// Its end.
        until: Date,
    },
    /// The person already belongs there.
    #[error("this person already belongs to {0}: there is nothing to transfer")]
    AlreadyThere(String),
    /// Units of this level have no such post.
    #[error("{unit} is a {level}, which has no {post}")]
    NoSuchPostHere {
        /// The unit's name.
        unit: String,
        /// The level's title.
        level: String,
        /// The post's title.
        post: String,
    },
    /// All places are taken.
    #[error("the post of {post} in {unit} has no free place: {most} at most")]
    PostFull {
        /// The post's title.
        post: String,
        /// The unit's name.
        unit: String,
        /// How many.
        most: u8,
    },
    /// Already the holder.
    #[error("this person already holds the post of {post} in {unit}")]
    AlreadyHolds {
        /// The post's title.
        post: String,
        /// The unit's name.
        unit: String,
    },
    /// Not the holder.
    #[error("this person does not hold the post of {post} in {unit}")]
    DoesNotHold {
        /// The post's title.
        post: String,
        /// The unit's name.
        unit: String,
    },
    /// The grade may not hold the post.
    #[error("a {grade} may not hold the post of {post}")]
    GradeMayNotHold {
        /// The grade's title.
        grade: String,
        /// The post's title.
        post: String,
    },
    /// The holder must belong elsewhere.
    #[error("whoever holds the post of {post} in {unit} belongs to {where_}")]
    BelongsElsewhere {
        /// The post's title.
        post: String,
        /// The unit's name.
        unit: String,
        /// Where they must belong.
        where_: &'static str,
    },
    /// Another post stands in the way.
    #[error("the posts of {0} and {1} in one unit are not held by one person")]
    Incompatible(String, String),
    /// About an election, a confirmation or a handing over.
    #[error(transparent)]
    Posts(#[from] crate::posts::PostRefusal),
    /// Units of this level hold no such meeting.
    #[error("{unit} holds no {meeting}")]
    NoSuchMeetingHere {
        /// The unit's name.
        unit: String,
        /// The meeting's title.
        meeting: String,
    },
    /// The notice is too short.
    #[error("a {meeting} is called {days} days ahead, so for {earliest} or later")]
    NoticeTooShort {
        /// The meeting's title.
        meeting: String,
        /// Days of notice.
        days: u16,
        /// First day possible.
        earliest: Date,
    },
    /// There is one already.
    #[error("a {meeting} of {unit} on {on} is already recorded")]
    AlreadyRecorded {
        /// The meeting's title.
        meeting: String,
        /// The unit's name.
        unit: String,
        /// The day.
        on: Date,
    },
    /// It was called and not held.
    #[error("this meeting has not been recorded yet")]
    NotRecorded,
    /// A meeting at which nobody was is none.
    #[error("nobody was present, so the {meeting} of {unit} was not held")]
    NobodyPresent {
        /// The meeting's title.
        meeting: String,
        /// The unit's name.
        unit: String,
    },
    /// Somebody named as absent is not on the roll.
    #[error("person {person} is not on the roll of {unit}")]
    NotOnRoll {
        /// The person.
        person: PersonId,
        /// The unit's name.
        unit: String,
    },
    /// Without a quorum nothing is resolved.
    #[error(
        "present with a vote: {present}; needed: {needed} ({explained}): without a quorum nothing can be resolved"
    )]
    NoQuorum {
        /// How many were present.
        present: u32,
        /// How many are needed.
        needed: u64,
        /// How that comes about.
        explained: String,
    },
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no directive {0}")]
    NoSuchDirective(DirectiveId),
    /// Units of this level issue no such directive.
    #[error("{unit} cannot issue a {directive}")]
    MayNotIssue {
        /// The unit's name.
        unit: String,
        /// What the kind of directive is called.
        directive: String,
    },
    /// Such a directive is not addressed to units of this level.
    #[error("a {directive} is not addressed to {level}")]
    NotAddressable {
        /// What the kind of directive is called.
        directive: String,
        /// What units of the level are called.
        level: String,
    },
    /// A part of the organisation that the issuer does not stand above.
    #[error("{unit} does not stand beneath {above}")]
    NotBeneath {
        /// The part.
        unit: String,
        /// The issuer.
        above: String,
    },
    /// No unit is there that it would go to.
    #[error("no unit of the levels named stands there, so nobody would receive it")]
    NobodyAddressed,
    /// The directive neither passes the unit nor is addressed to it.
    #[error("directive {directive} does not go to {unit}")]
    NotAddressed {
        /// The directive.
        directive: DirectiveId,
        /// The unit's name.
        unit: String,
    },
    /// The unit above still has it.
    #[error("{unit} has not received the directive: {above} has not passed it on")]
    NotReceived {
        /// The unit's name.
        unit: String,
        /// The unit above it.
        above: String,
    },
    /// It was passed on before.
    #[error("{unit} passed the directive on on {on}")]
    AlreadyPassedOn {
        /// The unit's name.
        unit: String,
        /// When.
        on: Date,
    },
    /// It was taken back.
    #[error("the directive was withdrawn on {0}")]
    DirectiveWithdrawn(Date),
    /// Another took its place.
    #[error("directive {by} took its place on {on}")]
    DirectiveReplaced {
        /// The other.
        by: DirectiveId,
        /// When.
        on: Date,
    },
    /// The unit objected before.
    #[error("{0} has objected to the directive already")]
    AlreadyObjected(String),
    /// There is nothing to settle.
    #[error("no objection of {0} is waiting for an answer")]
    NoObjection(String),
    /// Units of this level owe no such report.
    #[error("{unit} owes no {report}")]
    NotOwed {
        /// The unit's name.
        unit: String,
        /// The report's title.
        report: String,
    },
    /// The unit did not stand there for the whole time.
    #[error("{unit} owes its first {report} for the time from {since} on")]
    NotOwedYet {
        /// The unit's name.
        unit: String,
        /// The report's title.
        report: String,
        /// The first day of the first stretch of time it owes for.
        since: Date,
    },
    /// The stretch of time is not over.
    #[error("the time it speaks of ends on {0}")]
    PeriodNotOver(Date),
    /// An earlier return is still owed.
    #[error("the {report} for the time from {from} on comes first")]
    EarlierOwed {
        /// The report's title.
        report: String,
        /// The first day of the earlier stretch.
        from: Date,
    },
    /// There is one already.
    #[error("the {report} of {unit} for the time from {from} on is already filed")]
    AlreadyFiled {
        /// The report's title.
        report: String,
        /// The unit's name.
        unit: String,
        /// The first day of the stretch.
        from: Date,
    },
    /// There is none to correct.
    #[error("no {report} of {unit} for the time from {from} on is filed")]
    NotFiled {
        /// The report's title.
        report: String,
        /// The unit's name.
        unit: String,
        /// The first day of the stretch.
        from: Date,
    },
    /// What is filled in does not fit what is asked.
    #[error("{field}: {what}")]
    FieldDoesNotFit {
        /// What is asked.
        field: String,
        /// In which way.
        what: &'static str,
    },
    /// Everything is nought, and nobody said that it is meant.
    #[error("every number is nought, and nobody has confirmed that this is meant")]
    NoughtNotConfirmed,
    /// Something about a meeting that was called.
    #[error(transparent)]
    Meeting(#[from] crate::meetings::MeetingRefusal),
    /// Something about the agendas of directives.
    #[error(transparent)]
    Directive(#[from] crate::directives::DirectiveRefusal),
    /// Something about a promotion or a transfer.
    #[error(transparent)]
    Member(#[from] crate::members::MemberRefusal),
    /// Something about a unit.
    #[error(transparent)]
    Unit(#[from] crate::units::UnitRefusal),
    /// Something about a visit.
    #[error(transparent)]
    Visit(#[from] VisitRefusal),
    /// Something about a bulletin.
    #[error(transparent)]
    Bulletin(#[from] crate::bulletins::BulletinRefusal),
    /// With a petition.
    #[error(transparent)]
    Petition(#[from] PetitionRefusal),
    /// About two numbers of one person.
    #[error(transparent)]
    Merging(#[from] crate::members::MergingRefusal),
    /// About a proceeding.
    #[error(transparent)]
    Procedure(#[from] crate::procedures::ProcedureRefusal),
    /// Something about dues or money.
    #[error(transparent)]
    Dues(#[from] crate::dues::DuesRefusal),
    /// The rows of a register do not make an organisation.
    #[error("the register has {} faults", .0.len())]
    RegisterFaults(Vec<crate::register::RegisterFault>),
    /// Something about an award.
    #[error(transparent)]
    Award(#[from] AwardRefusal),
    /// Something about an affiliated body.
    #[error(transparent)]
    Body(#[from] BodyRefusal),
    /// Something about a conference.
    #[error(transparent)]
    Conference(#[from] crate::conferences::ConferenceRefusal),
    /// Something about sessions of a course.
    #[error(transparent)]
    Study(#[from] StudyRefusal),
    /// A command within an act was refused.
    #[error("step {step} of the act was refused: {reason}")]
    InAct {
        /// Which one, counted from one.
        step: usize,
        /// Why.
        reason: Box<Reason>,
    },
}
