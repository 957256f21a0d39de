//! Months that begin with an organisation as it is.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use jiff::civil::date;
use kernel::{Reason, State, invariants};
use sim::simulate::scenario::Scenario;
use sim::simulate::{
    Beginning, CannotGoOn, Edition, Outcome, Rate, Share, Wish, go_on, simulate, state_hash,
};

const CHARTER: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");

/// An organisation that has lived until the end of October 2026.
fn lived() -> State {
    let wish = Wish {
        edition: Edition::read(CHARTER).unwrap(),
        amendments: Vec::new(),
        scenario: Scenario::default(),
        members: 2_000,
        months: 10,
        seed: 5,
        threads: NonZeroUsize::MIN,
    };
    let lived = simulate(&wish, &mut |_, _, _| ControlFlow::Continue(()));
    lived.unwrap().state
}

fn beginning(state: &State, amended: Option<&str>) -> Beginning {
    Beginning {
        state: state.clone(),
        today: date(2026, 11, 10),
        amended: amended.map(|text| Edition::read(text).unwrap()),
        rates: Vec::new(),
        months: 6,
        seed: 7,
        threads: NonZeroUsize::MIN,
    }
}

fn run(beginning: Beginning) -> Outcome {
    go_on(beginning, &mut |_, _, _| ControlFlow::Continue(())).unwrap()
}

#[test]
fn what_is_there_goes_on_from_the_first_of_the_next_month() {
    let state = lived();
    let outcome = run(beginning(&state, None));
    let days: Vec<_> = outcome.months.iter().map(|month| month.on).collect();
    assert_eq!(days.first(), Some(&date(2026, 11, 10)));
    assert_eq!(days.get(1), Some(&date(2026, 12, 31)));
    assert_eq!(days.last(), Some(&date(2027, 5, 31)));
    let first = outcome.months[0].figures;
    assert_eq!(first.members, u64::from(state.member_count()));
    assert_eq!(first.units, state.standing_units().count() as u64);
    assert!(outcome.months[6].figures.members > 0);
    assert_eq!(invariants::broken(&outcome.state), Vec::<String>::new());
    // What is left of November is bridged: hardly anybody misses a whole stretch of time.
    let next = outcome.months[1].figures;
    assert!(next.units_inside * 10 > next.units * 7, "{next:?}");
    let again = run(beginning(&state, None));
    assert_eq!(state_hash(&again.state), state_hash(&outcome.state));
}

#[test]
fn another_edition_and_other_rates_make_a_difference() {
    let state = lived();
    let smaller = CHARTER.replacen("\"5..=30\"", "\"5..=15\"", 1);
    let (as_it_is, amended) = (
        run(beginning(&state, None)),
        run(beginning(&state, Some(&smaller))),
    );
    assert_eq!(as_it_is.months[0], amended.months[0], "today is one day");
    let units = |outcome: &Outcome| outcome.months[6].figures.units;
    assert!(units(&amended) > units(&as_it_is));
    let mut none = beginning(&state, None);
    // Nobody new comes, and whose application is under way is declined.
    none.rates = vec![
        (Rate::Joining, Share::NONE),
        (Rate::Declining, Share::ratio(1, 1)),
        (Rate::Holding, Share::NONE),
    ];
    let none = run(none);
    let sum = |of: fn(&sim::simulate::Figures) -> u64| -> u64 {
        none.months.iter().map(|month| of(&month.figures)).sum()
    };
    assert_eq!((sum(|it| it.joined), sum(|it| it.meetings)), (0, 0));
}

#[test]
fn what_cannot_follow_is_refused_before_any_work() {
    let state = lived();
    let mut worked = false;
    let mut watch = |_, _, _| {
        worked = true;
        ControlFlow::Continue(())
    };
    let refused = go_on(beginning(&state, Some(UNION)), &mut watch).unwrap_err();
    assert!(
        matches!(&refused, CannotGoOn::Amendment(refusal)
            if matches!(refusal.reason, Reason::EditionBreaksRecord { .. })),
        "{refused:?}"
    );
    let nothing = beginning(&State::default(), None);
    assert_eq!(
        go_on(nothing, &mut watch).unwrap_err(),
        CannotGoOn::NoCharter
    );
    let mut endless = beginning(&state, None);
    endless.months = u32::MAX;
    assert!(matches!(
        go_on(endless, &mut watch),
        Err(CannotGoOn::Simulate(_))
    ));
    assert!(!worked);
}
