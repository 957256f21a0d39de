//! An agent for every member, who does what concerns one person: leave, rise,
//! attend. Units are rows of the state; whom chance takes of a roll, posts and
//! the record concern a unit as a whole and happen between the agents' steps.

use std::sync::Arc;

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;

use crate::draws;
use crate::world::{self, BASE_LEVEL, NOBODY, Person, World};

const LEAVES: u8 = 1;
const ABSENT: u8 = 2;

/// What the state keeps for these agents.
#[derive(Default)]
pub struct Side {
    units: Vec<Row>,
    grade: Vec<u8>,
    /// By person: what chance has in store in the month.
    lot: Vec<u8>,
    left: Vec<(u32, u32)>,
    chosen: Vec<(u32, u32)>,
    resigning: Vec<u32>,
}

/// A base unit: its roll, and what its members count in the month.
#[derive(Clone, Default)]
struct Row {
    roll: Vec<u32>,
    day: Option<u32>,
    last_met: u32,
    expected: u32,
    voters: u32,
    absent: u32,
    absent_voters: u32,
}

#[derive(Clone)]
struct Member {
    person: Person,
    left: bool,
}

/// An agent for everybody.
pub fn schedule(world: &mut World, schedule: &mut Schedule) {
    let side = &mut world.member_side;
    side.units = vec![Row::default(); world.level.len()];
    for row in &mut side.units {
        row.last_met = World::begins();
    }
    for person in &world.start {
        side.units[person.unit as usize].roll.push(person.id);
        side.grade.push(person.grade);
        let member = Member {
            person: *person,
            left: false,
        };
        schedule.schedule_repeating(Box::new(member), 0.0, 0);
    }
}

/// Before anybody's step: who is taken by chance, who comes, which units look for heads.
pub fn before(world: &mut World, schedule: &mut Schedule) {
    let mut side = std::mem::take(&mut world.member_side);
    side.lot.clear();
    side.lot.resize(side.grade.len(), 0);
    for unit in 0..world.level.len() as u32 {
        if world.level[unit as usize] == BASE_LEVEL {
            posts(world, &mut side, unit);
            rolls(world, &mut side, schedule, unit);
        }
    }
    world.member_side = side;
}

fn posts(world: &World, side: &mut Side, unit: u32) {
    let head = world.head[unit as usize];
    if head != NOBODY {
        if world.resigns(head) {
            side.resigning.push(unit);
        }
        return;
    }
    let Some(drawn) = world.looks(unit) else {
        return;
    };
    let row = &side.units[unit as usize];
    let may = |one: &&u32| side.grade[**one as usize] == 0 && !world.officers.contains_key(*one);
    let able = || row.roll.iter().filter(may);
    if let Some(person) = able().nth(draws::below(drawn, able().count())) {
        side.chosen.push((unit, *person));
    }
}

fn rolls(world: &mut World, side: &mut Side, schedule: &mut Schedule, unit: u32) {
    let (month, chances) = (world.month, Arc::clone(&world.chances));
    let Side {
        units,
        grade,
        lot,
        left,
        ..
    } = side;
    let row = &mut units[unit as usize];
    let drawn = draws::draw(month.going, unit);
    let (mut joined, mut places) = (0, Vec::new());
    let (roll, count) = (&row.roll, row.roll.len());
    let person = |place: usize| roll[place];
    chances
        .joining
        .taken(count, drawn >> 32, month.joining, person, |_| joined += 1);
    chances
        .leaving
        .taken(count, drawn, month.leaving, person, |place| {
            places.push(place)
        });
    for place in places.into_iter().rev() {
        let person = row.roll.remove(place);
        lot[person as usize] = LEAVES;
        left.push((unit, person));
    }
    for _ in 0..joined {
        let id = world.next_person;
        world.next_person += 1;
        row.roll.push(id);
        grade.push(1);
        lot.push(0);
        let person = Person {
            id,
            unit,
            grade: 1,
            since: month.first as u16,
            due: month.index + world::WAIT_MONTHS,
        };
        let member = Member {
            person,
            left: false,
        };
        schedule.schedule_repeating(Box::new(member), schedule.step as f32, 0);
    }
    world.figures.joined += joined;
    (row.expected, row.voters, row.absent, row.absent_voters) = (0, 0, 0, 0);
    let call = world.call(unit);
    row.day = call.map(|(day, ..)| day);
    if let Some((_, begun, first)) = call {
        let (roll, count) = (&row.roll, row.roll.len());
        let person = |place: usize| roll[place];
        chances.absent.taken(count, first, begun, person, |place| {
            lot[roll[place] as usize] |= ABSENT
        });
    }
}

impl Agent for Member {
    fn step(&mut self, state: &mut dyn State) {
        let Some(world) = state.as_any_mut().downcast_mut::<World>() else {
            return;
        };
        let person = &mut self.person;
        let side = &mut world.member_side;
        let lot = side.lot[person.id as usize];
        if lot & LEAVES != 0 {
            self.left = true;
            return;
        }
        if person.grade == 1 && person.due <= world.month.index {
            person.grade = 0;
            person.since = world.month.first as u16;
            side.grade[person.id as usize] = 0;
            world.figures.promoted += 1;
        }
        let row = &mut side.units[person.unit as usize];
        let (votes, away) = (u32::from(person.grade == 0), u32::from(lot & ABSENT != 0));
        row.expected += 1;
        row.voters += votes;
        row.absent += away;
        row.absent_voters += votes & away;
    }

    fn is_stopped(&mut self, _state: &mut dyn State) -> bool {
        self.left
    }
}

/// After everybody's step: posts change hands, and meetings are recorded.
pub fn after(world: &mut World) {
    let mut side = std::mem::take(&mut world.member_side);
    world.figures.left = side.left.len() as u32;
    for (unit, person) in &side.left {
        if world.head[*unit as usize] == *person {
            world.head[*unit as usize] = NOBODY;
            world.figures.laid_down += 1;
        } else if world.officers.remove(person).is_some() {
            world.figures.laid_down += 1;
        }
    }
    for unit in side.resigning.drain(..) {
        let there = world.head[unit as usize] != NOBODY;
        world.figures.laid_down += u32::from(there);
        world.figures.refused += u32::from(!there);
        world.head[unit as usize] = NOBODY;
    }
    for (unit, person) in side.chosen.drain(..) {
        let there = side.lot[person as usize] & LEAVES == 0;
        world.figures.taken_up += u32::from(there);
        world.figures.refused += u32::from(!there);
        if there {
            world.head[unit as usize] = person;
        }
    }
    side.left.clear();
    for unit in 0..world.level.len() as u32 {
        if world.level[unit as usize] != BASE_LEVEL {
            continue;
        }
        let row = &mut side.units[unit as usize];
        let absent = (row.absent, row.absent_voters);
        if let Some(day) = row.day
            && world.record(unit, day, row.expected, row.voters, absent)
        {
            row.last_met = world.month.index;
        }
        world.close_unit(
            row.expected,
            world.head[unit as usize] == NOBODY,
            row.last_met,
        );
    }
    world.member_side = side;
}

/// Everybody, and who heads which unit.
pub fn outcome(world: &World, schedule: &Schedule) -> (Vec<Person>, Vec<[u32; 2]>) {
    let agents = schedule.get_all_events();
    let people = agents
        .iter()
        .filter_map(|agent| agent.downcast_ref::<Member>());
    let heads = (0..).zip(&world.head).filter(|(_, head)| **head != NOBODY);
    (
        people.map(|member| member.person).collect(),
        heads.map(|(unit, head)| [unit, *head]).collect(),
    )
}
