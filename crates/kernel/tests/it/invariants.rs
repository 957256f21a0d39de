//! Negative controls: whatever is changed in the bytes of a state is noticed,
//! and everything that can be said of a broken state has been said of one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::petitions::ErasePetitions;
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

/// Everything that was said of a state with its bytes changed, one place after the other.
struct Told {
    said: BTreeSet<String>,
    tried: u32,
    unnoticed: u32,
}

impl Told {
    fn of(world: &World) -> Told {
        let editions = BTreeMap::from([([1; 32], Arc::clone(&world.charter))]);
        let bytes = world.state.to_columns();
        assert_eq!(invariants::broken(&world.state), Vec::<String>::new());
        let mut told = Told {
            said: BTreeSet::new(),
            tried: 0,
            unnoticed: 0,
        };
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
                    told.tried += 1;
                    told.unnoticed += u32::from(broken.is_empty());
                    told.said.extend(broken);
                }
            }
        }
        told
    }

    /// What these sources can say and was never said.
    fn unsaid<'a>(&self, sources: &[&'a str]) -> Vec<&'a str> {
        let words = sources.iter().flat_map(|source| {
            let formats = source.split("format!(").skip(1);
            formats.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        });
        words
            .filter(|words| !self.said.iter().any(|it| is_like(it, words)))
            .collect()
    }
}

#[test]
fn everything_that_can_be_said_of_a_broken_state_has_been_said() {
    let told = Told::of(&small());
    // Names, days inside a membership and what came of meetings may well be others.
    let Told {
        tried, unnoticed, ..
    } = told;
    assert!(unnoticed * 2 < tried, "{unnoticed} of {tried}");
    let mut unsaid = told.unsaid(&[
        include_str!("../../src/invariants.rs"),
        include_str!("../../src/invariants/tree.rs"),
        include_str!("../../src/invariants/members.rs"),
        include_str!("../../src/invariants/rows.rs"),
    ]);
    unsaid.retain(|words| *words != "and {} more");
    assert_eq!(unsaid, Vec::<&str>::new(), "{:#?}", told.said);
}

#[test]
fn everything_that_can_be_said_of_broken_books_has_been_said() {
    let told = Told::of(&crate::ledger::in_business());
    let unsaid = told.unsaid(&[include_str!("../../src/invariants/dues.rs")]);
    assert_eq!(unsaid, Vec::<&str>::new(), "{:#?}", told.said);
}

#[test]
fn everything_that_can_be_said_of_broken_petitions_has_been_said() {
    let mut world = crate::petitions::world();
    world.today = world.today.saturating_add(jiff::Span::new().days(60));
    let erased = world.done(Actor::Operator, ErasePetitions.into());
    assert!(!erased.is_empty());
    let told = Told::of(&world);
    let mut unsaid = told.unsaid(&[include_str!("../../src/petitions/invariants.rs")]);
    // Only a state that was never written can be without one of its petitions.
    unsaid.retain(|words| *words != "petition {number} cannot be read");
    assert_eq!(unsaid, Vec::<&str>::new(), "{:#?}", told.said);
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
