//! Dues and the money of units.

use charter::BandId;
use charter::money::Money;
use kernel::dues::{
    AssessDues, CollectDues, CorrectPayment, PayDues, ReckonDues, RecordExpense, RemitDues,
    RestoreCharge, SetBand, StrikeBand, StrikeCharge, StrikeOutlay, WaiveDues,
};
use kernel::{Command, PersonId};

use super::Asking;

fn words() -> String {
    "in a few words".to_owned()
}

fn money(it: &Asking<'_>, minor: i64) -> Option<Money> {
    it.world().state.money(minor)
}

/// The list that comes next in the unit: nobody has paid, or everybody.
fn list(it: &Asking<'_>, paid: bool) -> Option<Command> {
    let rule = it.world().charter.dues.clone()?;
    let (unit, on) = (it.unit, it.world().today);
    let period = it.world().state.next_list(&rule, unit)?;
    Some(if paid {
        let save = Vec::new();
        CollectDues {
            unit,
            period,
            save,
            on,
        }
        .into()
    } else {
        AssessDues { unit, period, on }.into()
    })
}

/// Somebody of the unit other than whoever asks, with the list before it.
fn about(
    it: &mut Asking<'_>,
    paid: bool,
    command: impl Fn(PersonId, jiff::civil::Date) -> Command,
) {
    let Some(before) = list(it, paid) else { return };
    let period = match &before {
        Command::Dues(kernel::dues::DuesCommand::Assess(list)) => list.period,
        Command::Dues(kernel::dues::DuesCommand::Collect(list)) => list.period,
        _ => return,
    };
    let people: Vec<PersonId> = it.others_of(it.unit).collect();
    for person in people {
        it.ask(std::slice::from_ref(&before), command(person, period));
    }
}

pub(super) fn assess(it: &mut Asking<'_>) {
    if let Some(command) = list(it, false) {
        it.ask(&[], command);
    }
}

pub(super) fn collect(it: &mut Asking<'_>) {
    if let Some(command) = list(it, true) {
        it.ask(&[], command);
    }
}

pub(super) fn pay(it: &mut Asking<'_>) {
    let Some(amount) = money(it, 1) else { return };
    let on = it.world().today;
    about(it, false, |person, _| {
        PayDues {
            person,
            amount,
            period: None,
            reference: None,
            on,
        }
        .into()
    });
}

pub(super) fn correct(it: &mut Asking<'_>) {
    let Some(paid) = money(it, 0) else { return };
    let on = it.world().today;
    about(it, true, |person, period| {
        CorrectPayment {
            person,
            period,
            paid,
            reason: words(),
            on,
        }
        .into()
    });
}

pub(super) fn band(it: &mut Asking<'_>) {
    let Some(income) = money(it, 100_000) else {
        return;
    };
    let on = it.world().today;
    let bands = it
        .world()
        .charter
        .dues
        .as_ref()
        .map_or(0, |it| it.bands.len());
    let people: Vec<PersonId> = it.others_of(it.unit).collect();
    for person in people {
        for band in (0..).take(bands).map(BandId) {
            for income in [Some(income), None] {
                let command = SetBand {
                    person,
                    band,
                    income,
                    on,
                };
                it.ask(&[], command.into());
            }
        }
    }
}

/// Of a band in which the operator put them just now.
pub(super) fn strike_band(it: &mut Asking<'_>) {
    let Some(income) = money(it, 100_000) else {
        return;
    };
    let on = it.world().today;
    let dues = it.world().charter.dues.as_ref();
    let bands = dues.map_or(0, |it| it.bands.len());
    let people: Vec<PersonId> = it.others_of(it.unit).collect();
    for person in people {
        for band in (0..).take(bands).map(BandId) {
            for income in [Some(income), None] {
                let set = SetBand {
                    person,
                    band,
                    income,
                    on,
                };
                let reason = words();
                it.ask(&[set.into()], StrikeBand { person, reason }.into());
            }
        }
    }
}

pub(super) fn waive(it: &mut Asking<'_>) {
    let on = it.world().today;
    about(it, false, |person, period| {
        WaiveDues {
            person,
            period,
            reason: words(),
            on,
        }
        .into()
    });
}

pub(super) fn reckon(it: &mut Asking<'_>) {
    let (unit, on) = (it.unit, it.world().today);
    if let Some(before) = list(it, true) {
        it.ask(&[before], ReckonDues { unit, on }.into());
    }
}

pub(super) fn remit(it: &mut Asking<'_>) {
    let (unit, on) = (it.unit, it.world().today);
    if let Some(before) = list(it, true) {
        it.ask(&[before], RemitDues { unit, on }.into());
    }
}

pub(super) fn spend(it: &mut Asking<'_>) {
    let (unit, on) = (it.unit, it.world().today);
    if let Some((before, amount)) = list(it, true).zip(money(it, 1)) {
        let command = RecordExpense {
            unit,
            amount,
            purpose: words(),
            on,
        };
        it.ask(&[before], command.into());
    }
}

/// What the unit handed up, or else spent, before it is asked to strike that.
pub(super) fn strike_outlay(it: &mut Asking<'_>) {
    let (unit, on) = (it.unit, it.world().today);
    let Some((list, amount)) = list(it, true).zip(money(it, 1)) else {
        return;
    };
    let spent = RecordExpense {
        unit,
        amount,
        purpose: words(),
        on,
    };
    let command = StrikeOutlay {
        unit,
        // The list is the first thing done with its money.
        number: 2,
        reason: words(),
        on,
    };
    it.ask(&[list, spent.into()], command.into());
}

pub(super) fn strike_charge(it: &mut Asking<'_>) {
    let on = it.world().today;
    about(it, false, |person, period| {
        StrikeCharge {
            person,
            period,
            reason: words(),
            on,
        }
        .into()
    });
}

/// Restores what was struck; what was waived is for whoever waives.
pub(super) fn restore_charge(it: &mut Asking<'_>) {
    let on = it.world().today;
    let Some(before) = list(it, false) else {
        return;
    };
    let Command::Dues(kernel::dues::DuesCommand::Assess(assessed)) = &before else {
        return;
    };
    let period = assessed.period;
    let people: Vec<PersonId> = it.others_of(it.unit).collect();
    for person in people {
        let struck = StrikeCharge {
            person,
            period,
            reason: words(),
            on,
        };
        let command = RestoreCharge {
            person,
            period,
            reason: words(),
            on,
        };
        it.ask(&[before.clone(), struck.into()], command.into());
    }
}
