//! Dues and money: the second account beside the kernel's.

use kernel::dues::Account;
use kernel::{PersonId, State, UnitId};

use super::{Differences, compare};
use crate::auditor::Auditor;

impl Auditor {
    /// All that was ever paid is in some unit's cash, or was spent.
    pub(super) fn compare_money(&self, state: &State, found: &mut Differences) {
        let units = || state.units_with_books();
        let cash: i64 = units().map(|unit| state.balance(unit, Account::Cash)).sum();
        let paid: i64 = self.dues.charges().map(|charge| charge.paid).sum();
        compare(
            found,
            || "all the cash there is".to_owned(),
            &cash,
            &(paid - self.dues.spent),
        );
        let balances: Vec<i64> = units().map(|unit| state.trial_balance(unit)).collect();
        compare(
            found,
            || "the trial balances".to_owned(),
            &balances,
            &vec![0; balances.len()],
        );
    }

    pub(super) fn compare_books(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let charges = self.dues.charges_of_unit(unit);
        let owed: i64 = charges.map(|charge| charge.open()).sum();
        let payable: i64 = self.dues.going_from(unit).map(|(_, minor)| -minor).sum();
        let receivable = self.dues.coming_to(unit);
        let cash = self.dues.cash.get(&unit).copied().unwrap_or(0);
        let accounts = [
            Account::Cash,
            Account::Owed,
            Account::Payable,
            Account::Receivable,
        ];
        compare(
            found,
            || {
                format!(
                    "cash, what is owed, what goes up and what comes in the books of unit {unit}"
                )
            },
            &accounts.map(|account| state.balance(unit, account)),
            &[cash, owed, payable, receivable],
        );
        compare(
            found,
            || format!("who was charged twice by unit {unit}"),
            &self.charging.twice(unit),
            &&[][..],
        );
        compare(
            found,
            || format!("who was charged by nobody though on the list's roll of unit {unit}"),
            &self.charging.missed(state, unit),
            &Vec::new(),
        );
    }

    pub(super) fn compare_owed(&self, state: &State, person: PersonId, found: &mut Differences) {
        let charges = self.dues.charges_of_person(person);
        let open: i64 = charges.clone().map(|charge| charge.open()).sum();
        compare(
            found,
            || format!("what person {person} owes"),
            &state.owed_by(person),
            &open,
        );
        let paid: i64 = charges.map(|charge| charge.paid).sum();
        let told: i64 = state
            .dues_statement(person)
            .entries
            .iter()
            .map(|entry| entry.paid)
            .sum();
        compare(
            found,
            || format!("what the statement of person {person} says they paid"),
            &told,
            &paid,
        );
    }
}
