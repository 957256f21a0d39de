//! From the record to what one person was charged and paid.

use charter::Action;
use kernel::dues::Standing;
use kernel::{Actor, PersonId};

use super::list::name_of;
use super::{DuesPage, Row, table};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::view::View;
use crate::words::{capital, day};

/// The statement of a person, for themselves and whoever may see who has paid what.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(super) fn statement(
    view: View<'_>,
    person: PersonId,
    frame: Frame,
) -> Result<DuesPage, Failure> {
    let person = view.person(person)?;
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    if !view.may_see_dues_of(person) {
        return Err(Failure::NotFound);
    }
    let statement = view.state.dues_statement(person);
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
    let charges = statement.entries.iter().map(|it| Row {
        first: name_of(view, rule, it.period),
        href: view
            .knows_unit(it.unit)
            .then(|| format!("/units/{}/dues/{}", it.unit, it.period)),
        fields: [it.charged, it.paid, it.waived, it.open]
            .into_iter()
            .map(|minor| view.decimal(minor))
            .collect(),
    });
    let payments = statement.payments.iter().map(|it| Row {
        first: format!(
            "{} for {}",
            match it.what {
                Standing::Paid => "Paid",
                Standing::Corrected => "Put right to",
                Standing::Waived => "Waived",
            },
            name_of(view, rule, it.period)
        ),
        href: None,
        fields: vec![day(it.on), view.decimal(it.amount)],
    });
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
        place: format!("Amounts in {}", rule.currency),
        about,
        acts: acts(view, person, statement.open > 0),
        tables: vec![
            table(
                "Charges",
                "Nothing was charged yet.",
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
        export: None,
        article: view.note(rule.rule),
    })
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

fn acts(view: View<'_>, person: PersonId, open: bool) -> Vec<Link> {
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
    if may(Action::CollectDues) {
        acts.push(Link::new("Set the band", at("band")));
    }
    acts
}
