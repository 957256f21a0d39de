//! Where a proceeding stands on a day: whose turn it is, by when, and what the
//! passing of time has made of it.

use charter::{Action, Late, ProcedureId, ProcedureRule, ProcedureStep, StepActor, StepId, Within};
use jiff::civil::Date;

use super::{Course, Proceeding, Sponsor, StepDecision};
use crate::ids::{PersonId, ProceedingId, UnitId};
use crate::petitions::AskerKey;
use crate::request::Actor;
use crate::rights;
use crate::state::State;

/// A step that somebody has to take.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// The procedure.
    pub rule: &'a ProcedureRule,
    /// The step.
    pub step: StepId,
    /// What the charter says of it.
    pub row: &'a ProcedureStep,
    /// The last day on which it is taken in time, where there is one.
    pub due: Option<Date>,
    /// The unit whose turn it is; none where no unit stands above that could take it.
    pub by: Option<UnitId>,
    /// What it means that the time has passed, if it has.
    pub late: Option<TurnLate>,
}

/// What it means on a day that the time of a step has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TurnLate {
    /// It is overdue and can still be taken.
    Overdue,
    /// All of it has lapsed.
    Lapsed,
    /// It counts as the outcome in this row.
    CountsAs(u8),
}

impl Turn<'_> {
    /// Whether time has decided the step.
    #[must_use]
    pub fn decided_by_time(&self) -> bool {
        matches!(self.late, Some(TurnLate::Lapsed | TurnLate::CountsAs(_)))
    }

    /// The first day after its time.
    #[must_use]
    pub fn late_since(&self) -> Option<Date> {
        self.due.and_then(|due| due.tomorrow().ok())
    }
}

fn due(step: &ProcedureStep, since: Date) -> Option<Date> {
    let span = match step.within? {
        Within::Days(days) => jiff::Span::new().days(i64::from(days)),
        Within::Months(months) => jiff::Span::new().months(i64::from(months)),
    };
    Some(since.saturating_add(span))
}

/// The proceeding of whoever holds the secret with this hash.
#[must_use]
pub fn by_whom_opened(state: &State, id: ProceedingId, key: AskerKey) -> Option<Proceeding> {
    state.proceeding(id).filter(|it| it.key == Some(key))
}

/// The procedures that anybody may open in a unit. Where there is any, anybody may know of
/// the unit: a charter that lets everybody apply lets everybody know where.
#[must_use]
pub fn procedures_open(state: &State, today: Date, unit: UnitId) -> Vec<ProcedureId> {
    let Some(charter) = state.charter_on(today) else {
        return Vec::new();
    };
    (0..)
        .zip(&charter.procedures)
        .filter(|(_, rule)| state.is_opened_by_anybody(rule, unit))
        .map(|(row, _)| ProcedureId(row))
        .collect()
}

impl State {
    /// Whether the charter lets anybody open this procedure in this unit.
    pub(super) fn is_opened_by_anybody(&self, rule: &ProcedureRule, unit: UnitId) -> bool {
        let level = self.standing_level(unit);
        rule.from_anyone && level.is_some_and(|level| rule.levels.contains(&level))
    }

    /// A proceeding.
    #[must_use]
    pub fn proceeding(&self, id: ProceedingId) -> Option<Proceeding> {
        self.proceedings.get(id)
    }

    /// How many proceedings were ever opened.
    #[must_use]
    pub fn proceeding_count(&self) -> u32 {
        self.proceedings.count()
    }

    /// How many proceedings are under way.
    #[must_use]
    pub fn open_proceeding_count(&self) -> u32 {
        self.proceedings.open_count()
    }

    /// The proceedings of a unit, those under way first, each by its number.
    pub fn proceedings_in(&self, unit: UnitId) -> impl Iterator<Item = Proceeding> + '_ {
        let closed = self.proceedings.of_unit(unit, false);
        self.proceedings.of_unit(unit, true).chain(closed)
    }

    /// The proceedings of a unit that are under way.
    pub fn open_proceedings_in(&self, unit: UnitId) -> impl Iterator<Item = Proceeding> + '_ {
        self.proceedings.of_unit(unit, true)
    }

    /// The proceedings about a person.
    pub fn proceedings_about(&self, person: PersonId) -> impl Iterator<Item = Proceeding> + '_ {
        self.proceedings.about(person)
    }

    /// Who signed for whom a proceeding is about, the newest first.
    pub fn sponsors_of(&self, id: ProceedingId) -> impl Iterator<Item = Sponsor> + '_ {
        self.proceedings.sponsors_of(id)
    }

    /// Whether somebody answers for another whose proceeding is under way.
    #[must_use]
    pub fn signs_for_somebody(&self, person: PersonId) -> bool {
        if self.proceedings.open_count() == 0 {
            return false;
        }
        let all = (0..self.proceedings.count()).map(ProceedingId);
        let open = all
            .filter_map(|id| self.proceedings.get(id))
            .filter(|it| it.course.is_open());
        open.map(|it| it.id).any(|id| {
            let mut sponsors = self.sponsors_of(id);
            sponsors.any(|one| one.person == person && one.until.is_none())
        })
    }

    /// What was decided in a proceeding, the newest first.
    pub fn decisions_of(&self, id: ProceedingId) -> impl Iterator<Item = StepDecision> + '_ {
        self.proceedings.decisions_of(id)
    }

    /// Whose turn it is on a day; none where the proceeding is at its end.
    #[must_use]
    pub fn turn(&self, it: &Proceeding, on: Date) -> Option<Turn<'_>> {
        let Course::At(step) = it.course else {
            return None;
        };
        let charter = self.charter_on(on).or_else(|| self.charter())?;
        let rule = charter.procedure(it.procedure)?;
        let row = rule.step(step.step)?;
        let due = due(row, it.since);
        let late = due.filter(|due| *due < on).map(|_| match row.late {
            Late::Finding => TurnLate::Overdue,
            Late::Lapses => TurnLate::Lapsed,
            Late::CountsAs(outcome) => TurnLate::CountsAs(outcome),
        });
        Some(Turn {
            rule,
            step,
            row,
            due,
            by: self.unit_taking(row, it.unit),
            late,
        })
    }

    /// The unit that takes a step of a proceeding, by the step's row.
    #[must_use]
    pub fn turn_of(&self, it: &Proceeding, row: u8, on: Date) -> Option<UnitId> {
        let charter = self.charter_on(on).or_else(|| self.charter())?;
        let step = charter.procedure(it.procedure)?.step(row)?;
        self.unit_taking(step, it.unit)
    }

    /// The unit that takes a step of a proceeding in a unit.
    fn unit_taking(&self, step: &ProcedureStep, unit: UnitId) -> Option<UnitId> {
        match &step.by {
            StepActor::Above { levels, .. } => self.units.above(unit).find(|above| {
                let level = self.units.level(*above);
                level.is_some_and(|level| levels.contains(&level))
            }),
            StepActor::Post(_)
            | StepActor::Meeting { .. }
            | StepActor::Person
            | StepActor::Sponsors { .. } => Some(unit),
        }
    }

    /// The proceedings in which it is a unit's turn, in it and beneath it, each with the turn.
    #[must_use]
    pub fn proceedings_waiting_for(&self, unit: UnitId, on: Date) -> Vec<(Proceeding, Turn<'_>)> {
        let mut waiting = Vec::new();
        if self.proceedings.open_count() == 0 {
            return waiting;
        }
        let mut look = |below: UnitId| {
            if !self.proceedings.any_open_in(below) {
                return;
            }
            for it in self.proceedings.of_unit(below, true) {
                let turn = self.turn(&it, on).filter(|turn| turn.by == Some(unit));
                waiting.extend(turn.map(|turn| (it, turn)));
            }
        };
        look(unit);
        if self.takes_steps_of_others(unit, on) {
            let beneath = self.units_within(unit).into_iter();
            beneath.filter(|below| *below != unit).for_each(look);
        }
        waiting
    }

    /// Whether the charter gives units of this level a part in what is opened beneath them.
    fn takes_steps_of_others(&self, unit: UnitId, on: Date) -> bool {
        let (Some(level), Some(charter)) = (self.units.level(unit), self.charter_on(on)) else {
            return false;
        };
        let steps = charter.procedures.iter().flat_map(|rule| &rule.steps);
        steps.into_iter().any(|step| match &step.by {
            StepActor::Above { levels, .. } => levels.contains(&level),
            StepActor::Post(_)
            | StepActor::Meeting { .. }
            | StepActor::Person
            | StepActor::Sponsors { .. } => false,
        })
    }

    /// Whether the actor may take the step whose turn it is.
    #[must_use]
    pub fn may_take(&self, actor: Actor, today: Date, it: &Proceeding) -> bool {
        self.turn(it, today)
            .is_some_and(|turn| self.takes(actor, today, it, turn.row))
    }

    pub(super) fn takes(
        &self,
        actor: Actor,
        today: Date,
        it: &Proceeding,
        step: &ProcedureStep,
    ) -> bool {
        let person = match actor {
            Actor::Operator => return true,
            Actor::Public => return false,
            Actor::Person(person) => person,
        };
        let Some(unit) = self.unit_taking(step, it.unit) else {
            return false;
        };
        let may = |action| rights::may(self, actor, today, action, it.unit);
        match &step.by {
            StepActor::Post(post) => {
                let mut holders = self.holders(unit, *post);
                holders.any(|tenure| tenure.person == person)
            }
            StepActor::Meeting { .. } => may(Action::RecordMeeting),
            StepActor::Above { post, .. } => self.posts.of_person(person).any(|tenure| {
                let charter = self.charter_on(today);
                let row = charter.and_then(|charter| charter.post(tenure.post));
                let meant = post.map_or_else(
                    || row.is_some_and(|row| row.head),
                    |post| post == tenure.post,
                );
                tenure.unit == unit && tenure.until.is_none() && meant
            }),
            StepActor::Person => it.person == Some(person) || may(Action::OpenProcedure),
            StepActor::Sponsors { .. } => may(Action::OpenProcedure),
        }
    }

    /// Whether the viewer may know of a proceeding: whoever sees the roll of its
    /// unit, whoever it is about, who signed, and who takes part in a step of it.
    #[must_use]
    pub fn may_see_proceeding(&self, viewer: Actor, today: Date, it: &Proceeding) -> bool {
        let person = match viewer {
            Actor::Operator => return true,
            Actor::Public => return false,
            Actor::Person(person) => person,
        };
        if it.person == Some(person)
            || rights::may(self, viewer, today, Action::SeeRoll, it.unit)
            || rights::may(self, viewer, today, Action::OpenProcedure, it.unit)
        {
            return true;
        }
        let charter = self.charter_on(today);
        let rule = charter.and_then(|charter| charter.procedure(it.procedure));
        let steps = rule.map_or(&[][..], |rule| &rule.steps);
        steps.iter().any(|step| self.takes(viewer, today, it, step))
            || self.sponsors_of(it.id).any(|one| one.person == person)
    }
}
