//! What if: the question, and the answer.

use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::asked::{Question, WhatIfForm};
use super::fill::{self, Said};
use super::running::{Turn, Ways, Work, work_out};
use crate::error::Failure;
use crate::forms::Refused;
use crate::frame::Room;
use crate::session::{Sent, SignedIn};
use crate::site::{Site, html, html_refused};

/// `GET /charter/what-if`
pub(crate) async fn new(State(site): State<Site>, by: SignedIn) -> Result<Response, Failure> {
    Ok(html(&drawn(
        &site,
        &by,
        &WhatIfForm::default(),
        Said::default(),
    )?))
}

/// `POST /charter/what-if`
pub(crate) async fn ask(
    State(site): State<Site>,
    sent: Sent<WhatIfForm>,
) -> Result<Response, Failure> {
    let Sent { by, form, .. } = sent;
    let read = site.look(&by, |view| {
        fill::may_ask(view).ok_or(Failure::NotFound)?;
        let question = form.question(view.charter);
        Ok(question.map(|question| {
            let months = question.months;
            let max = site.settings.member_months_max;
            let fits = fill::member_months(view.state, months) <= max;
            let fits = fits.then_some(question);
            fits.ok_or_else(|| Box::new(fill::too_large(view.state, months, max)))
        }))
    })?;
    let question = match read {
        Err(wrong) => {
            let said = Said {
                wrong,
                ..Said::default()
            };
            return Ok(html_refused(&drawn(&site, &by, &form, said)?));
        }
        Ok(Err(refused)) => return refuse(&site, &by, &form, *refused),
        Ok(Ok(question)) => question,
    };
    let Some(turn) = site.running.turn(by.actor) else {
        let mut response = refuse(&site, &by, &form, fill::busy())?;
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        let headers = response.headers_mut();
        headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        return Ok(response);
    };
    match ways(&site, &by, &question, turn).await? {
        Ok(ways) => {
            let answer = site.look(&by, |view| Ok(fill::comparison(view, &question, &ways)))?;
            let said = Said {
                answer: Some(answer),
                ..Said::default()
            };
            Ok(html(&drawn(&site, &by, &form, said)?))
        }
        Err(refused) => refuse(&site, &by, &form, refused),
    }
}

/// Both ways to go on, worked out beside the pages.
async fn ways(
    site: &Site,
    by: &SignedIn,
    question: &Question,
    turn: Turn,
) -> Result<Result<Ways, Refused>, Failure> {
    let work = site.look(by, |view| {
        Ok(Work {
            state: view.state.clone(),
            today: view.today,
            edition: question.edition.clone(),
            rates: question.rates.clone(),
            months: question.months,
        })
    })?;
    let worked = tokio::task::spawn_blocking(move || {
        let worked = work_out(work);
        // Held until the work is over, also where nobody waits for it any more.
        drop(turn);
        worked
    });
    let worked = worked
        .await
        .map_err(|error| Failure::broken("work out what would be", &error))?;
    site.look(by, |view| match worked {
        Ok(Some(ways)) => Ok(Ok(ways)),
        Ok(None) => Ok(Err(fill::too_long(view.state))),
        Err(error) => fill::cannot(view, &error).map(Err),
    })
}

fn refuse(
    site: &Site,
    by: &SignedIn,
    form: &WhatIfForm,
    refused: Refused,
) -> Result<Response, Failure> {
    let said = Said {
        refused: Some(refused),
        ..Said::default()
    };
    Ok(html_refused(&drawn(site, by, form, said)?))
}

fn drawn(
    site: &Site,
    by: &SignedIn,
    form: &WhatIfForm,
    said: Said,
) -> Result<super::WhatIfPage, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        fill::may_ask(view).ok_or(Failure::NotFound)?;
        let frame = by.frame(view.state, view.directory, Some(Room::Charter), "What if");
        let said = Said {
            member_months_max: site.settings.member_months_max,
            ..said
        };
        Ok(fill::page(view, frame, guard, form, said))
    })
}
