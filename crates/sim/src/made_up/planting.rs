//! The known handful of units outside the rules: which, where, and how.
//! Most stand in one area, so that whoever looks after it has something to do.

use charter::{Action, LevelId, MeetingKindId, PostId, RightHolder, RuleId, Scope};
use kernel::UnitId;

use super::chance::{Chance, Stream};
use super::draft::{Draft, Fault, FaultWhat};
use super::{Planted, Wish, calendar};

/// The area in which most is planted, and the post that looks after it.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) unit: UnitId,
    pub(super) post: Option<PostId>,
}

/// Where a fault is to be.
#[derive(Clone, Copy)]
enum Place {
    /// In the area, directly under its unit.
    Top,
    /// In the area, under a unit between.
    Deep,
    /// Anywhere in the area.
    Area,
    /// Beside the fault planted before.
    Beside(UnitId),
    /// Outside the area.
    Outside,
}

/// Chooses the area and plants the faults, in at most a third of the base units.
pub(super) fn plant(draft: &mut Draft<'_>, wish: &Wish) -> Option<Area> {
    let area = choose_area(draft)?;
    let budget = draft.base.len() / 3;
    let mut planter = Planter {
        chance: Chance::of(wish.seed, Stream::Planting),
        area: area.unit,
        budget,
        draft,
    };
    planter.plant_all();
    Some(area)
}

/// The faults, as the check will find them.
pub(super) fn list(draft: &Draft<'_>) -> Vec<Planted> {
    let mut list: Vec<Planted> = draft
        .units
        .iter()
        .filter_map(|row| {
            let rule = draft.charter.rule(row.fault?.rule)?;
            Some(Planted {
                unit: row.code.clone(),
                rule: rule.name.clone(),
            })
        })
        .collect();
    list.sort();
    list
}

/// What it takes to reorganise the units beneath, most of it first.
const REORGANISING: &[Action] = &[
    Action::DivideUnit,
    Action::MergeUnits,
    Action::MoveUnit,
    Action::SeeFigures,
];

/// The post at a level whose holder may do most of that beneath, and how much.
fn reorganiser(draft: &Draft<'_>, level: LevelId) -> (usize, Option<PostId>) {
    let gives = |post: PostId, action: Action| {
        draft.charter.rights.iter().any(|right| {
            right.holder == RightHolder::Post(post)
                && right.action == action
                && matches!(right.scope, Scope::UnitsBelow | Scope::Everywhere)
        })
    };
    (0..)
        .map(PostId)
        .zip(&draft.charter.posts)
        .filter(|(_, row)| row.levels.contains(&level))
        .map(|(id, _)| {
            (
                REORGANISING
                    .iter()
                    .filter(|action| gives(id, **action))
                    .count(),
                id,
            )
        })
        .filter(|(given, _)| *given > 0)
        .max_by_key(|(given, id)| (*given, std::cmp::Reverse(*id)))
        .map_or((0, None), |(given, id)| (given, Some(id)))
}

/// The unit with the most base units beneath, at the highest level that has a
/// post to reorganise what stands beneath it, units two floors below, and may
/// have base units directly beneath; some of this where no level has all.
fn choose_area(draft: &Draft<'_>) -> Option<Area> {
    let holds_base = |level: LevelId| {
        draft
            .charter
            .levels
            .iter()
            .any(|row| row.members && row.under.contains(&level))
    };
    let mut deep = vec![false; draft.units.len()];
    for row in &draft.units {
        let above = row
            .parent
            .and_then(|parent| draft.unit(parent))
            .and_then(|row| row.parent);
        if let Some(mark) = above.and_then(|above| deep.get_mut(above.index())) {
            *mark = true;
        }
    }
    draft
        .unit_ids()
        .filter(|unit| !draft.is_base(*unit))
        .filter_map(|unit| {
            let row = draft.unit(unit)?;
            let (given, post) = reorganiser(draft, row.level);
            let deep = deep.get(unit.index()).copied().unwrap_or(false);
            let direct = holds_base(row.level);
            // Where no level holds base units directly beside others, the lowest with two floors.
            let depth = if direct {
                u32::MAX.saturating_sub(row.depth)
            } else {
                row.depth
            };
            let rank = (given, deep, direct, depth, row.beneath.len());
            Some((rank, std::cmp::Reverse(unit), Area { unit, post }))
        })
        .max_by_key(|(rank, unit, _)| (*rank, *unit))
        .map(|(_, _, area)| area)
}

struct Planter<'a, 'c> {
    chance: Chance,
    area: UnitId,
    budget: usize,
    draft: &'a mut Draft<'c>,
}

impl Planter<'_, '_> {
    fn plant_all(&mut self) {
        self.above(Place::Top, 3);
        self.above(Place::Deep, 1);
        let small = self.below(Place::Area, 1);
        self.not_met();
        self.vacant();
        if let Some(small) = small {
            self.below(Place::Beside(small), 2);
        }
        self.misplaced();
        self.below(Place::Outside, 1);
        self.above(Place::Outside, 9);
    }

    /// A sound base unit at a place that fits, or anywhere where there is none.
    fn find(&mut self, place: Place, fits: impl Fn(&Draft<'_>, UnitId) -> bool) -> Option<UnitId> {
        if self.budget == 0 {
            return None;
        }
        let draft = &*self.draft;
        let within = draft.unit(self.area)?.beneath.clone();
        let parent = |unit: UnitId| draft.unit(unit).and_then(|row| row.parent);
        let sound: Vec<(usize, UnitId)> = (0..)
            .zip(draft.base.iter().copied())
            .filter(|(_, unit)| draft.unit(*unit).is_some_and(|row| row.fault.is_none()))
            .filter(|(_, unit)| fits(draft, *unit))
            .collect();
        let there: Vec<UnitId> = sound
            .iter()
            .filter(|(at, unit)| match place {
                Place::Top => parent(*unit) == Some(self.area),
                Place::Deep => within.contains(at) && parent(*unit) != Some(self.area),
                Place::Area => within.contains(at),
                Place::Beside(other) => parent(*unit) == parent(other),
                Place::Outside => !within.contains(at),
            })
            .map(|(_, unit)| *unit)
            .collect();
        self.chance.pick(&there).or_else(|| {
            let anywhere: Vec<UnitId> = sound.iter().map(|(_, unit)| *unit).collect();
            self.chance.pick(&anywhere)
        })
    }

    fn set(&mut self, unit: UnitId, what: FaultWhat, rule: RuleId) {
        if let Some(row) = self.draft.unit_mut(unit) {
            row.fault = Some(Fault { what, rule });
            self.budget = self.budget.saturating_sub(1);
        }
    }

    fn above(&mut self, place: Place, by: u32) {
        let bounded = |draft: &Draft<'_>, unit| {
            draft
                .size_rule(unit)
                .is_some_and(|size| size.most.is_some())
        };
        let Some(unit) = self.find(place, bounded) else {
            return;
        };
        let Some((rule, most)) = self
            .draft
            .size_rule(unit)
            .and_then(|size| Some((size.rule, size.most?)))
        else {
            return;
        };
        self.set(
            unit,
            FaultWhat::Size {
                people: most.saturating_add(by),
            },
            rule,
        );
    }

    fn below(&mut self, place: Place, by: u32) -> Option<UnitId> {
        let enough = |draft: &Draft<'_>, unit| {
            let needed = seats_needed(draft, unit).max(1);
            draft
                .size_rule(unit)
                .is_some_and(|size| size.least >= needed.saturating_add(by))
        };
        let unit = self.find(place, enough)?;
        let size = self.draft.size_rule(unit)?;
        self.set(
            unit,
            FaultWhat::Size {
                people: size.least.saturating_sub(by),
            },
            size.rule,
        );
        Some(unit)
    }

    fn not_met(&mut self) {
        let (begins, until) = (self.draft.begins, self.draft.until);
        let kind_of = |draft: &Draft<'_>, unit: UnitId| {
            let level = draft.unit(unit)?.level;
            (0..)
                .map(MeetingKindId)
                .zip(&draft.charter.meetings)
                .filter(|(_, row)| row.levels.contains(&level))
                .find(|(_, row)| {
                    row.every
                        .is_some_and(|every| calendar::stretches(every, begins, until) >= 2)
                })
                .map(|(id, row)| (id, row.rule))
        };
        let Some(unit) = self.find(Place::Area, |draft, unit| kind_of(draft, unit).is_some())
        else {
            return;
        };
        if let Some((kind, rule)) = kind_of(self.draft, unit) {
            self.set(unit, FaultWhat::NotMet { kind }, rule);
        }
    }

    fn vacant(&mut self) {
        let post_of = |draft: &Draft<'_>, unit: UnitId| {
            let level = draft.unit(unit)?.level;
            (0..)
                .map(PostId)
                .zip(&draft.charter.posts)
                .find(|(_, row)| row.head && row.least > 0 && row.levels.contains(&level))
                .map(|(id, row)| (id, row.rule))
        };
        let Some(unit) = self.find(Place::Area, |draft, unit| post_of(draft, unit).is_some())
        else {
            return;
        };
        if let Some((post, rule)) = post_of(self.draft, unit) {
            self.set(unit, FaultWhat::Vacant { post }, rule);
        }
    }

    /// Puts a base unit of the area under a unit above it where its level may not stand.
    fn misplaced(&mut self) {
        let wrong = |draft: &Draft<'_>, unit: UnitId| {
            let level = draft.charter.level(draft.unit(unit)?.level)?;
            let above = draft.above(unit).find(|above| {
                draft
                    .unit(*above)
                    .is_some_and(|row| !level.under.contains(&row.level))
            })?;
            Some((above, level.rule))
        };
        let Some(unit) = self.find(Place::Area, |draft, unit| wrong(draft, unit).is_some()) else {
            return;
        };
        let Some((above, rule)) = wrong(self.draft, unit) else {
            return;
        };
        let depth = self
            .draft
            .unit(above)
            .map_or(0, |row| row.depth.saturating_add(1));
        self.set(unit, FaultWhat::Misplaced, rule);
        if let Some(row) = self.draft.unit_mut(unit) {
            row.parent = Some(above);
            row.depth = depth;
        }
    }
}

/// How many people a base unit needs for the posts that must be held.
fn seats_needed(draft: &Draft<'_>, unit: UnitId) -> u32 {
    let Some(level) = draft.unit(unit).map(|row| row.level) else {
        return 0;
    };
    draft
        .charter
        .posts
        .iter()
        .filter(|post| post.levels.contains(&level))
        .map(|post| u32::from(post.least.max(u8::from(post.head))))
        .fold(0, u32::saturating_add)
}
