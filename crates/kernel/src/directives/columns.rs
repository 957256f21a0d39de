//! What is kept about directives: a row each, with the sets of units it is
//! addressed to and has to pass, and what each unit did with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::{DirectiveKindId, LevelId};
use jiff::civil::Date;
use roaring::RoaringBitmap;

use super::{DirectiveEvent, Origin, Outcome};
use crate::columns::{Column, Entries};
use crate::day::Day;
use crate::ids::{DirectiveId, DocumentId, MeetingId, UnitId};
use crate::state::State;

/// No row.
pub(super) const NONE: u32 = u32::MAX;

/// Everything kept about directives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Directives {
    /// A copy of the state shares the rows until one of them changes.
    pub(super) rows: Vec<Arc<Row>>,
    /// Derived, by unit: to how many directives in effect it still owes a handing on or an answer.
    pub(super) owed: Column<u16>,
    /// Derived, by directive: its number among those of its kind and year.
    pub(super) numbers: Column<u32>,
}

/// One directive.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) kind: DirectiveKindId,
    pub(super) unit: UnitId,
    pub(super) on: Day,
    pub(super) to: Vec<LevelId>,
    pub(super) areas: Vec<UnitId>,
    pub(super) origin: Origin,
    pub(super) replaces: Option<DirectiveId>,
    pub(super) replaced_by: Option<DirectiveId>,
    pub(super) withdrawn: Day,
    /// The wording of the first day, and each that took its place.
    pub(super) texts: Vec<(Day, DocumentId)>,
    /// Units it is addressed to, settled on the first day.
    pub(super) addressed: RoaringBitmap,
    /// Units that have to hand it on.
    pub(super) way: RoaringBitmap,
    pub(super) answered: RoaringBitmap,
    /// Units whose objection was upheld.
    pub(super) released: RoaringBitmap,
    pub(super) passed: BTreeMap<UnitId, Day>,
    pub(super) answers: Entries<AnswerRow>,
    pub(super) agendas: Entries<(UnitId, MeetingId)>,
    pub(super) objections: BTreeMap<UnitId, Objection>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct AnswerRow {
    pub(super) unit: UnitId,
    pub(super) on: Day,
    pub(super) outcome: Outcome,
    pub(super) text: u32,
}

/// A directive as the columns have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Its number.
    pub id: DirectiveId,
    /// What kind of directive.
    pub kind: DirectiveKindId,
    /// The unit that issued it.
    pub unit: UnitId,
    /// When.
    pub on: Date,
    /// The levels whose units it is addressed to.
    pub to: Vec<LevelId>,
    /// The parts of the organisation it is meant for; none for all beneath the issuer.
    pub areas: Vec<UnitId>,
    /// Where the task comes from.
    pub origin: Origin,
    /// The directive whose place it took.
    pub replaces: Option<DirectiveId>,
    /// The directive that took its place, and when.
    pub replaced: Option<(DirectiveId, Date)>,
    /// When it was taken back.
    pub withdrawn: Option<Date>,
    /// Its wordings in their order, each since a day; the last holds.
    pub texts: Vec<(Date, DocumentId)>,
}

impl Directive {
    /// Whether it was neither withdrawn nor replaced.
    #[must_use]
    pub fn in_effect(&self) -> bool {
        self.withdrawn.is_none() && self.replaced.is_none()
    }

    /// The wording that holds.
    #[must_use]
    pub fn text(&self) -> Option<DocumentId> {
        self.texts.last().map(|(_, text)| *text)
    }
}

/// What a unit said became of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The unit.
    pub unit: UnitId,
    /// When it answered.
    pub on: Date,
    /// What became of it.
    pub outcome: Outcome,
    /// In words, where there were any.
    pub text: Option<DocumentId>,
}

/// That a unit holds a directive to lie outside its duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Objection {
    /// When it objected.
    pub on: Date,
    /// Why.
    pub reason: DocumentId,
    /// What the issuer said: whether the objection holds, when, and why.
    pub settled: Option<(bool, Date, DocumentId)>,
}

impl Row {
    pub(super) fn in_effect(&self) -> bool {
        self.withdrawn == Day::NONE && self.replaced_by.is_none()
    }

    /// Units that still owe a handing on or an answer.
    fn owing(&self) -> RoaringBitmap {
        let mut owing = &self.addressed - &self.answered;
        owing -= &self.released;
        owing |= self.to_pass_on();
        owing
    }

    fn to_pass_on(&self) -> RoaringBitmap {
        let passed: RoaringBitmap = self.passed.keys().map(|unit| unit.0).collect();
        &self.way - &passed
    }

    fn owes(&self, unit: UnitId) -> bool {
        self.owes_answer(unit) || self.owes_passing_on(unit)
    }

    fn owes_answer(&self, unit: UnitId) -> bool {
        self.addressed.contains(unit.0)
            && !self.answered.contains(unit.0)
            && !self.released.contains(unit.0)
    }

    /// Enters what one unit did with it.
    fn enter(&mut self, unit: UnitId, event: &DirectiveEvent) {
        match event {
            DirectiveEvent::PassedOn { on, .. } => {
                self.passed.insert(unit, Day::from_date(*on));
            }
            DirectiveEvent::PutOnAgenda { meeting, .. } => self.agendas.push((unit, *meeting)),
            DirectiveEvent::TakenOffAgenda { meeting, .. } => {
                let off = (unit, *meeting);
                self.agendas.take_out(|row| *row == off);
            }
            DirectiveEvent::Answered {
                outcome, text, on, ..
            } => {
                self.answered.insert(unit.0);
                self.answers.push(AnswerRow {
                    unit,
                    on: Day::from_date(*on),
                    outcome: *outcome,
                    text: text.map_or(NONE, |text| text.0),
                });
            }
            DirectiveEvent::ObjectedTo { reason, on, .. } => {
                let objection = Objection {
                    on: *on,
                    reason: *reason,
                    settled: None,
                };
                self.objections.insert(unit, objection);
            }
            DirectiveEvent::ObjectionSettled {
                upheld, reason, on, ..
            } => {
                if let Some(objection) = self.objections.get_mut(&unit) {
                    objection.settled = Some((*upheld, *on, *reason));
                }
                // What was said of it before may have been wrong.
                if *upheld {
                    self.released.insert(unit.0);
                } else {
                    self.released.remove(unit.0);
                }
            }
            DirectiveEvent::Issued { .. }
            | DirectiveEvent::Amended { .. }
            | DirectiveEvent::Withdrawn { .. } => {}
        }
    }

    fn owes_passing_on(&self, unit: UnitId) -> bool {
        self.way.contains(unit.0) && !self.passed.contains_key(&unit)
    }
}

impl Directives {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(NONE)
    }

    pub(crate) fn next_id(&self) -> DirectiveId {
        DirectiveId::after(self.rows.len())
    }

    fn row(&self, directive: DirectiveId) -> Option<&Row> {
        self.rows.get(directive.index()).map(Arc::as_ref)
    }

    pub(crate) fn get(&self, id: DirectiveId) -> Option<Directive> {
        let row = self.row(id)?;
        let date = |day: Day| day.date().unwrap_or(Day::FIRST);
        let replaced = row
            .replaced_by
            .and_then(|by| Some((by, date(self.row(by)?.on))));
        Some(Directive {
            id,
            kind: row.kind,
            unit: row.unit,
            on: date(row.on),
            to: row.to.clone(),
            areas: row.areas.clone(),
            origin: row.origin,
            replaces: row.replaces,
            replaced,
            withdrawn: row.withdrawn.date(),
            texts: row
                .texts
                .iter()
                .map(|(on, text)| (date(*on), *text))
                .collect(),
        })
    }

    /// What kind of directive it is, who issued it and when.
    pub(crate) fn issue_of(&self, id: DirectiveId) -> Option<(DirectiveKindId, UnitId, Date)> {
        let row = self.row(id)?;
        Some((row.kind, row.unit, row.on.date()?))
    }

    /// Units a directive is addressed to, in the order of their numbers.
    pub(crate) fn addressed(&self, directive: DirectiveId) -> impl Iterator<Item = UnitId> + '_ {
        let row = self.row(directive);
        row.into_iter()
            .flat_map(|row| row.addressed.iter().map(UnitId))
    }

    /// Units that have to hand a directive on, in the order of their numbers.
    pub(crate) fn way(&self, directive: DirectiveId) -> impl Iterator<Item = UnitId> + '_ {
        let row = self.row(directive);
        row.into_iter().flat_map(|row| row.way.iter().map(UnitId))
    }

    pub(crate) fn addressed_to(&self, directive: DirectiveId, unit: UnitId) -> bool {
        self.row(directive)
            .is_some_and(|row| row.addressed.contains(unit.0))
    }

    pub(crate) fn on_the_way(&self, directive: DirectiveId, unit: UnitId) -> bool {
        self.row(directive)
            .is_some_and(|row| row.way.contains(unit.0))
    }

    pub(crate) fn owes_answer(&self, directive: DirectiveId, unit: UnitId) -> bool {
        self.row(directive).is_some_and(|row| row.owes_answer(unit))
    }

    pub(crate) fn owes_passing_on(&self, directive: DirectiveId, unit: UnitId) -> bool {
        self.row(directive)
            .is_some_and(|row| row.owes_passing_on(unit))
    }

    pub(crate) fn passed_on(&self, directive: DirectiveId, unit: UnitId) -> Option<Date> {
        self.row(directive)?.passed.get(&unit)?.date()
    }

    /// What a unit last said became of a directive.
    pub(crate) fn answer_of(&self, directive: DirectiveId, unit: UnitId) -> Option<Answer> {
        let row = self.row(directive)?;
        if !row.answered.contains(unit.0) {
            return None;
        }
        self.answers(directive)
            .filter(|answer| answer.unit == unit)
            .last()
    }

    /// Every answer to a directive in the order in which they came; of two of one unit the later holds.
    pub(crate) fn answers(&self, directive: DirectiveId) -> impl Iterator<Item = Answer> + '_ {
        let row = self.row(directive);
        row.into_iter()
            .flat_map(|row| row.answers.iter())
            .map(|row| Answer {
                unit: row.unit,
                on: row.on.date().unwrap_or(Day::FIRST),
                outcome: row.outcome,
                text: (row.text != NONE).then_some(DocumentId(row.text)),
            })
    }

    /// The meetings on whose agenda a directive was put.
    pub(crate) fn agendas(
        &self,
        directive: DirectiveId,
    ) -> impl Iterator<Item = (UnitId, MeetingId)> + '_ {
        let row = self.row(directive);
        row.into_iter().flat_map(|row| row.agendas.iter())
    }

    pub(crate) fn objection_of(&self, directive: DirectiveId, unit: UnitId) -> Option<Objection> {
        self.row(directive)?.objections.get(&unit).copied()
    }

    pub(crate) fn objections(
        &self,
        directive: DirectiveId,
    ) -> impl Iterator<Item = (UnitId, Objection)> + '_ {
        let row = self.row(directive);
        row.into_iter()
            .flat_map(|row| row.objections.iter().map(|(unit, it)| (*unit, *it)))
    }

    /// The directives in effect to which the unit still owes something.
    pub(crate) fn owed_by(&self, unit: UnitId) -> impl Iterator<Item = DirectiveId> + '_ {
        // Nearly every unit owes nothing, and is done with after one look.
        let rows = match self.owed.get(unit.index()) {
            None | Some(0) => [].iter(),
            Some(_) => self.rows.iter(),
        };
        rows.zip(0..)
            .filter(move |(row, _)| row.in_effect() && row.owes(unit))
            .map(|(_, number)| DirectiveId(number))
    }

    /// Those that carry this one out.
    pub(crate) fn carrying_out(&self, origin: Origin) -> impl Iterator<Item = DirectiveId> + '_ {
        self.rows
            .iter()
            .zip(0..)
            .filter(move |(row, _)| row.origin == origin)
            .map(|(_, number)| DirectiveId(number))
    }

    pub(crate) fn open_unit(&mut self) {
        self.owed.push(0);
    }

    fn settle_debt(&mut self, unit: UnitId) {
        if let Some(count) = self.owed.get(unit.index()) {
            self.owed.set(unit.index(), count.saturating_sub(1));
        }
    }

    pub(super) fn count_debts(&mut self, row: &Row) {
        for unit in row.owing() {
            let unit = UnitId(unit);
            if let Some(count) = self.owed.get(unit.index()) {
                self.owed.set(unit.index(), count.saturating_add(1));
            }
        }
    }

    fn forgive_debts(&mut self, directive: DirectiveId) {
        let owing = self
            .row(directive)
            .filter(|row| row.in_effect())
            .map(Row::owing);
        for unit in owing.into_iter().flatten() {
            self.settle_debt(UnitId(unit));
        }
    }

    fn change(&mut self, directive: DirectiveId, how: impl FnOnce(&mut Row)) {
        if let Some(row) = self.rows.get_mut(directive.index()) {
            how(Arc::make_mut(row));
        }
    }

    /// Changes what one unit has done, and takes it off the unit's debts when nothing is left,
    /// or puts it there again.
    fn change_of(&mut self, directive: DirectiveId, unit: UnitId, how: impl FnOnce(&mut Row)) {
        let owes = |directives: &Directives| {
            let row = directives.row(directive);
            row.is_some_and(|row| row.in_effect() && row.owes(unit))
        };
        let owed = owes(self);
        self.change(directive, how);
        match (owed, owes(self)) {
            (true, false) => self.settle_debt(unit),
            (false, true) => {
                let count = self.owed.get(unit.index()).unwrap_or(0);
                self.owed.set(unit.index(), count.saturating_add(1));
            }
            (true, true) | (false, false) => {}
        }
    }
}

/// Applies what has happened to a directive.
pub(crate) fn apply(state: &mut State, event: &DirectiveEvent) {
    let issued = issued(state, event);
    let directives = &mut state.directives;
    let (directive, unit) = event.about();
    match event {
        DirectiveEvent::Issued { replaces, .. } => {
            if let Some(row) = issued {
                if let Some(replaced) = replaces {
                    directives.forgive_debts(*replaced);
                    directives.change(*replaced, |old| old.replaced_by = Some(directive));
                }
                directives.count_debts(&row);
                directives.rows.push(Arc::new(row));
                directives.number_next();
            }
        }
        DirectiveEvent::Amended { text, on, .. } => directives.change(directive, |row| {
            row.texts.push((Day::from_date(*on), *text));
        }),
        DirectiveEvent::Withdrawn { on, .. } => {
            directives.forgive_debts(directive);
            directives.change(directive, |row| row.withdrawn = Day::from_date(*on));
        }
        DirectiveEvent::PassedOn { .. }
        | DirectiveEvent::PutOnAgenda { .. }
        | DirectiveEvent::TakenOffAgenda { .. }
        | DirectiveEvent::Answered { .. }
        | DirectiveEvent::ObjectedTo { .. }
        | DirectiveEvent::ObjectionSettled { .. } => {
            directives.change_of(directive, unit, |row| row.enter(unit, event));
        }
    }
}

/// The row of a directive that was just issued, with the units it goes to.
fn issued(state: &State, event: &DirectiveEvent) -> Option<Row> {
    let DirectiveEvent::Issued {
        directive: _,
        unit,
        kind,
        to,
        areas,
        text,
        origin,
        replaces,
        on,
    } = event
    else {
        return None;
    };
    let (mut addressed, mut way) = (RoaringBitmap::new(), RoaringBitmap::new());
    let whole = [*unit];
    let areas_meant = if areas.is_empty() {
        &whole
    } else {
        areas.as_slice()
    };
    for area in areas_meant {
        for one in state.units_within(*area) {
            if one == *unit
                || !state
                    .units
                    .level(one)
                    .is_some_and(|level| to.contains(&level))
            {
                continue;
            }
            addressed.insert(one.0);
            for above in state.units.above(one) {
                // Whoever is on the way already has everybody above on the way too.
                if above == *unit || !way.insert(above.0) {
                    break;
                }
            }
        }
    }
    let on = Day::from_date(*on);
    Some(Row {
        kind: *kind,
        unit: *unit,
        on,
        to: to.clone(),
        areas: areas.clone(),
        origin: *origin,
        replaces: *replaces,
        replaced_by: None,
        withdrawn: Day::NONE,
        texts: vec![(on, *text)],
        addressed,
        way,
        answered: RoaringBitmap::new(),
        released: RoaringBitmap::new(),
        passed: BTreeMap::new(),
        answers: Entries::default(),
        agendas: Entries::default(),
        objections: BTreeMap::new(),
    })
}
