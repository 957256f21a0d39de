//! The rooms in simulated years: what goes down comes back, and what is owed is filed.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use jiff::ToSpan;
use kernel::{findings, invariants};
use sim::simulate::scenario;
use sim::simulate::{Cascade, Edition, Figures, Outcome, Wish, simulate, state_hash};

const CELLS: &str = include_str!("../../../../charters/party-cell.md");
const GROUPS: &str = include_str!("../../../../charters/self-help-groups.md");
const FROZEN: &str = include_str!("../../../../bench/charter.md");

fn years(charter: &str, members: u32, scenario: &str, threads: usize) -> Outcome {
    let wish = Wish {
        edition: Edition::read(charter).unwrap(),
        amendments: Vec::new(),
        scenario: scenario::read(scenario).unwrap(),
        members,
        months: 12,
        seed: 5,
        threads: NonZeroUsize::new(threads).unwrap(),
    };
    simulate(&wish, &mut |_, _, _| ControlFlow::Continue(())).unwrap()
}

fn in_all(outcome: &Outcome) -> Figures {
    let months = outcome.months.iter();
    months.fold(Figures::default(), |sum, month| sum.and(&month.figures))
}

/// A directive in January and none after it, all in time and answered by everybody.
fn one_directive(passing: u32) -> String {
    format!(
        "[rates]\nissuing = 1\nlate = 0\nsilent = 0\n\n[days]\npassing = {passing}\n\n[[change]]\nfrom = 2026-02-01\nissuing = 0\n"
    )
}

#[test]
fn a_directive_comes_to_nine_in_ten_the_sooner_the_faster_it_is_handed_on() {
    let days = |passing| {
        let outcome = years(CELLS, 3_000, &one_directive(passing), 1);
        let [cascade, guidance] = outcome.cascades.as_slice() else {
            panic!("{:?}", outcome.cascades);
        };
        let cascade: Cascade = cascade.clone();
        let last = outcome.months[12].figures;
        assert_eq!(last.days_to_answers, u64::from(cascade.answered.unwrap()));
        // Nobody has to answer what the year is about, and it arrives all the same.
        assert_eq!(guidance.answered, None);
        let arrived = [&cascade, guidance].map(|it| {
            let days = it.arrived.unwrap();
            (
                it.on.saturating_add(i64::from(days).days()),
                u64::from(days),
            )
        });
        assert_eq!(
            Some(last.days_to_arrive),
            arrived.into_iter().max().map(|(_, days)| days)
        );
        assert_eq!(outcome.months[0].figures.days_to_arrive, 0);
        // Everybody who still stood has answered, and nothing is held up anywhere.
        assert_eq!(outcome.state.not_answered(cascade.directive), []);
        assert_eq!(outcome.state.holding_up(cascade.directive), []);
        let base = outcome.months[0].figures.base_units;
        assert_eq!(u64::from(cascade.addressed), base);
        let sum = in_all(&outcome);
        assert!(sum.answered <= base && sum.answered + sum.ended >= base);
        assert_eq!((sum.directives, sum.answered_late), (2, 0));
        assert!(sum.passed_on > 0);
        cascade
    };
    let (fast, slow) = (days(1), days(7));
    // Hand in hand: a day for each unit on the way, and up to thirty for the answer.
    assert!(fast.arrived.unwrap() <= 4, "{fast:?}");
    assert!(
        slow.arrived.unwrap() > fast.arrived.unwrap() + 3,
        "{slow:?}"
    );
    assert!(fast.answered.unwrap() > 20 && fast.answered.unwrap() <= 34);
}

#[test]
fn whoever_is_late_or_silent_is_outside_the_rules_for_it() {
    let late = "[rates]\nissuing = 1\nlate = 1\nsilent = 0\n";
    let sum = in_all(&years(CELLS, 2_000, late, 1));
    assert!(sum.answered > 0);
    assert_eq!(sum.answered_late, sum.answered);
    let silent = "[rates]\nissuing = 1\nlate = 0\nsilent = 1\n";
    let outcome = years(CELLS, 2_000, silent, 1);
    assert_eq!(in_all(&outcome).answered, 0);
    let last = outcome.months[12];
    assert_eq!(last.figures.days_to_answers, 0);
    assert!(last.figures.units_inside < last.figures.units / 2);
}

#[test]
fn every_unit_files_what_it_owes_and_the_late_ones_are_overdue() {
    let outcome = years(GROUPS, 2_000, "[rates]\nlate = 0\n", 1);
    let sum = in_all(&outcome);
    assert_eq!((sum.returns_late, sum.returns_missing), (0, 0));
    assert_eq!(sum.returns, u64::from(outcome.state.return_count()));
    let owed: u64 = outcome.months[1..12]
        .iter()
        .map(|month| month.figures.base_units)
        .sum();
    // A unit that is founded owes nothing yet for the month in which it was.
    assert!(
        sum.returns <= owed && sum.returns * 100 > owed * 98,
        "{} of {owed}",
        sum.returns
    );
    let late = years(GROUPS, 2_000, "[rates]\nlate = 1\n", 1);
    let sum = in_all(&late);
    assert_eq!(sum.returns_late, sum.returns);
    let slow = years(GROUPS, 2_000, "[days]\nfiling = 60\n", 1);
    let last = slow.months[12];
    let not_reported =
        |it: &findings::Finding| matches!(it.matter, findings::Matter::NotReported { .. });
    let missing = findings::check(&slow.state, last.on);
    let missing = missing.iter().filter(|it| not_reported(it)).count();
    assert!(missing > 0);
    assert_eq!(last.figures.returns_missing, missing as u64);
}

#[test]
fn the_rooms_come_to_the_same_on_any_number_of_threads() {
    for charter in [CELLS, GROUPS] {
        let one = years(charter, 2_000, "", 1);
        assert_eq!(invariants::broken(&one.state), Vec::<String>::new());
        for threads in [2, 5] {
            let other = years(charter, 2_000, "", threads);
            assert_eq!(
                (&one.months, &one.cascades),
                (&other.months, &other.cascades)
            );
            assert_eq!(state_hash(&one.state), state_hash(&other.state));
        }
    }
}

#[test]
fn a_charter_without_rooms_has_nothing_of_them() {
    let outcome = years(FROZEN, 2_000, "", 1);
    let sum = in_all(&outcome);
    let none = [sum.directives, sum.passed_on, sum.answered, sum.returns];
    assert_eq!((none, outcome.cascades), ([0; 4], Vec::new()));
    assert!(sum.meetings > 0);
}
