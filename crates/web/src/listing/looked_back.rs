//! Lists of the past: entries are read before anybody is kept waiting, and then the
//! list is opened with what was read.

use std::future::ready;

use axum::extract::State;
use axum::http::Uri;
use charter::Action;
use clerk::Past;
use jiff::civil::Date;
use kernel::rights::{Sight, may, sight};
use kernel::{Actor, State as Organisation, UnitId};
use serde::de::DeserializeOwned;

use super::list::{Asked, List, Opening};
use crate::acting::Drawn;
use crate::error::Failure;
use crate::session::{At, Query, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html, html_refused, waiting};

/// Reads what opens a list: about what, and what the address asks for.
pub(crate) type Reads<A, I> = fn(Before<'_>, A, &Asked) -> Result<I, Failure>;

/// Who asks, before the page is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Before<'a> {
    pub(crate) past: &'a Past,
    pub(crate) viewer: Actor,
    pub(crate) today: Date,
}

impl<'a> Before<'a> {
    /// The organisation as it is now.
    pub(crate) fn state(self) -> &'a Organisation {
        self.past.state()
    }

    /// What the viewer reaches, for many questions.
    pub(crate) fn sight(self, action: Action) -> Sight {
        sight(self.state(), self.viewer, self.today, action)
    }

    /// A unit the viewer may know of.
    pub(crate) fn unit(self, unit: UnitId) -> Result<UnitId, Failure> {
        let there = self.state().unit(unit).is_some();
        let seen = may(
            self.state(),
            self.viewer,
            self.today,
            Action::SeeFigures,
            unit,
        );
        (there && seen).then_some(unit).ok_or(Failure::NotFound)
    }
}

impl Site {
    /// Reads what opens a list of the past.
    fn read_before<A, I>(
        &self,
        by: &SignedIn,
        reads: Reads<A, I>,
        about: A,
        asked: &Asked,
    ) -> Result<I, Failure> {
        let past = self.past()?;
        let before = Before {
            past: &past,
            viewer: by.actor,
            today: self.today(),
        };
        waiting(|| reads(before, about, asked))
    }
}

/// The handler of `GET` for the page of a list of the past.
pub(crate) fn shown_of_past<A, I, R: 'static>(
    list: &'static List<I, R>,
    reads: Reads<A, I>,
) -> impl Fn(State<Site>, SignedIn, At<A>, Query<Asked>, Uri) -> Drawn + Clone + Send + Sync
where
    A: DeserializeOwned + Send + 'static,
    I: 'static,
{
    move |State(site): State<Site>, by: SignedIn, At(about), Query(asked), uri: Uri| {
        let read = site.read_before(&by, reads, about, &asked);
        let text = |document| site.text(document).ok().flatten();
        let page = read.and_then(|read| {
            site.look_recent(&by, |view, recent| {
                let with = Opening {
                    view,
                    text: &text,
                    survey: &|| site.surveys.at(recent, view.state, view.today),
                    sums: &site.summing(recent, view.state),
                    asked: &asked,
                };
                let opened = (list.opens)(with, read)?;
                let frame = by.frame(view.state, view.directory, Some(list.room), "");
                let wrong = opened.days.iter().any(|day| day.wrong.is_some());
                Ok((list.page(with, opened, uri.path(), frame), wrong))
            })
        });
        ready(page.map(|(page, wrong)| {
            if wrong {
                html_refused(&page)
            } else {
                html(&page)
            }
        }))
    }
}

/// The handler of `GET` for both files of a list of the past.
pub(crate) fn file_of_past<A, I, R: 'static>(
    list: &'static List<I, R>,
    reads: Reads<A, I>,
) -> impl Fn(State<Site>, SignedIn, At<A>, Query<Asked>, Uri) -> Drawn + Clone + Send + Sync
where
    A: DeserializeOwned + Send + 'static,
    I: 'static,
{
    move |State(site): State<Site>, by: SignedIn, At(about), Query(asked), uri: Uri| {
        let read = site.read_before(&by, reads, about, &asked);
        let text = |document| site.text(document).ok().flatten();
        let sheet = read.and_then(|read| {
            site.look_recent(&by, |view, recent| {
                let with = Opening {
                    view,
                    text: &text,
                    survey: &|| site.surveys.at(recent, view.state, view.today),
                    sums: &site.summing(recent, view.state),
                    asked: &asked,
                };
                let opened = (list.opens)(with, read)?;
                if let Some(why) = opened.days.iter().find_map(|day| day.wrong.clone()) {
                    return Err(Failure::Invalid(why));
                }
                Ok(list.sheet(with, opened, Format::of(uri.path())))
            })
        });
        ready(sheet.and_then(|sheet| sheet.file(list.file)))
    }
}
