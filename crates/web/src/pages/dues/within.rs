//! The lists that the books of a unit are made of: those of its dues, and the
//! books of the units directly beneath it.

use charter::DuesRule;
use jiff::civil::Date;
use kernel::UnitId;
use kernel::dues::{Account, Balances, Line as Charge};

use super::list::name_of;
use crate::error::Failure;
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, one, year};
use crate::sheet::Field;
use crate::view::View;
use crate::words::{capital, counted};

/// The list of a unit for a stretch of time, in sums.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Made {
    unit: UnitId,
    period: Date,
    due: Date,
    people: usize,
    charged: i64,
    paid: i64,
    open: i64,
}

/// `/units/{id}/money/lists`: the lists of a unit, the newest first.
pub(crate) const LISTS: List<u32, Made> = List {
    room: Room::Units,
    opens: |with, unit| {
        let view = with.view;
        let periods = view.state.listed_periods(UnitId(unit));
        let rows = periods.filter_map(|period| made(view, UnitId(unit), period));
        Ok(Opened {
            rows: rows.collect(),
            ..opened(with, UnitId(unit), "Lists")?
        })
    },
    of: ("list", "lists"),
    file: "lists",
    heads: &["period", "due", "people", "charged", "paid", "open"],
    fields: |Opening { view, .. }, it| {
        vec![
            it.period.into(),
            it.due.into(),
            (it.people as u64).into(),
            amount(view, it.charged),
            amount(view, it.paid),
            amount(view, it.open),
        ]
    },
    sieves: &[
        Sieve("standing", "Standing", "However it stands", |_, it| {
            let (word, words) = if it.open > 0 {
                ("open", "Something is open")
            } else {
                ("settled", "Nothing is open")
            };
            one(word, words)
        }),
        Sieve("year", "Year", "Every year", |_, it| year(it.period)),
    ],
    line: |Opening { view, .. }, it| {
        let rule = view.charter.dues.as_ref();
        let name = rule.map_or_else(
            || it.period.to_string(),
            |rule| name_of(view, rule, it.period),
        );
        let href = format!("/units/{}/dues/{}", it.unit, it.period);
        let about = format!(
            "{} · charged {} · paid {} · open {}",
            counted(it.people as u64, "person", "people"),
            view.money(it.charged),
            view.money(it.paid),
            view.money(it.open)
        );
        Line::new(Link::new(capital(&name), href), about)
    },
};

/// `/units/{id}/money/beneath`: the units directly beneath, each with all beneath it.
pub(crate) const BENEATH: List<u32, UnitId> = List {
    room: Room::Units,
    opens: |with, unit| {
        Ok(Opened {
            rows: with.view.units_beneath(UnitId(unit)),
            ..opened(with, UnitId(unit), "Books of the units beneath")?
        })
    },
    of: ("unit", "units"),
    file: "books",
    heads: &[
        "code",
        "unit",
        "charged",
        "cash",
        "open",
        "to hand up",
        "balance",
    ],
    fields: |Opening { view, .. }, unit| {
        let it = view.state.unit(*unit);
        let books = view.state.balances_within(*unit);
        let mut fields: Vec<Field> =
            vec![it.map(|it| it.code).into(), view.some_unit(*unit).into()];
        fields.extend(figures(&books).map(|minor| amount(view, minor)));
        fields.push(amount(view, books.sum()));
        fields
    },
    sieves: &[],
    line: |Opening { view, .. }, unit| {
        let books = view.state.balances_within(*unit);
        let [charged, cash, open, up] = figures(&books).map(|minor| view.money(minor));
        let about = format!("charged {charged} · cash {cash} · open {open} · to hand up {up}");
        let href = format!("/units/{unit}/money");
        Line::new(Link::new(capital(&view.some_unit(*unit)), href), about)
    },
};

/// What was charged, what is there, what is open and what is to be handed up.
fn figures(books: &Balances) -> [i64; 4] {
    [
        books.of(Account::Charged).saturating_neg(),
        books.of(Account::Cash),
        books.of(Account::Owed),
        books.of(Account::Payable).saturating_neg(),
    ]
}

/// A list of a unit, for whoever may see its figures.
fn opened<R>(with: Opening<'_>, unit: UnitId, heading: &str) -> Result<Opened<R>, Failure> {
    let view = with.view;
    let unit = view.unit(unit)?.id;
    let rule: &DuesRule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    Ok(Opened {
        acts: vec![Link::new("The books", format!("/units/{unit}/money"))],
        about: vec![format!("Amounts in {}.", rule.currency)],
        article: view.note(rule.rule),
        ..Opened::of_unit(view, unit, heading)
    })
}

fn made(view: View<'_>, unit: UnitId, period: Date) -> Option<Made> {
    let list = view.state.dues_list(unit, period)?;
    let sum = |of: fn(&Charge) -> i64| list.lines.iter().map(of).sum::<i64>();
    Some(Made {
        unit,
        period,
        due: list.due,
        people: list.lines.len(),
        charged: sum(|line| line.charged),
        paid: sum(|line| line.paid),
        open: sum(|line| line.open),
    })
}

fn amount(view: View<'_>, minor: i64) -> Field {
    let rule = view.charter.dues.as_ref();
    let places = rule.and_then(|rule| u8::try_from(rule.currency.places()).ok());
    Field::Amount(minor, places.unwrap_or(0))
}
