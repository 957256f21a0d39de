//! Whom many units send, from one table: handed in as a file, shown unit by
//! unit with what stands in the way of each, and recorded as one act.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use charter::Action;
use clerk::Submission;
use kernel::conferences::{Conference, ElectDelegates};
use kernel::{Command, ConferenceId, PersonId};
use papers::lists::{Lists, Sending, read};
use serde::Deserialize;

use super::fill::{self, known, rule};
use super::routes::{found, texts};
use super::tried::{Ask, Tried, TriedPage};
use crate::acting::carry_out;
use crate::articles::ArticleNote;
use crate::done;
use crate::error::Failure;
use crate::forms::{Guard, Refused};
use crate::frame::{Frame, Link, Room};
use crate::refusal::sentence;
use crate::session::{At, Sent, SignedIn, Uploaded};
use crate::sheet::{Format, Sheet};
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;
use crate::words::{capital, counted};

/// The form that takes the table.
#[derive(Debug, Template)]
#[template(path = "conferences/lists.html")]
pub(crate) struct ListsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is.
    pub heading: String,
    /// Of which conference.
    pub conference: Link,
    /// The table to be filled in.
    pub blank: Vec<Link>,
    /// What is wrong with what was given.
    pub refused: Option<Refused>,
    /// Where the form goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// The way back.
    pub back: Link,
    /// The article.
    pub article: Option<ArticleNote>,
}

/// A conference for which the viewer records whom some unit sends.
fn recording(view: View<'_>, conference: ConferenceId) -> Result<Conference, Failure> {
    let it = known(view, conference)?;
    if it.called_off.is_some() {
        return Err(Failure::NotFound);
    }
    if !may_record(view, &it) {
        view.unit_for(Action::ElectDelegates, it.unit)?;
    }
    Ok(it)
}

/// Whether the viewer records whom more units than one send.
pub(crate) fn may_record(view: View<'_>, it: &Conference) -> bool {
    let seats = view.state.conference_seats(it.id);
    let mut units = seats.iter().map(|(it, _)| it.unit);
    let own = |unit: &kernel::UnitId| view.may(Action::ElectDelegates, *unit);
    units.by_ref().find(own).is_some() && units.any(|unit| own(&unit))
}

fn draw(
    site: &Site,
    by: &SignedIn,
    conference: ConferenceId,
    refused: Option<Refused>,
) -> Result<ListsPage, Failure> {
    let guard = by.guard()?;
    let it = site.look(by, |view| recording(view, conference))?;
    let texts = texts(site, &[it])?;
    site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Conferences), "");
        let heading = "Record whom many units send".to_owned();
        let rule = rule(view, &it)?;
        let own = format!("/conferences/{conference}");
        let title = fill::title(view, &it, &|id| found(&texts, id));
        Ok(ListsPage {
            frame: Frame {
                title: heading.clone(),
                path: view.path_to(it.unit),
                ..frame
            },
            heading,
            conference: Link::new(title, &own),
            blank: vec![
                Link::new("as CSV", format!("{own}/lists.csv")),
                Link::new("for a spreadsheet", format!("{own}/lists.xlsx")),
            ],
            refused,
            action: format!("{own}/lists"),
            guard,
            back: Link::new("Back", own),
            article: view.note(rule.rule),
        })
    })
}

/// `GET /conferences/{id}/lists`
pub(crate) async fn new(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
) -> Result<Response, Failure> {
    Ok(html(&draw(&site, &by, ConferenceId(conference), None)?))
}

/// `GET /conferences/{id}/lists.csv`, `GET /conferences/{id}/lists.xlsx`: a line
/// for every seat of the units that have not chosen, to be filled in.
pub(crate) async fn blank(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    format: Format,
) -> Result<Response, Failure> {
    let conference = ConferenceId(conference);
    site.look(&by, |view| {
        recording(view, conference)?;
        let heads = [
            "unit",
            "unit name",
            "person",
            "as",
            "entitled",
            "ballots",
            "on",
        ];
        let mut sheet = Sheet::new(format, &heads);
        for (seats, chosen) in fill::seats(view, conference, "") {
            if chosen.is_some() || !view.may(Action::ElectDelegates, seats.unit) {
                continue;
            }
            let unit = view.state.unit(seats.unit);
            let delegates = (0..seats.delegates).map(|_| "delegate");
            let substitutes = (0..seats.substitutes).map(|_| "substitute");
            for role in delegates.chain(substitutes) {
                sheet.row([
                    unit.map(|unit| unit.code).into(),
                    unit.map(|unit| unit.name).into(),
                    "".into(),
                    role.into(),
                    "".into(),
                    "".into(),
                    "".into(),
                ]);
            }
        }
        Ok(sheet)
    })?
    .file("lists")
}

/// `POST /conferences/{id}/lists`: shows what would be recorded.
pub(crate) async fn look(
    State(site): State<Site>,
    At(conference): At<u32>,
    sent: Uploaded,
) -> Result<Response, Failure> {
    let Uploaded { by, file, .. } = sent;
    let conference = ConferenceId(conference);
    let it = site.look(&by, |view| recording(view, conference))?;
    let lists = match read(&file) {
        Ok(lists) => lists,
        Err(fault) => {
            let refused = Refused {
                heading: "The file could not be read".to_owned(),
                ..Refused::new(sentence(&fault.to_string()))
            };
            let page = draw(&site, &by, conference, Some(refused))?;
            return Ok(html_refused(&page));
        }
    };
    let mark = site.handed_in.keep(by.actor, &file);
    let guard = by.guard()?;
    let texts = texts(&site, &[it])?;
    let page = site.look(&by, |view| {
        let tried = tried(view, conference, lists);
        let frame = by.frame(view.state, view.directory, Some(Room::Conferences), "");
        let title = fill::title(view, &it, &|id| found(&texts, id));
        Ok(shown(view, (&it, title), tried, (mark, guard), frame))
    })?;
    Ok(html(&page))
}

/// Every list of a file tried after those before it.
fn tried(view: View<'_>, conference: ConferenceId, lists: Lists) -> Tried {
    let mut tried = Tried::on(view);
    for (line, why) in lists.unread {
        tried.refuse(format!("Line {line}"), sentence(&why));
    }
    for sending in lists.sendings {
        let at = lines(&sending);
        match command(view, conference, &sending) {
            Err(why) => tried.refuse(format!("{}, {at}", sending.unit), why),
            Ok(command) => {
                let delegates = u64::try_from(sending.delegates.len()).unwrap_or(u64::MAX);
                let says = counted(delegates, "delegate", "delegates");
                tried.attempt(
                    view,
                    (format!("{}, {at}", sending.unit), says),
                    command.into(),
                );
            }
        }
    }
    tried
}

/// Where a list stands in its file.
fn lines(sending: &Sending) -> String {
    match (sending.lines.first(), sending.lines.last()) {
        (Some(first), Some(last)) if first != last => format!("lines {first} to {last}"),
        (Some(first), _) => format!("line {first}"),
        (None, _) => "no line".to_owned(),
    }
}

/// What a list commands, or why it cannot be recorded.
fn command(
    view: View<'_>,
    conference: ConferenceId,
    sending: &Sending,
) -> Result<ElectDelegates, String> {
    let unit = view.state.unit_by_code(&sending.unit);
    let unit = unit.filter(|unit| view.knows_unit(*unit));
    let unit = unit.ok_or_else(|| "No unit you may know of has this code.".to_owned())?;
    let people = |codes: &[String]| -> Result<Vec<PersonId>, String> {
        let person = |code: &String| {
            let found = view.directory.person(code);
            found
                .filter(|person| view.knows(*person))
                .ok_or_else(|| format!("Nobody you may know has the code {code}."))
        };
        codes.iter().map(person).collect()
    };
    let number = |number: Option<u32>, what: &str| {
        number.ok_or_else(|| format!("No line of it says how many {what}."))
    };
    Ok(ElectDelegates {
        conference,
        unit,
        delegates: people(&sending.delegates)?,
        substitutes: people(&sending.substitutes)?,
        entitled: number(sending.entitled, "were entitled to vote")?,
        ballots: number(sending.ballots, "ballots were cast")?,
        on: sending.on.unwrap_or(view.today),
    })
}

fn shown(
    view: View<'_>,
    (it, title): (&Conference, String),
    tried: Tried,
    (mark, guard): (String, Guard),
    frame: Frame,
) -> TriedPage {
    let own = format!("/conferences/{}", it.id);
    let count = |rows: &[(String, String)]| u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let lists = counted(count(&tried.good), "list", "lists");
    let kept_out = counted(count(&tried.refused), "list or line", "lists or lines");
    let about = format!(
        "{} can be recorded, {kept_out} cannot. Nothing is recorded yet.",
        capital(&lists)
    );
    let ask = (!tried.commands.is_empty()).then(|| Ask {
        action: format!("{own}/lists/record"),
        guard,
        mark,
        submit: format!("Record {lists}"),
    });
    let (good, more_good) = Tried::shown(tried.good);
    let (refused, more_refused) = Tried::shown(tried.refused);
    let heading = "What the table says".to_owned();
    TriedPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(it.unit),
            ..frame
        },
        heading,
        conference: Link::new(title, &own),
        about,
        ask,
        fitting: "Can be recorded",
        good,
        more_good,
        refused,
        more_refused,
        back: Link::new("Give another table", format!("{own}/lists")),
    }
}

/// What the form that records sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MarkForm {
    mark: String,
}

/// `POST /conferences/{id}/lists/record`: everything that can be recorded, as one act.
pub(crate) async fn record(
    State(site): State<Site>,
    At(conference): At<u32>,
    sent: Sent<MarkForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let conference = ConferenceId(conference);
    let after = format!("/conferences/{conference}");
    if let Some(receipt) = site.answered(&key, by.actor)? {
        return Ok(see_other(&done::many_address(&after, &receipt)));
    }
    site.look(&by, |view| recording(view, conference).map(|_| ()))?;
    let kept = site.handed_in.find(by.actor, &form.mark);
    let lists = kept.and_then(|file| read(&file).ok());
    let refused = match lists {
        None => Refused {
            instead: Some("Give the table again; you will see every list first.".to_owned()),
            ..Refused::new("The table you gave is not kept any longer.")
        },
        Some(lists) => {
            let commands = site.look(&by, |view| Ok(tried(view, conference, lists).commands))?;
            if commands.is_empty() {
                Refused::new("None of these lists can be recorded any longer.")
            } else {
                let act = Submission::new(key, by.actor, Command::Act(commands));
                match carry_out(&site, act).await? {
                    Ok(receipt) => {
                        return Ok(see_other(&done::many_address(&after, &receipt)));
                    }
                    Err(refused) => refused,
                }
            }
        }
    };
    let page = draw(&site, &by, conference, Some(refused))?;
    Ok(html_refused(&page))
}
