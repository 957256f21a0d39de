//! Pictures of a bulletin: taken from a form, looked at byte by byte, decoded and
//! written anew, kept sealed like its text, and shown to whoever may see the text.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use charter::Action;
use clerk::Submission;
use kernel::bulletins::{AddPicture, ReviseBulletin};
use kernel::{BulletinId, Command};
use papers::picture::{Format, PictureFault, Taken};
use record::bulletin::Picture;
use record::{Kind as ThingKind, value};
use tokio::sync::Semaphore;

use super::fill;
use crate::acting::carry_out;
use crate::articles::ArticleNote;
use crate::done;
use crate::error::Failure;
use crate::forms::{Field, Guard, Kind, Refused};
use crate::frame::{Frame, Link};
use crate::published::{file_of, read};
use crate::security::ROBOTS;
use crate::session::{At, Brought, SignedIn, tokens};
use crate::site::{Site, html, html_refused, see_other};

/// The form that takes a picture. It sends `file` and what stands with it.
#[derive(Debug, Template)]
#[template(path = "drafts/picture.html")]
pub(crate) struct PicturePage {
    /// What stands around it.
    pub frame: Frame,
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
    /// The article that says who publishes.
    pub article: Option<ArticleNote>,
}

/// What is typed beside a picture.
#[derive(Clone, Debug, Default)]
struct Beside {
    caption: String,
    credits: String,
    alt: String,
}

/// `GET /drafts/{id}/pictures/new`
pub(crate) async fn new(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Result<Response, Failure> {
    let beside = Beside::default();
    Ok(html(&draw(&site, &by, BulletinId(id), &beside, None)?))
}

fn draw(
    site: &Site,
    by: &SignedIn,
    id: BulletinId,
    beside: &Beside,
    refused: Option<Refused>,
) -> Result<PicturePage, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        let it = fill::draft(view, id)?;
        view.unit_for(Action::DraftBulletin, it.unit)?;
        let frame = by.frame(view.state, view.directory, None, "Add a photograph");
        let rule = view.state.bulletin_rule(view.today, it.unit);
        let line =
            |name: &str, label: &str, value: &str| Field::new(name, label, Kind::Line).value(value);
        Ok(PicturePage {
            frame: Frame {
                path: view.path_to(it.unit),
                ..frame
            },
            refused,
            action: format!("/drafts/{id}/pictures/new"),
            guard,
            fields: vec![
                line(
                    "alt",
                    "What it shows, for whoever does not see it",
                    &beside.alt,
                ),
                line("caption", "What stands under it", &beside.caption).optional(),
                line("credits", "Who is credited, in order", &beside.credits)
                    .hint("With ; between.")
                    .optional(),
            ],
            back: Link::new("Back", format!("/drafts/{id}")),
            article: rule.and_then(|rule| view.note(rule.rule)),
        })
    })
}

/// `POST /drafts/{id}/pictures/new`
pub(crate) async fn add(
    State(site): State<Site>,
    At(id): At<u32>,
    sent: Brought,
) -> Result<Response, Failure> {
    let Brought {
        by,
        fields,
        name,
        file,
    } = sent;
    let id = BulletinId(id);
    let typed = |field: &str| fields.get(field).map_or("", |it| it.trim()).to_owned();
    let beside = Beside {
        caption: typed("caption"),
        credits: typed("credits"),
        alt: typed("alt"),
    };
    let again = |refused: Refused| -> Result<Response, Failure> {
        let page = draw(&site, &by, id, &beside, Some(refused))?;
        Ok(html_refused(&page))
    };
    let file = match file {
        Ok(file) => file,
        Err(bytes) => return again(told(&PictureFault::TooLarge(bytes))),
    };
    let path = format!("/drafts/{id}/pictures/new");
    let key = tokens::request_key(&by.account.actor, &typed("key"), &path, &file);
    if let Some(receipt) = site.answered(&key, by.actor)? {
        return Ok(see_other(&done::address(
            &format!("/drafts/{id}"),
            &receipt,
        )));
    }
    if beside.alt.is_empty() {
        let missing = Refused::new("It is not said what the picture shows.");
        return again(Refused {
            instead: Some(
                "Say it in a few words: a reader who does not see it hears them.".to_owned(),
            ),
            ..missing
        });
    }
    // Whoever may not do this is told so before anything is read.
    let text = site.look(&by, |view| {
        let it = fill::draft(view, id)?;
        view.unit_for(Action::DraftBulletin, it.unit)?;
        Ok(it.text)
    })?;
    let picture = match decode(name, file).await {
        Ok(picture) => picture,
        Err(fault) => return again(told(&fault)),
    };
    let command = taken(&site, id, text, &picture, &beside)?;
    match carry_out(&site, Submission::new(key, by.actor, command)).await? {
        Ok(receipt) => Ok(see_other(&done::address(
            &format!("/drafts/{id}"),
            &receipt,
        ))),
        Err(refused) => again(refused),
    }
}

/// A refused file in words.
pub(crate) fn told(fault: &PictureFault) -> Refused {
    Refused {
        heading: "The picture is not taken".to_owned(),
        instead: Some(fault.instead().to_owned()),
        ..Refused::new(crate::refusal::sentence(&fault.to_string()))
    }
}

/// Pictures that are decoded at a time: one takes much memory for a moment.
static DECODING: Semaphore = Semaphore::const_new(1);

/// A picture from a file, decoded on a thread of its own, one after another.
pub(crate) async fn decode(name: String, file: Bytes) -> Result<Taken, PictureFault> {
    // The semaphore is never closed; were it, one would be decoded all the same.
    let permit = DECODING.acquire().await;
    let work = tokio::task::spawn_blocking(move || papers::picture::take(&name, &file));
    let taken = work.await;
    drop(permit);
    // A file on which the decoder breaks down is a broken file.
    taken.unwrap_or(Err(PictureFault::Broken("it cannot be decoded")))
}

/// The picture kept, and the text with it: one act.
fn taken(
    site: &Site,
    bulletin: BulletinId,
    text: kernel::DocumentId,
    picture: &Taken,
    beside: &Beside,
) -> Result<Command, Failure> {
    let mut writing = read(&site.text(text)?.unwrap_or_default());
    let credits = beside.credits.split(';').map(str::trim);
    writing.photograph.push(Picture {
        caption: beside.caption.clone(),
        credits: credits
            .filter(|credit| !credit.is_empty())
            .map(str::to_owned)
            .collect(),
        alt: beside.alt.clone(),
        file: journal::hex(&journal::sha256(&picture.wide.bytes)),
    });
    let text = writing
        .write()
        .map_err(|error| Failure::broken("write a bulletin", &error))?;
    Ok(Command::Act(vec![
        Command::from(AddPicture {
            bulletin,
            picture: picture.kept(),
        }),
        Command::from(ReviseBulletin { bulletin, text }),
    ]))
}

/// `GET /drafts/{id}/pictures/{file}`: before it is published.
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    Path((id, file)): Path<(u32, String)>,
) -> Result<Response, Failure> {
    let id = BulletinId(id);
    site.look(&by, |view| fill::draft(view, id).map(|_| ()))?;
    let bytes = site.picture(id, &file)?.ok_or(Failure::NotFound)?;
    answer(bytes, "private, max-age=3600")
}

/// `GET /pictures/{file}`: one of a published bulletin, for everybody.
pub(crate) async fn public(
    State(site): State<Site>,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let archive = site.archive()?;
    let mut photographs = archive.of_kind(ThingKind::Photograph);
    let named = file_of(&file);
    let shown = photographs.find(|it| value(it, "file") == Some(named));
    let number = shown.and_then(|it| {
        let rest = it.id.strip_prefix("bulletin-")?;
        rest.split('-').next()?.parse().ok()
    });
    let id = BulletinId(number.ok_or(Failure::NotFound)?);
    let bytes = site.picture(id, &file)?.ok_or(Failure::NotFound)?;
    // The address says what the bytes are, but a bulletin may be withdrawn.
    let mut response = answer(bytes, "public, max-age=86400")?;
    response
        .headers_mut()
        .insert(ROBOTS, HeaderValue::from_static("all"));
    Ok(response)
}

fn answer(bytes: Vec<u8>, keep: &'static str) -> Result<Response, Failure> {
    let format = Format::of(&bytes).ok_or(Failure::NotFound)?;
    let described = [
        (CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    Ok((described, bytes).into_response())
}
