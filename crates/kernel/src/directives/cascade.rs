//! The way of a directive through the tree: who has it, who holds it up, what
//! was answered.

use charter::{DirectiveKindId, LevelId};
use jiff::civil::Date;

use super::{Answer, Directive, Objection, Origin, Outcome};
use crate::ids::{DirectiveId, MeetingId, UnitId};
use crate::rights::Sight;
use crate::state::State;

/// How far a directive has come at one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelStanding {
    /// The level.
    pub level: LevelId,
    /// Units that have to hand it on.
    pub way: u32,
    /// How many of them have received it.
    pub way_received: u32,
    /// How many of them have handed it on.
    pub passed_on: u32,
    /// When the first unit of the level received it.
    pub first_received: Option<Date>,
    /// When the last did.
    pub last_received: Option<Date>,
    /// When the last of them handed it on.
    pub last_passed_on: Option<Date>,
    /// Units it is addressed to.
    pub addressed: u32,
    /// How many of them have received it.
    pub received: u32,
    /// How many answered that it was done.
    pub done: u32,
    /// How many answered that it was done in part.
    pub in_part: u32,
    /// How many answered that it was not done.
    pub not_done: u32,
    /// When the last answer came.
    pub last_answer: Option<Date>,
    /// How many object and wait for the issuer.
    pub objecting: u32,
    /// How many were let off.
    pub released: u32,
    /// How many were dissolved without an answer, and owe none.
    pub dissolved: u32,
}

impl LevelStanding {
    fn of(level: LevelId) -> LevelStanding {
        LevelStanding {
            level,
            way: 0,
            way_received: 0,
            passed_on: 0,
            first_received: None,
            last_received: None,
            last_passed_on: None,
            addressed: 0,
            received: 0,
            done: 0,
            in_part: 0,
            not_done: 0,
            last_answer: None,
            objecting: 0,
            released: 0,
            dissolved: 0,
        }
    }

    fn receives(&mut self, on: Date) {
        self.first_received = Some(self.first_received.map_or(on, |first| first.min(on)));
        self.last_received = self.last_received.max(Some(on));
    }

    /// How many have answered.
    #[must_use]
    pub fn answered(&self) -> u32 {
        self.done
            .saturating_add(self.in_part)
            .saturating_add(self.not_done)
    }
}

/// What a unit owes to a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owed {
    /// It has to hand it on.
    PassingOn,
    /// It has to answer.
    Answer,
}

impl State {
    /// A directive.
    #[must_use]
    pub fn directive(&self, directive: DirectiveId) -> Option<Directive> {
        self.directives.get(directive)
    }

    /// How many directives were ever issued.
    #[must_use]
    pub fn directive_count(&self) -> u32 {
        self.directives.count()
    }

    /// The number that the next directive takes.
    #[must_use]
    pub fn next_directive(&self) -> DirectiveId {
        self.directives.next_id()
    }

    /// Whether a directive is addressed to a unit.
    #[must_use]
    pub fn addressed_to(&self, directive: DirectiveId, unit: UnitId) -> bool {
        self.directives.addressed_to(directive, unit)
    }

    /// Whether a unit has to hand a directive on.
    #[must_use]
    pub fn on_the_way(&self, directive: DirectiveId, unit: UnitId) -> bool {
        self.directives.on_the_way(directive, unit)
    }

    /// When a unit handed a directive on.
    #[must_use]
    pub fn passed_on(&self, directive: DirectiveId, unit: UnitId) -> Option<Date> {
        self.directives.passed_on(directive, unit)
    }

    /// What a unit last said became of a directive.
    #[must_use]
    pub fn answer_of(&self, directive: DirectiveId, unit: UnitId) -> Option<Answer> {
        self.directives.answer_of(directive, unit)
    }

    /// Every answer to a directive, in the order in which they came; of two of one unit the later holds.
    pub fn answers_to(&self, directive: DirectiveId) -> impl Iterator<Item = Answer> + '_ {
        self.directives.answers(directive)
    }

    /// The meetings on whose agenda a directive was put, with their units.
    pub fn agendas_of(
        &self,
        directive: DirectiveId,
    ) -> impl Iterator<Item = (UnitId, MeetingId)> + '_ {
        self.directives.agendas(directive)
    }

    /// The directives that stand on the agenda of a meeting.
    pub fn on_agenda(&self, meeting: MeetingId) -> impl Iterator<Item = DirectiveId> + '_ {
        let unit = self.meetings.get(meeting).map(|meeting| meeting.unit);
        (0..self.directives.count())
            .map(DirectiveId)
            .filter(move |id| unit.is_some_and(|unit| self.directives.addressed_to(*id, unit)))
            .filter(move |id| self.directives.agendas(*id).any(|(_, at)| at == meeting))
    }

    /// That a unit objects to a directive.
    #[must_use]
    pub fn objection_of(&self, directive: DirectiveId, unit: UnitId) -> Option<Objection> {
        self.directives.objection_of(directive, unit)
    }

    /// Every objection to a directive.
    pub fn objections_to(
        &self,
        directive: DirectiveId,
    ) -> impl Iterator<Item = (UnitId, Objection)> + '_ {
        self.directives.objections(directive)
    }

    /// The directives that carry out a task of this origin.
    pub fn carrying_out(&self, origin: Origin) -> impl Iterator<Item = DirectiveId> + '_ {
        self.directives.carrying_out(origin)
    }

    /// The directives a unit has issued, the newest first.
    pub fn directives_issued_by(&self, unit: UnitId) -> impl Iterator<Item = DirectiveId> + '_ {
        let ids = (0..self.directives.count()).rev().map(DirectiveId);
        ids.filter(move |id| {
            self.directives
                .issue_of(*id)
                .is_some_and(|(_, issuer, _)| issuer == unit)
        })
    }

    /// Whether any directive passes a unit or is addressed to it.
    pub(crate) fn directives_with(&self, unit: UnitId) -> bool {
        let mut ids = (0..self.directives.count()).map(DirectiveId);
        ids.any(|id| self.directives.addressed_to(id, unit) || self.directives.on_the_way(id, unit))
    }

    /// The directives that have reached a unit, whether it has to answer or to hand on, the newest first.
    pub fn directives_received_by(&self, unit: UnitId) -> impl Iterator<Item = DirectiveId> + '_ {
        let ids = (0..self.directives.count()).rev().map(DirectiveId);
        ids.filter(move |id| {
            (self.directives.addressed_to(*id, unit) || self.directives.on_the_way(*id, unit))
                && self.received_on(*id, unit).is_some()
        })
    }

    /// When a directive came to a unit that it passes or is addressed to; none while a unit
    /// above has not handed it on.
    #[must_use]
    pub fn received_on(&self, directive: DirectiveId, unit: UnitId) -> Option<Date> {
        let (_, issuer, issued) = self.directives.issue_of(directive)?;
        let above = self.units.parent(unit)?;
        // Whoever came to stand here later got it on that day.
        let placed = self.units.placed(unit).date()?;
        let since = if above == issuer || !self.directives.on_the_way(directive, above) {
            issued
        } else {
            self.directives.passed_on(directive, above)?
        };
        Some(since.max(issued).max(placed))
    }

    /// What a unit owes now to the directives that have reached it, each with the kind of
    /// directive and since when.
    pub fn owed_to_directives(
        &self,
        unit: UnitId,
    ) -> impl Iterator<Item = (DirectiveId, DirectiveKindId, Owed, Date)> + '_ {
        self.directives.owed_by(unit).flat_map(move |directive| {
            let known = self
                .received_on(directive, unit)
                .zip(self.directives.issue_of(directive).map(|(kind, ..)| kind));
            let owed = [
                (
                    Owed::PassingOn,
                    self.directives.owes_passing_on(directive, unit),
                ),
                (Owed::Answer, self.directives.owes_answer(directive, unit)),
            ];
            known.into_iter().flat_map(move |(since, kind)| {
                owed.into_iter()
                    .filter(|(_, owes)| *owes)
                    .map(move |(what, _)| (directive, kind, what, since))
            })
        })
    }

    /// Every unit that a directive passes or is addressed to, by number.
    #[must_use]
    pub fn units_of_directive(&self, directive: DirectiveId) -> Vec<UnitId> {
        let (way, addressed) = (
            self.directives.way(directive),
            self.directives.addressed(directive),
        );
        let mut units: Vec<UnitId> = way.chain(addressed).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// How far a directive has come, level by level from the top.
    #[must_use]
    pub fn cascade(&self, directive: DirectiveId) -> Vec<LevelStanding> {
        self.cascade_where(directive, &|_| true)
    }

    /// The same, of the units that are in sight.
    #[must_use]
    pub fn cascade_seen(&self, directive: DirectiveId, sight: &Sight) -> Vec<LevelStanding> {
        self.cascade_where(directive, &|unit| sight.reaches(self, unit))
    }

    fn cascade_where(
        &self,
        directive: DirectiveId,
        counts: &dyn Fn(UnitId) -> bool,
    ) -> Vec<LevelStanding> {
        let mut levels: Vec<LevelStanding> = Vec::new();
        for unit in self.directives.way(directive).filter(|unit| counts(*unit)) {
            let Some(at) = self.row_of(&mut levels, unit) else {
                continue;
            };
            at.way = at.way.saturating_add(1);
            if let Some(on) = self.received_on(directive, unit) {
                at.way_received = at.way_received.saturating_add(1);
                at.receives(on);
            }
            if let Some(on) = self.directives.passed_on(directive, unit) {
                at.passed_on = at.passed_on.saturating_add(1);
                at.last_passed_on = at.last_passed_on.max(Some(on));
            }
        }
        let addressed = self.directives.addressed(directive);
        for unit in addressed.filter(|unit| counts(*unit)) {
            let Some(at) = self.row_of(&mut levels, unit) else {
                continue;
            };
            at.addressed = at.addressed.saturating_add(1);
            if let Some(on) = self.received_on(directive, unit) {
                at.received = at.received.saturating_add(1);
                at.receives(on);
            }
            if self.directives.owes_answer(directive, unit) && !self.units.stands(unit) {
                at.dissolved = at.dissolved.saturating_add(1);
            }
        }
        self.count_answers(directive, counts, &mut levels);
        levels.sort_by_key(|one| one.level);
        levels
    }

    fn count_answers(
        &self,
        directive: DirectiveId,
        counts: &dyn Fn(UnitId) -> bool,
        levels: &mut Vec<LevelStanding>,
    ) {
        let answers = self.directives.answers(directive);
        let mut answers: Vec<Answer> = answers.filter(|answer| counts(answer.unit)).collect();
        // Of two answers of one unit the later stands last among its own.
        answers.sort_by_key(|answer| answer.unit);
        let mut answers = answers.into_iter().peekable();
        while let Some(answer) = answers.next() {
            if answers.peek().is_some_and(|next| next.unit == answer.unit) {
                continue;
            }
            if let Some(at) = self.row_of(levels, answer.unit) {
                let count = match answer.outcome {
                    Outcome::Done => &mut at.done,
                    Outcome::InPart => &mut at.in_part,
                    Outcome::NotDone => &mut at.not_done,
                };
                *count = count.saturating_add(1);
                at.last_answer = at.last_answer.max(Some(answer.on));
            }
        }
        let objections = self.directives.objections(directive);
        for (unit, objection) in objections.filter(|(unit, _)| counts(*unit)) {
            if let Some(at) = self.row_of(levels, unit) {
                match objection.settled {
                    None => at.objecting = at.objecting.saturating_add(1),
                    Some((true, ..)) => at.released = at.released.saturating_add(1),
                    Some((false, ..)) => {}
                }
            }
        }
    }

    fn row_of<'a>(
        &self,
        levels: &'a mut Vec<LevelStanding>,
        unit: UnitId,
    ) -> Option<&'a mut LevelStanding> {
        let level = self.units.level(unit)?;
        let at = match levels.iter().position(|one| one.level == level) {
            Some(at) => at,
            None => {
                levels.push(LevelStanding::of(level));
                levels.len().checked_sub(1)?
            }
        };
        levels.get_mut(at)
    }

    /// The units that have a directive and have not handed it on, since when, the longest first.
    #[must_use]
    pub fn holding_up(&self, directive: DirectiveId) -> Vec<(UnitId, Date)> {
        let mut units: Vec<(UnitId, Date)> = self
            .directives
            .way(directive)
            .filter(|unit| self.units.stands(*unit))
            .filter(|unit| self.directives.owes_passing_on(directive, *unit))
            .filter_map(|unit| Some((unit, self.received_on(directive, unit)?)))
            .collect();
        units.sort_by_key(|(unit, since)| (*since, *unit));
        units
    }

    /// The units that have a directive and have not answered, since when, the longest first.
    #[must_use]
    pub fn not_answered(&self, directive: DirectiveId) -> Vec<(UnitId, Date)> {
        let mut units: Vec<(UnitId, Date)> = self
            .directives
            .addressed(directive)
            .filter(|unit| self.units.stands(*unit))
            .filter(|unit| self.directives.owes_answer(directive, *unit))
            .filter_map(|unit| Some((unit, self.received_on(directive, unit)?)))
            .collect();
        units.sort_by_key(|(unit, since)| (*since, *unit));
        units
    }
}
