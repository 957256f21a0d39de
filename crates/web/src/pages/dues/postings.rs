//! From the record to what was done with the money of a unit, posting by posting.

use charter::{Action, DuesRule};
use kernel::dues::{Account, Ledger, Posted, Posting};
use kernel::{DocumentId, UnitId};

use super::books::account_words;
use super::list::name_of;
use super::stretch::Stretch;
use super::{DuesPage, Row, Table, table};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::sheet::{Field as Value, Format, Sheet};
use crate::view::View;
use crate::words::{capital, day};

/// Postings of a page.
const ROWS: u64 = 40;

/// Reads what somebody wrote; nothing where it is erased or cannot be read.
pub(super) type Text<'a> = &'a dyn Fn(DocumentId) -> Option<String>;

/// What the viewer may know of the books of a unit over some days: figures, and what single
/// people paid where they may see who has paid what.
fn seen(view: View<'_>, unit: UnitId, asked: &Stretch) -> Ledger {
    let (from, to) = asked.days();
    let mut ledger = view.state.ledger(unit, from, to);
    let (state, viewer, today) = (view.state, view.viewer, view.today);
    if !state.may_read_day_book(viewer, today, unit, true) {
        ledger.postings.retain(|it| it.what.whose().is_none());
    }
    ledger
}

/// The postings of a unit: the newest first, under what its accounts stood at before and after.
pub(super) fn page(
    view: View<'_>,
    unit: UnitId,
    asked: &Stretch,
    text: Text<'_>,
    frame: Frame,
) -> Result<DuesPage, Failure> {
    let it = view.unit(unit)?;
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    let sees = view.may(Action::SeeDues, unit);
    let ledger = seen(view, unit, asked);
    let path = format!("/units/{unit}/money/postings");
    let total = ledger.postings.len();
    let pager = asked.pager(&path, (ROWS, total), ("posting", "postings"), sees);
    let shown = pager.rows(ledger.postings.iter().rev());
    let rows = shown.flat_map(|posting| rows(view, rule, unit, posting, text));
    let heads = ["What", "Day", "From", "To", "Amount"];
    let mut about = Vec::new();
    if !sees {
        about.push(
            "What single people paid stands in the sums only: who has paid what is for those \
             to see who keep the list."
                .to_owned(),
        );
    }
    let title = format!("Every posting of {}", it.name);
    Ok(DuesPage {
        frame: Frame {
            title: title.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading: title,
        place: format!("Amounts in {}{}", rule.currency, asked.words()),
        about,
        acts: vec![Link::new("The books", format!("/units/{unit}/money"))],
        period: Some(asked.form(&path)),
        tables: vec![
            accounts(view, &ledger),
            table("Postings", "Nothing was posted.", &heads, rows.collect()),
        ],
        pager: Some(pager),
        export: None,
        article: view.note(rule.rule),
    })
}

/// What the accounts stood at before and after, and what was moved in between.
fn accounts(view: View<'_>, ledger: &Ledger) -> Table {
    let rows = Account::ALL.into_iter().filter_map(|account| {
        let (words, below) = account_words(account);
        let (before, after) = (ledger.before.of(account), ledger.after.of(account));
        let plain = |minor: i64| view.decimal(if below { minor.saturating_neg() } else { minor });
        (before != 0 || after != 0).then(|| Row {
            first: words.to_owned(),
            href: None,
            fields: vec![
                plain(before),
                plain(after.saturating_sub(before)),
                plain(after),
            ],
        })
    });
    let heads = ["Account", "Before", "Change", "After"];
    table("Accounts", "No account has moved.", &heads, rows.collect())
}

/// A posting, a row for each amount that it moved.
fn rows(
    view: View<'_>,
    rule: &DuesRule,
    unit: UnitId,
    posting: &Posting,
    text: Text<'_>,
) -> Vec<Row> {
    let what = told(view, rule, unit, posting, text);
    let outlay = matches!(posting.what, Posted::Spent(_) | Posted::Remitted);
    let of = |at: &kernel::dues::Move| Row {
        first: what.clone(),
        href: posting
            .number
            .filter(|_| outlay)
            .map(|number| format!("/units/{unit}/money/outlays/{number}")),
        fields: vec![
            day(posting.on),
            short(at.from).to_owned(),
            short(at.to).to_owned(),
            view.decimal(at.minor),
        ],
    };
    posting.moves.iter().map(of).collect()
}

/// What a posting was, in words.
fn told(
    view: View<'_>,
    rule: &DuesRule,
    unit: UnitId,
    posting: &Posting,
    text: Text<'_>,
) -> String {
    let number = posting.number.map(|number| format!("No. {number}. "));
    let mut words = format!(
        "{}{}",
        number.unwrap_or_default(),
        capital(&what(view, rule, posting))
    );
    let written = match posting.what {
        Posted::Spent(purpose) => Some(purpose),
        _ => posting.reason,
    };
    let written = written.filter(|_| view.may(Action::SeeDues, unit));
    if let Some(written) = written.and_then(text) {
        words.push_str(": ");
        words.push_str(&written);
    }
    if let Some(by) = posting.struck {
        words.push_str(&format!(" (struck by No. {by})"));
    }
    words
}

fn what(view: View<'_>, rule: &DuesRule, posting: &Posting) -> String {
    let of = |words: &str| match posting.what.whose() {
        Some(whose) => format!(
            "{words}: {}, {}",
            view.someone(whose.person),
            name_of(view, rule, whose.period)
        ),
        None => words.to_owned(),
    };
    match posting.what {
        Posted::Listed(period) => format!("list for {}", name_of(view, rule, period)),
        Posted::Paid(_) => of("paid"),
        Posted::Corrected(_) => of("payment put right"),
        Posted::Waived(_) => of("let off"),
        Posted::Revoked(_) => of("owed again, after being let off"),
        Posted::ChargeStruck(_) => of("charge struck"),
        Posted::ChargeRestored(_) => of("owed after all"),
        Posted::CarriedOut(_) => of("went along to another unit"),
        Posted::CarriedIn(_) => of("came along from another unit"),
        Posted::Reckoned => of("worked out what goes up"),
        Posted::Remitted => of("handed up"),
        Posted::Spent(_) => of("spent"),
        Posted::Struck(number) => format!("struck No. {number}"),
        Posted::Passed(other) => format!("passed with {}", view.some_unit(other)),
        Posted::Settled => of("settled: what it would have owed to itself"),
        Posted::ReckonedBeneath(by) => format!("to come from {}", view.some_unit(by)),
        Posted::RemittedBeneath(by) => format!("handed up by {}", view.some_unit(by)),
        Posted::StruckBeneath(by) => format!("struck by {}", view.some_unit(by)),
    }
}

/// An account in a word or two.
fn short(account: Account) -> &'static str {
    match account {
        Account::Cash => "cash",
        Account::Owed => "open",
        Account::Charged => "charged",
        Account::Waived => "let off",
        Account::Spent => "spent",
        Account::Remitted => "goes up",
        Account::Payable => "to hand up",
        Account::Receivable => "to come up",
        Account::Received => "came up",
        Account::Between => "other units",
    }
}

/// The postings as a file, the earliest first.
pub(super) fn sheet(
    view: View<'_>,
    unit: UnitId,
    asked: &Stretch,
    text: Text<'_>,
    format: Format,
) -> Result<Sheet, Failure> {
    view.unit_for(Action::SeeDues, unit)?;
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    let places = u8::try_from(rule.currency.places()).unwrap_or(0);
    let heads = [
        "number",
        "on",
        "what",
        "code",
        "name",
        "period",
        "text",
        "struck by",
        "currency",
        "from",
        "to",
        "amount",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for posting in &seen(view, unit, asked).postings {
        let whose = posting.what.whose();
        let card = whose.and_then(|whose| view.directory.card(whose.person));
        let period = match posting.what {
            Posted::Listed(period) => Some(period),
            _ => whose.map(|whose| whose.period),
        };
        let written = match posting.what {
            Posted::Spent(purpose) => Some(purpose),
            _ => posting.reason,
        };
        for moved in &posting.moves {
            sheet.row([
                Value::from(posting.number),
                Value::Day(posting.on),
                Value::from(posting.what.word()),
                Value::from(card.as_ref().map_or("", |card| card.code.as_str())),
                Value::from(whose.map(|whose| view.directory.name(whose.person))),
                Value::from(period),
                Value::from(written.and_then(text)),
                Value::from(posting.struck),
                Value::from(rule.currency.code()),
                Value::from(moved.from.word()),
                Value::from(moved.to.word()),
                Value::Amount(moved.minor, places),
            ]);
        }
    }
    Ok(sheet)
}
