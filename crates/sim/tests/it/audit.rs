//! Simulated years under the auditor's eyes.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use sim::simulate::{Auditing, Edition, Figures, Scenario, Wish, simulate_aloud, simulate_audited};

const CELLS: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");

fn wish(charter: &str, members: u32, months: u32) -> Wish {
    Wish {
        edition: Edition::read(charter).unwrap(),
        amendments: Vec::new(),
        scenario: Scenario::default(),
        members,
        months,
        seed: 11,
        threads: NonZeroUsize::new(2).unwrap(),
    }
}

#[test]
fn both_accounts_agree_of_ten_thousand_members_and_every_room() {
    let mut all = Figures::default();
    for charter in [CELLS, UNION] {
        let wish = wish(charter, 10_000, 14);
        let go_on = &mut |_, _, _| ControlFlow::Continue(());
        let (outcome, audit) = simulate_audited(&wish, go_on).unwrap();
        assert_eq!(audit.differences, Vec::<String>::new());
        assert!(audit.events > 30_000 && audit.looks > 30, "{audit:?}");
        let months = outcome.months.iter();
        all = months.fold(all, |sum, month| sum.and(&month.figures));
    }
    // Something happened in each of them.
    for (figure, count) in [
        ("directives", all.directives),
        ("handed on", all.passed_on),
        ("answered", all.answered),
        ("lists", all.lists),
        ("paid", all.dues_paid),
        ("handed up", all.dues_handed_up),
        ("proceedings", all.proceedings_done),
        ("petitions", all.petitions),
        ("replied", all.replied),
        ("visits", all.visits),
        ("awards", all.awards),
        ("meetings", all.meetings),
    ] {
        assert!(count > 0, "{figure}");
    }
}

/// What the auditor says of a kernel that forgets one kind of event.
fn said_of_forgetting(apply: fn(&mut kernel::State, &kernel::Event)) -> Vec<String> {
    let wish = wish(UNION, 2_000, 4);
    let mut auditing = Auditing::with(apply);
    let go_on = &mut |_, _, _| ControlFlow::Continue(());
    let outcome = simulate_aloud(&wish, go_on, &mut |on, events| auditing.hear(on, events));
    auditing.close(&outcome.unwrap().state).differences
}

#[test]
fn a_kernel_that_forgets_something_is_found_out() {
    let said = said_of_forgetting(|state, event| {
        if event.name() != "member-left" {
            state.apply(event);
        }
    });
    assert!(
        said.iter().any(|it| it.starts_with("the roll of unit")),
        "{said:?}"
    );
    let said = said_of_forgetting(|state, event| {
        if event.name() != "petition-answered" {
            state.apply(event);
        }
    });
    let of_petition = |it: &String| it.contains("petition");
    assert!(said.iter().any(of_petition), "{said:?}");
    let another = |it: &String| it.ends_with("give another organisation");
    assert!(said.iter().any(another), "{said:?}");
}
