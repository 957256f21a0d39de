//! An agent for every unit: it holds its people and goes over them.

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
        let (month, mut joined, mut head_left) = (world.month, 0, false);
        let mut left = Vec::new();
        self.roll.retain_mut(|person| {
            joined += u32::from(draws::takes(
                draws::draw(month.coming, person.id),
                world::JOINING,
            ));
            if draws::takes(draws::draw(month.going, person.id), world::LEAVING) {
                left.push(person.id);
                return false;
            }
            if person.grade == 1 && person.due <= month.index {
                person.grade = 0;
                person.since = month.first as u16;
                world.figures.promoted += 1;
            }
            true
        });
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
        let Some((day, begun)) = world.call(self.id) else {
            return;
        };
        let (mut voters, mut absent, mut absent_voters) = (0, 0, 0);
        for person in &self.roll {
            let votes = u32::from(person.grade == 0);
            let away = u32::from(draws::takes(draws::draw(begun, person.id), world::ABSENT));
            voters += votes;
            absent += away;
            absent_voters += votes & away;
        }
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
