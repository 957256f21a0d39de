//! From the record to what one person was charged and paid.

use charter::{Action, DuesRule};
use kernel::dues::{Entry, Payment, Standing, Statement};
use kernel::{Actor, PersonId};

use super::list::name_of;
use super::postings::Text;
use super::stretch::Stretch;
use super::taking_back::{can_be_restored, can_be_struck};
use super::{DuesPage, Row, table};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::sheet::{Field as Value, Format, Sheet};
use crate::view::View;
use crate::words::{capital, day};

/// Rows of a page, of charges and of payments.
const ROWS: u64 = 24;

/// What the viewer may know of what somebody was charged and paid over some days: charges
/// whose time begins in them, and what was written down in them.
fn seen(view: View<'_>, person: PersonId, asked: &Stretch) -> Result<Statement, Failure> {
    let person = view.person(person)?;
    if !view.may_see_dues_of(person) {
        return Err(Failure::NotFound);
    }
    let mut statement = view.state.dues_statement(person);
    statement.entries.retain(|it| asked.holds(it.period));
    statement.payments.retain(|it| asked.holds(it.on));
    Ok(statement)
}

/// The statement of a person, for themselves and whoever may see who has paid what.
pub(super) fn statement(
    view: View<'_>,
    person: PersonId,
    asked: &Stretch,
    text: Text<'_>,
    frame: Frame,
) -> Result<DuesPage, Failure> {
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    let statement = seen(view, person, asked)?;
    let own = view.viewer == Actor::Person(person);
    let who = if own {
        "You".to_owned()
    } else {
        view.someone(person)
    };
    let verb = if own { "owe" } else { "owes" };
    let open = match statement.open {
        0 => format!("{who} {verb} nothing."),
        open => format!("{who} {verb} {}.", view.money(open)),
    };
    let mut about = vec![open];
    about.extend(present(view, person));
    let path = format!("/people/{person}/dues");
    let most = statement.entries.len().max(statement.payments.len());
    let pager = asked.pager(&path, (ROWS, most), ("row", "rows"), true);
    let charges = pager.rows(&statement.entries);
    let charges = charges.map(|it| charge(view, rule, it));
    let payments = pager.rows(&statement.payments);
    let payments = payments.map(|it| payment(view, rule, it, text));
    let title = if own {
        format!("Your {}", view.dues_title())
    } else {
        format!("{} of {who}", capital(&view.dues_title()))
    };
    Ok(DuesPage {
        frame: Frame {
            title: title.clone(),
            ..frame
        },
        heading: title,
        place: format!("Amounts in {}{}", rule.currency, asked.words()),
        about,
        acts: acts(view, person, &statement),
        period: Some(asked.form(&path)),
        tables: vec![
            table(
                "Charges",
                "Nothing was charged.",
                &["For", "Charged", "Paid", "Waived", "Open"],
                charges.collect(),
            ),
            table(
                "Written down one by one",
                "Nothing: every list was paid in full when it was ticked off.",
                &["What", "On", "Amount"],
                payments.collect(),
            ),
        ],
        pager: (most > 0).then_some(pager),
        export: None,
        article: view.note(rule.rule),
    })
}

fn charge(view: View<'_>, rule: &DuesRule, it: &Entry) -> Row {
    Row {
        first: name_of(view, rule, it.period),
        href: view
            .knows_unit(it.unit)
            .then(|| format!("/units/{}/dues/{}", it.unit, it.period)),
        fields: [it.charged, it.paid, it.waived, it.open]
            .into_iter()
            .map(|minor| view.decimal(minor))
            .collect(),
    }
}

fn payment(view: View<'_>, rule: &DuesRule, it: &Payment, text: Text<'_>) -> Row {
    let mut first = format!(
        "{} for {}",
        match it.what {
            Standing::Paid => "Paid",
            Standing::Corrected => "Put right to",
            Standing::Waived => "Waived",
            Standing::Struck => "Charge struck",
            Standing::Restored => "Owed after all",
        },
        name_of(view, rule, it.period)
    );
    if let Some(reason) = it.reason.and_then(text) {
        first.push_str(": ");
        first.push_str(&reason);
    }
    Row {
        first,
        href: None,
        fields: vec![day(it.on), view.decimal(it.amount)],
    }
}

/// The statement as a file: charges, and then what was written down one by one.
pub(super) fn sheet(
    view: View<'_>,
    person: PersonId,
    asked: &Stretch,
    text: Text<'_>,
    format: Format,
) -> Result<Sheet, Failure> {
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    let statement = seen(view, person, asked)?;
    let places = u8::try_from(rule.currency.places()).unwrap_or(0);
    let amount = |minor| Value::Amount(minor, places);
    let heads = [
        "what", "period", "on", "unit", "currency", "charged", "paid", "waived", "open", "amount",
        "reason",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for it in &statement.entries {
        sheet.row([
            Value::from("charge"),
            Value::Day(it.period),
            Value::Day(it.due),
            Value::Text(view.some_unit(it.unit)),
            Value::from(rule.currency.code()),
            amount(it.charged),
            amount(it.paid),
            amount(it.waived),
            amount(it.open),
            Value::Empty,
            Value::Empty,
        ]);
    }
    for it in &statement.payments {
        sheet.row([
            Value::from(it.what.word()),
            Value::Day(it.period),
            Value::Day(it.on),
            Value::Empty,
            Value::from(rule.currency.code()),
            Value::Empty,
            Value::Empty,
            Value::Empty,
            Value::Empty,
            amount(it.amount),
            Value::from(it.reason.and_then(text)),
        ]);
    }
    Ok(sheet)
}

/// What is owed for each stretch of time as things are.
fn present(view: View<'_>, person: PersonId) -> Option<String> {
    let rule = view.charter.dues.as_ref()?;
    view.state.grade_of(person)?;
    let band = view.state.dues_band(rule, person);
    let band = band.and_then(|band| rule.bands.get(band.index()));
    let words = band.map_or_else(String::new, |band| format!(" ({})", band.title));
    Some(match view.state.owes(rule, person) {
        Some(owes) => format!("From now on it is {} each time{words}.", view.money(owes)),
        None => {
            "How much it is from now on takes an income to know, and none was named.".to_owned()
        }
    })
}

fn acts(view: View<'_>, person: PersonId, statement: &Statement) -> Vec<Link> {
    let open = statement.open > 0;
    let Some(unit) = view.state.unit_of(person) else {
        return Vec::new();
    };
    let at = |what: &str| format!("/people/{person}/dues/{what}");
    let may = |action| view.may(action, unit);
    let mut acts = Vec::new();
    if open && may(Action::CollectDues) {
        acts.push(Link::new("Take a payment in", at("pay")));
    }
    if may(Action::CorrectDues) {
        acts.push(Link::new("Correct a payment", at("correct")));
    }
    if open && may(Action::WaiveDues) {
        acts.push(Link::new("Let off", at("waive")));
    }
    if may(Action::CorrectDues) && statement.entries.iter().any(can_be_struck) {
        acts.push(Link::new("Strike a charge", at("strike")));
    }
    let restored = |entry: &Entry| can_be_restored(view, person, entry);
    if statement.entries.iter().any(restored) {
        acts.push(Link::new("Owed after all", at("restore")));
    }
    if may(Action::CollectDues) {
        acts.push(Link::new("Set the band", at("band")));
        if view.state.last_band(person).is_some() {
            acts.push(Link::new("Strike the band", at("strike-band")));
        }
    }
    acts
}
