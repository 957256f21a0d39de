//! What happens to proceedings, and what each event leaves behind.

use charter::{OutcomeId, ProcedureId};
use jiff::civil::Date;

use super::{Course, Tally};
use crate::ids::{DocumentId, PersonId, ProceedingId, UnitId};
use crate::petitions::AskerKey;
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a proceeding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcedureEvent {
    /// It was opened.
    Opened {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The procedure.
        procedure: ProcedureId,
        /// The unit.
        unit: UnitId,
        /// The person it is about.
        person: Option<PersonId>,
        /// Where the person wants to go.
        to: Option<UnitId>,
        /// The first step.
        course: Course,
        /// The hash of the secret of whoever opened it from outside.
        key: Option<AskerKey>,
        /// When.
        on: Date,
    },
    /// Somebody signed as a sponsor.
    Sponsored {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The unit.
        unit: UnitId,
        /// The person it is about.
        person: Option<PersonId>,
        /// Who signed.
        sponsor: PersonId,
        /// Where it stands now.
        course: Course,
        /// When.
        on: Date,
    },
    /// A sponsor took their name back.
    SponsorWithdrawn {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The unit.
        unit: UnitId,
        /// The person it is about.
        person: Option<PersonId>,
        /// Who had signed.
        sponsor: PersonId,
        /// Where it stands now.
        course: Course,
        /// When.
        on: Date,
    },
    /// A step was decided.
    Decided {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The unit.
        unit: UnitId,
        /// The person it is about.
        person: Option<PersonId>,
        /// The step and what it came to.
        outcome: OutcomeId,
        /// The unit that decided.
        by: UnitId,
        /// How it voted.
        tally: Option<Tally>,
        /// Where it stands now.
        course: Course,
        /// When.
        on: Date,
    },
    /// The last decision was struck.
    DecisionStruck {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The unit.
        unit: UnitId,
        /// The person it is about.
        person: Option<PersonId>,
        /// The step and what it had come to.
        outcome: OutcomeId,
        /// Where it stands again.
        course: Course,
        /// Since when: its time runs from there.
        since: Date,
        /// The day of the decision that was struck.
        on: Date,
        /// Why.
        reason: DocumentId,
    },
    /// It was dropped for whom it was about.
    Dropped {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The unit.
        unit: UnitId,
        /// The person it is about.
        person: Option<PersonId>,
        /// When.
        on: Date,
    },
    /// The time of a step passed, and that decided it.
    DeadlinePassed {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The unit.
        unit: UnitId,
        /// The person it is about.
        person: Option<PersonId>,
        /// What it counts as; none where all of it lapsed.
        outcome: Option<OutcomeId>,
        /// Where it stands now.
        course: Course,
        /// The first day after the time.
        on: Date,
    },
    /// Somebody waits longer for the next grade.
    WaitExtended {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The unit.
        unit: UnitId,
        /// Who waits.
        person: PersonId,
        /// By so many months.
        months: u16,
        /// When.
        on: Date,
    },
    /// What was known of an applicant was erased.
    ApplicantErased {
        /// The proceeding.
        proceeding: ProceedingId,
        /// The unit.
        unit: UnitId,
        /// Who had applied.
        person: PersonId,
        /// When.
        on: Date,
    },
}

names! {
    ProcedureEvent {
        Opened = "proceeding-opened",
        Sponsored = "proceeding-sponsored",
        SponsorWithdrawn = "sponsor-withdrawn",
        Decided = "step-decided",
        DecisionStruck = "decision-struck",
        Dropped = "proceeding-dropped",
        DeadlinePassed = "deadline-passed",
        WaitExtended = "wait-extended",
        ApplicantErased = "applicant-erased",
    }
}

impl RoomEvent for ProcedureEvent {
    fn apply(&self, state: &mut State) {
        state.proceedings.apply(&state.members, self);
    }

    fn touches(&self) -> Vec<Subject> {
        let (_, unit, person) = self.about();
        let mut subjects = vec![Subject::Unit(unit)];
        subjects.extend(person.map(Subject::Person));
        match self {
            ProcedureEvent::Opened { to, .. } => subjects.extend(to.map(Subject::Unit)),
            ProcedureEvent::Sponsored { sponsor, .. }
            | ProcedureEvent::SponsorWithdrawn { sponsor, .. } => {
                subjects.push(Subject::Person(*sponsor));
            }
            ProcedureEvent::Decided { by, .. } if *by != unit => {
                subjects.push(Subject::Unit(*by));
            }
            ProcedureEvent::Decided { .. }
            | ProcedureEvent::DecisionStruck { .. }
            | ProcedureEvent::Dropped { .. }
            | ProcedureEvent::DeadlinePassed { .. }
            | ProcedureEvent::WaitExtended { .. }
            | ProcedureEvent::ApplicantErased { .. } => {}
        }
        subjects
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            ProcedureEvent::DecisionStruck { reason, .. } => vec![*reason],
            ProcedureEvent::Opened { .. }
            | ProcedureEvent::Sponsored { .. }
            | ProcedureEvent::SponsorWithdrawn { .. }
            | ProcedureEvent::Decided { .. }
            | ProcedureEvent::Dropped { .. }
            | ProcedureEvent::DeadlinePassed { .. }
            | ProcedureEvent::WaitExtended { .. }
            | ProcedureEvent::ApplicantErased { .. } => Vec::new(),
        }
    }
}

impl ProcedureEvent {
    /// The proceeding, its unit, and the person it is about.
    #[must_use]
    pub fn about(&self) -> (ProceedingId, UnitId, Option<PersonId>) {
        match self {
            ProcedureEvent::Opened {
                proceeding,
                unit,
                person,
                ..
            }
            | ProcedureEvent::Sponsored {
                proceeding,
                unit,
                person,
                ..
            }
            | ProcedureEvent::SponsorWithdrawn {
                proceeding,
                unit,
                person,
                ..
            }
            | ProcedureEvent::Decided {
                proceeding,
                unit,
                person,
                ..
            }
            | ProcedureEvent::DecisionStruck {
                proceeding,
                unit,
                person,
                ..
            }
            | ProcedureEvent::Dropped {
                proceeding,
                unit,
                person,
                ..
            }
            | ProcedureEvent::DeadlinePassed {
                proceeding,
                unit,
                person,
                ..
            } => (*proceeding, *unit, *person),
            ProcedureEvent::WaitExtended {
                proceeding,
                unit,
                person,
                ..
            }
            | ProcedureEvent::ApplicantErased {
                proceeding,
                unit,
                person,
                ..
            } => (*proceeding, *unit, Some(*person)),
        }
    }
}
