//! An agent for every member. Units are rows of the state, in which members
//! count themselves; what concerns a unit as a whole happens between steps.

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;

use crate::draws;
use crate::world::{self, BASE_LEVEL, NOBODY, Person, World};

/// What the state keeps for these agents.
#[derive(Default)]
pub struct Side {
    units: Vec<Row>,
    grade: Vec<u8>,
    brings: Vec<(u32, u32)>,
    left: Vec<(u32, u32)>,
    chosen: Vec<(u32, u32)>,
    resigning: Vec<u32>,
}

/// A base unit: its roll, and what its members count in the month.
#[derive(Clone, Default)]
struct Row {
    roll: Vec<u32>,
    day: u32,
    begun: u64,
    calls: bool,
    last_met: u32,
    expected: u32,
    voters: u32,
    absent: u32,
    absent_voters: u32,
}

impl Row {
    #[inline(always)]
    fn attend(&mut self, person: u32, grade: u8) {
        let votes = u32::from(grade == 0);
        let away = u32::from(draws::takes(draws::draw(self.begun, person), world::ABSENT));
        self.expected += 1;
        self.voters += votes;
        self.absent += away;
        self.absent_voters += votes & away;
    }
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

/// Before anybody's step: units call their meetings, and look for heads.
pub fn before(world: &mut World) {
    let mut side = std::mem::take(&mut world.member_side);
    for unit in 0..world.level.len() as u32 {
        if world.level[unit as usize] != BASE_LEVEL {
            continue;
        }
        let call = world.call(unit);
        let row = &mut side.units[unit as usize];
        (row.expected, row.voters, row.absent, row.absent_voters) = (0, 0, 0, 0);
        row.calls = call.is_some();
        (row.day, row.begun) = call.unwrap_or_default();
        let head = world.head[unit as usize];
        if head == NOBODY {
            if let Some(drawn) = world.looks(unit) {
                let able = || {
                    row.roll.iter().filter(|one| {
                        side.grade[**one as usize] == 0 && !world.officers.contains_key(one)
                    })
                };
                if let Some(person) = able().nth(draws::below(drawn, able().count())) {
                    side.chosen.push((unit, *person));
                }
            }
        } else if world.resigns(head) {
            side.resigning.push(unit);
        }
    }
    world.member_side = side;
}

impl Agent for Member {
    fn step(&mut self, state: &mut dyn State) {
        let Some(world) = state.as_any_mut().downcast_mut::<World>() else {
            return;
        };
        let person = &mut self.person;
        let (month, side) = (&world.month, &mut world.member_side);
        if draws::takes(draws::draw(month.coming, person.id), world::JOINING) {
            side.brings.push((person.unit, person.id));
        }
        if draws::takes(draws::draw(month.going, person.id), world::LEAVING) {
            side.left.push((person.unit, person.id));
            self.left = true;
            return;
        }
        if person.grade == 1 && person.due <= month.index {
            person.grade = 0;
            person.since = month.first as u16;
            side.grade[person.id as usize] = 0;
            world.figures.promoted += 1;
        }
        side.units[person.unit as usize].attend(person.id, person.grade);
    }

    fn is_stopped(&mut self, _state: &mut dyn State) -> bool {
        self.left
    }
}

/// After everybody's step: posts change hands, new members come, meetings are recorded.
pub fn after(world: &mut World, schedule: &mut Schedule) {
    let mut side = std::mem::take(&mut world.member_side);
    world.figures.left = side.left.len() as u32;
    for (unit, person) in &side.left {
        side.units[*unit as usize].roll.retain(|one| one != person);
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
        let there = !side.left.contains(&(unit, person));
        world.figures.taken_up += u32::from(there);
        world.figures.refused += u32::from(!there);
        if there {
            world.head[unit as usize] = person;
        }
    }
    side.left.clear();
    side.brings.sort_unstable();
    world.figures.joined = side.brings.len() as u32;
    for (unit, _) in std::mem::take(&mut side.brings) {
        let id = world.next_person;
        world.next_person += 1;
        let person = Person {
            id,
            unit,
            grade: 1,
            since: world.month.first as u16,
            due: world.month.index + world::WAIT_MONTHS,
        };
        side.grade.push(1);
        side.units[unit as usize].roll.push(id);
        side.units[unit as usize].attend(id, 1);
        let member = Member {
            person,
            left: false,
        };
        schedule.schedule_repeating(Box::new(member), schedule.time + 1.0, 0);
    }
    for unit in 0..world.level.len() as u32 {
        if world.level[unit as usize] != BASE_LEVEL {
            continue;
        }
        let row = &mut side.units[unit as usize];
        let absent = (row.absent, row.absent_voters);
        if row.calls && world.record(unit, row.day, row.expected, row.voters, absent) {
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
