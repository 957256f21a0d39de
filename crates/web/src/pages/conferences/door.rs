//! The door: a code is typed, and whoever it belongs to comes in once.

use axum::extract::State;
use axum::response::Response;
use charter::Action;
use clerk::Submission;
use kernel::conferences::{CheckInDelegate, Conference};
use kernel::{Command, ConferenceId};
use serde::Deserialize;

use super::fill::{self, Text, days, title};
use super::{DoorPage, codes, routes};
use crate::acting::{Trouble, carry_out, day_field};
use crate::done;
use crate::error::Failure;
use crate::forms::{Field, Guard, Kind};
use crate::frame::{Frame, Link, Room};
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;
use crate::words::figure;

/// What the form at the door sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DoorForm {
    code: String,
    on: String,
}

/// Codes, and the day, of many at once.
type Many<'a> = (&'a str, &'a str);

/// `GET /conferences/{id}/door`
pub(crate) async fn form(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    Query(asked): Query<DoorForm>,
) -> Result<Response, Failure> {
    let page = draw(
        &site,
        &by,
        ConferenceId(conference),
        (&asked, ("", "")),
        Trouble::default(),
    )?;
    Ok(html(&page))
}

/// `POST /conferences/{id}/door`
pub(crate) async fn check_in(
    State(site): State<Site>,
    At(conference): At<u32>,
    sent: Sent<DoorForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let conference = ConferenceId(conference);
    let back = format!("/conferences/{conference}/door");
    if let Some(receipt) = site.answered(&key, by.actor)? {
        return Ok(see_other(&done::address(&back, &receipt)));
    }
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let mandates = site.look(&by, |view| {
        let it = at_door(view, conference)?;
        Ok(view.state.mandates(it.id))
    })?;
    let person = codes::whose(&site, conference, &mandates, &form.code)?;
    if person.is_none() {
        trouble.note("code", "No delegate of this conference has this code.");
    }
    if let Some((person, on)) = person.zip(on).filter(|_| trouble.is_none()) {
        let command = Command::from(CheckInDelegate {
            conference,
            person,
            on,
        });
        let submission = Submission::new(key, by.actor, command);
        match carry_out(&site, submission).await? {
            Ok(receipt) => return Ok(see_other(&done::address(&back, &receipt))),
            Err(refused) => trouble.refused = Some(refused),
        }
    }
    let page = draw(&site, &by, conference, (&form, ("", "")), trouble)?;
    Ok(html_refused(&page))
}

/// A conference at whose door the viewer stands.
pub(super) fn at_door(view: View<'_>, conference: ConferenceId) -> Result<Conference, Failure> {
    let it = fill::known(view, conference)?;
    view.unit_for(Action::AdmitDelegates, it.unit)?;
    Ok(it)
}

pub(super) fn draw(
    site: &Site,
    by: &SignedIn,
    conference: ConferenceId,
    forms: (&DoorForm, Many<'_>),
    trouble: Trouble,
) -> Result<DoorPage, Failure> {
    let guards = [by.guard()?, by.guard()?];
    let it = site.look(by, |view| at_door(view, conference))?;
    let texts = routes::texts(site, &[it])?;
    site.look(by, |view| {
        let frame = by.frame(
            view.state,
            view.directory,
            Some(Room::Conferences),
            "At the door",
        );
        let text = |id| texts.iter().find(|(it, _)| *it == id)?.1.clone();
        page(view, (conference, forms), (guards, trouble), &text, frame)
    })
}

fn page(
    view: View<'_>,
    (conference, (form, (codes, many_on))): (ConferenceId, (&DoorForm, Many<'_>)),
    ([guard, guard_of_many], trouble): ([Guard; 2], Trouble),
    text: &Text<'_>,
    frame: Frame,
) -> Result<DoorPage, Failure> {
    let it = at_door(view, conference)?;
    let (seated, came) = view.state.conference_turnout(conference);
    let code = Field::new("code", "Code", Kind::Line)
        .value(&form.code)
        .hint("Ten letters and figures, as they stand on the list.");
    let fields = [code, day_field("Day", &form.on, view.today)];
    let many = Field::new("codes", "Codes, a line each", Kind::Lines)
        .value(codes)
        .hint("As a scanner types them, or pasted from a list. Whoever can come in does; of every other line you read why not.");
    let mut many_day = day_field("Day of all of them", many_on, view.today);
    // A name of its own keeps the two labels of one page apart.
    "many_on".clone_into(&mut many_day.name);
    let rule = fill::rule(view, &it)?;
    Ok(DoorPage {
        frame: Frame {
            path: view.path_to(it.unit),
            ..frame
        },
        heading: "At the door".to_owned(),
        conference: Link::new(title(view, &it, text), format!("/conferences/{conference}")),
        about: format!(
            "{}: {} of {} delegates are in.",
            days(&it),
            figure(u64::from(came)),
            figure(u64::from(seated))
        ),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/conferences/{conference}/door"),
        guard,
        fields: fields.map(|field| trouble.mark(field)).to_vec(),
        guard_of_many,
        many: [many, many_day].map(|field| trouble.mark(field)).to_vec(),
    })
}
