//! Dues and the money of units.

use charter::BandId;
use charter::money::Money;
use kernel::dues::{
    AssessDues, CollectDues, CorrectPayment, PayDues, ReckonDues, RecordExpense, RemitDues,
    SetBand, WaiveDues,
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
