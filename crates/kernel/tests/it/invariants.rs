//! Negative controls: whatever is changed in the bytes of a state is noticed,
//! and everything that can be said of a broken state has been said of one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::study::{AnnounceSession, RecordAttendance};
use kernel::{Actor, PersonId, SessionId, State, invariants};

use crate::bulletins::{self, BULLETINS};
use crate::commands::*;
use crate::conferences::{MOOT, call_on};
use crate::fixture::{GUILD, World, charter};
use crate::study::COURSES;
use crate::visits::{VISITS, visit};

fn small() -> World {
    let mut world = World::under(
        &charter(&format!("{GUILD}{VISITS}{COURSES}{MOOT}{BULLETINS}")),
        "guild G
         hall H under G
         ring A under H: full+envoy full+envoy novice*2
         ring B under H: full+warden@H full*3
         ring C under H",
    );
    for command in [
        record(&world, "A", on(1), &[2], &["one"]),
        record(&world, "A", on(2), &[], &[]),
        record(&world, "B", on(2), &[], &[]),
        call(&world, "A", "circle", on(20)),
        merge(&world, "C", "A"),
        // One byte of this day is nought, so that nought in the other makes it no day.
        visit(&world, "A", None, jiff::civil::date(2016, 5, 7)).into(),
        AnnounceSession {
            course: charter::CourseId(0),
            part: 1,
            unit: world.unit("A"),
            on: on(3),
        }
        .into(),
        call_on(&world, on(3)).into(),
        crate::merging::merge(3, 2),
        RecordAttendance {
            session: SessionId(0),
            attended: vec![PersonId(0), PersonId(2)],
        }
        .into(),
    ] {
        world.done(Actor::Operator, command);
    }
    bulletins::published_and_withdrawn(&mut world, "A");
    world
}

#[test]
fn everything_that_can_be_said_of_a_broken_state_has_been_said() {
    let world = small();
    let editions = BTreeMap::from([([1; 32], Arc::clone(&world.charter))]);
    let bytes = world.state.to_columns();
    assert_eq!(invariants::broken(&world.state), Vec::<String>::new());
    let mut said = BTreeSet::new();
    let (mut tried, mut unnoticed) = (0_u32, 0_u32);
    for at in 0..bytes.len() {
        for value in [0, 1, 2, 3, 4, 5, 7, b'A', 255] {
            let mut changed = bytes.clone();
            changed[at] = value;
            // A number takes four bytes, and no number is all ones.
            if let Some(four) = changed.get_mut(at..at + 4).filter(|_| value == 255) {
                four.fill(255);
            }
            if changed == bytes {
                continue;
            }
            if let Ok(state) = State::from_columns(&changed, &editions) {
                let broken = invariants::broken(&state);
                tried += 1;
                unnoticed += u32::from(broken.is_empty());
                said.extend(broken);
            }
        }
    }
    // Names, days inside a membership and what came of meetings may well be others.
    assert!(unnoticed * 2 < tried, "{unnoticed} of {tried}");
    let mut unsaid: Vec<&str> = [
        include_str!("../../src/invariants.rs"),
        include_str!("../../src/invariants/tree.rs"),
        include_str!("../../src/invariants/members.rs"),
        include_str!("../../src/invariants/rows.rs"),
    ]
    .iter()
    .flat_map(|source| source.split("format!(\"").skip(1))
    .filter_map(|rest| rest.split('"').next())
    .filter(|words| !said.iter().any(|it| is_like(it, words)))
    .collect();
    unsaid.retain(|words| *words != "and {} more");
    assert_eq!(unsaid, Vec::<&str>::new(), "{said:#?}");
}

/// Whether words are what a format makes: its pieces stand in them one after another.
fn is_like(words: &str, format: &str) -> bool {
    let mut rest = words;
    format.split('{').enumerate().all(|(at, piece)| {
        let fixed = piece.split_once('}').map_or(piece, |(_, after)| after);
        match rest.split_once(fixed) {
            Some((before, after)) if at > 0 || before.is_empty() => {
                rest = after;
                true
            }
            _ => false,
        }
    })
}
