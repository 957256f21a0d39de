//! Whoever comes from outside, signed in or not: how they look at the
//! organisation, how what they bring is read and counted, and how they choose
//! the unit they come to.
//!
//! Whoever brings something is given a secret, which stands in an address they
//! keep. Only its hash is kept here, so that nobody who reads the record can use it.

use std::net::IpAddr;

use askama::Template;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::HeaderMap;
use journal::RequestKey;
use kernel::petitions::AskerKey;
use kernel::{Actor, UnitId};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::Failure;
use crate::forms::Guard;
use crate::frame::{Frame, Link};
use crate::listing::{Line, Search};
use crate::session::tokens::{self, Token};
use crate::session::{self, GuardFields, SignedIn};
use crate::site::Site;
use crate::view::View;
use crate::words::capital;

/// Units on the page where one is chosen.
const UNITS_MAX: usize = 50;
/// So few units stand there before anything is looked for.
const UNITS_FEW: usize = 12;
/// Longest body taken from anybody, in bytes: the longest text, whatever its letters.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// Whoever comes: somebody who is signed in, or anybody.
pub(crate) struct Visitor(Option<SignedIn>);

impl Visitor {
    pub(crate) fn of(site: &Site, headers: &HeaderMap) -> Result<Visitor, Failure> {
        Ok(Visitor(session::find(site, headers)?))
    }

    pub(crate) fn actor(&self) -> Actor {
        self.0.as_ref().map_or(Actor::Public, |by| by.actor)
    }

    pub(crate) fn frame(&self, site: &Site, title: &str) -> Result<Frame, Failure> {
        match &self.0 {
            Some(by) => site.read(|state, directory| by.frame(state, directory, None, title)),
            None => Ok(site.frame_of_strangers(title)),
        }
    }
}

/// The guard of a form for anybody: its token is the secret of whoever sends it.
pub(crate) fn guard() -> Result<Guard, Failure> {
    Ok(Guard {
        token: Token::new()?.hex(),
        key: tokens::fresh_key()?,
    })
}

/// A form that anybody sent.
pub(crate) struct Brought<F> {
    pub(crate) by: Visitor,
    pub(crate) form: F,
    /// The secret that came with it; none where it is none.
    pub(crate) secret: Option<Token>,
    from: Option<IpAddr>,
    guard: String,
    path: String,
    body: Bytes,
}

impl<F: DeserializeOwned> Brought<F> {
    /// Reads what was sent.
    pub(crate) async fn of(site: &Site, request: Request) -> Result<Brought<F>, Failure> {
        let (parts, body) = request.into_parts();
        let by = Visitor::of(site, &parts.headers)?;
        let body = session::bytes(&parts, body).await?;
        if body.len() > BODY_BYTES_MAX {
            return Err(Failure::TooLarge);
        }
        let guard: GuardFields = session::form(&parts, &body).await?;
        Ok(Brought {
            by,
            form: session::form(&parts, &body).await?,
            secret: Token::from_hex(&guard.token),
            from: session::address_of(&site.settings, &parts.headers, &parts.extensions),
            guard: guard.key,
            path: parts.uri.path().to_owned(),
            body,
        })
    }

    /// Counts it: after a few from one address it has to wait.
    pub(crate) fn counted(&self, site: &Site, secret: &Token) -> Result<(), Failure> {
        limit(site, secret, self.from)
    }

    /// The key by which the same form is the same request.
    pub(crate) fn key(&self, actor: Actor) -> RequestKey {
        let name = journal::actor_text(actor);
        tokens::request_key(&name, &self.guard, &self.path, &self.body)
    }
}

/// The hash of a secret, as it is kept.
pub(crate) fn hashed(secret: &Token) -> AskerKey {
    AskerKey(secret.kept())
}

/// Looks at the organisation as somebody may see it.
pub(crate) fn look_as<T>(
    site: &Site,
    viewer: Actor,
    look: impl FnOnce(View<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let today = site.today();
    site.read(|state, directory| {
        let charter = state.charter_on(today).ok_or(Failure::NotFound)?;
        look(View {
            state,
            directory,
            charter,
            viewer,
            today,
            told_on: None,
        })
    })?
}

/// Counts what comes from one address: after a few it has to wait.
pub(crate) fn limit(site: &Site, secret: &Token, address: Option<IpAddr>) -> Result<(), Failure> {
    let begun = site.asking.begin(&secret.hex(), address, site.now_ms());
    begun.map_err(|wait| Failure::TooMany {
        seconds: wait.seconds,
    })
}

/// What the address of the page on which a unit is chosen says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Part of a unit's name or code.
    q: String,
}

/// The page on which anybody chooses the unit they come to.
#[derive(Debug, Template)]
#[template(path = "petitions/ask.html")]
pub struct ChoicePage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is for, in a word.
    pub heading: String,
    /// What may be done here.
    pub about: String,
    /// The search for a unit.
    pub search: Search,
    /// The units found.
    pub units: Vec<Line>,
    /// Whether there are more than stand here.
    pub more: bool,
    /// Whether the units stand there, or have to be looked for first.
    pub searched: bool,
    /// What the viewer brought before.
    pub own: Vec<Line>,
}

/// What a unit is chosen for.
pub(crate) struct Choosing<'a> {
    pub(crate) heading: &'static str,
    pub(crate) about: &'static str,
    /// The address of the page; that of a unit stands under it.
    pub(crate) path: &'static str,
    /// Whether anything of the kind can be brought to a unit.
    pub(crate) open: &'a dyn Fn(View<'_>, UnitId) -> bool,
    pub(crate) own: Vec<Line>,
}

/// The units that can be come to; not found where there are none at all.
pub(crate) fn choose(
    view: View<'_>,
    wanted: &Wanted,
    choosing: Choosing<'_>,
    frame: Frame,
) -> Result<ChoicePage, Failure> {
    let named = |unit: UnitId| {
        let unit = view.state.unit(unit);
        unit.is_some_and(|it| {
            crate::listing::has_words(&format!("{} {}", it.name, it.code), &wanted.q)
        })
    };
    let mut units: Vec<Line> = view
        .state
        .standing_units()
        .filter(|unit| named(*unit) && (choosing.open)(view, *unit))
        .filter_map(|unit| line(view, unit, &choosing))
        .take(UNITS_MAX + 1)
        .collect();
    let more = units.len() > UNITS_MAX;
    units.truncate(UNITS_MAX);
    let sought = !wanted.q.trim().is_empty();
    if units.is_empty() && !sought {
        return Err(Failure::NotFound);
    }
    // Where there are many, their names are looked for first.
    let searched = sought || units.len() <= UNITS_FEW;
    if !searched {
        units.clear();
    }
    Ok(ChoicePage {
        frame,
        heading: choosing.heading.to_owned(),
        about: choosing.about.to_owned(),
        search: Search {
            days: Vec::new(),
            action: choosing.path.to_owned(),
            label: Some("Unit".to_owned()),
            query: wanted.q.clone(),
            filters: Vec::new(),
            narrowed: sought,
        },
        units,
        more: more && searched,
        searched,
        own: choosing.own,
    })
}

fn line(view: View<'_>, unit: UnitId, choosing: &Choosing<'_>) -> Option<Line> {
    let it = view.state.unit(unit)?;
    let level = capital(&view.charter.level(it.level)?.title);
    let above = it.parent.filter(|above| (choosing.open)(view, *above));
    let above = above.and_then(|above| view.state.unit(above));
    let about = match above {
        Some(above) => format!("{level} under {}", above.name),
        None => level,
    };
    let way = format!("{}/{unit}", choosing.path);
    Some(Line::new(Link::new(it.name, way), about))
}
