//! INVARIANT (dues): the books of every unit come to nought; what members owe,
//! what has to go up and what has to come from below are what their rows come
//! to; what units passed to one another comes to nought over all of them.
//! Debts, traces and the rows of the day book stand where they are looked for, and
//! every account is what the postings come to.

use super::Said;
use crate::dues::Account;
use crate::state::State;

pub(super) fn check(state: &State, said: &mut Said) {
    let mut whole = true;
    state.dues.debts_by_unit().each_misplaced(|row| {
        whole = false;
        said.say(|| format!("debt {row} is missing at its unit"));
    });
    state.dues.traces_by_person().each_misplaced(|row| {
        said.say(|| format!("trace {row} is missing at its person"));
    });
    state.dues.daybook_by_unit().each_misplaced(|row| {
        said.say(|| format!("row {row} of the day book is missing at its unit"));
    });
    let mut told = state.told_balances();
    let (mut between, mut way) = (0_i64, 0_i64);
    for unit in state.units_with_books() {
        let balances = state.balances(unit);
        said.when(balances.sum() != 0, || {
            format!("the books of unit {unit} come to {}", balances.sum())
        });
        let told = told.remove(&unit).unwrap_or_default();
        said.when(told != balances, || {
            format!("the accounts of unit {unit} are not what its postings come to")
        });
        between = between.saturating_add(balances.of(Account::Between));
        way = way
            .saturating_add(balances.of(Account::Payable))
            .saturating_add(balances.of(Account::Receivable));
        let parts = state.to_hand_up(unit);
        let payable = parts.iter().fold(0, |sum: i64, (_, minor)| sum - minor);
        said.when(balances.of(Account::Payable) != payable, || {
            format!("what unit {unit} has to hand up is not what its parts come to")
        });
        // A broken chain may be a ring.
        if whole {
            let owed = state.dues.owed_to(unit);
            let kept = (balances.of(Account::Owed), state.dues.open_count(unit));
            said.when(owed != kept, || {
                format!("what members owe to unit {unit} is not what their debts come to")
            });
        }
    }
    said.when(between != 0, || {
        format!("what units passed to one another comes to {between}")
    });
    said.when(way != 0, || {
        format!("what has to go up and what has to come differ by {way}")
    });
}
