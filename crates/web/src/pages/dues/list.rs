//! From the record to the list of a unit for a stretch of time.

use std::collections::BTreeMap;

use charter::money::Currency;
use charter::{Action, DuesRule};
use jiff::civil::Date;
use kernel::dues::{DuesList, Line};
use kernel::meetings::{period_of, period_start};
use kernel::{PersonId, UnitId};
use serde::Deserialize;

use super::{DuesPage, Row, Table, TickPage, TickRow, table};
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::Refused;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, address_of_page};
use crate::pages::reports::words::stretch_name;
use crate::sheet::{Exports, Field as Value, Format, Sheet};
use crate::view::View;
use crate::words::{away, capital, counted, day, parted};

/// What the form of a list sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TickForm {
    pub(crate) on: String,
    /// Whose names the form showed.
    pub(crate) shown: Vec<u32>,
    /// Who of them is ticked.
    pub(crate) paid: Vec<u32>,
    /// What was typed beside each name that was shown.
    pub(crate) part: Vec<String>,
    /// `assess` where the list is only to be made.
    pub(crate) how: String,
    /// The page that was shown, counted from one.
    pub(crate) page: u64,
}

/// What the part beside a person's name is called where something is wrong with it.
pub(super) fn part_field(person: u32) -> String {
    format!("part-{person}")
}

/// People of a page.
const ROWS: u64 = 100;

impl TickForm {
    /// What was typed beside a name.
    pub(crate) fn part_of(&self, person: u32) -> &str {
        let at = self.shown.iter().position(|shown| *shown == person);
        at.and_then(|at| self.part.get(at))
            .map_or("", |part| part.trim())
    }
}

/// A list as it stands: made, or to be made.
pub(super) struct Listed<'a> {
    pub(super) rule: &'a DuesRule,
    /// The first day of the stretch of time.
    pub(super) first: Date,
    /// The list, where it is made.
    pub(super) made: Option<DuesList>,
    /// Who owes how much that is not paid.
    pub(super) open: BTreeMap<PersonId, i64>,
}

/// The list of a unit for the stretch of time in which a day lies.
pub(super) fn listed<'a>(view: View<'a>, unit: UnitId, named: &str) -> Result<Listed<'a>, Failure> {
    let named = crate::words::iso_day(named).ok_or(Failure::NotFound)?;
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    let number = period_of(rule.every, named);
    let first = period_start(rule.every, number).ok_or(Failure::NotFound)?;
    let next = period_start(rule.every, number.saturating_add(1));
    let last = next.and_then(|next| next.yesterday().ok());
    let last = last.ok_or(Failure::NotFound)?;
    let made = view.state.dues_list(unit, first);
    let open = match &made {
        Some(list) => list
            .lines
            .iter()
            .filter(|line| line.open > 0)
            .map(|line| (line.person, line.open))
            .collect(),
        None => {
            // Only the next list can be made, and there is nothing to show of later ones.
            if view.state.next_list(rule, unit) != Some(first) {
                return Err(Failure::NotFound);
            }
            view.state.owing(rule, unit, first, last)
        }
    };
    Ok(Listed {
        rule,
        first,
        made,
        open,
    })
}

/// The newest list that a unit has made, or the one that it is to make first.
pub(super) fn newest(view: View<'_>, unit: UnitId) -> Result<String, Failure> {
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    let made = view.state.listed_periods(unit).next();
    let first = made.or_else(|| view.state.next_list(rule, unit));
    first
        .map(|first| first.to_string())
        .ok_or(Failure::NotFound)
}

/// The heading of a list.
fn heading(view: View<'_>, it: &Listed<'_>) -> String {
    format!(
        "{} for {}",
        capital(&view.dues_title()),
        name_of(view, it.rule, it.first)
    )
}

/// What a stretch of time is called.
pub(super) fn name_of(view: View<'_>, rule: &DuesRule, first: Date) -> String {
    stretch_name(view, rule.every, first)
}

/// The form, where there is something to tick off and the viewer may.
pub(super) fn tick(
    view: View<'_>,
    unit: UnitId,
    named: &str,
    (form, page): (Option<&TickForm>, u64),
    with: Drawing,
) -> Result<TickPage, Failure> {
    let it = view.unit_for(Action::CollectDues, unit)?;
    let list = listed(view, unit, named)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let mut rows: Vec<TickRow> = list
        .open
        .iter()
        .map(|(person, minor)| TickRow {
            id: person.0,
            name: view.someone(*person),
            owes: view.money(*minor),
            ticked: form.is_none_or(|form| form.paid.contains(&person.0)),
            part: form.map_or("", |form| form.part_of(person.0)).to_owned(),
            wrong: trouble.error_at(&part_field(person.0)),
        })
        .collect();
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    let (path, people) = (format!("/units/{unit}/dues/{}", list.first), rows.len());
    let pager = pager(&path, page, people);
    let rows: Vec<TickRow> = pager.rows(rows).collect();
    let made = list.made.as_ref();
    let long = made.is_some_and(|made| made.lines.len() as u64 > ROWS);
    let typed = form.map_or("", |form| form.on.as_str());
    let due = list.rule.due(list.first);
    let title = heading(view, &list);
    Ok(TickPage {
        frame: Frame {
            title: title.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading: title,
        about: format!(
            "{}, due on {}, {}",
            it.name,
            day(due),
            away(view.today, due)
        ),
        guard,
        refused: trouble.refused.clone().or_else(|| wrong_parts(&rows)),
        fields: vec![trouble.mark(day_field("Day of payment", typed, view.today))],
        sum: format!(
            "{} in all from {}.{}",
            view.money(open_in_all(&list)),
            counted(people as u64, "person", "people"),
            match rows.len() {
                shown if shown == people => String::new(),
                shown =>
                    format!(" Here are {shown} of them by name; whoever is not here stays open."),
            }
        ),
        rows,
        submit: "Write it down".to_owned(),
        may_assess: made.is_none(),
        page: pager.first.div_ceil(ROWS).max(1),
        pager: (pager.total > ROWS).then_some(pager),
        done: made.filter(|_| !long).map(|made| settled(view, made)),
        whole: made.filter(|_| long).map(|_| {
            let way = format!("{path}?how=read");
            Link::new("The whole list, line by line", way)
        }),
        action: path,
        article: view.note(list.rule.rule),
    })
}

/// That something is wrong beside names further down, with the ways there.
fn wrong_parts(rows: &[TickRow]) -> Option<Refused> {
    let wrong = rows.iter().filter(|row| row.wrong.is_some());
    let ways_on: Vec<Link> = wrong
        .map(|row| Link::new(&row.name, format!("#part-{}", row.id)))
        .collect();
    (!ways_on.is_empty()).then(|| Refused {
        heading: "Nothing is written down yet".to_owned(),
        ways_on,
        ..Refused::new("What stands as a part beside these names is no amount.")
    })
}

/// What is open on a list in all.
fn open_in_all(list: &Listed<'_>) -> i64 {
    let open = list.open.values();
    open.fold(0, |sum, it| sum.saturating_add(*it))
}

/// The pager of a list at an address.
fn pager(path: &str, page: u64, people: usize) -> Pager {
    let total = u64::try_from(people).unwrap_or(u64::MAX);
    Pager::at(page, ROWS, total, ("person", "people"), &|page| {
        address_of_page(path, &[], page)
    })
}

/// Those of a list with nothing open, by name.
fn settled(view: View<'_>, list: &DuesList) -> Table {
    let lines = list.lines.iter().filter(|line| line.open == 0);
    let first = pager("", 1, list.lines.len());
    by_name(view, "Nothing open", lines, &first)
}

fn by_name<'a>(
    view: View<'_>,
    title: &str,
    lines: impl Iterator<Item = &'a Line>,
    pager: &Pager,
) -> Table {
    let mut rows: Vec<Row> = lines
        .map(|line| Row {
            first: view.someone(line.person),
            href: Some(format!("/people/{}/dues", line.person)),
            fields: amounts(view, line),
        })
        .collect();
    rows.sort_by_cached_key(|row| row.first.to_lowercase());
    table(
        title,
        "Nobody is.",
        &["Who", "Charged", "Paid", "Waived", "Open"],
        pager.rows(rows).collect(),
    )
}

fn amounts(view: View<'_>, line: &Line) -> Vec<String> {
    [line.charged, line.paid, line.waived, line.open]
        .into_iter()
        .map(|minor| view.decimal(minor))
        .collect()
}

/// The list to be read: by name for whoever may see that, and figures for everybody else.
pub(super) fn read(
    view: View<'_>,
    unit: UnitId,
    (named, page): (&str, u64),
    frame: Frame,
) -> Result<DuesPage, Failure> {
    let it = view.unit(unit)?;
    let list = listed(view, unit, named)?;
    let title = heading(view, &list);
    let open = open_in_all(&list);
    let mut about = Vec::new();
    let mut tables = Vec::new();
    let mut shown = None;
    match &list.made {
        Some(made) => {
            let sum = |of: fn(&Line) -> i64| made.lines.iter().map(of).sum::<i64>();
            about.push(format!(
                "{} are on it. {} was charged, {} was paid, and {} is open.",
                counted(made.lines.len() as u64, "person", "people"),
                view.money(sum(|line| line.charged)),
                view.money(sum(|line| line.paid)),
                view.money(open),
            ));
            if view.may(Action::SeeDues, unit) {
                let path = format!("/units/{unit}/dues/{}?how=read", list.first);
                let pager = pager(&path, page, made.lines.len());
                tables.push(by_name(view, "One by one", made.lines.iter(), &pager));
                shown = (pager.total > ROWS).then_some(pager);
            } else {
                about.push("Who has paid what is for those to see who keep the list.".to_owned());
            }
        }
        None => about.push(format!(
            "The list is not made. {} would owe {} in all.",
            counted(list.open.len() as u64, "person", "people"),
            view.money(open)
        )),
    }
    let export = view.may(Action::SeeDues, unit) && list.made.is_some();
    Ok(DuesPage {
        frame: Frame {
            title: title.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading: title,
        place: it.name.to_owned(),
        about,
        acts: vec![Link::new("The books", format!("/units/{unit}/money"))],
        period: None,
        tables,
        pager: shown,
        export: export.then(|| {
            let list = format!("/units/{unit}/dues?period={}", list.first);
            Exports::of(&list)
        }),
        article: view.note(list.rule.rule),
    })
}

/// The list as a file.
pub(super) fn sheet(
    view: View<'_>,
    unit: UnitId,
    named: &str,
    format: Format,
) -> Result<Sheet, Failure> {
    view.unit_for(Action::SeeDues, unit)?;
    let list = listed(view, unit, named)?;
    let made = list.made.ok_or(Failure::NotFound)?;
    let places = u8::try_from(list.rule.currency.places()).unwrap_or(0);
    let heads = [
        "code", "name", "period", "currency", "charged", "paid", "waived", "open",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for line in &made.lines {
        let amount = |minor| Value::Amount(minor, places);
        sheet.row([
            Value::from(
                view.directory
                    .card(line.person)
                    .map_or("", |card| card.code.as_str()),
            ),
            Value::Text(view.directory.name(line.person)),
            Value::Day(made.period),
            Value::from(list.rule.currency.code()),
            amount(line.charged),
            amount(line.paid),
            amount(line.waived),
            amount(line.open),
        ]);
    }
    Ok(sheet)
}

impl View<'_> {
    /// An amount without its currency.
    pub(crate) fn decimal(self, minor: i64) -> String {
        let money = self.state.money(minor);
        let currency = money.map_or(Currency::NONE, |money| money.currency);
        parted(&currency.decimal(minor))
    }
}
