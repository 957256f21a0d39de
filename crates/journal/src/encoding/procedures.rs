//! What happens to proceedings, as it is stored. Steps and outcomes stand with
//! the charter's own words: `joining.vote`, `joining.vote.agreed`.

use charter::{OutcomeId, ProcedureId, StepId};
use jiff::civil::Date;
use kernel::petitions::AskerKey;
use kernel::procedures::{Course, ProcedureEvent, Tally};
use kernel::{DocumentId, PersonId, ProceedingId, UnitId};

use super::form::{Field, Reading, Word, Writing, events, nested};
use super::{DecodeError, EncodeError};

events! {
    ProcedureEvent {
        Opened = "proceeding-opened" {
            proceeding: ProceedingId,
            procedure: ProcedureId,
            unit: UnitId,
            person: Option<PersonId>,
            to: Option<UnitId>,
            course: Course,
            key: Option<AskerKey>,
            on: Date,
        }
        Sponsored = "proceeding-sponsored" {
            proceeding: ProceedingId,
            unit: UnitId,
            person: Option<PersonId>,
            sponsor: PersonId,
            course: Course,
            on: Date,
        }
        SponsorWithdrawn = "sponsor-withdrawn" {
            proceeding: ProceedingId,
            unit: UnitId,
            person: Option<PersonId>,
            sponsor: PersonId,
            course: Course,
            on: Date,
        }
        Decided = "step-decided" {
            proceeding: ProceedingId,
            unit: UnitId,
            person: Option<PersonId>,
            outcome: OutcomeId,
            by: UnitId,
            tally: Option<Tally>,
            course: Course,
            on: Date,
        }
        DecisionStruck = "decision-struck" {
            proceeding: ProceedingId,
            unit: UnitId,
            person: Option<PersonId>,
            outcome: OutcomeId,
            course: Course,
            since: Date,
            on: Date,
            reason: DocumentId,
        }
        Dropped = "proceeding-dropped" {
            proceeding: ProceedingId,
            unit: UnitId,
            person: Option<PersonId>,
            on: Date,
        }
        DeadlinePassed = "deadline-passed" {
            proceeding: ProceedingId,
            unit: UnitId,
            person: Option<PersonId>,
            outcome: Option<OutcomeId>,
            course: Course,
            on: Date,
        }
        WaitExtended = "wait-extended" {
            proceeding: ProceedingId,
            unit: UnitId,
            person: PersonId,
            months: u16,
            on: Date,
        }
        ApplicantErased = "applicant-erased" {
            proceeding: ProceedingId,
            unit: UnitId,
            person: PersonId,
            on: Date,
        }
    }
}

nested! {
    Tally as Votes {
        entitled: u32,
        present: u32,
        in_favour: u32,
        against: u32,
        abstaining: u32,
        needed: Option<u32>,
    }
}

/// The words of a course that is no step.
const ENDS: &[(Course, &str)] = &[
    (Course::Done, "done"),
    (Course::Ended, "ended"),
    (Course::Lapsed, "lapsed"),
    (Course::Dropped, "dropped"),
];

fn unknown(table: &'static str, row: u8) -> EncodeError {
    EncodeError::UnknownRow { table, row }
}

/// The words of a step, and of one of its outcomes.
fn words_of(
    writing: Writing<'_>,
    step: StepId,
    outcome: Option<u8>,
) -> Result<String, EncodeError> {
    let rule = writing
        .charter
        .and_then(|charter| charter.procedure(step.procedure))
        .ok_or(unknown("procedure", step.procedure.0))?;
    let row = rule.step(step.step).ok_or(unknown("step", step.step))?;
    let outcome = match outcome {
        None => String::new(),
        Some(number) => {
            let outcome = row.outcome(number).ok_or(unknown("outcome", number))?;
            format!(".{}", outcome.id)
        }
    };
    Ok(format!("{}.{}{outcome}", rule.id, row.id))
}

/// The step that words name, and its outcome where they name one.
fn step_of(text: &str, reading: &Reading<'_>) -> Result<(StepId, Option<u8>), DecodeError> {
    let charter = reading.charter.ok_or(DecodeError::NoCharter)?;
    let unknown = || DecodeError::UnknownWord {
        table: "step",
        word: text.to_owned(),
    };
    let mut words = text.split('.');
    let procedure = words
        .next()
        .and_then(|id| charter.procedure_named(id))
        .ok_or_else(unknown)?;
    let rule = charter.procedure(procedure).ok_or_else(unknown)?;
    let step = words
        .next()
        .and_then(|id| rule.step_named(id))
        .ok_or_else(unknown)?;
    let outcome = match words.next() {
        None => None,
        Some(id) => {
            let row = rule.step(step).ok_or_else(unknown)?;
            Some(row.outcome_named(id).ok_or_else(unknown)?)
        }
    };
    if words.next().is_some() {
        return Err(unknown());
    }
    Ok((StepId { procedure, step }, outcome))
}

impl Field for OutcomeId {
    type Form<'a> = Word<'a>;

    fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Word<'a>, EncodeError> {
        words_of(writing, self.step, Some(self.outcome)).map(Word::from)
    }

    fn read(form: Word<'_>, reading: &mut Reading<'_>) -> Result<OutcomeId, DecodeError> {
        match step_of(form.as_ref(), reading)? {
            (step, Some(outcome)) => Ok(OutcomeId { step, outcome }),
            (_, None) => Err(DecodeError::UnknownWord {
                table: "outcome",
                word: form.as_ref().to_owned(),
            }),
        }
    }
}

impl Field for Course {
    type Form<'a> = Word<'a>;

    fn write<'a>(&'a self, writing: Writing<'a>) -> Result<Word<'a>, EncodeError> {
        let end = ENDS.iter().find(|(course, _)| course == self);
        match (self, end) {
            (_, Some((_, word))) => Ok(Word::from(*word)),
            (Course::At(step), None) => words_of(writing, *step, None).map(Word::from),
            (Course::Done | Course::Ended | Course::Lapsed | Course::Dropped, None) => {
                Err(unknown("course", 0))
            }
        }
    }

    fn read(form: Word<'_>, reading: &mut Reading<'_>) -> Result<Course, DecodeError> {
        let end = ENDS.iter().find(|(_, word)| *word == form.as_ref());
        match end {
            Some((course, _)) => Ok(*course),
            None => step_of(form.as_ref(), reading).map(|(step, _)| Course::At(step)),
        }
    }
}
