//! From the record to the books of a unit.

use charter::{Action, DuesRule};
use kernel::UnitId;
use kernel::dues::Account;

use super::list::name_of;
use super::outlays;
use super::postings::Text;
use super::{DuesPage, Row, Table, table};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::view::View;
use crate::words::{capital, counted};

/// Lists that are shown; the list of them has them all.
const LISTS_MAX: usize = 12;
/// Units beneath that are shown; the list of them has them all.
const UNITS_MAX: usize = 30;

/// The books of a unit: figures, for whoever may see the unit's figures.
pub(super) fn books(
    view: View<'_>,
    unit: UnitId,
    text: Text<'_>,
    frame: Frame,
) -> Result<DuesPage, Failure> {
    let it = view.unit(unit)?;
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    let next = next(view, rule, unit);
    let mut about = Vec::new();
    let (people, open) = view.state.open_to(unit);
    if people > 0 {
        let owe = if people == 1 { "owes" } else { "owe" };
        about.push(format!(
            "{} {owe} {} in all.",
            capital(&counted(u64::from(people), "person", "people")),
            view.money(open)
        ));
    }
    let mut tables = Vec::new();
    tables.extend(going_up(view, rule, unit, &mut about));
    if next.is_some() || view.state.listed_periods(unit).next().is_some() {
        tables.push(lists(view, rule, unit));
    }
    tables.extend(outlays::newest(view, unit, text));
    tables.extend(beneath(view, unit));
    tables.push(accounts(view, unit));
    about.push(
        "Every amount stands as what it is: what was charged, what is open, what is there. \
         The last line is the sum as bookkeepers draw it, with what came from somewhere and \
         what is owed to others taken off: it is nought when nothing is lost."
            .to_owned(),
    );
    let title = format!("The books of {}", it.name);
    Ok(DuesPage {
        frame: Frame {
            title: title.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading: title,
        place: format!("Amounts in {}", rule.currency),
        about,
        acts: acts(view, rule, unit, next),
        period: None,
        tables,
        pager: None,
        export: None,
        article: view.note(rule.rule),
    })
}

/// The list that can be made next.
fn next(view: View<'_>, rule: &DuesRule, unit: UnitId) -> Option<jiff::civil::Date> {
    let level = view.state.standing_level(unit);
    let members = level.and_then(|level| view.charter.level(level))?.members;
    let next = view.state.next_list(rule, unit)?;
    (members && next <= view.today).then_some(next)
}

fn acts(
    view: View<'_>,
    rule: &DuesRule,
    unit: UnitId,
    next: Option<jiff::civil::Date>,
) -> Vec<Link> {
    let at = |what: &str| format!("/units/{unit}/money/{what}");
    let mut acts = Vec::new();
    if let Some(next) = next.filter(|_| view.may(Action::CollectDues, unit)) {
        let what = format!("Tick off {}", name_of(view, rule, next));
        acts.push(Link::new(what, format!("/units/{unit}/dues/{next}")));
    }
    if view.may(Action::CollectDues, unit) && !view.state.debtors_of(unit).is_empty() {
        acts.push(Link::new("Read a bank statement", at("bank")));
    }
    if view.may(Action::RemitDues, unit) {
        let taken = view.state.stack(rule, unit).is_some_and(|it| it.taken > 0);
        if taken || !view.state.to_hand_up(unit).is_empty() {
            acts.push(Link::new("Hand up what goes up", at("remit")));
        }
        if taken {
            acts.push(Link::new("Only work out what goes up", at("reckon")));
        }
    }
    if view.may(Action::SpendDues, unit) && view.state.balance(unit, Account::Cash) > 0 {
        acts.push(Link::new("Record an expense", at("spend")));
    }
    if view.state.units_with_books().any(|it| it == unit) {
        acts.push(Link::new("Every posting", at("postings")));
    }
    if view.state.listed_periods(unit).nth(1).is_some() {
        acts.push(Link::new("See all lists", at("lists")));
    }
    if view.units_beneath(unit).len() > 1 {
        acts.push(Link::new("See all units beneath", at("beneath")));
    }
    acts
}

/// What goes up, part by part.
fn going_up(
    view: View<'_>,
    rule: &DuesRule,
    unit: UnitId,
    about: &mut Vec<String>,
) -> Option<Table> {
    let stack = view.state.stack(rule, unit)?;
    let row = |what: &str, to: UnitId, minor: i64| Row {
        first: format!("{what} {}", view.some_unit(to)),
        href: view.unit_href(to).map(|href| format!("{href}/money")),
        fields: vec![view.decimal(minor)],
    };
    let mut rows: Vec<Row> = view
        .state
        .to_hand_up(unit)
        .into_iter()
        .map(|(to, minor)| row("Worked out, to", to, minor))
        .collect();
    if stack.taken > 0 {
        about.push(format!(
            "{} came in since what goes up was last worked out; {} of it stays.",
            view.money(stack.taken),
            view.money(stack.stays)
        ));
        let parts = stack.parts.iter();
        rows.extend(parts.map(|(to, minor)| row("Would go to", *to, *minor)));
    }
    (!rows.is_empty()).then(|| table("What goes up", "", &["To", "Amount"], rows))
}

/// The lists of the unit, the newest first.
fn lists(view: View<'_>, rule: &DuesRule, unit: UnitId) -> Table {
    let lists = view
        .state
        .listed_periods(unit)
        .take(LISTS_MAX)
        .filter_map(|period| view.state.dues_list(unit, period));
    let rows = lists.map(|list| {
        let sum = |of: fn(&kernel::dues::Line) -> i64| {
            view.decimal(list.lines.iter().map(of).sum::<i64>())
        };
        Row {
            first: name_of(view, rule, list.period),
            href: Some(format!("/units/{unit}/dues/{}", list.period)),
            fields: vec![
                list.lines.len().to_string(),
                sum(|line| line.charged),
                sum(|line| line.paid),
                sum(|line| line.open),
            ],
        }
    });
    table(
        "Lists",
        "No list is made yet.",
        &["For", "People", "Charged", "Paid", "Open"],
        rows.collect(),
    )
}

/// The units directly beneath, each with everything beneath it.
fn beneath(view: View<'_>, unit: UnitId) -> Option<Table> {
    let units = view.units_beneath(unit);
    let rows: Vec<Row> = units
        .into_iter()
        .take(UNITS_MAX)
        .map(|unit| {
            let books = view.state.balances_within(unit);
            let of = |account| view.decimal(books.of(account));
            Row {
                first: view.some_unit(unit),
                href: Some(format!("/units/{unit}/money")),
                fields: vec![
                    view.decimal(books.of(Account::Charged).saturating_neg()),
                    of(Account::Cash),
                    of(Account::Owed),
                    view.decimal(books.of(Account::Payable).saturating_neg()),
                    view.decimal(books.sum()),
                ],
            }
        })
        .collect();
    let heads = [
        "Unit, and all under it",
        "Charged",
        "Cash",
        "Open",
        "To hand up",
        "Balance",
    ];
    (!rows.is_empty()).then(|| table("Under it", "", &heads, rows))
}

/// Every account, for the unit and with everything beneath it.
fn accounts(view: View<'_>, unit: UnitId) -> Table {
    let (own, within) = (view.state.balances(unit), view.state.balances_within(unit));
    let mut rows: Vec<Row> = Account::ALL
        .into_iter()
        .map(|account| {
            let (words, below) = account_words(account);
            let plain = |minor: i64| if below { minor.saturating_neg() } else { minor };
            Row {
                first: words.to_owned(),
                href: None,
                fields: [own, within]
                    .map(|books| view.decimal(plain(books.of(account))))
                    .to_vec(),
            }
        })
        .collect();
    rows.push(Row {
        first: "Together: nought, since the books balance".to_owned(),
        href: None,
        fields: [own, within]
            .map(|books| view.decimal(books.sum()))
            .to_vec(),
    });
    table(
        "Accounts",
        "",
        &["Account", "This unit", "With all under it"],
        rows,
    )
}

/// What an account is called on a page, and whether a bookkeeper writes it
/// below nought: where money came from, and what is owed to others.
pub(super) fn account_words(account: Account) -> (&'static str, bool) {
    match account {
        Account::Cash => ("In cash", false),
        Account::Owed => ("Still open of members", false),
        Account::Charged => ("Charged to members", true),
        Account::Waived => ("Let off", false),
        Account::Spent => ("Spent", false),
        Account::Remitted => ("Goes or went up", false),
        Account::Payable => ("Still to hand up", true),
        Account::Receivable => ("Still to come from below", false),
        Account::Received => ("Comes or came from below", true),
        Account::Between => ("Passed between units", false),
    }
}
