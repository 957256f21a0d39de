//! The rules language: read, check, evaluate, explain. No I/O, clock or chance.
//!
//! A charter is a Markdown document with front matter, articles as headings,
//! and under an article fenced `rule` blocks (TOML) and `case` blocks.
//! [`read`] turns its text into a [`Charter`] or into problems that say where
//! and what to do.

mod action;
mod award;
mod body;
mod bulletin;
pub mod case;
mod choosing;
mod conference;
mod course;
mod dues;
pub mod expression;
mod flow;
pub mod money;
mod parts;
mod petition;
mod problem;
mod procedure;
mod reading;
mod rows;
mod rule;
mod sentence;
mod show;
mod visiting;

pub use action::Action;
pub use award::{AwardRule, Bound, Criterion, Measured};
pub use body::BodyRule;
pub use bulletin::BulletinRule;
pub use choosing::{Choosing, Confirmation, ElectionRule, Silence};
pub use conference::{ConferenceRule, DelegateKey, Majority, Part};
pub use course::{CoursePart, CourseRule};
pub use dues::{Band, DuesRule, OnTransfer, Owes, Reminder, Remittance};
pub use flow::{DirectiveRule, FieldKind, RecordFigure, ReportField, ReportRule};
pub use petition::{AskedBy, PetitionRule};
pub use problem::{Problem, render};
pub use procedure::{
    About, Direct, Effect, Late, OutcomeId, ProcedureRule, ProcedureStep, StepActor, StepId,
    StepOutcome, Then, Within,
};
pub use reading::{Reading, place_of, read};
pub use rule::*;
pub use show::show;
pub use visiting::VisitRule;
