//! Who is signed in: the cookie and its session, and what handlers take from
//! a request, [`SignedIn`], [`Sent`] and [`At`].

mod brought;
pub(crate) mod passwords;
mod sent;
pub(crate) mod tokens;
pub(crate) mod tries;

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue};
use clerk::Directory;
use journal::{Account, Session};
use kernel::{Actor, State};

use crate::error::Failure;
use crate::forms::Guard;
use crate::frame::{Done, Frame, Link, Room};
use crate::settings::Settings;
use crate::site::{Site, organisation};
pub(crate) use brought::Brought;
pub(crate) use sent::{At, Query, Sent, Uploaded};
pub(crate) use sent::{GuardFields, bytes, form, lacks, missing_field};
use tokens::Token;

/// A session's last use is noted no more often than this.
const TOUCH_EVERY_MS: i64 = 60_000;

/// Whoever is signed in. A handler that takes it is reached by nobody else:
/// a page leads to signing in, the API says that nobody is signed in.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// Who commands and asks.
    pub(crate) actor: Actor,
    pub(crate) account: Account,
    pub(crate) session: Session,
    token: Token,
    site: Site,
    /// What the address says this person has just done.
    done: Option<Done>,
}

impl SignedIn {
    /// What guards a form: make one for each form drawn.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub(crate) fn guard(&self) -> Result<Guard, Failure> {
        Ok(guard(&self.token)?)
    }

    /// What stands around a page for this viewer. Path and done are for the page to add.
    #[must_use]
    pub(crate) fn frame(
        &self,
        state: &State,
        directory: &Directory,
        room: Option<Room>,
        title: &str,
    ) -> Frame {
        let today = self.site.today();
        let may_reach =
            |action| !kernel::rights::reach(state, self.actor, today, action).is_empty();
        let charter = state.charter_on(today);
        let has = |what: fn(&charter::Charter) -> bool| charter.is_some_and(|it| what(it));
        let rooms = Room::ALL.iter().copied().filter(|room| match room {
            Room::People => may_reach(charter::Action::SeeRoll),
            Room::Journal => may_reach(charter::Action::SeeJournal),
            Room::Directives => has(|charter| !charter.directives.is_empty()),
            Room::Conferences => has(|charter| !charter.conferences.is_empty()),
            Room::Reports => has(|charter| !charter.reports.is_empty()),
            Room::Area => {
                has(|charter| !charter.visits.is_empty()) && may_reach(charter::Action::RecordVisit)
            }
            Room::Study => has(|charter| !charter.courses.is_empty()),
            Room::Awards => has(|charter| !charter.awards.is_empty()),
            Room::Bodies => has(|charter| !charter.bodies.is_empty()),
            Room::Bulletins => self.site.published.is_there() || state.bulletin_notice_count() > 0,
            Room::Home | Room::Units | Room::Findings | Room::Charter | Room::Account => true,
        });
        Frame {
            title: title.to_owned(),
            organisation: organisation(state),
            viewer: Some(self.link(state, directory)),
            rooms: rooms.collect(),
            room,
            path: Vec::new(),
            made_up: self.site.settings.made_up,
            past: None,
            as_of: None,
            done: self.done.clone(),
            style: crate::assets::style_address().to_owned(),
        }
    }

    /// The viewer by name and first post, and the way to their own page.
    fn link(&self, state: &State, directory: &Directory) -> Link {
        let Actor::Person(person) = self.actor else {
            return Link::new("the operator", "/account");
        };
        let mut text = directory.name(person);
        let charter = state.charter_on(self.site.today());
        let held = state
            .tenures_of(person)
            .find(|tenure| tenure.until.is_none());
        if let Some((charter, tenure)) = charter.zip(held)
            && let Some((post, unit)) = charter.post(tenure.post).zip(state.unit(tenure.unit))
        {
            text = format!("{text}, {} of {}", post.title, unit.name);
        }
        Link::new(text, format!("/people/{person}"))
    }
}

impl FromRequestParts<Site> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<SignedIn, Failure> {
        let by = find(site, &parts.headers)?.ok_or(Failure::NotSignedIn)?;
        let done = crate::done::of(site, by.actor, &parts.uri)?;
        Ok(SignedIn { done, ..by })
    }
}

/// Whoever sent these headers, if their session is known and has not run out.
pub(crate) fn find(site: &Site, headers: &HeaderMap) -> Result<Option<SignedIn>, Failure> {
    let Some(token) = token_of(&site.settings, headers) else {
        return Ok(None);
    };
    let kept = token.kept();
    let Some((session, account)) = site.accounts(|accounts| accounts.session(&kept))? else {
        return Ok(None);
    };
    let now_ms = site.now_ms();
    if runs_out_ms(&site.settings, &session) <= now_ms {
        site.accounts(|accounts| accounts.close_session(&kept))?;
        return Ok(None);
    }
    if now_ms.saturating_sub(session.seen_ms) >= TOUCH_EVERY_MS {
        site.accounts(|accounts| accounts.touch_session(&kept, now_ms))?;
    }
    let Some(actor) = journal::actor_from_text(&account.actor) else {
        return Ok(None);
    };
    Ok(Some(SignedIn {
        actor,
        account,
        session,
        token,
        site: site.clone(),
        done: None,
    }))
}

/// When a session ends if it is not used any more.
fn runs_out_ms(settings: &Settings, session: &Session) -> i64 {
    let idle_ms = i64::from(settings.idle_minutes_max).saturating_mul(60_000);
    session
        .expires_ms
        .min(session.seen_ms.saturating_add(idle_ms))
}

/// The token that came with a request, as a cookie or, for a program, as a bearer's.
pub(crate) fn token_of(settings: &Settings, headers: &HeaderMap) -> Option<Token> {
    if let Some(bearer) = headers.get(AUTHORIZATION) {
        return Token::from_hex(bearer.to_str().ok()?.strip_prefix("Bearer ")?);
    }
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(settings))
        .and_then(|(_, value)| Token::from_hex(value))
}

fn cookie_name(settings: &Settings) -> &'static str {
    // The prefix makes browsers refuse a cookie of this name that was set
    // without TLS, for a path, or by another host of the same domain.
    if settings.tls {
        "__Host-charterhouse"
    } else {
        "charterhouse"
    }
}

/// The cookie that keeps a token in the browser for so long; for nought it is forgotten.
pub(crate) fn cookie(
    settings: &Settings,
    token: &Token,
    seconds: u32,
) -> Result<HeaderValue, Failure> {
    let secure = if settings.tls { "; Secure" } else { "" };
    let (name, value) = (cookie_name(settings), token.hex());
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).map_err(|error| Failure::broken("write a cookie", &error))
}

/// What guards a form made for this token.
pub(crate) fn guard(token: &Token) -> Result<Guard, tokens::NoRandomness> {
    Ok(Guard {
        token: token.proof()?,
        key: tokens::fresh_key()?,
    })
}

/// Where a request came from, as far as it can be believed.
pub(crate) fn address_of(
    settings: &Settings,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> Option<IpAddr> {
    if settings.behind_proxy {
        // The last address is the one our own proxy added; those before it are claims.
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back()?;
        return forwarded
            .to_str()
            .ok()?
            .rsplit(',')
            .next()?
            .trim()
            .parse()
            .ok();
    }
    let ConnectInfo(address) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(address.ip())
}

/// Why somebody could not sign in.
#[derive(Debug)]
pub(crate) enum NoEntry {
    /// Name and password do not belong together.
    Wrong,
    /// Too many tries: so many seconds to wait.
    Wait(u32),
    /// Something else failed.
    Failed(Failure),
}

impl From<Failure> for NoEntry {
    fn from(failure: Failure) -> NoEntry {
        NoEntry::Failed(failure)
    }
}

/// Signs somebody in: a new session under a new token.
pub(crate) async fn sign_in(
    site: &Site,
    login: String,
    password: String,
    address: Option<IpAddr>,
) -> Result<Token, NoEntry> {
    let tried = site.tries.begin(&login, address, site.now_ms());
    tried.map_err(|wait| NoEntry::Wait(wait.seconds))?;
    let account = site.accounts(|accounts| accounts.account_by_login(&login))?;
    let sealed = account.as_ref().map(|account| account.password.clone());
    if !site.checker.check(password, sealed).await {
        return Err(NoEntry::Wrong);
    }
    let Some(account) = account else {
        return Err(NoEntry::Wrong);
    };
    site.tries.forgive(&login, address);
    Ok(open(site, account.id)?)
}

/// Begins a session of an account, and ends those that have run out.
pub(crate) fn open(site: &Site, account: u32) -> Result<Token, Failure> {
    let token = Token::new()?;
    let now_ms = site.now_ms();
    let minutes_ms = |minutes: u32| i64::from(minutes).saturating_mul(60_000);
    let session = Session {
        token: token.kept(),
        account,
        created_ms: now_ms,
        seen_ms: now_ms,
        expires_ms: now_ms.saturating_add(minutes_ms(site.settings.session_minutes_max)),
    };
    let idle_since_ms = now_ms.saturating_sub(minutes_ms(site.settings.idle_minutes_max));
    site.accounts(|accounts| {
        accounts.close_stale_sessions(now_ms, idle_since_ms)?;
        accounts.open_session(&session)
    })?;
    Ok(token)
}
