//! The rules of a charter as typed values: what the reader makes of the rule
//! blocks, and all that the kernel ever sees of a charter.
//!
//! Everything a charter names (levels, grades, posts, meetings) is a row in a
//! table, and the number of the row is its id. An amended edition keeps the
//! rows it had, in their order, and may add new ones at the end, so that an
//! id in an old record keeps its meaning.

use jiff::civil::Date;

use crate::action::Action;
use crate::award::AwardRule;
use crate::body::BodyRule;
use crate::bulletin::BulletinRule;
use crate::choosing::Choosing;
use crate::conference::ConferenceRule;
use crate::course::CourseRule;
use crate::dues::DuesRule;
use crate::expression::Expression;
use crate::flow::{DirectiveRule, ReportRule};
use crate::petition::PetitionRule;
use crate::procedure::ProcedureRule;
use crate::visiting::VisitRule;

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl $name {
            /// The row's position in its table.
            #[must_use]
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    };
}

row_id!(
    /// A level: row of [`Charter::levels`].
    LevelId(u8)
);
row_id!(
    /// A grade of membership: row of [`Charter::grades`].
    GradeId(u8)
);
row_id!(
    /// A post: row of [`Charter::posts`].
    PostId(u8)
);
row_id!(
    /// A kind of meeting: row of [`Charter::meetings`].
    MeetingKindId(u8)
);
row_id!(
    /// A kind of directive: row of [`Charter::directives`].
    DirectiveKindId(u8)
);
row_id!(
    /// A report: row of [`Charter::reports`].
    ReportId(u8)
);
row_id!(
    /// An award: row of [`Charter::awards`].
    AwardKindId(u8)
);
row_id!(
    /// A kind of conference: row of [`Charter::conferences`].
    ConferenceKindId(u8)
);
row_id!(
    /// A course: row of [`Charter::courses`].
    CourseId(u8)
);
row_id!(
    /// A kind of affiliated body: row of [`Charter::bodies`].
    BodyKindId(u8)
);
row_id!(
    /// A kind of petition: row of [`Charter::petitions`].
    PetitionKindId(u8)
);
row_id!(
    /// A procedure: row of [`Charter::procedures`].
    ProcedureId(u8)
);
row_id!(
    /// A band of the dues: row of [`DuesRule::bands`].
    BandId(u8)
);
row_id!(
    /// A rule of any kind: row of [`Charter::rules`].
    RuleId(u16)
);

/// A charter that has been read and found without contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Charter {
    /// Short identifier, as in `rowing-league`.
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Date of this edition.
    pub edition: Date,
    /// Where its rules come from.
    pub sources: Vec<Source>,
    /// The articles in the order of the document.
    pub articles: Vec<Article>,
    /// Every rule with its article, modality and basis, in document order.
    pub rules: Vec<Rule>,
    /// Kinds of unit, the top one first.
    pub levels: Vec<Level>,
    /// Grades of membership.
    pub grades: Vec<Grade>,
    /// What belonging means: at most one such rule.
    pub belonging: Option<Belonging>,
    /// Size ranges, at most one a level.
    pub sizes: Vec<Size>,
    /// Posts.
    pub posts: Vec<Post>,
    /// How posts are filled, at most one rule a post.
    pub choosing: Vec<Choosing>,
    /// Kinds of meeting.
    pub meetings: Vec<MeetingRule>,
    /// Kinds of decision handed down.
    pub directives: Vec<DirectiveRule>,
    /// Reports owed upward.
    pub reports: Vec<ReportRule>,
    /// Awards to units.
    pub awards: Vec<AwardRule>,
    /// Kinds of conference.
    pub conferences: Vec<ConferenceRule>,
    /// Kinds of affiliated body.
    pub bodies: Vec<BodyRule>,
    /// Courses.
    pub courses: Vec<CourseRule>,
    /// Who looks after whom, at most one such rule a level.
    pub visits: Vec<VisitRule>,
    /// Which units publish bulletins.
    pub bulletins: Vec<BulletinRule>,
    /// What may be asked of units.
    pub petitions: Vec<PetitionRule>,
    /// Ways of several steps to a decision.
    pub procedures: Vec<ProcedureRule>,
    /// What members owe: at most one such rule.
    pub dues: Option<DuesRule>,
    /// Who may do what, where.
    pub rights: Vec<Right>,
    /// Texts that bind people and not the program.
    pub duties: Vec<Duty>,
    /// The examples that are tests.
    pub cases: Vec<crate::case::Case>,
}

/// A source that rules rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Key by which a basis names it, as in `SRC-1`.
    pub key: String,
    /// Its title and what is known about it, in one line.
    pub title: String,
}

/// One numbered article of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its number as printed: `4`, `4a`.
    pub number: String,
    /// Its title without the number.
    pub title: String,
    /// Its text in Markdown, without rule and case blocks.
    pub text: String,
    /// The rules under it.
    pub rules: Vec<RuleId>,
}

/// What every rule has, whatever its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kind and subject, unique in a charter and stable over editions: `size.club`.
    pub name: String,
    /// Position of its article in [`Charter::articles`].
    pub article: usize,
    /// How strictly it binds.
    pub modality: Modality,
    /// What it rests on.
    pub basis: Basis,
    /// Values of the rule that name a basis of their own, outcomes and titles among them.
    pub parts: Vec<PartBasis>,
    /// The rule in one plain sentence, made from its values.
    pub sentence: String,
}

/// What a single value of a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartBasis {
    /// The key of the value: `quorum`.
    pub part: String,
    /// What the value is called: `the quorum`, `with 31 or more: split`.
    pub words: String,
    /// What it rests on.
    pub basis: Basis,
}

/// How strictly a rule binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modality {
    /// Binds without exception.
    Must,
    /// Binds unless there is a reason.
    AsARule,
    /// Allows.
    May,
}

/// What a rule or a single value rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A source of the charter and, where given, the place in it.
    Source {
        /// Key of the source.
        key: String,
        /// The place: a fact number, a page, an article.
        place: Option<String>,
    },
    /// No source says so; the program needed a value.
    Assumed,
}

/// A title that holds for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// As it is written.
    pub title: String,
    /// First day, if known.
    pub from: Option<Date>,
    /// Last day, if it ended.
    pub until: Option<Date>,
    /// What it rests on.
    pub basis: Basis,
}

/// A kind of unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The rule that makes it.
    pub rule: RuleId,
    /// Identifier, as used in files: `club`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// Other titles over time.
    pub titles: Vec<Title>,
    /// Levels it may stand under, preferred first; empty for the top alone.
    pub under: Vec<LevelId>,
    /// Whether people belong to units of this level: whether it is a base level.
    pub members: bool,
}

/// A grade of membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// The rule that makes it.
    pub rule: RuleId,
    /// Identifier, as used in files: `novice`.
    pub id: String,
    /// What one is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// Whether a person may be admitted straight into it.
    pub entry: bool,
    /// The grade it leads to.
    pub next: Option<GradeId>,
    /// Whole months to wait in this grade before the next.
    pub wait_months: u16,
    /// Whether it carries a vote.
    pub votes: bool,
}

/// What belonging to a base unit means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// The rule.
    pub rule: RuleId,
    /// The rule that leaving is free, where a separate one stands.
    pub leaving: Option<RuleId>,
}

/// How many belong to a unit of one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// The rule.
    pub rule: RuleId,
    /// The level it speaks of: a base level.
    pub level: LevelId,
    /// Fewest.
    pub least: u32,
    /// Most, if there is a bound.
    pub most: Option<u32>,
    /// Grades that count.
    pub counts: Vec<GradeId>,
    /// Days in which a unit outside the range has to be brought back.
    pub mend_days: Option<u16>,
    /// What happens outside, in the charter's order of preference.
    pub outside: Vec<Outcome>,
}

/// What happens to a unit whose size lies in a stretch outside its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Smallest size it speaks of.
    pub least: u32,
    /// Largest size it speaks of; none for no bound.
    pub most: Option<u32>,
    /// What happens.
    pub then: Remedy,
    /// What it rests on.
    pub basis: Basis,
}

/// A way back inside a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// The unit becomes a unit of this level, with base units made beneath it.
    Form(LevelId),
    /// The unit gives up part of its people to new units beside it.
    Split,
    /// The unit is joined with others of its kind that are outside the range too.
    Merge,
    /// Its people go over to a neighbouring unit inside the range.
    Attach,
    /// It may stay as it is.
    Allow,
    /// It is dissolved.
    Close,
    /// It is put under a unit of another level.
    Move,
    /// A post is filled.
    Fill,
    /// A post is laid down.
    LayDown,
    /// A meeting is held and recorded.
    Meet,
    /// A person goes over to another unit.
    Transfer,
    /// A directive is passed on.
    PassOn,
    /// A directive is answered.
    Answer,
    /// A return is filed.
    Report,
    /// A unit is visited.
    Visit,
    /// What was asked is answered.
    Reply,
    /// A step of a procedure is taken.
    Decide,
    /// Dues are collected.
    Collect,
    /// What goes up is handed up.
    Remit,
    /// The unit above confirms a holder.
    Confirm,
}

/// An office in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `captain`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Other titles over time.
    pub titles: Vec<Title>,
    /// Levels whose units have it.
    pub levels: Vec<LevelId>,
    /// Fewest holders a unit should have.
    pub least: u8,
    /// Most holders a unit may have.
    pub most: u8,
    /// Whether its holder heads the unit.
    pub head: bool,
    /// Whether it is paid; none where no one says.
    pub paid: Option<bool>,
    /// Grades that may hold it.
    pub grades: Vec<GradeId>,
    /// Where its holder must belong.
    pub from: HolderFrom,
    /// Posts that may not be held beside it in the same unit.
    pub incompatible: Vec<PostId>,
    /// Months of a term; none for no end.
    pub term_months: Option<u16>,
    /// Days a vacancy may last.
    pub vacancy_days: Option<u16>,
}

/// Where the holder of a post must belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderFrom {
    /// To the unit itself.
    OwnUnit,
    /// To the unit or one anywhere beneath it.
    OwnOrBelow,
    /// To any unit.
    Anywhere,
}

/// A kind of meeting that units of a level hold.
#[derive(Clone, Debug, PartialEq)]
pub struct MeetingRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `general`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Levels whose units hold it.
    pub levels: Vec<LevelId>,
    /// Longest interval; none where it is held at need.
    pub every: Option<Every>,
    /// Days of notice.
    pub notice_days: Option<u16>,
    /// Grades that attend.
    pub attends: Vec<GradeId>,
    /// How many must be present; none where no quorum is laid down.
    pub quorum: Option<Expression>,
}

/// A rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// At least once in each stretch of so many calendar months, counted from January.
    Months(u8),
    /// At least once in each stretch of so many ISO weeks.
    Weeks(u8),
}

/// A permission to act or to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// The rule.
    pub rule: RuleId,
    /// Who has it.
    pub holder: RightHolder,
    /// What it allows.
    pub action: Action,
    /// Where.
    pub scope: Scope,
}

/// Who has a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightHolder {
    /// Whoever holds the post, in the unit where it is held.
    Post(PostId),
    /// Whoever belongs with the grade, in the base unit.
    Grade(GradeId),
}

/// Where a right holds, seen from the unit of the post or membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// In that unit.
    OwnUnit,
    /// In every unit beneath it, and not in it.
    UnitsBelow,
    /// In the whole organisation.
    Everywhere,
}

/// A duty that exists as text: nothing computes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The rule.
    pub rule: RuleId,
    /// Identifier: `D1`.
    pub id: String,
    /// The levels or posts it is laid on, in words.
    pub on: String,
    /// Its text.
    pub text: String,
}

impl Post {
    /// What the holder is called on a day.
    #[must_use]
    pub fn title_on(&self, day: Date) -> &str {
        title_on(&self.titles, day).unwrap_or(&self.title)
    }
}

impl Level {
    /// What a unit of the level is called on a day.
    #[must_use]
    pub fn title_on(&self, day: Date) -> &str {
        title_on(&self.titles, day).unwrap_or(&self.title)
    }
}

/// The title of that day; the last one named wins where several hold.
fn title_on(titles: &[Title], day: Date) -> Option<&str> {
    titles
        .iter()
        .rev()
        .find(|row| {
            row.from.is_none_or(|from| from <= day) && row.until.is_none_or(|until| day <= until)
        })
        .map(|row| row.title.as_str())
}
