//! What is written while pages are asked for: people go over to another unit
//! and back, and cards change.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clerk::{Card, Clerk, Submission, Whose, fresh_key};
use kernel::members::TransferMember;
use kernel::{Actor, Command, PersonId, UnitId};

use crate::Trouble;

/// Writes, one after another, all over the organisation.
pub(crate) struct Writes<'a> {
    clerk: &'a Clerk,
    /// A person, and the two units between which they go.
    moves: Vec<(PersonId, UnitId, UnitId)>,
    done: usize,
}

impl<'a> Writes<'a> {
    pub(crate) fn new(clerk: &'a Clerk) -> Result<Writes<'a>, Trouble> {
        let moves = clerk.read(|state, _| {
            let bases: Vec<UnitId> = state
                .standing_units()
                .filter(|unit| state.roll_count(*unit) > 0)
                .collect();
            let pairs = bases.windows(2).step_by((bases.len() / 500).max(1));
            let moves = pairs.filter_map(|pair| {
                let (from, to) = (*pair.first()?, *pair.last()?);
                let mut roll = state.roll(from);
                // Whoever holds a post would lay it down.
                let person = roll.find(|it| state.tenures_of(*it).next().is_none())?;
                Some((person, from, to))
            });
            moves.collect()
        })?;
        Ok(Writes {
            clerk,
            moves,
            done: 0,
        })
    }

    /// Writes once, and waits until it is kept.
    pub(crate) fn submit(&mut self) -> Result<(), Trouble> {
        let turn = self.done;
        self.done += 1;
        let (person, from, to) = *self
            .moves
            .get(turn % self.moves.len().max(1))
            .ok_or("nobody to write about")?;
        if turn % 4 == 3 {
            return self.change_card(person);
        }
        let there = self.clerk.read(|state, _| state.membership(person))?;
        let to = if there.is_some_and(|it| it.unit == to) {
            from
        } else {
            to
        };
        let on = self.clerk.clock().today();
        let command = Command::from(TransferMember { person, to, on });
        self.clerk
            .submit(Submission::new(fresh_key()?, Actor::Operator, command))?;
        Ok(())
    }

    fn change_card(&self, person: PersonId) -> Result<(), Trouble> {
        let card = self
            .clerk
            .read(|_, directory| directory.card(person).cloned())?;
        let card = card.ok_or("somebody without a card")?;
        let name = match card.name.strip_suffix(" again") {
            Some(name) => name.to_owned(),
            None => format!("{} again", card.name),
        };
        let mut submission =
            Submission::new(fresh_key()?, Actor::Operator, Command::Act(Vec::new()));
        submission
            .cards
            .push((Whose::Person(person), Card { name, ..card }));
        self.clerk.submit(submission)?;
        Ok(())
    }
}

/// Writes so many times a second until it is over.
pub(crate) fn trickle(clerk: &Clerk, each_second: u32, over: &AtomicBool) -> Result<(), Trouble> {
    let mut writes = Writes::new(clerk)?;
    let pause = Duration::from_secs(1) / each_second.max(1);
    while !over.load(Ordering::Relaxed) {
        let begun = Instant::now();
        if each_second > 0 {
            writes.submit()?;
        }
        std::thread::sleep(pause.saturating_sub(begun.elapsed()));
    }
    Ok(())
}
