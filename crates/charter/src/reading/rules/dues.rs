//! `[dues]`: what members owe for each stretch of time, and what of it goes up.

use super::{Reader, rhythm};
use crate::dues::{Band, DuesRule, OnTransfer, Owes, Reminder, Remittance};
use crate::money::{Currency, Part, Rounding};
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::rule::{Charter, Every, LevelId, RuleId};

/// Reads the dues.
pub(super) fn read(
    rule: RuleId,
    fields: &mut Fields,
    charter: &mut Charter,
    reader: &mut Reader<'_>,
) -> String {
    let title = fields
        .text("title", reader.problems)
        .map_or_else(|| "dues".to_owned(), |title| title.value);
    let every = fields
        .text_needed("every", "\"month\"", reader.problems)
        .and_then(|text| rhythm::read(&text, reader))
        .unwrap_or(Every::Months(1));
    let due_day = due_day(fields, reader);
    let rounding = one_of(fields, reader, "rounding", &ROUNDINGS).unwrap_or(Rounding::Down);
    let on_transfer =
        one_of(fields, reader, "on_transfer", &ON_TRANSFER).unwrap_or(OnTransfer::Stay);
    let remission = fields
        .text("remission", reader.problems)
        .map(|body| body.value);
    // Nothing else can be read without knowing how many places an amount has.
    let Some(currency) = currency(fields, reader) else {
        fields.rest();
        return String::new();
    };
    let bands = bands(fields, reader, currency);
    let reminders = reminders(fields, reader);
    let remittance = fields
        .table("remittance", reader.problems)
        .and_then(|table| remittance(table, fields, reader, currency));
    charter.dues = Some(DuesRule {
        rule,
        title,
        currency,
        every,
        due_day,
        bands,
        rounding,
        on_transfer,
        reminders,
        remission,
        remittance,
    });
    String::new()
}

const ROUNDINGS: [(&str, Rounding); 3] = [
    ("down", Rounding::Down),
    ("up", Rounding::Up),
    ("nearest", Rounding::Nearest),
];

const ON_TRANSFER: [(&str, OnTransfer); 2] = [
    ("stay", OnTransfer::Stay),
    ("go along", OnTransfer::GoAlong),
];

/// One of a few words, if the key is there.
fn one_of<T: Copy>(
    fields: &mut Fields,
    reader: &mut Reader<'_>,
    key: &'static str,
    words: &[(&'static str, T)],
) -> Option<T> {
    let text = fields.text(key, reader.problems)?;
    let found = words.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let help = did_you_mean(&text.value, words.iter().map(|(word, _)| *word), "word");
        let message = format!("`{key}` cannot be `{}`", text.value);
        reader.problems.note(&text.span, message, "not known", help);
    }
    found.map(|(_, meaning)| *meaning)
}

fn due_day(fields: &mut Fields, reader: &mut Reader<'_>) -> u16 {
    let day = fields.whole::<u16>("due_day", reader.problems);
    match day {
        Some(day) if day.value == 0 => {
            let help = "write 1 for the first day";
            let message = "days are counted from one";
            reader.problems.note(&day.span, message, "no day", help);
            1
        }
        Some(day) => day.value,
        None => {
            if !fields.marks.contains_key("due_day") {
                fields.missing("due_day", "15", reader.problems);
            }
            1
        }
    }
}

fn currency(fields: &mut Fields, reader: &mut Reader<'_>) -> Option<Currency> {
    let text = fields.text_needed("currency", "\"EUR\"", reader.problems)?;
    let found = Currency::named(&text.value);
    if found.is_none() {
        let message = format!("`{}` is no currency", text.value);
        let help = "write the three capital letters of ISO 4217, such as \"EUR\"";
        reader.problems.note(&text.span, message, "not known", help);
    }
    found
}

/// An amount of the currency, if the key is there.
fn amount(
    table: &mut Fields,
    key: &'static str,
    reader: &mut Reader<'_>,
    currency: Currency,
) -> Option<i64> {
    let text = table.text(key, reader.problems)?;
    let found = currency.amount(&text.value);
    if found.is_none() {
        let message = format!("`{}` is no amount of {currency}", text.value);
        let help = format!("write it as \"{}\"", currency.decimal(150));
        reader.problems.note(&text.span, message, "", help);
    }
    found
}

/// A share, if the key is there.
fn part(table: &mut Fields, key: &'static str, reader: &mut Reader<'_>) -> Option<Part> {
    let text = table.text(key, reader.problems)?;
    let found = Part::read(&text.value);
    if found.is_none() {
        let message = format!("`{}` is no share", text.value);
        let help = "write it as \"1%\" or \"0.25%\", up to four places and up to 100%";
        reader.problems.note(&text.span, message, "", help);
    }
    found
}

fn bands(fields: &mut Fields, reader: &mut Reader<'_>, currency: Currency) -> Vec<Band> {
    let tables = fields.tables("bands", reader.problems);
    if tables.is_empty() {
        let help = "add a `[[dues.bands]]` table with `id` and `amount` or `share` for each row";
        let message = "nobody owes anything by these dues";
        reader
            .problems
            .note(&fields.span, message, "no bands", help);
    }
    let mut bands: Vec<Band> = Vec::new();
    for table in tables {
        if let Some(band) = band(table, fields, reader, currency) {
            if bands.iter().any(|other| other.id == band.id) {
                let message = format!("two bands are called `{}`", band.id);
                reader
                    .problems
                    .note(&fields.span, message, "in these dues", "");
            }
            bands.push(band);
        }
    }
    bands
}

fn band(
    mut table: Fields,
    whole: &mut Fields,
    reader: &mut Reader<'_>,
    currency: Currency,
) -> Option<Band> {
    let id = table.id_needed("\"wage\"", reader.problems);
    let title = table.text("title", reader.problems);
    let grades = reader.grades_or_all(&mut table, "grades");
    let before = reader.problems.count();
    let fixed = amount(&mut table, "amount", reader, currency);
    let share = part(&mut table, "share", reader);
    let least = amount(&mut table, "least", reader, currency);
    let above = amount(&mut table, "above", reader, currency);
    let up_to = amount(&mut table, "up_to", reader, currency);
    if let Some(basis) = table.text("basis", reader.problems) {
        whole.parts.push(("bands", basis));
    }
    let owes = match (fixed, share) {
        (Some(minor), None) => Some(Owes::Fixed(minor)),
        (None, Some(part)) => Some(Owes::Share(part, least.unwrap_or(0))),
        _ if reader.problems.count() > before => None,
        _ => {
            let help = "write either `amount = \"1.50\"` or `share = \"1%\"`";
            let message = "a band says how much is owed, in one way";
            reader.problems.note(&table.span, message, "", help);
            None
        }
    };
    table.finish(reader.problems);
    let id = id?.value;
    Some(Band {
        title: title.map_or_else(|| id.clone(), |title| title.value),
        id,
        grades,
        owes: owes?,
        above,
        up_to,
    })
}

fn reminders(fields: &mut Fields, reader: &mut Reader<'_>) -> Vec<Reminder> {
    let mut reminders: Vec<Reminder> = Vec::new();
    for mut table in fields.tables("reminders", reader.problems) {
        let after = table.whole::<u16>("after", reader.problems);
        if after.is_none() && !table.marks.contains_key("after") {
            table.missing("after", "1", reader.problems);
        }
        let title = table.text_needed("title", "\"reminder\"", reader.problems);
        let leads_to = table.text("leads_to", reader.problems);
        if let Some(basis) = table.text("basis", reader.problems) {
            fields.parts.push(("reminders", basis));
        }
        table.finish(reader.problems);
        let (Some(after), Some(title)) = (after, title) else {
            continue;
        };
        let last = reminders.last().map_or(0, |step| step.after);
        if after.value <= last {
            let message = format!("the step before comes after {last}");
            let help = "put the steps in their order, each later than the one before";
            reader
                .problems
                .note(&after.span, message, "not later", help);
        }
        reminders.push(Reminder {
            after: after.value,
            title: title.value,
            leads_to: leads_to.map(|words| words.value),
        });
    }
    reminders
}

fn remittance(
    mut table: Fields,
    whole: &mut Fields,
    reader: &mut Reader<'_>,
    currency: Currency,
) -> Option<Remittance> {
    let due = table.whole("due_days", reader.problems);
    if due.is_none() && !table.marks.contains_key("due_days") {
        table.missing("due_days", "10", reader.problems);
    }
    let flat = amount(&mut table, "flat", reader, currency);
    let flat_to = level(&mut table, "flat_to", reader);
    if flat.is_some() && flat_to.is_none() && !table.marks.contains_key("flat_to") {
        table.missing("flat_to", "\"the id of a level\"", reader.problems);
    }
    let mut shares: Vec<(LevelId, Part)> = Vec::new();
    for mut row in table.tables("shares", reader.problems) {
        let to = level(&mut row, "to", reader);
        let share = part(&mut row, "share", reader);
        if let Some(basis) = row.text("basis", reader.problems) {
            whole.parts.push(("shares", basis));
        }
        if to.is_none() && !row.marks.contains_key("to") {
            row.missing("to", "\"the id of a level\"", reader.problems);
        }
        if share.is_none() && !row.marks.contains_key("share") {
            row.missing("share", "\"30%\"", reader.problems);
        }
        row.finish(reader.problems);
        shares.extend(to.zip(share));
    }
    let all: u64 = shares.iter().map(|(_, part)| u64::from(part.0)).sum();
    if all > 1_000_000 {
        let message = "the shares come to more than the whole";
        reader.problems.note(&table.span, message, "", "");
    }
    let remainder = level(&mut table, "remainder", reader);
    if remainder.is_none() && !table.marks.contains_key("remainder") {
        table.missing("remainder", "\"the id of a level\"", reader.problems);
    }
    if let Some(basis) = table.text("basis", reader.problems) {
        whole.parts.push(("remittance", basis));
    }
    table.finish(reader.problems);
    Some(Remittance {
        due_days: due.map_or(0, |days| days.value),
        flat: flat_to.zip(flat),
        shares,
        remainder: remainder?,
    })
}

fn level(table: &mut Fields, key: &'static str, reader: &mut Reader<'_>) -> Option<LevelId> {
    let id = table.text(key, reader.problems)?;
    reader.names.level(&id, reader.problems)
}
