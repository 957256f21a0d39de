//! Filling a post and laying one down.

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::posts::{LayDownPost, TakeUpPost};
use kernel::{Command, Reason, UnitId};

use super::fill::{self, PostForm};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::{Site, html_refused};

/// `GET /units/{id}/posts/{post}/fill`
pub(crate) async fn fill_form(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, post)): At<(u32, String)>,
    Query(form): Query<PostForm>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let drawn = acting::form(&site, &by, |view, with| {
        fill::take_up(view, unit, &post, &form, with)
    });
    match drawn {
        Ok(page) => Ok(page),
        // No form helps while every place is taken: what does is a step away.
        Err(Failure::Refused(refusal)) if matches!(refusal.reason, Reason::PostFull { .. }) => {
            let page = site.look(&by, |view| {
                let frame = by.frame(view.state, view.directory, None, "Not possible");
                Ok(fill::full(view, unit, &post, &refusal, frame))
            })?;
            Ok(html_refused(&page))
        }
        Err(failure) => Err(failure),
    }
}

/// `POST /units/{id}/posts/{post}/fill`
pub(crate) async fn take_up(
    State(site): State<Site>,
    At((unit, post)): At<(u32, String)>,
    sent: Sent<PostForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let (person, id) = site.look(&by, |view| {
        view.unit(unit)?;
        Ok((form.person(view), fill::named(view, &post)?.0))
    })?;
    if person.is_none() {
        trouble.note("person", "Choose somebody.");
        trouble.note("code", "There is nobody with this code whom you may know.");
    }
    let submission = person.zip(on).map(|(person, on)| {
        let command = Command::from(TakeUpPost {
            person,
            unit,
            post: id,
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |_: &Receipt| Ok(format!("/units/{unit}"));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        fill::take_up(view, unit, &post, &form, with)
    })
    .await
}

/// `GET /units/{id}/posts/{post}/lay-down`
pub(crate) async fn lay_down_form(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, post)): At<(u32, String)>,
    Query(form): Query<PostForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        fill::lay_down(view, UnitId(unit), &post, &form, with)
    })
}

/// `POST /units/{id}/posts/{post}/lay-down`
pub(crate) async fn lay_down(
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
    let (person, id) = site.look(&by, |view| {
        Ok((form.person(view), fill::named(view, &post)?.0))
    })?;
    if person.is_none() {
        trouble.note("person", "Choose somebody.");
    }
    let submission = person.zip(on).map(|(person, on)| {
        let command = Command::from(LayDownPost {
            person,
            unit,
            post: id,
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |_: &Receipt| {
        let seen = site.look(&by, |view| Ok(view.unit_href(unit)))?;
        Ok(seen.unwrap_or_else(|| "/".to_owned()))
    };
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        fill::lay_down(view, unit, &post, &form, with)
    })
    .await
}
