//! The organisation as a plan leaves it so far: the record, with what the
//! steps would change laid over it.

use std::collections::BTreeMap;

use charter::{Action, Charter, LevelId, PostId, Remedy, Size};
use jiff::civil::Date;

use super::Figure;
use super::naming::Names;
use crate::findings::{self, Finding, Matter};
use crate::ids::{PersonId, UnitId};
use crate::posts::eligible_by_grade;
use crate::request::Actor;
use crate::rights;
use crate::sizes::{self, Standing};
use crate::state::State;

/// The record with the changes of a plan laid over it.
pub(super) struct Ground<'a> {
    pub(super) state: &'a State,
    pub(super) charter: &'a Charter,
    pub(super) on: Date,
    /// The unit beneath which everything happens.
    pub(super) area: UnitId,
    pub(super) names: Names<'a>,
    viewer: Actor,
    /// By moved unit: its new parent.
    parents: BTreeMap<UnitId, UnitId>,
    /// By unit: the units that come to stand under it.
    gained: BTreeMap<UnitId, Vec<UnitId>>,
    /// By unit that takes people in: how many count in the end.
    people: BTreeMap<UnitId, u32>,
    /// Units that are divided or cease: nothing else may be done with them.
    closed: BTreeMap<UnitId, Fate>,
}

/// What a plan does with a unit so that nothing else can be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It gives up people to new units.
    Divided,
    /// It is merged into another or dissolved.
    Ceased,
}

impl<'a> Ground<'a> {
    pub(super) fn new(
        state: &'a State,
        charter: &'a Charter,
        viewer: Actor,
        on: Date,
        area: UnitId,
    ) -> Ground<'a> {
        Ground {
            state,
            charter,
            on,
            area,
            names: Names::new(state),
            viewer,
            parents: BTreeMap::new(),
            gained: BTreeMap::new(),
            people: BTreeMap::new(),
            closed: BTreeMap::new(),
        }
    }

    pub(super) fn may(&self, action: Action, unit: UnitId) -> bool {
        rights::may(self.state, self.viewer, self.on, action, unit)
    }

    /// Whether anything can be done with the unit on the day of the plan.
    pub(super) fn settled(&self, unit: UnitId) -> bool {
        let placed = self.state.units.placed(unit).date();
        placed.is_none_or(|placed| placed <= self.on)
    }

    pub(super) fn level(&self, unit: UnitId) -> Option<LevelId> {
        self.state.units.level(unit)
    }

    pub(super) fn parent(&self, unit: UnitId) -> Option<UnitId> {
        match self.parents.get(&unit) {
            Some(parent) => Some(*parent),
            None => self.state.units.parent(unit),
        }
    }

    /// The units above inside the area, the nearest first.
    pub(super) fn above(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        let above = move |unit: &UnitId| (*unit != self.area).then(|| self.parent(*unit)).flatten();
        std::iter::successors(above(&unit), above)
    }

    /// The units directly beneath.
    pub(super) fn beneath(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        self.state
            .units
            .beneath(unit)
            .filter(|child| !self.parents.contains_key(child))
            .chain(self.gained.get(&unit).into_iter().flatten().copied())
    }

    pub(super) fn put_under(&mut self, unit: UnitId, parent: UnitId) {
        if let Some(old) = self.parents.insert(unit, parent)
            && let Some(gained) = self.gained.get_mut(&old)
        {
            gained.retain(|one| *one != unit);
        }
        self.gained.entry(parent).or_default().push(unit);
    }

    /// The new parent of a unit the plan moves.
    pub(super) fn moved_to(&self, unit: UnitId) -> Option<UnitId> {
        self.parents.get(&unit).copied()
    }

    /// How many people count towards the size of the unit, with everybody it has taken in.
    pub(super) fn people(&self, unit: UnitId, size: &Size) -> u32 {
        match self.people.get(&unit) {
            Some(people) => *people,
            None => self.state.members.counted(unit, size),
        }
    }

    pub(super) fn take_in(&mut self, unit: UnitId, people: u32) {
        self.people.insert(unit, people);
    }

    pub(super) fn has_taken_in(&self, unit: UnitId) -> bool {
        self.people.contains_key(&unit)
    }

    pub(super) fn close(&mut self, unit: UnitId, fate: Fate) {
        self.closed.insert(unit, fate);
    }

    pub(super) fn fate(&self, unit: UnitId) -> Option<Fate> {
        self.closed.get(&unit).copied()
    }

    /// The remedies of a finding of size, as they are open where the unit will stand.
    pub(super) fn remedies(&self, finding: &Finding) -> Vec<Remedy> {
        let people = match finding.matter {
            Matter::TooFew { people, .. } | Matter::TooMany { people, .. } => people,
            Matter::Misplaced { .. }
            | Matter::BelongHere { .. }
            | Matter::Vacant { .. }
            | Matter::HeldWrongly { .. }
            | Matter::TermOver { .. }
            | Matter::Unconfirmed { .. }
            | Matter::NotMet { .. }
            | Matter::HeldUp { .. }
            | Matter::NotAnswered { .. }
            | Matter::StepOverdue { .. }
            | Matter::NotReported { .. }
            | Matter::NotVisited { .. }
            | Matter::Unanswered { .. }
            | Matter::DuesNotListed { .. }
            | Matter::DuesBehind { .. }
            | Matter::NotHandedUp { .. } => return finding.remedies.to_vec(),
        };
        let Some(level) = self.level(finding.unit) else {
            return Vec::new();
        };
        let above = self
            .parent(finding.unit)
            .and_then(|parent| self.level(parent));
        findings::size_remedies(self.charter, level, above, people)
    }

    /// Whether somebody heads the unit now.
    pub(super) fn is_headed(&self, unit: UnitId) -> bool {
        let is_head = |post: PostId| self.charter.post(post).is_some_and(|post| post.head);
        self.state
            .posts
            .of_unit(unit)
            .any(|tenure| tenure.until.is_none() && is_head(tenure.post))
    }

    /// Whether the person could head a unit of this level, as far as grades go.
    pub(super) fn could_head(&self, person: PersonId, level: LevelId) -> bool {
        let mut heads = (0..)
            .map(PostId)
            .zip(&self.charter.posts)
            .filter(|(_, post)| post.head && post.levels.contains(&level))
            .peekable();
        heads.peek().is_none()
            || heads.any(|(id, _)| eligible_by_grade(self.state, self.charter, person, id))
    }

    /// The unit as the plan has it so far.
    pub(super) fn figure(&self, unit: UnitId) -> Option<Figure> {
        let level = self.level(unit)?;
        let people = match self.charter.size_of(level) {
            Some(size) => self.people(unit, size),
            None => self.state.members.count_in(unit),
        };
        self.figure_with(unit, people)
    }

    /// The unit as it stands in the record.
    pub(super) fn figure_as_recorded(&self, unit: UnitId) -> Option<Figure> {
        let level = self.level(unit)?;
        let people = match self.charter.size_of(level) {
            Some(size) => self.state.members.counted(unit, size),
            None => self.state.members.count_in(unit),
        };
        let mut figure = self.figure_with(unit, people)?;
        figure.parent = self.state.units.parent(unit);
        Some(figure)
    }

    /// The unit with so many people.
    pub(super) fn figure_with(&self, unit: UnitId, people: u32) -> Option<Figure> {
        let level = self.level(unit)?;
        Some(Figure {
            unit: Some(unit),
            code: self.state.units.code(unit)?.to_owned(),
            name: self.state.units.name(unit).to_owned(),
            level,
            parent: self.parent(unit),
            people,
            standing: self.standing(level, people),
        })
    }

    /// Where so many people stand in the range of a level.
    pub(super) fn standing(&self, level: LevelId, people: u32) -> Option<Standing> {
        let size = self.charter.size_of(level)?;
        Some(sizes::stand(size, people))
    }
}
