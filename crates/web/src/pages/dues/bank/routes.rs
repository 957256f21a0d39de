//! Bank statements: the file, its lines, and what is written down of them.

use axum::extract::State;
use axum::response::Response;
use charter::money::Money;
use clerk::Submission;
use kernel::{Command, PersonId, UnitId};
use papers::bank::{Columns, payment};
use serde::Deserialize;

use super::{UploadPage, back, lines, statement, upload};
use crate::acting::carry_out;
use crate::error::Failure;
use crate::forms::Refused;
use crate::frame::Frame;
use crate::pages::dues::forms::rule;
use crate::pages::dues::{DuesPage, Row, table};
use crate::session::{At, Sent, SignedIn, Uploaded, tokens};
use crate::site::{Site, html, html_refused};
use crate::view::View;
use crate::words::{counted, iso_day};

fn draw(
    site: &Site,
    by: &SignedIn,
    unit: UnitId,
    columns: &str,
    refused: Option<Refused>,
) -> Result<UploadPage, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        upload(view, unit, columns, refused, (frame, guard))
    })
}

/// `GET /units/{id}/money/bank`
pub(crate) async fn new(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    Ok(html(&draw(&site, &by, UnitId(unit), "", None)?))
}

/// `POST /units/{id}/money/bank`
pub(crate) async fn look(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Uploaded,
) -> Result<Response, Failure> {
    let Uploaded {
        by, fields, file, ..
    } = sent;
    let unit = UnitId(unit);
    let typed = fields.get("columns").map_or("", String::as_str);
    let refused = |what: String, instead: &str| {
        let refused = Refused {
            heading: "The file could not be read".to_owned(),
            instead: Some(instead.to_owned()),
            ..Refused::new(what)
        };
        Ok(html_refused(&draw(&site, &by, unit, typed, Some(refused))?))
    };
    let columns = match Columns::read(typed) {
        Ok(columns) => columns,
        Err(fault) => return refused(sentence(&fault.to_string()), "Put the columns right."),
    };
    let guard = by.guard()?;
    let page = site.look(&by, |view| {
        // Whoever may not do this is told so before anything is read.
        view.unit_for(charter::Action::CollectDues, unit)?;
        let frame = by.frame(view.state, view.directory, None, "");
        Ok(match statement(view, &file, &columns)? {
            Ok(statement) => Ok(lines(view, unit, &statement, (frame, guard))?),
            Err(fault) => Err(fault),
        })
    })?;
    match page {
        Ok(page) => Ok(html(&page)),
        Err(fault) => refused(sentence(&fault.to_string()), &sentence(fault.advice())),
    }
}

fn sentence(text: &str) -> String {
    crate::refusal::sentence(text)
}

/// What the form of the lines sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LinesForm {
    /// The places of the lines that are ticked.
    take: Vec<usize>,
    booked: Vec<String>,
    minor: Vec<i64>,
    mark: Vec<String>,
    says: Vec<String>,
    person: Vec<String>,
}

/// One ticked line.
struct Ticked<'f> {
    booked: &'f str,
    minor: i64,
    mark: &'f str,
    says: &'f str,
    code: &'f str,
}

impl LinesForm {
    fn ticked(&self) -> Vec<Ticked<'_>> {
        let line = |at: &usize| {
            Some(Ticked {
                booked: self.booked.get(*at)?,
                minor: *self.minor.get(*at)?,
                mark: self.mark.get(*at)?,
                says: self.says.get(*at)?,
                code: self.person.get(*at)?.trim(),
            })
        };
        self.take.iter().filter_map(line).collect()
    }
}

/// `POST /units/{id}/money/bank/record`: each ticked line is one payment, and
/// what stands in the way of one is no hindrance to the others.
pub(crate) async fn record(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<LinesForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    site.look(&by, |view| {
        view.unit_for(charter::Action::CollectDues, unit)?;
        Ok(())
    })?;
    let (mut done, mut not) = (Vec::new(), Vec::new());
    let client = journal::hex(&key.0);
    for line in form.ticked() {
        let found = site.look(&by, |view| Ok(command(view, &line)))?;
        let (person, command) = match found {
            Ok(found) => found,
            Err(why) => {
                not.push((line, why));
                continue;
            }
        };
        let address = format!("/units/{unit}/money/bank/record");
        let own = tokens::request_key(&by.account.actor, &client, &address, line.mark.as_bytes());
        match carry_out(&site, Submission::new(own, by.actor, command)).await? {
            Ok(_) => done.push((line, person)),
            Err(refused) => not.push((line, refused.what)),
        }
    }
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        result(view, unit, (&done, &not), frame)
    })?;
    Ok(html(&page))
}

/// The payment a ticked line asks for, or why there is none.
fn command(view: View<'_>, line: &Ticked<'_>) -> Result<(PersonId, Command), String> {
    if line.code.is_empty() {
        return Err("Nobody was named for it.".to_owned());
    }
    let person = view
        .directory
        .person(line.code)
        .and_then(|person| view.person(person).ok())
        .ok_or_else(|| format!("Nobody is known here by the number {}.", line.code))?;
    let money = view.state.money(line.minor);
    let (booked, amount) = iso_day(line.booked)
        .zip(money)
        .ok_or_else(|| "The line came back damaged. Give the file again.".to_owned())?;
    let by = (view.viewer, view.today);
    let payment = payment(view.state, by, person, (amount, booked, line.mark));
    Ok((person, Command::from(payment)))
}

type Told<'f> = (&'f [(Ticked<'f>, PersonId)], &'f [(Ticked<'f>, String)]);

/// What became of the ticked lines.
fn result(
    view: View<'_>,
    unit: UnitId,
    (done, not): Told<'_>,
    frame: Frame,
) -> Result<DuesPage, Failure> {
    let rule = rule(view)?;
    let sum: i64 = done.iter().map(|(line, _)| line.minor).sum();
    let all = Money {
        minor: sum,
        currency: rule.currency,
    };
    let written = done.iter().map(|(line, person)| Row {
        first: view.someone(*person),
        href: Some(format!("/people/{person}/dues")),
        fields: vec![line.booked.to_owned(), view.decimal(line.minor)],
    });
    let kept_out = not.iter().map(|(line, why)| Row {
        first: format!("{}. {why}", line.says),
        href: None,
        fields: vec![line.booked.to_owned(), view.decimal(line.minor)],
    });
    let mut tables = vec![table(
        "Written down",
        "Nothing was written down: no line was ticked, or none could be taken.",
        &["Who", "Booked", "Amount"],
        written.collect(),
    )];
    if !not.is_empty() {
        let heads = ["Line, and why", "Booked", "Amount"];
        tables.push(table("Not written down", "", &heads, kept_out.collect()));
    }
    let payments = counted(done.len() as u64, "payment", "payments");
    let title = "What came of the statement".to_owned();
    Ok(DuesPage {
        frame: Frame {
            title: title.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading: title,
        place: format!("{payments}, {all} in all"),
        about: Vec::new(),
        acts: vec![back(unit)],
        period: None,
        pager: None,
        tables,
        export: None,
        article: view.note(rule.rule),
    })
}
