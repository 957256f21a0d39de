//! Examples in a charter that are tests: what is given, what is done or
//! checked, what is to be expected. This file says what a case is made of;
//! `sim` runs them.

mod reading;
mod words;

use jiff::civil::Date;

use crate::action::Action;
use crate::rule::{GradeId, LevelId, MeetingKindId, PostId, RuleId};

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

/// Who was at a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Everybody who is expected.
    All,
    /// So many of them.
    Count(u32),
    /// Everybody but these.
    AllBut(Vec<String>),
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
    /// A person of the case.
    Person(String),
}

/// Part of a unit's people and where they go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many unnamed people.
    pub count: u32,
    /// Which named people.
    pub named: Vec<String>,
    /// The new unit.
    pub to: String,
}

/// What is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Founds a unit.
    Found {
        /// Its level.
        level: LevelId,
        /// Its name.
        name: String,
        /// What it stands under.
        under: Option<String>,
    },
    /// Renames a unit.
    Rename {
        /// The unit.
        unit: String,
        /// Its new name.
        to: String,
    },
    /// Puts a unit under another.
    Move {
        /// The unit.
        unit: String,
        /// Its new parent.
        under: String,
    },
    /// Splits a unit.
    Split {
        /// The unit.
        unit: String,
        /// The new units.
        parts: Vec<Share>,
    },
    /// Turns a unit into a committee with units beneath.
    Form {
        /// The level it rises to.
        level: LevelId,
        /// The unit.
        unit: String,
        /// The new units beneath it.
        parts: Vec<Share>,
    },
    /// Merges a unit into another.
    Merge {
        /// The unit that ceases.
        from: String,
        /// The unit that stays.
        into: String,
    },
    /// Dissolves a unit.
    Dissolve {
        /// The unit.
        unit: String,
    },
    /// Admits a person.
    Admit {
        /// Who.
        person: String,
        /// Where.
        unit: String,
        /// As what.
        grade: GradeId,
    },
    /// Raises a member to another grade.
    Promote {
        /// Who.
        person: String,
        /// The grade.
        grade: GradeId,
    },
    /// Brings a member to another unit.
    Transfer {
        /// Who.
        person: String,
        /// Where to.
        to: String,
    },
    /// Leaves, or records that somebody leaves.
    Leave {
        /// Who.
        person: String,
    },
    /// Fills a post.
    TakeUp {
        /// Who.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
    },
    /// Lays a post down.
    LayDown {
        /// Who.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
    },
    /// Calls a meeting.
    Call {
        /// Its kind.
        kind: MeetingKindId,
        /// The unit.
        unit: String,
        /// The day it is called for.
        day: Date,
    },
    /// Records a meeting.
    Record {
        /// Its kind.
        kind: MeetingKindId,
        /// The unit.
        unit: String,
        /// The day it was held; the day of recording where none is named.
        held: Option<Date>,
        /// Who was there.
        presence: Presence,
        /// What was resolved.
        resolutions: Vec<String>,
    },
    /// Corrects the record of a meeting.
    Correct {
        /// Its kind.
        kind: MeetingKindId,
        /// The unit.
        unit: String,
        /// The day on which the record has it.
        held: Date,
        /// Who was really there.
        presence: Presence,
        /// Why.
        reason: String,
    },
    /// Carries out the plan for a unit and everything beneath it.
    ApplyPlan {
        /// The unit.
        within: String,
    },
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

/// What happened, in words: the kinds of event a case may expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// `unit founded`
    UnitFounded,
    /// `unit renamed`
    UnitRenamed,
    /// `unit moved`
    UnitMoved,
    /// `level changed`
    LevelChanged,
    /// `unit dissolved`
    UnitDissolved,
    /// `member admitted`
    MemberAdmitted,
    /// `member promoted`
    MemberPromoted,
    /// `member transferred`
    MemberTransferred,
    /// `member left`
    MemberLeft,
    /// `post taken up`
    PostTakenUp,
    /// `post laid down`
    PostLaidDown,
    /// `meeting called`
    MeetingCalled,
    /// `meeting recorded`
    MeetingRecorded,
    /// `meeting corrected`
    MeetingCorrected,
}

impl Happening {
    /// Every kind with its words.
    pub const ALL: [(Happening, &'static str); 14] = [
        (Happening::UnitFounded, "unit founded"),
        (Happening::UnitRenamed, "unit renamed"),
        (Happening::UnitMoved, "unit moved"),
        (Happening::LevelChanged, "level changed"),
        (Happening::UnitDissolved, "unit dissolved"),
        (Happening::MemberAdmitted, "member admitted"),
        (Happening::MemberPromoted, "member promoted"),
        (Happening::MemberTransferred, "member transferred"),
        (Happening::MemberLeft, "member left"),
        (Happening::PostTakenUp, "post taken up"),
        (Happening::PostLaidDown, "post laid down"),
        (Happening::MeetingCalled, "meeting called"),
        (Happening::MeetingRecorded, "meeting recorded"),
        (Happening::MeetingCorrected, "meeting corrected"),
    ];
}

/// What has to come of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// The last deed was done.
    Done,
    /// The last deed was refused.
    Refused {
        /// By which article, as a position in the charter's list.
        article: Option<usize>,
    },
    /// The last deed caused an event.
    Event(Happening),
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
    /// So many people are on a roll.
    People {
        /// How many.
        count: u32,
        /// Of which grade; none for any.
        grade: Option<GradeId>,
        /// The unit.
        unit: String,
    },
    /// So many units of a level stand directly beneath another.
    UnitsUnder {
        /// How many.
        count: u32,
        /// Their level.
        level: LevelId,
        /// The unit above.
        under: String,
    },
    /// A person belongs to a unit, or to none.
    Belongs {
        /// Who.
        person: String,
        /// Where; none for nowhere.
        unit: Option<String>,
    },
    /// A person has a grade.
    HasGrade {
        /// Who.
        person: String,
        /// The grade.
        grade: GradeId,
    },
    /// A person holds a post, or does not.
    Holds {
        /// Who.
        person: String,
        /// Whether they do.
        holds: bool,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
    },
    /// A unit is of a level and stands under another.
    Stands {
        /// Its level.
        level: LevelId,
        /// Its name.
        name: String,
        /// What it stands under; none where the case does not say.
        under: Option<String>,
    },
    /// A unit is dissolved.
    Dissolved {
        /// The unit.
        unit: String,
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
    /// The last meeting recorded needed so many.
    Quorum {
        /// How many.
        needed: u32,
    },
    /// The last meeting recorded could decide, or could not.
    Quorate(bool),
    /// A post has this title on the day.
    Called {
        /// The post.
        post: PostId,
        /// Its title.
        title: String,
    },
    /// A duty stands in the charter and nothing computes with it.
    DutyInWords {
        /// The rule.
        rule: RuleId,
    },
}
