//! Procedures: small machines of steps that a charter declares and one piece of
//! code runs. What a procedure can lead to is a closed set of ordinary acts.

use crate::expression::Expression;
use crate::rule::{Basis, GradeId, LevelId, MeetingKindId, PostId, ProcedureId, RuleId};

/// A way of several steps to a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcedureRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `joining`.
    pub id: String,
    /// What one is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// What one is about.
    pub about: About,
    /// Levels in whose units one is opened.
    pub levels: Vec<LevelId>,
    /// Grades of the member one is about.
    pub grades: Vec<GradeId>,
    /// About somebody who is behind with at least so many dues, and with no others.
    pub behind: Option<u8>,
    /// Whether anybody may open one about themselves, from outside.
    pub from_anyone: bool,
    /// Days after which what is known of an applicant is erased, where nothing came of it.
    pub erase_days: Option<u16>,
    /// Whether what it leads to may also be done without it.
    pub direct: Direct,
    /// The steps, the first one first.
    pub steps: Vec<ProcedureStep>,
}

/// What a procedure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Somebody who is not a member yet.
    Applicant,
    /// Somebody who belongs to the unit.
    Member,
    /// The unit itself.
    Unit,
}

impl About {
    /// The word a charter uses for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            About::Applicant => "applicant",
            About::Member => "member",
            About::Unit => "unit",
        }
    }
}

/// Whether what a procedure leads to may also be done without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direct {
    /// By nobody; a register that is entered states facts and is no act.
    Refused,
    /// By the operator of the record alone.
    Operator,
    /// By whoever has the right.
    Allowed,
}

impl Direct {
    /// The word a charter uses for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Direct::Refused => "refused",
            Direct::Operator => "operator",
            Direct::Allowed => "allowed",
        }
    }
}

/// One step of a procedure.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcedureStep {
    /// Identifier within the procedure: `vote`.
    pub id: String,
    /// What happens in it.
    pub title: String,
    /// Whose turn it is.
    pub by: StepActor,
    /// How long it may take, from the step before.
    pub within: Option<Within>,
    /// What the passing of that time means.
    pub late: Late,
    /// What it can come to.
    pub outcomes: Vec<StepOutcome>,
    /// What it rests on, where it names something of its own.
    pub basis: Option<Basis>,
}

/// Whose turn it is in a step.
#[derive(Clone, Debug, PartialEq)]
pub enum StepActor {
    /// Whoever holds a post in the unit.
    Post(PostId),
    /// A meeting of the unit.
    Meeting {
        /// Which.
        kind: MeetingKindId,
        /// How many have to be in favour; none where the charter counts no votes.
        majority: Option<Expression>,
        /// What it comes to without that majority: a row of the outcomes.
        otherwise: Option<u8>,
    },
    /// The nearest unit above of one of these levels, by the holder of a post in it.
    Above {
        /// The levels.
        levels: Vec<LevelId>,
        /// The post; none for whichever heads the unit.
        post: Option<PostId>,
    },
    /// The person it is about.
    Person,
    /// Members who answer for the person with their names.
    Sponsors {
        /// How many.
        number: u8,
        /// Of which grades.
        grades: Vec<GradeId>,
        /// Members for at least so many months.
        months: u16,
    },
}

/// A stretch of time from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// So many days.
    Days(u16),
    /// So many months.
    Months(u16),
}

/// What it means that the time of a step has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// The unit is outside the rule, and the step can still be taken.
    Finding,
    /// All of it has come to nothing.
    Lapses,
    /// It counts as this outcome.
    CountsAs(u8),
}

/// What a step can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepOutcome {
    /// Identifier within the step: `agreed`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub then: Then,
}

/// Where an outcome leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// To another step: a row of the steps.
    Step(u8),
    /// To the end, with what was wanted.
    Done(Option<Effect>),
    /// To the end, without it.
    Ended,
}

/// What a procedure does to somebody in the end: ordinary acts and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Admits them with a grade.
    Admit(GradeId),
    /// Raises them to the next grade once they have waited for it.
    Promote(GradeId),
    /// Gives them a grade, whichever they have.
    Give(GradeId),
    /// Makes their wait for the next grade longer by so many months.
    Extend(u16),
    /// Brings them to another unit.
    Transfer,
    /// Records that they leave.
    Leave,
}

/// A step of a procedure, as records name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The row of the step.
    pub step: u8,
}

/// An outcome of a step, as records name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutcomeId {
    /// The step.
    pub step: StepId,
    /// The row of the outcome.
    pub outcome: u8,
}

impl ProcedureRule {
    /// A step by its row.
    #[must_use]
    pub fn step(&self, row: u8) -> Option<&ProcedureStep> {
        self.steps.get(usize::from(row))
    }

    /// The row of the step with this identifier.
    #[must_use]
    pub fn step_named(&self, id: &str) -> Option<u8> {
        let at = self.steps.iter().position(|step| step.id == id)?;
        u8::try_from(at).ok()
    }

    /// Every effect it can have.
    pub fn effects(&self) -> impl Iterator<Item = Effect> + '_ {
        self.steps
            .iter()
            .flat_map(|step| &step.outcomes)
            .filter_map(|outcome| match outcome.then {
                Then::Done(effect) => effect,
                Then::Step(_) | Then::Ended => None,
            })
    }
}

impl ProcedureStep {
    /// An outcome by its row.
    #[must_use]
    pub fn outcome(&self, row: u8) -> Option<&StepOutcome> {
        self.outcomes.get(usize::from(row))
    }

    /// The row of the outcome with this identifier.
    #[must_use]
    pub fn outcome_named(&self, id: &str) -> Option<u8> {
        let at = self.outcomes.iter().position(|outcome| outcome.id == id)?;
        u8::try_from(at).ok()
    }
}
