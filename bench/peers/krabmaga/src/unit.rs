//! An agent for every unit: it holds its people and goes over them.

use std::sync::Arc;

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;

use crate::draws;
use crate::world::{self, BASE_LEVEL, NOBODY, Person, World};

#[derive(Clone)]
struct Unit {
    id: u32,
    head: u32,
    last_met: u32,
    roll: Vec<Person>,
    /// How many of them wait for the other grade.
    waiting: u32,
}

/// An agent for every base unit, in the order of their numbers.
pub fn schedule(world: &mut World, schedule: &mut Schedule) {
    let mut at = 0;
    for id in 0..world.level.len() as u32 {
        if world.level[id as usize] != BASE_LEVEL {
            continue;
        }
        let from = at;
        while world.start.get(at).is_some_and(|person| person.unit == id) {
            at += 1;
        }
        let unit = Unit {
            id,
            head: world.head[id as usize],
            last_met: World::begins(),
            roll: world.start[from..at].to_vec(),
            waiting: world.start[from..at]
                .iter()
                .map(|one| u32::from(one.grade))
                .sum(),
        };
        schedule.schedule_repeating(Box::new(unit), 0.0, id as i32);
    }
}

impl Agent for Unit {
    fn step(&mut self, state: &mut dyn State) {
        let Some(world) = state.as_any_mut().downcast_mut::<World>() else {
            return;
        };
        self.change(world);
        self.meet(world);
        world.close_unit(self.roll.len() as u32, self.head == NOBODY, self.last_met);
    }
}

impl Unit {
    fn change(&mut self, world: &mut World) {
        let chosen = self.chosen(world);
        let resigns = self.head != NOBODY && world.resigns(self.head);
        let month = world.month;
        let (mut joined, mut head_left) = (0, false);
        let (mut left, mut places) = (Vec::new(), Vec::new());
        let chances = Arc::clone(&world.chances);
        let drawn = draws::draw(month.going, self.id);
        let (roll, count) = (&self.roll, self.roll.len());
        let person = |place: usize| roll[place].id;
        chances
            .joining
            .taken(count, drawn >> 32, month.joining, person, |_| joined += 1);
        chances
            .leaving
            .taken(count, drawn, month.leaving, person, |place| {
                places.push(place)
            });
        for place in places.into_iter().rev() {
            left.push(self.roll.remove(place).id);
        }
        if self.waiting > 0 {
            let mut waiting = 0;
            for person in &mut self.roll {
                if person.grade == 1 && person.due <= month.index {
                    person.grade = 0;
                    person.since = month.first as u16;
                    world.figures.promoted += 1;
                }
                waiting += u32::from(person.grade);
            }
            self.waiting = waiting;
        }
        for person in &left {
            world.figures.left += 1;
            if *person == self.head {
                head_left = true;
                world.figures.laid_down += 1;
            } else if world.officers.remove(person).is_some() {
                world.figures.laid_down += 1;
            }
        }
        if head_left {
            self.head = NOBODY;
        }
        if resigns {
            world.figures.laid_down += u32::from(!head_left);
            world.figures.refused += u32::from(head_left);
            self.head = NOBODY;
        }
        if let Some(person) = chosen {
            let there = !left.contains(&person);
            world.figures.taken_up += u32::from(there);
            world.figures.refused += u32::from(!there);
            if there {
                self.head = person;
            }
        }
        for _ in 0..joined {
            self.roll.push(Person {
                id: world.next_person,
                unit: self.id,
                grade: 1,
                since: month.first as u16,
                due: month.index + world::WAIT_MONTHS,
            });
            world.next_person += 1;
        }
        world.figures.joined += joined;
        self.waiting += joined;
    }

    fn chosen(&self, world: &World) -> Option<u32> {
        if self.head != NOBODY {
            return None;
        }
        let drawn = world.looks(self.id)?;
        let able = || {
            self.roll
                .iter()
                .filter(|one| one.grade == 0 && !world.officers.contains_key(&one.id))
        };
        able()
            .nth(draws::below(drawn, able().count()))
            .map(|one| one.id)
    }

    fn meet(&mut self, world: &mut World) {
        let Some((day, begun, first)) = world.call(self.id) else {
            return;
        };
        let (roll, count) = (&self.roll, self.roll.len());
        let (mut absent, mut absent_voters) = (0, 0);
        world.chances.absent.taken(
            count,
            first,
            begun,
            |place| roll[place].id,
            |place| {
                absent += 1;
                absent_voters += u32::from(roll[place].grade == 0);
            },
        );
        let voters = count as u32 - self.waiting;
        let expected = self.roll.len() as u32;
        if world.record(self.id, day, expected, voters, (absent, absent_voters)) {
            self.last_met = world.month.index;
        }
    }
}

/// Everybody, and who heads which unit.
pub fn outcome(schedule: &Schedule) -> (Vec<Person>, Vec<[u32; 2]>) {
    let (mut people, mut heads) = (Vec::new(), Vec::new());
    for agent in schedule.get_all_events() {
        if let Some(unit) = agent.downcast_ref::<Unit>() {
            people.extend_from_slice(&unit.roll);
            if unit.head != NOBODY {
                heads.push([unit.id, unit.head]);
            }
        }
    }
    (people, heads)
}
