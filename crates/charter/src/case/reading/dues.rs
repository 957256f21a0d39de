//! Deeds on dues and the money of a unit.

use jiff::civil::Date;

use super::super::words::{Token, What};
use super::{Line, Read};
use crate::case::{ACCOUNTS, Deed, DuesDeed, DuesExpect, Expect, PaidPart};
use crate::money::{Currency, Money};
use crate::problem::did_you_mean;
use crate::rule::BandId;

/// What is done to dues and the money of a unit.
pub(super) const VERBS: &[&str] = &[
    "lists", "collects", "receives", "rebooks", "places", "waives", "restores", "reckons",
    "remits", "spends",
];

impl Line<'_, '_> {
    pub(super) fn deed_on_dues(&mut self, verb: &str) -> Read<Deed> {
        Ok(Deed::Dues(match verb {
            "lists" | "collects" => return self.list(verb),
            "receives" => self.receive()?,
            "rebooks" => {
                self.dues_of()?;
                let person = self.person()?;
                self.need("for")?;
                let period = self.day()?;
                self.need("to")?;
                DuesDeed::Correct {
                    person,
                    period,
                    paid: self.money()?,
                    reason: self.because()?,
                }
            }
            "places" => self.place_in_band()?,
            "waives" => {
                let (person, period, reason) = self.charge_because()?;
                DuesDeed::Waive {
                    person,
                    period,
                    reason,
                }
            }
            "restores" => {
                let (person, period, reason) = self.charge_because()?;
                DuesDeed::Restore {
                    person,
                    period,
                    reason,
                }
            }
            "reckons" => {
                self.dues_of()?;
                DuesDeed::Reckon { unit: self.unit()? }
            }
            "remits" => {
                self.dues_of()?;
                DuesDeed::Remit { unit: self.unit()? }
            }
            _ => {
                let amount = self.money()?;
                self.need("of")?;
                let unit = self.unit()?;
                self.need("for")?;
                DuesDeed::Spend {
                    amount,
                    unit,
                    purpose: self.name()?.0,
                }
            }
        }))
    }

    /// `dues of "Kim" for 2024-02-01 because "between two jobs"`.
    fn charge_because(&mut self) -> Read<(String, Date, String)> {
        self.dues_of()?;
        let person = self.person()?;
        self.need("for")?;
        Ok((person, self.day()?, self.because()?))
    }

    /// `strikes the expense of "A" of 2024-02-20 because "twice"`, `strikes the remittance of
    /// "A" of ...` or `strikes dues of "Kim" for ...`, behind the verb and `the`; none where
    /// the line speaks of something else.
    pub(super) fn struck_money(&mut self) -> Read<Option<Deed>> {
        let dues = matches!(
            self.tokens.first(),
            Some(Token { what: What::Word(word), .. }) if word == "dues"
        );
        if dues {
            let (person, period, reason) = self.charge_because()?;
            return Ok(Some(Deed::Dues(DuesDeed::StrikeCharge {
                person,
                period,
                reason,
            })));
        }
        if self.take("band") {
            self.need("of")?;
            return Ok(Some(Deed::Dues(DuesDeed::StrikeBand {
                person: self.person()?,
                reason: self.because()?,
            })));
        }
        let expense = self.take("expense");
        if !expense && !self.take("remittance") {
            return Ok(None);
        }
        self.need("of")?;
        let unit = self.unit()?;
        self.need("of")?;
        Ok(Some(Deed::Dues(DuesDeed::StrikeOutlay {
            unit,
            expense,
            of: self.day()?,
            reason: self.because()?,
        })))
    }

    fn dues_of(&mut self) -> Read<()> {
        self.need("dues")?;
        self.need("of")
    }

    /// `collects dues of "A" for 2021-05-01 save "Kim", "Bo" with 0.50 EUR`.
    fn list(&mut self, verb: &str) -> Read<Deed> {
        self.dues_of()?;
        let unit = self.unit()?;
        self.need("for")?;
        let period = self.day()?;
        if verb == "lists" {
            return Ok(Deed::Dues(DuesDeed::List { unit, period }));
        }
        let mut save = Vec::new();
        if self.take("save") {
            save.push(self.paid_part()?);
            while self.comma() || self.take("and") {
                save.push(self.paid_part()?);
            }
        }
        Ok(Deed::Dues(DuesDeed::Collect { unit, period, save }))
    }

    fn paid_part(&mut self) -> Read<PaidPart> {
        let person = self.person()?;
        let paid = if self.take("with") {
            Some(self.money()?)
        } else {
            None
        };
        Ok(PaidPart { person, paid })
    }

    fn receive(&mut self) -> Read<DuesDeed> {
        let amount = self.money()?;
        self.need("from")?;
        let person = self.person()?;
        let period = self.day_after("for")?;
        let reference = if self.take("reference") {
            Some(self.name()?.0)
        } else {
            None
        };
        Ok(DuesDeed::Receive {
            amount,
            person,
            period,
            reference,
        })
    }

    fn place_in_band(&mut self) -> Read<DuesDeed> {
        let person = self.person()?;
        self.need("in")?;
        self.need("band")?;
        let band = self.band()?;
        let income = if self.take("with") {
            Some(self.money()?)
        } else {
            None
        };
        Ok(DuesDeed::Place {
            person,
            band,
            income,
        })
    }

    fn band(&mut self) -> Read<BandId> {
        let charter = self.lexicon.charter;
        let bands = charter.dues.as_ref().map_or(&[][..], |dues| &dues.bands);
        let ids = || bands.iter().map(|band| band.id.as_str());
        let word = self.written();
        let row = ids().position(|id| id.to_lowercase() == word);
        let Some(row) = row.and_then(|row| u8::try_from(row).ok()) else {
            let help = did_you_mean(&word, ids(), "band");
            return self.wrong("a band of the dues", help);
        };
        self.skip(1);
        Ok(BandId(row))
    }

    /// The next word or number as it stands.
    fn written(&self) -> String {
        match self.tokens.first().map(|token| &token.what) {
            Some(What::Word(word)) => word.clone(),
            Some(What::Number(number)) => number.to_string(),
            Some(What::Name(_) | What::Day(_) | What::Comma) | None => String::new(),
        }
    }

    /// `1.50 EUR`.
    fn money(&mut self) -> Read<Money> {
        let written = self.written();
        let code = match self.tokens.get(1) {
            Some(Token {
                what: What::Word(code),
                ..
            }) => code.to_uppercase(),
            _ => String::new(),
        };
        let currency = Currency::named(&code);
        let minor = currency.and_then(|currency| currency.amount(&written));
        let Some((currency, minor)) = currency.zip(minor) else {
            return self.wrong("an amount", "write it with its currency: `1.50 EUR`");
        };
        self.skip(2);
        Ok(Money { minor, currency })
    }

    /// `account cash of "A" at 4.50 EUR`, behind the first word.
    pub(super) fn expect_account(&mut self) -> Read<Expect> {
        let word = self.written();
        let Some(account) = ACCOUNTS.iter().find(|account| **account == word) else {
            let help = did_you_mean(&word, ACCOUNTS.iter().copied(), "account");
            return self.wrong("an account", help);
        };
        self.skip(1);
        self.need("of")?;
        let unit = self.unit()?;
        self.need("at")?;
        Ok(Expect::Dues(DuesExpect::Account {
            account,
            unit,
            amount: self.money()?,
        }))
    }

    /// `"Kim" owes 1.50 EUR`, behind `owes`.
    pub(super) fn expect_owes(&mut self, person: String) -> Read<Expect> {
        let amount = self.money()?;
        Ok(Expect::Dues(DuesExpect::Owes { person, amount }))
    }
}
