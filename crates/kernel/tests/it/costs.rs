//! What things cost in a large organisation, held against what they cost in a
//! small one: ratios, because a time says more about the machine than about us.
//!
//! Small and large take turns, and of each the cheapest turn counts: whoever
//! else works on the machine can make a turn dearer and never cheaper.
#![expect(
    clippy::disallowed_types,
    clippy::float_arithmetic,
    reason = "a test of what things cost reads the clock and divides"
)]

use std::hint::black_box;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use kernel::findings;

use crate::large::{KINDS, Large, TODAY};

/// Turns of each organisation.
const TURNS: u32 = 15;

/// Tests of this file wait for each other: two at once would measure each other.
static ALONE: Mutex<()> = Mutex::new(());

/// What the large one's cheapest turn costs, over the small one's.
fn ratio(small: &mut Large, large: &mut Large, cost: impl Fn(&mut Large, u32) -> Duration) -> f64 {
    let (mut least_small, mut least_large) = (Duration::MAX, Duration::MAX);
    for turn in 0..TURNS {
        least_small = least_small.min(cost(small, turn));
        least_large = least_large.min(cost(large, turn));
    }
    least_large.as_secs_f64() / least_small.as_secs_f64().max(1e-9)
}

fn made(people: u32) -> Large {
    Large::of(people).expect("an organisation")
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// Red when a command looks through all units: with `state.standing_units().count()`
/// in `decide` the ratio is 15; it is 1 to 1.5.
#[test]
fn a_command_costs_about_the_same_in_an_organisation_twenty_times_as_large() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut small, mut large) = (made(10_000), made(200_000));
    for (name, kind) in KINDS {
        let ratio = ratio(&mut small, &mut large, |it, turn| {
            let commands = it.commands(kind, turn, 400);
            timed(|| {
                for command in commands {
                    it.carry_out(command).expect("nothing stands in the way");
                }
            })
        });
        assert!(ratio <= 4.0, "{name}: {ratio:.1} times as dear");
    }
}

/// Red when an act is tried on a copy of all columns: 20 times as dear then, and 2 without.
#[test]
fn an_act_does_not_cost_a_copy_of_the_organisation() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut small, mut large) = (made(10_000), made(200_000));
    let ratio = ratio(&mut small, &mut large, |it, turn| {
        let acts: Vec<_> = (0..20).map(|number| it.act(turn, number)).collect();
        timed(|| {
            for act in acts {
                it.carry_out(act).expect("nothing stands in the way");
            }
        })
    });
    assert!(ratio <= 8.0, "{ratio:.1} times as dear");
}

/// Red when the check looks at every unit for every unit: with
/// `state.standing_units().count()` in the check of a unit's size the ratio is 26; it is 1.
#[test]
fn the_check_grows_with_the_members_and_no_faster() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut small, mut large) = (made(10_000), made(200_000));
    let members = f64::from(large.state.member_count()) / f64::from(small.state.member_count());
    let ratio = ratio(&mut small, &mut large, |it, _| {
        timed(|| findings::check(&it.state, TODAY))
    });
    let a_member = ratio / members;
    assert!(a_member <= 4.0, "{a_member:.1} times as dear a member");
}

/// The desk copies the organisation for a snapshot, and stands still meanwhile.
/// Red when a copy is one of all columns: it takes a twentieth of the writing then, and
/// less than a hundredth where chunks are shared.
#[test]
fn a_copy_costs_next_to_nothing_beside_what_is_written_from_it() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let large = made(200_000);
    let (mut copied, mut written) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        copied = copied.min(timed(|| large.state.clone()));
        written = written.min(timed(|| {
            let mut bytes = 0;
            large
                .state
                .write_columns(&mut |stretch| bytes += black_box(stretch).len());
            bytes
        }));
    }
    let part = copied.as_secs_f64() / written.as_secs_f64();
    assert!(
        part <= 0.025,
        "a copy takes {part:.3} of the time that writing takes"
    );
}

/// Whom it is addressed to is a bitmap, and who hands it on another. Red when units are kept
/// as numbers: four bytes a unit.
#[test]
fn a_directive_to_every_unit_takes_two_bits_a_unit_at_most() {
    for people in [2_000, 200_000] {
        let mut large = made(people);
        let units = large.state.standing_units().count();
        let before = large.bytes();
        let command = large.circular().expect("a kind of directive");
        large.carry_out(command).expect("somebody is addressed");
        let grown = large.bytes() - before;
        // The rest is what any directive takes.
        assert!(grown <= units / 4 + 500, "{grown} bytes for {units} units");
    }
}
