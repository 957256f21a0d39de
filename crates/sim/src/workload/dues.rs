//! Commands about dues and money.

use charter::BandId;
use charter::money::{Currency, Money};
use jiff::civil::Date;
use kernel::dues::{
    AssessDues, BankReference, CollectDues, CorrectPayment, PaidPart, PayDues, ReckonDues,
    RecordExpense, RemitDues, RestoreCharge, SetBand, StrikeBand, StrikeCharge, StrikeOutlay,
    WaiveDues,
};
use kernel::{Command, PersonId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_dues(&mut self, state: &State) -> Command {
        let unit = self.payer(state);
        let on = if self.dice.one_in(6) {
            self.day()
        } else {
            self.today
        };
        match self.dice.below(27) {
            0..=2 => Command::from(AssessDues {
                unit,
                period: self.next_period(state, unit),
                on,
            }),
            3..=6 => self.collection(state, unit, on),
            7..=10 => self.payment(state, on),
            11 | 12 => self.correction(state, on),
            13 => self.waiver(state, on),
            14 => self.band(state, on),
            15 => Command::from(ReckonDues { unit, on }),
            16 | 17 => Command::from(RemitDues { unit, on }),
            20..=22 => self.struck_outlay(state, unit, on),
            23 | 24 => self.struck_charge(state, on),
            25 => self.restored(state, on),
            26 => self.struck_band(state),
            _ => Command::from(RecordExpense {
                unit,
                amount: self.money(30),
                purpose: self.words(),
                on,
            }),
        }
    }

    /// Mostly a unit that has books or could have, sometimes any.
    fn payer(&mut self, state: &State) -> UnitId {
        let known: Vec<UnitId> = state.units_with_books().collect();
        match self.dice.pick(&known) {
            Some(unit) if !self.dice.one_in(3) => unit,
            Some(_) | None => self.base(state),
        }
    }

    fn next_period(&mut self, state: &State, unit: UnitId) -> Date {
        let rule = self.charter.dues.clone();
        let next = rule.and_then(|rule| state.next_list(&rule, unit));
        match next {
            Some(next) if !self.dice.one_in(8) => next,
            Some(_) | None => self.day(),
        }
    }

    fn collection(&mut self, state: &State, unit: UnitId, on: Date) -> Command {
        let last = state.listed_periods(unit).next();
        let period = match last {
            Some(last) if self.dice.one_in(3) => last,
            Some(_) | None => self.next_period(state, unit),
        };
        let mut save = Vec::new();
        for _ in 0..self.dice.below(4) {
            let person = self.person_in(state, unit);
            let named = save.iter().any(|it: &PaidPart| it.person == person);
            if !named || self.dice.one_in(20) {
                let paid = self.dice.one_in(2).then(|| self.money(3));
                save.push(PaidPart { person, paid });
            }
        }
        Command::from(CollectDues {
            unit,
            period,
            save,
            on,
        })
    }

    /// Somebody who was ever charged something, mostly.
    fn charged(&mut self, state: &State) -> (PersonId, Option<Date>) {
        let unit = self.payer(state);
        let lists: Vec<Date> = state.listed_periods(unit).take(4).collect();
        let period = self.dice.pick(&lists);
        let lines = period.and_then(|period| state.dues_list(unit, period));
        let lines = lines.map(|list| list.lines).unwrap_or_default();
        let open: Vec<PersonId> = lines
            .iter()
            .filter(|line| line.open > 0 || self.dice.one_in(4))
            .map(|line| line.person)
            .collect();
        match self.dice.pick(&open) {
            Some(person) if !self.dice.one_in(10) => (person, period),
            Some(_) | None => (self.person(state), period),
        }
    }

    fn payment(&mut self, state: &State, on: Date) -> Command {
        let (person, period) = self.charged(state);
        let owed = state.owed_by(person);
        let amount = match state.money(owed) {
            Some(all) if owed > 0 && self.dice.one_in(2) => all,
            Some(_) | None => self.money(4),
        };
        let period = period.filter(|_| self.dice.one_in(2));
        // So few references that some come twice.
        let reference = self.dice.one_in(2).then(|| {
            let number = self.dice.below(60);
            BankReference::of(&format!("B-{number}"))
        });
        Command::from(PayDues {
            person,
            amount,
            period,
            reference,
            on,
        })
    }

    fn correction(&mut self, state: &State, on: Date) -> Command {
        let (person, period) = self.charged(state);
        let nothing = state.money(0).filter(|_| self.dice.one_in(2));
        Command::from(CorrectPayment {
            person,
            period: period.unwrap_or(on),
            paid: nothing.unwrap_or_else(|| self.money(4)),
            reason: self.words(),
            on,
        })
    }

    fn waiver(&mut self, state: &State, on: Date) -> Command {
        let (person, period) = self.charged(state);
        Command::from(WaiveDues {
            person,
            period: period.unwrap_or(on),
            reason: self.words(),
            on,
        })
    }

    /// Mostly an expense or something handed up of the unit, sometimes any number.
    fn struck_outlay(&mut self, state: &State, unit: UnitId, on: Date) -> Command {
        let outlays = state.outlays(unit);
        let number = match self.dice.pick(&outlays) {
            Some(outlay) if !self.dice.one_in(10) => outlay.number,
            Some(_) | None => self.dice.below(12),
        };
        Command::from(StrikeOutlay {
            unit,
            number,
            reason: self.words(),
            on,
        })
    }

    fn struck_charge(&mut self, state: &State, on: Date) -> Command {
        let (person, period) = self.charged(state);
        Command::from(StrikeCharge {
            person,
            period: period.unwrap_or(on),
            reason: self.words(),
            on,
        })
    }

    /// Mostly somebody who was let off, or of whom a charge was struck.
    fn restored(&mut self, state: &State, on: Date) -> Command {
        let unit = self.payer(state);
        let lists: Vec<Date> = state.listed_periods(unit).take(4).collect();
        let mut relieved: Vec<(PersonId, Date)> = Vec::new();
        for period in lists {
            let lines = state.dues_list(unit, period).map(|list| list.lines);
            let people = lines.into_iter().flatten().map(|line| line.person);
            let relieved_of = people.filter(|person| state.relief(*person, period).is_some());
            relieved.extend(relieved_of.map(|person| (person, period)));
        }
        let (person, period) = match self.dice.pick(&relieved) {
            Some((person, period)) => (person, Some(period)),
            None => self.charged(state),
        };
        Command::from(RestoreCharge {
            person,
            period: period.unwrap_or(on),
            reason: self.words(),
            on,
        })
    }

    /// Mostly of somebody who was put in a band.
    fn struck_band(&mut self, state: &State) -> Command {
        let people = (0..state.person_count()).map(PersonId);
        let placed: Vec<PersonId> = people
            .filter(|person| state.last_band(*person).is_some())
            .collect();
        let picked = self.dice.pick(&placed).filter(|_| !self.dice.one_in(8));
        let unit = self.base(state);
        Command::from(StrikeBand {
            person: picked.unwrap_or_else(|| self.person_in(state, unit)),
            reason: self.words(),
        })
    }

    fn band(&mut self, state: &State, on: Date) -> Command {
        let bands = self.charter.dues.as_ref().map_or(0, |it| it.bands.len());
        let unit = self.base(state);
        let income = !self.dice.one_in(3);
        Command::from(SetBand {
            person: self.person_in(state, unit),
            band: BandId(self.dice.byte_below(bands.saturating_add(1))),
            income: income.then(|| self.money(5_000)),
            on,
        })
    }

    /// Some money, mostly of the right currency and of a sensible amount.
    fn money(&mut self, most: u32) -> Money {
        let right = self.charter.dues.as_ref().map(|it| it.currency);
        let right = right.filter(|_| !self.dice.one_in(30));
        let currency = right.unwrap_or(Currency::NONE);
        let minor = match self.dice.below(40) {
            0 => 0,
            1 => -1,
            2 => i64::MAX,
            _ => i64::from(self.dice.below(most.saturating_mul(100)).saturating_add(1)),
        };
        Money { minor, currency }
    }
}
