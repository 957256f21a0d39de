//! What has to have come of a case for dues and the money of units.

use charter::case::DuesExpect;
use charter::money::Money;
use kernel::dues::Account;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_dues(&self, expect: &DuesExpect) -> Result<(), String> {
        match expect {
            DuesExpect::Owes { person, amount } => {
                let found = self.state.owed_by(self.person(person)?);
                self.same_money(found, *amount)
            }
            DuesExpect::Account {
                account,
                unit,
                amount,
            } => {
                let account = Account::ALL.into_iter().find(|it| it.word() == *account);
                let account = account.ok_or("no unit has such an account")?;
                // A case looks at how much it is, and the account says on which side.
                let found = self.state.balance(self.unit(unit)?, account).abs();
                self.same_money(found, *amount)
            }
            DuesExpect::Balanced => {
                let wrong = self
                    .state
                    .units_with_books()
                    .find(|unit| self.state.trial_balance(*unit) != 0);
                same(wrong.is_none(), || "books that do not balance".to_owned())
            }
        }
    }

    fn same_money(&self, found: i64, wanted: Money) -> Result<(), String> {
        let found = self.state.money(found);
        same(found == Some(wanted), || match found {
            Some(found) => found.to_string(),
            None => "no dues in this charter".to_owned(),
        })
    }
}
