//! Deeds on dues and the money of a unit.

use charter::case::DuesDeed;
use jiff::civil::Date;
use kernel::Command;
use kernel::dues::{
    AssessDues, BankReference, CollectDues, CorrectPayment, PaidPart, PayDues, ReckonDues,
    RecordExpense, RemitDues, RestoreCharge, SetBand, StrikeBand, StrikeCharge, StrikeOutlay,
    WaiveDues,
};

use super::Scene;

impl Scene<'_> {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
    pub(super) fn dues_command(&self, deed: &DuesDeed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            DuesDeed::List { unit, period } => Command::from(AssessDues {
                unit: self.unit(unit)?,
                period: *period,
                on,
            }),
            DuesDeed::Collect { unit, period, save } => {
                let save: Result<Vec<PaidPart>, String> = save
                    .iter()
                    .map(|part| {
                        Ok(PaidPart {
                            person: self.person(&part.person)?,
                            paid: part.paid,
                        })
                    })
                    .collect();
                Command::from(CollectDues {
                    unit: self.unit(unit)?,
                    period: *period,
                    save: save?,
                    on,
                })
            }
            DuesDeed::Receive {
                amount,
                person,
                period,
                reference,
            } => Command::from(PayDues {
                person: self.person(person)?,
                amount: *amount,
                period: *period,
                reference: reference.as_deref().map(BankReference::of),
                on,
            }),
            DuesDeed::Correct {
                person,
                period,
                paid,
                reason,
            } => Command::from(CorrectPayment {
                person: self.person(person)?,
                period: *period,
                paid: *paid,
                reason: reason.clone(),
                on,
            }),
            DuesDeed::Place {
                person,
                band,
                income,
            } => Command::from(SetBand {
                person: self.person(person)?,
                band: *band,
                income: *income,
                on,
            }),
            DuesDeed::Waive {
                person,
                period,
                reason,
            } => Command::from(WaiveDues {
                person: self.person(person)?,
                period: *period,
                reason: reason.clone(),
                on,
            }),
            DuesDeed::Reckon { unit } => Command::from(ReckonDues {
                unit: self.unit(unit)?,
                on,
            }),
            DuesDeed::Remit { unit } => Command::from(RemitDues {
                unit: self.unit(unit)?,
                on,
            }),
            DuesDeed::Spend {
                amount,
                unit,
                purpose,
            } => Command::from(RecordExpense {
                unit: self.unit(unit)?,
                amount: *amount,
                purpose: purpose.clone(),
                on,
            }),
            DuesDeed::StrikeOutlay {
                unit,
                expense,
                of,
                reason,
            } => Command::from(StrikeOutlay {
                unit: self.unit(unit)?,
                number: self.outlay(unit, *expense, *of)?,
                reason: reason.clone(),
                on,
            }),
            DuesDeed::StrikeBand { person, reason } => Command::from(StrikeBand {
                person: self.person(person)?,
                reason: reason.clone(),
            }),
            DuesDeed::StrikeCharge {
                person,
                period,
                reason,
            } => Command::from(StrikeCharge {
                person: self.person(person)?,
                period: *period,
                reason: reason.clone(),
                on,
            }),
            DuesDeed::Restore {
                person,
                period,
                reason,
            } => Command::from(RestoreCharge {
                person: self.person(person)?,
                period: *period,
                reason: reason.clone(),
                on,
            }),
        })
    }

    /// The expense of a day, or what was handed up on it: the one that stands, or else one
    /// that was struck.
    fn outlay(&self, unit: &str, expense: bool, of: Date) -> Result<u32, String> {
        let outlays = self.state.outlays(self.unit(unit)?);
        outlays
            .iter()
            .filter(|it| it.purpose.is_some() == expense && it.on == of)
            .min_by_key(|it| it.struck.is_some())
            .map(|it| it.number)
            .ok_or_else(|| {
                let what = if expense { "spent" } else { "handed up" };
                format!("\"{unit}\" has nothing that was {what} on {of} on record")
            })
    }
}
