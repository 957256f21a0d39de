//! The state as bytes: how many, and that they come back.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Arc;

use kernel::columns::ReadError;
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Actor, Command, State};

use crate::commands::*;
use crate::fixture::{FOUNDING, GUILD, World, charter};

fn small() -> World {
    let mut world = World::of(
        "guild G
         hall H under G
         ring A under H: full+keeper full novice*2
         ring B under H: full+warden@H full*3",
    );
    for command in [
        record(&world, "A", on(1), &[2], &["one"]),
        call(&world, "A", "circle", on(20)),
        rename(&world, "A", "Oak"),
        split(&world, "B", vec![]),
        merge(&world, "B", "A"),
    ] {
        // The split is refused, and a refusal leaves no trace either.
        let done = world.try_to(Actor::Operator, command);
        drop(done);
    }
    world
}

#[test]
fn a_state_comes_back_from_its_bytes_and_goes_on_from_there() {
    let mut world = small();
    let bytes = world.state.to_columns();
    let editions = BTreeMap::from([([1; 32], Arc::clone(&world.charter))]);
    let mut again = World {
        state: State::from_columns(&bytes, &editions).unwrap(),
        ..world.clone()
    };
    assert_eq!(again.state.to_columns(), bytes);
    for world in [&mut world, &mut again] {
        let command = admit(world, None, "A", "novice", on(3));
        world.done(Actor::Operator, command);
    }
    assert_eq!(world.state.to_columns(), again.state.to_columns());
}

#[test]
fn bytes_that_end_too_early_or_run_on_are_no_state() {
    let world = small();
    let bytes = world.state.to_columns();
    let editions = BTreeMap::from([([1; 32], Arc::clone(&world.charter))]);
    for end in 0..bytes.len() {
        assert!(
            State::from_columns(&bytes[..end], &editions).is_err(),
            "{end} bytes"
        );
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert!(State::from_columns(&longer, &editions).is_err());
    assert!(
        State::from_columns(&bytes, &BTreeMap::new()).is_err(),
        "an unknown edition"
    );
}

/// A source that gives a few bytes at a time and then fails.
struct Failing<'a>(&'a [u8]);

impl std::io::Read for Failing<'_> {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let few = room.len().min(7);
        match self.0.read(&mut room[..few])? {
            0 => Err(std::io::Error::other("the disk is gone")),
            read => Ok(read),
        }
    }
}

#[test]
fn a_source_that_fails_is_told_from_one_that_ends() {
    let world = small();
    let bytes = world.state.to_columns();
    let editions = BTreeMap::from([([1; 32], Arc::clone(&world.charter))]);
    let half = &bytes[..bytes.len() / 2];
    let failed = State::read_columns(&mut Failing(half), &editions).unwrap_err();
    assert!(matches!(failed, ReadError::Source(_)), "{failed}");
    let ended = State::read_columns(&mut &half[..], &editions).unwrap_err();
    assert!(matches!(ended, ReadError::Columns(_)), "{ended}");
    let mut slowly = Failing(&bytes).take(bytes.len() as u64);
    let again = State::read_columns(&mut slowly, &editions).unwrap();
    assert_eq!(again.to_columns(), bytes);
}

#[test]
fn a_length_that_no_memory_holds_is_not_believed() {
    let world = small();
    let bytes = world.state.to_columns();
    let editions = BTreeMap::from([([1; 32], Arc::clone(&world.charter))]);
    let mut refused = 0;
    for at in 0..bytes.len() - 8 {
        let mut changed = bytes.clone();
        changed[at..at + 8].copy_from_slice(&(u64::MAX >> 4).to_le_bytes());
        refused += u32::from(State::from_columns(&changed, &editions).is_err());
    }
    assert!(refused > 40, "{refused}");
}

/// 100,000 people in units of twenty, each unit with a keeper.
fn large() -> World {
    let text = GUILD.replace("3..=7", "5..=30");
    let mut world = World::under(&charter(&text), "guild G\nhall H under G");
    let (full, ring, keeper) = (
        world.grade("full"),
        world.level("ring"),
        world.post("keeper"),
    );
    let mut register = EnterRegister::default();
    for at in 0..5_000 {
        let code = format!("R{at:05}");
        register.units.push(UnitRow {
            code: code.clone(),
            level: ring,
            name: format!("Ring number {at}"),
            parent: Some("H".to_owned()),
            founded: Some(FOUNDING),
        });
        for person in 0..20 {
            let posts = if person == 0 {
                vec![(keeper, code.clone())]
            } else {
                Vec::new()
            };
            register.people.push(PersonRow {
                person: None,
                unit: code.clone(),
                grade: full,
                joined: FOUNDING,
                posts,
            });
        }
    }
    world.done(Actor::Operator, Command::EnterRegister(register));
    world
}

#[test]
fn a_member_takes_at_most_forty_bytes_all_structure_included() {
    let world = large();
    assert_eq!(world.state.member_count(), 100_000);
    let bytes = world.state.to_columns().len();
    assert!(bytes <= 40 * 100_000, "{} bytes a member", bytes / 100_000);
}
