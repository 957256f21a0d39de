//! Examples in a charter that are tests: what is given, what is done or
//! checked, what is to be expected. This file says what a case is made of;
//! `sim` runs them.

mod awards;
mod bodies;
mod bulletins;
mod conferences;
mod directives;
mod dues;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reading;
mod reports;
mod study;
mod units;
mod visits;
mod words;

use jiff::civil::Date;

use crate::action::Action;
use crate::rule::{GradeId, LevelId, MeetingKindId, PostId, RuleId};

pub use awards::{AwardDeed, AwardExpect, AwardOf};
pub use bodies::{BodyDeed, BodyExpect};
pub use bulletins::{AboutDeed, BULLETIN_STANDINGS, BulletinDeed, BulletinExpect, BulletinOf};
pub use conferences::{
    Attends, CONFERENCE_CAPACITIES, CONFERENCE_ITEMS, Cast, ConferenceDeed, ConferenceExpect,
    Entered, Sent,
};
pub use directives::{Answered, DirectiveDeed, DirectiveExpect};
pub use dues::{ACCOUNTS, AccountWord, DuesDeed, DuesExpect, PaidPart};
pub use meetings::{MeetingDeed, MeetingExpect, Presence};
pub use members::{MemberDeed, MemberExpect};
pub use petitions::{PetitionDeed, PetitionExpect};
pub use posts::{ElectionReport, PostDeed, PostExpect};
pub use procedures::{Course, ProcedureDeed, ProcedureExpect, Subject, Votes};
pub use reading::{Known, names_in, read_deed, verbs};
pub use reports::{Entry, FilledIn, ReportDeed, ReportExpect};
pub use study::{SessionOf, StudyDeed, StudyExpect};
pub use units::{Share, StruckOfUnit, UnitDeed, UnitExpect};
pub use visits::{VisitDeed, VisitExpect};

pub(crate) use reading::read;

/// One example.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Position of its article in the charter's list.
    pub article: usize,
    /// Line of the document on which it begins, counted from one.
    pub line: usize,
    /// The rules it shows, as its opening line names them.
    pub shows: Vec<RuleId>,
    /// Its statements in order.
    pub statements: Vec<Statement>,
}

/// One line of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Line of the document, counted from one.
    pub line: usize,
    /// The line as it is written.
    pub text: String,
    /// What it says.
    pub step: Step,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// How things stand.
    Given(Given),
    /// What somebody does.
    When(When),
    /// All rules are checked on that day.
    Check(Date),
    /// What has to come of it.
    Expect(Expect),
}

/// How things stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// There is a unit.
    Unit {
        /// Its level.
        level: LevelId,
        /// Its name.
        name: String,
        /// What it stands under; the next unit above is made up where none is named.
        under: Option<Place>,
        /// How many unnamed people of which grade belong to it.
        people: Vec<(u32, GradeId)>,
        /// When it was founded.
        since: Option<Date>,
    },
    /// There is a person.
    Person {
        /// Their name.
        name: String,
        /// Their grade.
        grade: GradeId,
        /// Where they belong.
        unit: String,
        /// Since when.
        since: Option<Date>,
    },
    /// A person holds a post.
    Holder {
        /// Their name.
        name: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
        /// Since when.
        since: Option<Date>,
    },
    /// Meetings were held.
    Meetings {
        /// Their kind.
        kind: MeetingKindId,
        /// The unit.
        unit: String,
        /// The days.
        on: Vec<Date>,
        /// Who was there.
        presence: Presence,
    },
}

/// A unit named together with its level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its level, where the case says it.
    pub level: Option<LevelId>,
    /// Its name.
    pub name: String,
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// Who.
    pub actor: Who,
    /// What.
    pub deed: Deed,
    /// On which day; the last day spoken of where none is named.
    pub on: Option<Date>,
}

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever may read the data folder.
    Operator,
    /// Anybody, from outside.
    Anyone,
    /// A person of the case.
    Person(String),
}

/// Rules an expectation speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesMeant {
    /// As written: a rule's name or a kind.
    pub word: String,
    /// Which rules that is.
    pub rules: Vec<RuleId>,
}

/// On which side of a range a size lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Too many.
    Above,
    /// Too few.
    Below,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// To a unit.
    Unit(UnitDeed),
    /// To a person or a membership.
    Member(MemberDeed),
    /// To a post.
    Post(PostDeed),
    /// To a meeting.
    Meeting(MeetingDeed),
    /// To a directive.
    Directive(DirectiveDeed),
    /// To a return.
    Report(ReportDeed),
    /// To an award.
    Award(AwardDeed),
    /// To a conference.
    Conference(ConferenceDeed),
    /// To the register of affiliated bodies.
    Body(BodyDeed),
    /// About sessions of a course.
    Study(StudyDeed),
    /// About a visit.
    Visit(VisitDeed),
    /// To a bulletin.
    Bulletin(BulletinDeed),
    /// To a petition.
    Petition(PetitionDeed),
    /// To a proceeding.
    Procedure(ProcedureDeed),
    /// To dues and the money of a unit.
    Dues(DuesDeed),
    /// Carries out the plan for a unit and everything beneath it.
    ApplyPlan {
        /// The unit.
        within: String,
    },
}

/// The events a case may expect, as it writes them: the end of an event's name.
pub const HAPPENINGS: &[&str] = &[
    "unit founded",
    "unit renamed",
    "unit moved",
    "level changed",
    "unit dissolved",
    "founding struck",
    "renaming struck",
    "move struck",
    "dissolution struck",
    "member admitted",
    "member promoted",
    "promotion struck",
    "member transferred",
    "transfer struck",
    "member left",
    "members merged",
    "members parted",
    "former number forgotten",
    "post taken up",
    "post laid down",
    "election recorded",
    "election struck",
    "confirmation withdrawn",
    "hand over struck",
    "post struck",
    "laying down struck",
    "post resumed",
    "confirmation awaited",
    "holder confirmed",
    "confirmation refused",
    "post handed over",
    "meeting called",
    "meeting recorded",
    "meeting corrected",
    "meeting called off",
    "directive issued",
    "directive passed on",
    "directive put on agenda",
    "directive taken off agenda",
    "directive answered",
    "directive amended",
    "directive withdrawn",
    "directive objected to",
    "objection settled",
    "return filed",
    "return corrected",
    "award proposed",
    "award decided",
    "award revoked",
    "conference called",
    "conference called off",
    "delegates elected",
    "delegates struck",
    "delegate replaced",
    "delegate checked in",
    "check in struck",
    "conference attendance listed",
    "conference item entered",
    "conference item struck",
    "conference vote recorded",
    "conference vote struck",
    "body entered",
    "body corrected",
    "body ended",
    "session announced",
    "attendance recorded",
    "attendance corrected",
    "session called off",
    "visit recorded",
    "visit corrected",
    "visit struck",
    "bulletin drafted",
    "bulletin revised",
    "picture added",
    "picture erased",
    "bulletin reviewed",
    "bulletin sent back",
    "bulletin published",
    "bulletin withdrawn",
    "petition taken in",
    "petition passed on",
    "petition handed over",
    "petition answered",
    "petition answer corrected",
    "petition withdrawn",
    "petition erased",
    "proceeding opened",
    "proceeding sponsored",
    "sponsor withdrawn",
    "step decided",
    "decision struck",
    "proceeding dropped",
    "deadline passed",
    "wait extended",
    "applicant erased",
    "dues listed",
    "dues paid",
    "payment corrected",
    "dues band set",
    "dues band struck",
    "dues waived",
    "dues reckoned",
    "dues remitted",
    "expense recorded",
    "outlay struck",
    "charge struck",
    "charge restored",
    "debt carried over",
    "accounts closed",
];

/// What has to come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The last deed was done.
    Done,
    /// The last deed was refused.
    Refused {
        /// By which article, as a position in the charter's list.
        article: Option<usize>,
    },
    /// The last deed caused an event of this name, one of [`HAPPENINGS`].
    Event(&'static str),
    /// There is a finding.
    Finding {
        /// Of one of these rules.
        rules: RulesMeant,
        /// The unit.
        unit: String,
        /// On which side of the range.
        side: Option<Side>,
        /// The remedies, in order, where any are named.
        remedies: Vec<String>,
        /// Since when.
        since: Option<Date>,
        /// Until when it can be mended.
        until: Option<Date>,
    },
    /// There is no finding.
    NoFinding {
        /// Of these rules; none for any rule.
        rules: Option<RulesMeant>,
        /// In this unit; none for anywhere.
        unit: Option<String>,
    },
    /// A person may do something in a unit, or may not.
    May {
        /// Who.
        person: String,
        /// Whether they may.
        may: bool,
        /// What.
        action: Action,
        /// Where.
        unit: String,
    },
    /// A duty stands in the charter and nothing computes with it.
    DutyInWords {
        /// The rule.
        rule: RuleId,
    },
    /// Of units.
    Unit(UnitExpect),
    /// Of people and members.
    Member(MemberExpect),
    /// Of posts.
    Post(PostExpect),
    /// Of meetings.
    Meeting(MeetingExpect),
    /// Of directives.
    Directive(DirectiveExpect),
    /// Of returns.
    Report(ReportExpect),
    /// Of awards.
    Award(AwardExpect),
    /// Of conferences.
    Conference(ConferenceExpect),
    /// Of affiliated bodies.
    Body(BodyExpect),
    /// Of courses.
    Study(StudyExpect),
    /// Of visits.
    Visit(VisitExpect),
    /// Of bulletins.
    Bulletin(BulletinExpect),
    /// Of petitions.
    Petition(PetitionExpect),
    /// Of proceedings.
    Procedure(ProcedureExpect),
    /// Of dues and the money of a unit.
    Dues(DuesExpect),
}
