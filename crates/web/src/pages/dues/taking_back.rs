//! The forms that strike a charge of somebody, and that take back what they were let off.

use charter::Action;
use clerk::Receipt;
use kernel::dues::{Entry, RestoreCharge, StrikeBand, StrikeCharge};
use kernel::{Command, PersonId, UnitId};

use super::forms::{self, MoneyForm};
use super::list::name_of;
use crate::acting::{Drawing, Task, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::day;

/// `/people/{id}/dues/strike`
pub(crate) const STRIKE: Task<PersonId, MoneyForm> = Task {
    draws: |view, person, form, with| drawn(view, person, true, form, with),
    commands: |_, person, form, trouble| {
        Ok(given(form, trouble).map(|(period, reason, on)| {
            Command::from(StrikeCharge {
                person,
                period,
                reason,
                on,
            })
        }))
    },
    after: to_statement,
};

/// `/people/{id}/dues/restore`
pub(crate) const RESTORE: Task<PersonId, MoneyForm> = Task {
    draws: |view, person, form, with| drawn(view, person, false, form, with),
    commands: |_, person, form, trouble| {
        Ok(given(form, trouble).map(|(period, reason, on)| {
            Command::from(RestoreCharge {
                person,
                period,
                reason,
                on,
            })
        }))
    },
    after: to_statement,
};

/// `/people/{id}/dues/strike-band`
pub(crate) const STRIKE_BAND: Task<PersonId, MoneyForm> = Task {
    draws: band_drawn,
    commands: |_, person, form, trouble| {
        let reason = trouble.line("reason", &form.reason);
        Ok(reason.map(|reason| Command::from(StrikeBand { person, reason })))
    },
    after: to_statement,
};

fn band_drawn(
    view: View<'_>,
    person: PersonId,
    form: &MoneyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    view.person(person)?;
    let unit = view.state.unit_of(person).ok_or(Failure::NotFound)?;
    view.unit_for(Action::CollectDues, unit)?;
    let rule = forms::rule(view)?;
    let (band, since) = view.state.last_band(person).ok_or(Failure::NotFound)?;
    let band = rule.bands.get(band.index()).map(|row| row.title.as_str());
    let who = view.directory.name(person);
    let lead = format!(
        "{who} was put in the band {} on {}. Struck, that never was: the band before it holds, or what the grade owes where there is none. Lists that were made stay as they are; strike the charges that are wrong.",
        band.unwrap_or_default(),
        day(since)
    );
    let path = format!("/people/{person}/dues");
    let reason = Field::new("reason", "Why", Kind::Line).value(&form.reason);
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..with.frame
        },
        heading: format!("Strike the band of {who}"),
        lead: Some(lead),
        article: view.note(rule.rule),
        refused: with.trouble.refused.clone(),
        action: format!("{path}/strike-band"),
        guard: with.guard,
        fields: vec![with.trouble.mark(reason)],
        submit: "Strike it".to_owned(),
        back: Some(Link::new("Back", path)),
    })
}

fn to_statement(person: PersonId, _: &Receipt) -> String {
    format!("/people/{person}/dues")
}

/// The stretch of time, why, and when.
fn given(
    form: &MoneyForm,
    trouble: &mut Trouble,
) -> Option<(jiff::civil::Date, String, jiff::civil::Date)> {
    let reason = trouble.line("reason", &form.reason);
    let period = forms::period(trouble, form);
    let on = trouble.day("on", &form.on);
    Some((period?, reason?, on?))
}

/// Whether a charge can be struck: nothing was paid for it, and nobody was let off.
pub(super) fn can_be_struck(entry: &Entry) -> bool {
    entry.open > 0 && entry.paid == 0 && entry.waived == 0
}

/// Whether somebody was let off a charge, or it was struck, and the viewer may take that back.
pub(super) fn can_be_restored(view: View<'_>, person: PersonId, entry: &Entry) -> bool {
    let relief = view.state.relief(person, entry.period);
    relief.is_some_and(|relief| {
        let action = if relief.waived {
            Action::WaiveDues
        } else {
            Action::CorrectDues
        };
        view.may(action, entry.unit)
    })
}

fn drawn(
    view: View<'_>,
    person: PersonId,
    strike: bool,
    form: &MoneyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let person = view.person(person)?;
    let entries = view.state.dues_statement(person).entries;
    let unit = view.state.unit_of(person);
    let unit = unit.or_else(|| entries.first().map(|entry| entry.unit));
    let unit = unit.ok_or(Failure::NotFound)?;
    allowed(view, unit, strike)?;
    let rule = forms::rule(view)?;
    let who = view.someone(person);
    let open = entries.into_iter().filter(|entry| {
        if strike {
            can_be_struck(entry)
        } else {
            can_be_restored(view, person, entry)
        }
    });
    let choices = open.map(|entry| Choice {
        value: entry.period.to_string(),
        text: format!(
            "{}: {} open, {} waived",
            name_of(view, rule, entry.period),
            view.decimal(entry.open),
            view.decimal(entry.waived)
        ),
    });
    let kind = Kind::Choice(choices.collect());
    let (heading, lead, word, submit) = if strike {
        (
            format!("Strike a charge of {who}"),
            "For what was never owed. What somebody owes and need not pay is let off instead; what was paid is corrected first.",
            "strike",
            "Strike it",
        )
    } else {
        (
            format!("{who} owes it after all"),
            "What was let off, or struck, is open again.",
            "restore",
            "It is owed",
        )
    };
    let fields = [
        Field::new("period", "For", kind).value(&form.period),
        Field::new("reason", "Why", Kind::Line).value(&form.reason),
        day_field("Day", &form.on, view.today),
    ];
    let path = format!("/people/{person}/dues");
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..with.frame
        },
        heading,
        lead: Some(lead.to_owned()),
        article: view.note(rule.rule),
        refused: with.trouble.refused.clone(),
        action: format!("{path}/{word}"),
        guard: with.guard,
        fields: fields.into_iter().map(|it| with.trouble.mark(it)).collect(),
        submit: submit.to_owned(),
        back: Some(Link::new("Back", path)),
    })
}

/// Whoever corrects may strike; whoever lets off may take that back, and so may they what
/// was struck.
fn allowed(view: View<'_>, unit: UnitId, strike: bool) -> Result<(), Failure> {
    if !strike && view.may(Action::WaiveDues, unit) {
        return Ok(());
    }
    view.unit_for(Action::CorrectDues, unit).map(|_| ())
}
