//! A small organisation for any charter: two of everything at each level, everybody
//! in a unit of their own grade and post, and the roles that ask.

use std::collections::BTreeMap;

use charter::{GradeId, HolderFrom, LevelId, PostId};
use kernel::members::RegisterPerson;
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Actor, Command, PersonId, UnitId};

use crate::fixture::{FOUNDING, World, charter};

/// Somebody who asks.
pub(super) struct Role {
    /// The post or grade; `operator`, `stranger`.
    pub(super) holds: String,
    /// The level of their unit; empty for none.
    pub(super) at: String,
    pub(super) actor: Actor,
    /// The unit that is theirs; none for whoever has none.
    own: Option<UnitId>,
}

/// The organisation and who asks in it.
pub(super) struct Organisation {
    pub(super) world: World,
    pub(super) roles: Vec<Role>,
    top: UnitId,
}

impl Organisation {
    /// Builds it, with every level of the longest chain that the charter allows.
    pub(super) fn under(text: &str) -> Organisation {
        let charter = charter(text);
        let mut world = World::under(&charter, "");
        let chain = longest_chain(&charter.levels);
        let mut register = EnterRegister::default();
        grow(&world, &chain, &mut register);
        for unit in &register.units.clone() {
            if world.charter.levels[unit.level.index()].members {
                people_of(&world, unit, &mut register);
            }
        }
        let mut holders: BTreeMap<(PostId, String), usize> = BTreeMap::new();
        for unit in &register.units.clone() {
            fill_posts(&world, unit, &mut register, &mut holders);
        }
        world.done(Actor::Operator, Command::EnterRegister(register));
        let stranger = PersonId(world.state.person_count());
        world.done(Actor::Operator, RegisterPerson.into());
        let top = world.unit("u1");
        let roles = roles(&world, &chain, stranger, &holders);
        Organisation { world, roles, top }
    }

    pub(super) fn top(&self) -> UnitId {
        self.top
    }

    pub(super) fn units(&self) -> impl Iterator<Item = UnitId> + '_ {
        self.world.state.standing_units()
    }

    /// The own unit, one right below, one at the foot, the one above, one beside. For
    /// whoever has no unit, every unit is one beside.
    pub(super) fn places(&self, role: &Role) -> [Option<UnitId>; 5] {
        let state = &self.world.state;
        let Some(own) = role.own else {
            let foot = self.units().find(|unit| self.is_base(*unit));
            return [None, None, None, None, foot];
        };
        let code = state.unit(own).unwrap().code;
        let below = state.unit_by_code(&format!("{code}1"));
        // The unit of the foot that stands as high as it may, and not the one right below.
        let foot = state
            .units_within(own)
            .into_iter()
            .filter(|unit| Some(*unit) != below && *unit != own && self.is_base(*unit))
            .filter(|unit| {
                !state
                    .unit(*unit)
                    .unwrap()
                    .code
                    .starts_with(&format!("{code}2"))
            })
            .min_by_key(|unit| (state.unit(*unit).unwrap().code.len(), *unit));
        [
            Some(own),
            below,
            foot,
            state.unit(own).and_then(|row| row.parent),
            self.beside(own),
        ]
    }

    fn is_base(&self, unit: UnitId) -> bool {
        let level = self.world.state.standing_level(unit).unwrap();
        self.world.charter.levels[level.index()].members
    }

    /// Another unit of its level under the same parent.
    pub(super) fn beside(&self, unit: UnitId) -> Option<UnitId> {
        let state = &self.world.state;
        let parent = state.unit(unit)?.parent?;
        state.units_beneath(parent).find(|other| {
            *other != unit && state.standing_level(*other) == state.standing_level(unit)
        })
    }

    /// Somebody on the roll other than the actor.
    pub(super) fn somebody_of(&self, unit: UnitId, actor: Actor) -> Option<PersonId> {
        self.world
            .state
            .roll(unit)
            .find(|person| Actor::Person(*person) != actor)
    }
}

fn longest_chain(levels: &[charter::Level]) -> Vec<LevelId> {
    let ids = || (0..).map(LevelId).zip(levels);
    let mut chains: Vec<Vec<LevelId>> = ids()
        .filter(|(_, level)| level.under.is_empty())
        .map(|(id, _)| vec![id])
        .collect();
    let mut longest = chains[0].clone();
    while let Some(chain) = chains.pop() {
        let last = chain[chain.len() - 1];
        if levels[last.index()].members && chain.len() > longest.len() {
            longest.clone_from(&chain);
        }
        for (id, level) in ids() {
            if level.under.contains(&last) && !chain.contains(&id) {
                let mut longer = chain.clone();
                longer.push(id);
                chains.push(longer);
            }
        }
    }
    longest
}

/// Two units of the next level under each, and two of the lowest level under each first
/// one that may have them. A code is the way to a unit from the top.
fn grow(world: &World, chain: &[LevelId], register: &mut EnterRegister) {
    let lowest = chain[chain.len() - 1];
    let row = |code: String, level: LevelId, parent: Option<String>| UnitRow {
        name: format!("unit {code}"),
        code,
        level,
        parent,
        founded: Some(FOUNDING),
    };
    let mut at = 0;
    register.units.push(row("u1".to_owned(), chain[0], None));
    while let Some(unit) = register.units.get(at).cloned() {
        at += 1;
        let depth = chain.iter().position(|level| *level == unit.level).unwrap();
        let Some(next) = chain.get(depth + 1) else {
            continue;
        };
        let under = &world.charter.levels[lowest.index()].under;
        let mut places = vec![("1", *next), ("2", *next)];
        if *next != lowest && under.contains(&unit.level) && !unit.code.contains('2') {
            places.extend([("8", lowest), ("9", lowest)]);
        }
        for (place, level) in places {
            let code = format!("{}{place}", unit.code);
            register
                .units
                .push(row(code, level, Some(unit.code.clone())));
        }
    }
}

/// Twice as many as the smallest unit has, one of each grade among them.
fn people_of(world: &World, unit: &UnitRow, register: &mut EnterRegister) {
    let sizes = &world.charter.sizes;
    let least = sizes
        .iter()
        .find(|size| size.level == unit.level)
        .map_or(6, |size| size.least);
    let voting = world.charter.grades.iter().position(|grade| grade.votes);
    let grades = world.charter.grades.len();
    for number in 0..usize::try_from(least).unwrap().max(6) * 2 {
        let grade = if number < grades {
            number
        } else {
            voting.unwrap_or_default()
        };
        register.people.push(PersonRow {
            person: None,
            unit: unit.code.clone(),
            grade: GradeId(u8::try_from(grade).unwrap()),
            joined: FOUNDING,
            posts: Vec::new(),
        });
    }
}

/// One holder for each post that the unit may have, who holds nothing else: of the unit
/// itself, or of its second half, so that what is asked of its first half is asked by
/// somebody who does not belong there.
fn fill_posts(
    world: &World,
    unit: &UnitRow,
    register: &mut EnterRegister,
    holders: &mut BTreeMap<(PostId, String), usize>,
) {
    let second_half = format!("{}2", unit.code);
    let grades = world.charter.grades.len();
    for (id, post) in (0..).map(PostId).zip(&world.charter.posts) {
        if !post.levels.contains(&unit.level) {
            continue;
        }
        let free = register.people.iter().enumerate().position(|(at, row)| {
            let home = row.unit == unit.code
                || (post.from != HolderFrom::OwnUnit && row.unit.starts_with(&second_half));
            // The first of each grade hold no post: they ask by their grade alone.
            let first_of_unit = register.people[..at]
                .iter()
                .rev()
                .take_while(|other| other.unit == row.unit)
                .count();
            home && first_of_unit >= grades
                && row.posts.is_empty()
                && post.grades.contains(&row.grade)
        });
        if let Some(free) = free {
            register.people[free].posts.push((id, unit.code.clone()));
            holders.insert((id, unit.code.clone()), free);
        }
    }
}

fn roles(
    world: &World,
    chain: &[LevelId],
    stranger: PersonId,
    holders: &BTreeMap<(PostId, String), usize>,
) -> Vec<Role> {
    let spine = |depth: usize| format!("u{}", "1".repeat(depth + 1));
    let level = |depth: usize| world.charter.levels[chain[depth].index()].id.clone();
    let mut roles = Vec::new();
    for (id, post) in (0..).map(PostId).zip(&world.charter.posts) {
        for depth in 0..chain.len() {
            let code = spine(depth);
            if let Some(holder) = holders.get(&(id, code.clone())) {
                roles.push(Role {
                    holds: post.id.clone(),
                    at: level(depth),
                    actor: Actor::Person(PersonId(u32::try_from(*holder).unwrap())),
                    own: Some(world.unit(&code)),
                });
            }
        }
    }
    let base = world.unit(&spine(chain.len() - 1));
    for (id, grade) in (0..).map(GradeId).zip(&world.charter.grades) {
        let person = world.state.roll(base).find(|person| {
            world.state.grade_of(*person) == Some(id)
                && world.state.tenures_of(*person).next().is_none()
        });
        roles.push(Role {
            holds: grade.id.clone(),
            at: level(chain.len() - 1),
            actor: Actor::Person(person.unwrap()),
            own: Some(base),
        });
    }
    roles.push(Role {
        holds: "stranger".to_owned(),
        at: String::new(),
        actor: Actor::Person(stranger),
        own: None,
    });
    roles.push(Role {
        holds: "anybody".to_owned(),
        at: String::new(),
        actor: Actor::Public,
        own: None,
    });
    let middle = world.unit(&spine(chain.len() - 2));
    for (unit, at) in [(base, chain.len() - 1), (middle, chain.len() - 2)] {
        roles.push(Role {
            holds: "operator".to_owned(),
            at: level(at),
            actor: Actor::Operator,
            own: Some(unit),
        });
    }
    roles
}
