//! Posts over time: the list, elections, the word of the unit above, handing over.

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::posts::{ConfirmHolder, HandOverPost, PostEvent, RefuseConfirmation};
use kernel::{Command, Event, UnitId};

use super::confirming::{self, Word};
use super::electing::{self, ElectForm};
use super::fill::{PostForm, named};
use super::history::{self, Wanted};
use super::{election, hand_over};
use crate::acting::{self, Drawing, Trouble, attempt, carry_out};
use crate::error::Failure;
use crate::forms::Refused;
use crate::frame::Room;
use crate::pages::past::day::OnDay;
use crate::pages::past::routes as past;
use crate::session::{At, Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;

/// `GET /units/{id}/posts`
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(wanted): Query<Wanted>,
    Query(on): Query<OnDay>,
) -> Result<Response, Failure> {
    if let Some(asked) = on.asked(site.today()) {
        return past::posts(&site, &by, UnitId(unit), (&asked, on.page));
    }
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "Posts");
        history::page(view, UnitId(unit), &wanted, frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/posts.csv`, `GET /units/{id}/posts.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    At(unit): At<u32>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    site.look(&by, |view| {
        history::sheet(view, UnitId(unit), &wanted, format)
    })?
    .file("posts")
}

/// `GET /units/{id}/elections/{number}`
pub(crate) async fn show_election(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, number)): At<(u32, u32)>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "An election");
        let text = |document| site.text(document).ok().flatten();
        election::page(view, (UnitId(unit), number), &text, frame)
    })?;
    Ok(html(&page))
}

/// Draws a page with a form for whoever is signed in.
fn draw<T>(
    site: &Site,
    by: &SignedIn,
    trouble: Trouble,
    fill: impl FnOnce(View<'_>, Drawing) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "");
        let with = Drawing {
            frame,
            guard,
            trouble,
        };
        fill(view, with)
    })
}

/// `GET /units/{id}/posts/{post}/elect`
pub(crate) async fn elect_form(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, post)): At<(u32, String)>,
) -> Result<Response, Failure> {
    let form = ElectForm::default();
    let page = draw(&site, &by, Trouble::default(), |view, with| {
        electing::page(view, UnitId(unit), &post, &form, with)
    })?;
    Ok(html(&page))
}

/// `POST /units/{id}/posts/{post}/elect`
pub(crate) async fn elect(
    State(site): State<Site>,
    At((unit, post)): At<(u32, String)>,
    sent: Sent<ElectForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let again = |trouble: Trouble| {
        draw(&site, &by, trouble, |view, with| {
            electing::page(view, unit, &post, &form, with)
        })
    };
    if !form.more.is_empty() {
        return Ok(html(&again(Trouble::default())?));
    }
    let mut trouble = Trouble::default();
    let command = site.look(&by, |view| {
        electing::command(view, unit, &post, &form, &mut trouble)
    })?;
    if let Some(command) = command.filter(|_| trouble.is_none()) {
        let submission = Submission::new(key, by.actor, Command::from(command));
        match attempt(&site, submission).await? {
            Ok(receipt) => {
                let way = recorded(&site, &by, unit, &receipt)?;
                return Ok(see_other(&crate::done::address(&way, &receipt)));
            }
            Err(turned) => {
                let ways_on = electing::ways_on(unit, turned.reason.as_ref());
                trouble.refused = Some(Refused {
                    ways_on,
                    ..turned.refused
                });
            }
        }
    }
    Ok(html_refused(&again(trouble)?))
}

/// The way to the election that was recorded.
fn recorded(
    site: &Site,
    by: &SignedIn,
    unit: UnitId,
    receipt: &Receipt,
) -> Result<String, Failure> {
    let kept = receipt.events.iter().find_map(|event| match event {
        Event::Post(PostEvent::ElectionRecorded { election }) => Some(election),
        _ => None,
    });
    let number = site.look(by, |view| {
        Ok(kept.and_then(|kept| election::number_of(view, kept)))
    })?;
    Ok(number.map_or_else(
        || format!("/units/{unit}/posts"),
        |number| format!("/units/{unit}/elections/{number}"),
    ))
}

/// `GET /units/{id}/posts/{post}/confirm`
pub(crate) async fn confirm_form(
    site: State<Site>,
    by: SignedIn,
    at: At<(u32, String)>,
    asked: Query<PostForm>,
) -> Result<Response, Failure> {
    word_form(&site, &by, at, asked, Word::Confirm)
}

/// `GET /units/{id}/posts/{post}/decline`
pub(crate) async fn decline_form(
    site: State<Site>,
    by: SignedIn,
    at: At<(u32, String)>,
    asked: Query<PostForm>,
) -> Result<Response, Failure> {
    word_form(&site, &by, at, asked, Word::Refuse)
}

fn word_form(
    site: &Site,
    by: &SignedIn,
    At((unit, post)): At<(u32, String)>,
    Query(form): Query<PostForm>,
    word: Word,
) -> Result<Response, Failure> {
    acting::form(site, by, |view, with| {
        confirming::form(view, (UnitId(unit), &post), word, &form, with)
    })
}

/// `POST /units/{id}/posts/{post}/confirm`
pub(crate) async fn confirm(
    site: State<Site>,
    at: At<(u32, String)>,
    asked: Query<PostForm>,
    sent: Sent<PostForm>,
) -> Result<Response, Failure> {
    say(site, at, asked, sent, Word::Confirm).await
}

/// `POST /units/{id}/posts/{post}/decline`
pub(crate) async fn decline(
    site: State<Site>,
    at: At<(u32, String)>,
    asked: Query<PostForm>,
    sent: Sent<PostForm>,
) -> Result<Response, Failure> {
    say(site, at, asked, sent, Word::Refuse).await
}

async fn say(
    State(site): State<Site>,
    At((unit, post)): At<(u32, String)>,
    Query(asked): Query<PostForm>,
    sent: Sent<PostForm>,
    word: Word,
) -> Result<Response, Failure> {
    let Sent { by, key, mut form } = sent;
    if form.person.is_empty() {
        form.person = asked.person;
    }
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let (person, id) = site.look(&by, |view| {
        let person = confirming::holder(view, (unit, &post), &form)?;
        Ok((person, named(view, &post)?.0))
    })?;
    if person.is_none() {
        trouble.note("person", "Choose somebody.");
    }
    let submission = person.zip(on).map(|(person, on)| {
        let command = match word {
            Word::Confirm => Command::from(ConfirmHolder {
                person,
                unit,
                post: id,
                on,
            }),
            Word::Refuse => Command::from(RefuseConfirmation {
                person,
                unit,
                post: id,
                on,
            }),
        };
        Submission::new(key, by.actor, command)
    });
    let after = |_: &Receipt| Ok(format!("/units/{unit}/posts"));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        confirming::form(view, (unit, &post), word, &form, with)
    })
    .await
}

/// `GET /units/{id}/posts/{post}/hand-over`
pub(crate) async fn hand_over_page(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, post)): At<(u32, String)>,
    Query(form): Query<PostForm>,
) -> Result<Response, Failure> {
    let page = draw(&site, &by, Trouble::default(), |view, with| {
        hand_over::page(view, (UnitId(unit), &post), &form, with)
    })?;
    Ok(html(&page))
}

/// `POST /units/{id}/posts/{post}/hand-over`
pub(crate) async fn hand_over(
    State(site): State<Site>,
    At((unit, post)): At<(u32, String)>,
    Query(asked): Query<PostForm>,
    sent: Sent<PostForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, mut form } = sent;
    if form.person.is_empty() {
        form.person = asked.person;
    }
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let tenure = site.look(&by, |view| hand_over::holder(view, (unit, &post), &form))?;
    if let Some(on) = on {
        let command = Command::from(HandOverPost {
            person: tenure.person,
            unit,
            post: tenure.post,
            on,
        });
        match carry_out(&site, Submission::new(key, by.actor, command)).await? {
            Ok(receipt) => {
                let way = format!(
                    "/units/{unit}/posts/{post}/hand-over?person={}",
                    tenure.person
                );
                return Ok(see_other(&crate::done::address(&way, &receipt)));
            }
            Err(refused) => trouble.refused = Some(refused),
        }
    }
    let page = draw(&site, &by, trouble, |view, with| {
        hand_over::page(view, (unit, &post), &form, with)
    })?;
    Ok(html_refused(&page))
}
