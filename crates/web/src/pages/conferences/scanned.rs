//! Many codes at the door at once, as a scanner types them or a list has them:
//! a line each. Whoever can come in does; of every other line it is said why not.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use clerk::Submission;
use jiff::civil::Date;
use kernel::conferences::{CheckInDelegate, Mandate};
use kernel::{Command, ConferenceId, PersonId};
use serde::Deserialize;

use super::tried::{Tried, TriedPage};
use super::{codes, door, fill, routes};
use crate::acting::{Trouble, carry_out};
use crate::done;
use crate::error::Failure;
use crate::frame::{Frame, Link, Room};
use crate::session::{At, Sent, SignedIn};
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;
use crate::words::{capital, counted, figure};

/// Lines that are taken at once.
const LINES_MAX: usize = 20_000;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ManyForm {
    codes: String,
    many_on: String,
}

/// `POST /conferences/{id}/door/many`
pub(crate) async fn check_in(
    State(site): State<Site>,
    At(conference): At<u32>,
    sent: Sent<ManyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let conference = ConferenceId(conference);
    let door = format!("/conferences/{conference}/door");
    if let Some(receipt) = site.answered(&key, by.actor)? {
        return Ok(see_other(&done::many_address(&door, &receipt)));
    }
    let mandates = site.look(&by, |view| {
        let it = door::at_door(view, conference)?;
        Ok(view.state.mandates(it.id))
    })?;
    let mut trouble = Trouble::default();
    let on = trouble.day("many_on", &form.many_on);
    let typed: Vec<(usize, String)> = (1..)
        .zip(form.codes.lines().map(|line| line.trim().to_owned()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    if typed.is_empty() {
        trouble.note("codes", "This may not be empty.");
    }
    if typed.len() > LINES_MAX {
        let most = figure(u64::try_from(LINES_MAX).unwrap_or(u64::MAX));
        trouble.note("codes", &format!("Give {most} lines at the most."));
    }
    if let Some(on) = on.filter(|_| trouble.is_none()) {
        let known = known(&site, conference, &mandates)?;
        let tried = site.look(&by, |view| {
            Ok(tried(view, (conference, on), &typed, &known))
        })?;
        if tried.commands.is_empty() {
            return told(&site, &by, conference, tried, true);
        }
        let act = Submission::new(key, by.actor, Command::Act(tried.commands.clone()));
        match carry_out(&site, act).await? {
            Ok(_) => return told(&site, &by, conference, tried, false),
            Err(refused) => trouble.refused = Some(refused),
        }
    }
    let many = (form.codes.as_str(), form.many_on.as_str());
    let page = door::draw(
        &site,
        &by,
        conference,
        (&door::DoorForm::default(), many),
        trouble,
    )?;
    Ok(html_refused(&page))
}

/// Everybody who was named for a conference, by their codes.
fn known(
    site: &Site,
    conference: ConferenceId,
    mandates: &[Mandate],
) -> Result<BTreeMap<String, PersonId>, Failure> {
    let people: Vec<PersonId> = mandates.iter().map(|it| it.person).collect();
    let codes = codes::of(site, conference, &people)?;
    let plain = codes.iter().map(|code| codes::plain(code));
    Ok(plain.zip(people).collect())
}

/// Every line tried after those before it.
fn tried(
    view: View<'_>,
    (conference, on): (ConferenceId, Date),
    typed: &[(usize, String)],
    known: &BTreeMap<String, PersonId>,
) -> Tried {
    let mut tried = Tried::on(view);
    for (line, code) in typed {
        let Some(person) = known.get(&codes::plain(code)).copied() else {
            // What was typed may be anything: only as much of it is said again as a code has.
            let shown: String = code.chars().take(16).collect();
            let why = "No delegate of this conference has this code.".to_owned();
            tried.refuse(format!("Line {line}: {shown}"), why);
            continue;
        };
        let it = CheckInDelegate {
            conference,
            person,
            on,
        };
        let who = capital(&view.someone(person));
        tried.attempt(view, (format!("Line {line}"), who), it.into());
    }
    tried
}

/// What became of the lines.
fn told(
    site: &Site,
    by: &SignedIn,
    conference: ConferenceId,
    tried: Tried,
    is_refused: bool,
) -> Result<Response, Failure> {
    let it = site.look(by, |view| door::at_door(view, conference))?;
    let texts = routes::texts(site, &[it])?;
    let page = site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Conferences), "");
        let count = |rows: &[(String, String)]| u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let (seated, came) = view.state.conference_turnout(conference);
        let about = format!(
            "{} let in, {} not. {} of {} delegates are in.",
            counted(count(&tried.good), "was", "were"),
            figure(count(&tried.refused)),
            figure(u64::from(came)),
            figure(u64::from(seated))
        );
        let heading = "What came of the codes".to_owned();
        let title = fill::title(view, &it, &|id| routes::found(&texts, id));
        let (good, more_good) = Tried::shown(tried.good);
        let (refused, more_refused) = Tried::shown(tried.refused);
        Ok(TriedPage {
            frame: Frame {
                title: heading.clone(),
                path: view.path_to(it.unit),
                ..frame
            },
            heading,
            conference: Link::new(title, format!("/conferences/{conference}")),
            about,
            ask: None,
            fitting: "Let in",
            good,
            more_good,
            refused,
            more_refused,
            back: Link::new(
                "Back to the door",
                format!("/conferences/{conference}/door"),
            ),
        })
    })?;
    Ok(if is_refused {
        html_refused(&page)
    } else {
        html(&page)
    })
}
