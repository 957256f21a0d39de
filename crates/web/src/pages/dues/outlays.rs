//! An expense, or what was handed up: its page, and the form that strikes it.

use axum::extract::State;
use axum::response::Response;
use charter::Action;
use clerk::Submission;
use kernel::dues::{Outlay, StrikeOutlay};
use kernel::{Command, DocumentId, UnitId};
use serde::Deserialize;

use super::postings::Text;
use super::routes::text;
use super::{DuesPage, Row, Table, table};
use crate::acting::{self, Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::session::{At, Sent, SignedIn};
use crate::site::{Site, html, see_other};
use crate::view::View;
use crate::words::{away, day, listed};

/// Outlays that the books show.
const ROWS: usize = 12;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StrikeForm {
    reason: String,
    on: String,
}

/// `GET /units/{id}/money/outlays/{number}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, number)): At<(u32, u32)>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        page(view, (UnitId(unit), number), &text(&site), frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/money/outlays/{number}/strike`
pub(crate) async fn form(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, number)): At<(u32, u32)>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        drawn(view, (UnitId(unit), number), &StrikeForm::default(), with)
    })
}

/// `POST /units/{id}/money/outlays/{number}/strike`
pub(crate) async fn strike(
    State(site): State<Site>,
    At((unit, number)): At<(u32, u32)>,
    sent: Sent<StrikeForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let way = href(unit, number);
    if let Some(receipt) = site.answered(&key, by.actor)? {
        return Ok(see_other(&crate::done::address(&way, &receipt)));
    }
    site.look(&by, |view| numbered(view, unit, number))?;
    let mut trouble = Trouble::default();
    let reason = trouble.line("reason", &form.reason);
    let on = trouble.day("on", &form.on);
    let submission = reason.zip(on).map(|(reason, on)| {
        let command = StrikeOutlay {
            unit,
            number,
            reason,
            on,
        };
        Submission::new(key, by.actor, Command::from(command))
    });
    let after = |_: &clerk::Receipt| Ok(way.clone());
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        drawn(view, (unit, number), &form, with)
    })
    .await
}

/// Where an outlay stands.
pub(crate) fn href(unit: UnitId, number: u32) -> String {
    format!("/units/{unit}/money/outlays/{number}")
}

/// An outlay of a unit the viewer may know of, by its number.
fn numbered(view: View<'_>, unit: UnitId, number: u32) -> Result<Outlay, Failure> {
    view.unit(unit)?;
    let mut outlays = view.state.outlays(unit).into_iter();
    let found = outlays.find(|outlay| outlay.number == number);
    found.ok_or(Failure::NotFound)
}

/// What somebody wrote of the unit's money, for whoever may see who has paid what.
fn written(
    view: View<'_>,
    unit: UnitId,
    document: Option<DocumentId>,
    text: Text<'_>,
) -> Option<String> {
    let seen = document.filter(|_| view.may(Action::SeeDues, unit));
    seen.and_then(text)
}

/// What an outlay was, in a line: `Spent: a banner`.
fn line(view: View<'_>, unit: UnitId, outlay: &Outlay, text: Text<'_>) -> String {
    if outlay.purpose.is_none() {
        return "Handed up".to_owned();
    }
    match written(view, unit, outlay.purpose, text) {
        Some(purpose) => format!("Spent: {purpose}"),
        None => "Spent".to_owned(),
    }
}

fn page(
    view: View<'_>,
    (unit, number): (UnitId, u32),
    text: Text<'_>,
    frame: Frame,
) -> Result<DuesPage, Failure> {
    let outlay = numbered(view, unit, number)?;
    let it = view.unit(unit)?;
    let rule = view.charter.dues.as_ref().ok_or(Failure::NotFound)?;
    let mut about = vec![format!(
        "{}, {}: {}.",
        day(outlay.on),
        away(view.today, outlay.on),
        view.money(outlay.minor)
    )];
    let to: Vec<String> = view
        .state
        .handed_to(unit, number)
        .into_iter()
        .map(|(to, minor)| format!("{} to {}", view.money(minor), view.some_unit(to)))
        .collect();
    if !to.is_empty() {
        about.push(format!("{}.", listed(&to)));
    }
    if let Some((on, reason)) = outlay.struck {
        let why = written(view, unit, reason, text);
        let why = why.map_or_else(|| ".".to_owned(), |why| format!(": {why}"));
        about.push(format!(
            "It was struck on {}, and what it moved was posted back{why}",
            day(on)
        ));
    }
    let mut acts = Vec::new();
    if outlay.struck.is_none() && view.may(Action::CorrectDues, unit) {
        let way = format!("{}/strike", href(unit, number));
        acts.push(Link::new("Strike it", way));
    }
    acts.push(Link::new("The books", format!("/units/{unit}/money")));
    let title = line(view, unit, &outlay, text);
    Ok(DuesPage {
        frame: Frame {
            title: title.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading: title,
        place: format!("{}, No. {number}", it.name),
        about,
        acts,
        period: None,
        tables: Vec::new(),
        pager: None,
        export: None,
        article: view.note(rule.rule),
    })
}

/// The newest expenses of a unit, and what it handed up.
pub(super) fn newest(view: View<'_>, unit: UnitId, text: Text<'_>) -> Option<Table> {
    let outlays = view.state.outlays(unit).into_iter().take(ROWS);
    let rows: Vec<Row> = outlays
        .map(|outlay| Row {
            first: line(view, unit, &outlay, text),
            href: Some(href(unit, outlay.number)),
            fields: vec![
                day(outlay.on),
                match outlay.struck {
                    Some((on, _)) => format!("struck on {}", day(on)),
                    None => "stands".to_owned(),
                },
                view.decimal(outlay.minor),
            ],
        })
        .collect();
    let heads = ["What", "Day", "State", "Amount"];
    (!rows.is_empty()).then(|| table("What went out", "", &heads, rows))
}

fn drawn(
    view: View<'_>,
    (unit, number): (UnitId, u32),
    form: &StrikeForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::CorrectDues, unit)?;
    let outlay = numbered(view, unit, number)?;
    let rule = super::forms::rule(view)?;
    let amount = view.money(outlay.minor);
    let (heading, lead) = if outlay.purpose.is_some() {
        (
            format!("Strike an expense of {}", it.name),
            format!(
                "{amount} of {} goes back into the cash, and both stay in the books.",
                day(outlay.on)
            ),
        )
    } else {
        (
            format!("Strike what {} handed up", it.name),
            format!(
                "{amount} of {} comes back from whoever got it, and has to be handed up again. \
                 Where they no longer have it, it cannot be struck.",
                day(outlay.on)
            ),
        )
    };
    let lead = match outlay.struck {
        Some((on, _)) => format!("It is struck already, since {}.", day(on)),
        None => lead,
    };
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let reason = Field::new("reason", "Why", Kind::Line)
        .value(&form.reason)
        .hint("As \u{201c}written down twice\u{201d}. Whoever may see who has paid what reads it.");
    let fields = [reason, day_field("Day", &form.on, view.today)];
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading,
        lead: Some(lead),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("{}/strike", href(unit, number)),
        guard,
        fields: fields.into_iter().map(|it| trouble.mark(it)).collect(),
        submit: "Strike it".to_owned(),
        back: Some(Link::new("Back", href(unit, number))),
    })
}
