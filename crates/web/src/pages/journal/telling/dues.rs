//! What happens to dues and money, in sentences. Whose payment it was is told
//! only to whoever may see who has paid what.

use charter::Action;
use jiff::civil::Date;
use kernel::dues::{DuesEvent, DuesOf, GoesUp, PaidFor};
use kernel::{Actor, PersonId, UnitId};

use super::Told;
use crate::view::View;
use crate::words::day;

#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(super) fn told(view: View<'_>, event: &DuesEvent) -> Told {
    let title = view.dues_title();
    match event {
        DuesEvent::Listed {
            unit, period, on, ..
        } => Told::new(
            format!(
                "made the list of {title} of {} for the time from {} on",
                view.some_unit(*unit),
                day(*period)
            ),
            view.unit_href(*unit)
                .map(|href| format!("{href}/dues/{period}")),
        )
        .on(*on),
        DuesEvent::Paid {
            person, parts, on, ..
        } => paid(view, *person, parts).on(*on),
        DuesEvent::PaymentCorrected { of, paid, on, .. } => about(view, of, *on, |whose| {
            format!("corrected what was paid of {title}{whose} to {paid}")
        }),
        DuesEvent::Waived { of, amount, on, .. } => about(view, of, *on, |whose| {
            format!("waived {amount} of {title}{whose}")
        }),
        DuesEvent::BandSet {
            person, unit, on, ..
        } => Told::new(
            format!("set the band of {title}{}", whose(view, *person, *unit)),
            view.unit_href(*unit),
        )
        .on(*on),
        DuesEvent::BandStruck { person, unit, .. } => Told::new(
            format!("struck the band of {title}{}", whose(view, *person, *unit)),
            view.unit_href(*unit),
        ),
        DuesEvent::Reckoned {
            unit, taken, on, ..
        } => Told::new(
            format!(
                "worked out what goes up of the {taken} that {} took in",
                view.some_unit(*unit)
            ),
            money_href(view, *unit),
        )
        .on(*on),
        DuesEvent::Remitted { unit, parts, on } => Told::new(
            format!(
                "handed up {} from {}",
                going(view, parts),
                view.some_unit(*unit)
            ),
            money_href(view, *unit),
        )
        .on(*on),
        DuesEvent::Spent {
            unit, amount, on, ..
        } => Told::new(
            format!("recorded that {} spent {amount}", view.some_unit(*unit)),
            money_href(view, *unit),
        )
        .on(*on),
        DuesEvent::OutlayStruck {
            unit,
            number,
            amount,
            parts,
            on,
            ..
        } => {
            let what = if parts.is_empty() {
                "spent"
            } else {
                "handed up"
            };
            let text = format!("struck {amount} that {} had {what}", view.some_unit(*unit));
            let href = view.unit_href(*unit);
            let href = href.map(|_| crate::pages::dues::outlays::href(*unit, *number));
            Told::new(text, href).on(*on)
        }
        DuesEvent::ChargeStruck { of, amount, on, .. } => about(view, of, *on, |whose| {
            format!("struck {amount} of {title}{whose} as never owed")
        }),
        DuesEvent::ChargeRestored {
            of,
            amount,
            waived,
            on,
            ..
        } => about(view, of, *on, |whose| {
            let before = if *waived { "waived" } else { "struck" };
            format!("restored {amount} of {title}{whose} that had been {before}")
        }),
        DuesEvent::CarriedOver {
            person,
            from,
            to,
            amount,
            on,
        } => Told::new(
            format!(
                "{amount} of {title} is owed to {} and no longer to {}{}",
                view.some_unit(*to),
                view.some_unit(*from),
                whose(view, *person, *to)
            ),
            view.unit_href(*to),
        )
        .on(*on),
        DuesEvent::Closed { unit, into, on } => Told::new(
            format!(
                "the money of {} went over to {}",
                view.some_unit(*unit),
                view.some_unit(*into)
            ),
            money_href(view, *into),
        )
        .on(*on),
    }
}

fn money_href(view: View<'_>, unit: UnitId) -> Option<String> {
    view.unit_href(unit).map(|href| format!("{href}/money"))
}

/// Whose it is, for whoever may see that.
fn whose(view: View<'_>, person: PersonId, unit: UnitId) -> String {
    let own = view.viewer == Actor::Person(person);
    if own || view.may(Action::SeeDues, unit) {
        return format!(" of {}", view.someone(person));
    }
    String::new()
}

fn paid(view: View<'_>, person: PersonId, parts: &[PaidFor]) -> Told {
    let title = view.dues_title();
    let sum = parts
        .iter()
        .fold(0_i64, |sum, part| sum.saturating_add(part.amount.minor));
    let amount = view.money(sum);
    let unit = parts.first().map(|part| part.unit);
    let whose = unit.map(|unit| whose(view, person, unit));
    let place = unit.map_or_else(String::new, |unit| format!(" in {}", view.some_unit(unit)));
    Told::new(
        format!(
            "took in {amount} of {title}{}{place}",
            whose.unwrap_or_default()
        ),
        unit.and_then(|unit| money_href(view, unit)),
    )
}

fn about(view: View<'_>, of: &DuesOf, on: Date, text: impl Fn(String) -> String) -> Told {
    let whose = whose(view, of.person, of.unit);
    let text = format!(
        "{} in {} for the time from {} on",
        text(whose),
        view.some_unit(of.unit),
        day(of.period)
    );
    Told::new(text, money_href(view, of.unit)).on(on)
}

fn going(view: View<'_>, parts: &[GoesUp]) -> String {
    let sum = parts
        .iter()
        .fold(0_i64, |sum, part| sum.saturating_add(part.amount.minor));
    view.money(sum)
}
