//! A bank statement on a page: given as a file, shown line by line with whose
//! dues each line may pay, confirmed by a person, and only then written down.

pub(crate) mod routes;

use askama::Template;
use charter::Action;
use kernel::{PersonId, UnitId};
use papers::bank::{Columns, Fault, Finding, Matched, Payers, Statement, read};

use super::forms::rule;
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::forms::{Field, Guard, Kind, Refused};
use crate::frame::{Frame, Link};
use crate::view::View;
use crate::words::{counted, day};

/// Lines on a page that can be written down.
const LINES_MAX: usize = 60;
/// Lines on a page that are only told of.
const OTHERS_MAX: usize = 80;
/// Names offered where one is typed.
const NAMES_MAX: usize = 200;

/// The form that takes the file. It sends `file` and `columns`.
#[derive(Debug, Template)]
#[template(path = "dues/bank.html")]
pub(crate) struct UploadPage {
    /// What stands around it.
    pub frame: Frame,
    /// What is done.
    pub heading: String,
    /// What is wrong with the file that was given.
    pub refused: Option<Refused>,
    /// Where the form goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// Fields beside the file.
    pub fields: Vec<Field>,
    /// The way back.
    pub back: Link,
    /// The article that asks for it.
    pub article: Option<ArticleNote>,
}

/// The lines of a statement. It sends, for each line that can be written down,
/// `booked`, `minor`, `mark`, `says` and `person`, and `take` for those ticked.
#[derive(Debug, Template)]
#[template(path = "dues/bank_lines.html")]
pub(crate) struct LinesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is.
    pub heading: String,
    /// How many lines there are, kind by kind.
    pub about: Vec<String>,
    /// Where the form goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// Lines that can be written down.
    pub lines: Vec<LineRow>,
    /// Who is offered where somebody is named.
    pub names: Vec<Link>,
    /// Lines that are not written down, each with why.
    pub others: Vec<OtherRow>,
    /// The way back.
    pub back: Link,
}

/// A line that can be written down.
#[derive(Debug)]
pub(crate) struct LineRow {
    /// Its place in the form.
    pub at: usize,
    /// Day and amount.
    pub what: String,
    /// Who paid, and what they wrote along.
    pub says: String,
    /// What is found.
    pub told: String,
    /// Whether it is certain.
    pub ticked: bool,
    /// The number of whom it is, as far as one is named.
    pub code: String,
    /// Sent along: when it was booked.
    pub booked: String,
    /// Sent along: how much, in smallest units.
    pub minor: i64,
    /// Sent along: what tells it from every other line.
    pub mark: String,
}

/// A line that is not written down.
#[derive(Debug)]
pub(crate) struct OtherRow {
    /// Day and amount, or the line of the file.
    pub what: String,
    /// Who, and what they wrote along.
    pub says: String,
    /// Why not.
    pub told: String,
}

/// Reads a file as a statement in the currency of the dues in force.
pub(crate) fn statement(
    view: View<'_>,
    bytes: &[u8],
    columns: &Columns,
) -> Result<Result<Statement, Fault>, Failure> {
    Ok(read(bytes, columns, rule(view)?.currency))
}

/// The payers of a unit, if the viewer may take their dues in.
pub(crate) fn payers<'a>(view: View<'a>, unit: UnitId) -> Result<Payers<'a>, Failure> {
    view.unit_for(Action::CollectDues, unit)?;
    let by = (view.viewer, view.today);
    Ok(Payers::within(view.state, view.directory, by, unit))
}

/// What is found of a line, in a sentence for the viewer.
pub(crate) fn told(view: View<'_>, it: &Matched<'_>) -> String {
    let name = it.person.map(|person| view.directory.name(person));
    it.told(name.as_deref().unwrap_or_default(), day)
}

fn heading() -> String {
    "Read a bank statement".to_owned()
}

fn back(unit: UnitId) -> Link {
    Link::new("Back to the books", format!("/units/{unit}/money"))
}

/// The form that takes the file.
fn upload(
    view: View<'_>,
    unit: UnitId,
    columns: &str,
    refused: Option<Refused>,
    (frame, guard): (Frame, Guard),
) -> Result<UploadPage, Failure> {
    view.unit_for(Action::CollectDues, unit)?;
    let hint = "Only where the page does not find them by itself, as in \
        date=Booking date, amount=Amount, name=Payer, text=Details.";
    let field = Field::new("columns", "Columns of a table", Kind::Line);
    Ok(UploadPage {
        frame: Frame {
            title: heading(),
            path: view.path_to(unit),
            ..frame
        },
        heading: heading(),
        refused,
        action: format!("/units/{unit}/money/bank"),
        guard,
        fields: vec![field.value(columns).hint(hint).optional()],
        back: back(unit),
        article: view.note(rule(view)?.rule),
    })
}

/// The lines, to be confirmed.
fn lines(
    view: View<'_>,
    unit: UnitId,
    statement: &Statement,
    (frame, guard): (Frame, Guard),
) -> Result<LinesPage, Failure> {
    let payers = payers(view, unit)?;
    let matched = payers.matched(&statement.lines);
    let (payable, hindered): (Vec<_>, Vec<_>) =
        matched.iter().partition(|it| it.finding.is_payable());
    let rows = (0..).zip(payable.iter().take(LINES_MAX));
    let unread = statement.unread.iter().map(|it| OtherRow {
        what: format!("Line {}", it.number),
        says: String::new(),
        told: format!("It cannot be read: {}.", it.what),
    });
    let hindered = hindered.iter().map(|it| OtherRow {
        what: what(it),
        says: says(it),
        told: told(view, it),
    });
    let mut about = counts(&matched, statement.unread.len());
    let others = unread.chain(hindered).take(OTHERS_MAX).collect();
    if payable.len() > LINES_MAX {
        about.push(format!(
            "The first {LINES_MAX} that can be written down are shown. Write them down, and give \
             the same file again for the rest: what is written down is known by then."
        ));
    }
    let names = payers.debtors().take(NAMES_MAX).map(|(person, open)| {
        let text = format!("{}, owes {open}", view.someone(person));
        Link::new(text, code_of(view, person))
    });
    Ok(LinesPage {
        frame: Frame {
            title: heading(),
            path: view.path_to(unit),
            ..frame
        },
        heading: heading(),
        about,
        action: format!("/units/{unit}/money/bank/record"),
        guard,
        lines: rows.map(|(at, it)| row(view, at, it)).collect(),
        names: names.collect(),
        others,
        back: back(unit),
    })
}

fn row(view: View<'_>, at: usize, it: &Matched<'_>) -> LineRow {
    LineRow {
        at,
        what: what(it),
        says: says(it),
        told: told(view, it),
        ticked: it.finding == Finding::Certain,
        code: it
            .person
            .map_or_else(String::new, |person| code_of(view, person)),
        booked: it.line.booked.to_string(),
        minor: it.line.money.minor,
        mark: it.line.mark.clone(),
    }
}

fn code_of(view: View<'_>, person: PersonId) -> String {
    let card = view.directory.card(person);
    card.map_or_else(String::new, |card| card.code.clone())
}

fn what(it: &Matched<'_>) -> String {
    format!("{}, {}", it.line.money, day(it.line.booked))
}

/// Who, and what they wrote along.
fn says(it: &Matched<'_>) -> String {
    let line = it.line;
    let parts = [&line.name, &line.text, &line.end_to_end];
    let said: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    said.join(" · ")
}

/// How many lines there are of each kind: none is left out.
fn counts(matched: &[Matched<'_>], unread: usize) -> Vec<String> {
    let count =
        |fits: fn(Finding) -> bool| matched.iter().filter(|it| fits(it.finding)).count() as u64;
    let certain = count(|it| it == Finding::Certain);
    let proposed = count(|it| it == Finding::Proposed);
    let payable = count(Finding::is_payable);
    let known = count(|it| matches!(it, Finding::Recorded(_)));
    let rest = (matched.len() as u64)
        .saturating_sub(payable)
        .saturating_sub(known);
    let mut parts = Vec::new();
    for (count, words) in [
        (certain, "certain and ticked"),
        (proposed, "proposed"),
        (
            payable.saturating_sub(certain).saturating_sub(proposed),
            "to be looked at",
        ),
        (known, "already recorded"),
        (rest, "not for dues"),
        (unread as u64, "cannot be read"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {words}"));
        }
    }
    let all = (matched.len() as u64).saturating_add(unread as u64);
    let all = counted(all, "line", "lines");
    if parts.is_empty() {
        return vec!["The statement has no lines.".to_owned()];
    }
    vec![format!("{all}: {}.", parts.join(", "))]
}
