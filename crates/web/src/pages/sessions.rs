//! Signing in, and one's own account.

use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use charter::AskedBy;
use kernel::Actor;
use serde::Deserialize;

use crate::error::Failure;
use crate::forms::{Field, Guard, Kind, Refused};
use crate::frame::{Frame, Link, Room};
use crate::pages::notices::{self, NoticeSetting};
use crate::session::passwords::{self, PASSWORD_CHARACTERS_MIN};
use crate::session::tokens::Token;
use crate::session::{self, GuardFields, NoEntry, Query, Sent, SignedIn};
use crate::site::{Site, html, html_refused, is_within, see_other};
use crate::words::{away, day};

/// The page to sign in.
#[derive(Debug, Template)]
#[template(path = "sessions/new.html")]
pub struct SignInPage {
    /// What stands around it.
    pub frame: Frame,
    /// What guards the form.
    pub guard: Guard,
    /// What stands in the way, after a try.
    pub refused: Option<Refused>,
    /// Name and password.
    pub fields: Vec<Field>,
    /// Where to go afterwards, kept from the page that was asked for.
    pub then: Option<String>,
    /// Names and passwords of a made-up organisation: who it is, name, password.
    pub examples: Vec<(String, String, String)>,
    /// What may be read without signing in.
    pub published: Option<Link>,
    /// What anybody may do without signing in.
    pub open: Vec<Link>,
}

/// One's own account.
#[derive(Debug, Template)]
#[template(path = "sessions/account.html")]
pub struct AccountPage {
    /// What stands around it.
    pub frame: Frame,
    /// The name one signs in with.
    pub name: String,
    /// One's own page.
    pub person: Option<Link>,
    /// Where one is signed in, this place first.
    pub sessions: Vec<Session>,
    /// What guards the forms.
    pub guard: Guard,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// The fields that change the password.
    pub password: Vec<Field>,
    /// Whether there are addresses of calendars that answer.
    pub calendars: bool,
    /// Whether what is due comes by e-mail; none for an account of no person.
    pub notices: Option<NoticeSetting>,
}

/// A place where one is signed in.
#[derive(Debug)]
pub struct Session {
    /// Since when, and when it was last used.
    pub when: String,
    /// Whether it is this one.
    pub here: bool,
}

/// What is asked of the page to sign in.
#[derive(Debug, Deserialize)]
pub(crate) struct SignInQuery {
    next: Option<String>,
}

/// What the form to sign in sends.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct SignInForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    then: Option<String>,
}

/// `GET /signin`
pub(crate) async fn new(
    State(site): State<Site>,
    Query(query): Query<SignInQuery>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let then = query.next.filter(|next| is_within(next));
    if session::find(&site, &headers)?.is_some() {
        return Ok(see_other(then.as_deref().unwrap_or("/")));
    }
    let form = SignInForm {
        then,
        ..SignInForm::default()
    };
    sign_in_page(&site, &headers, form, None)
}

/// `POST /signin`
pub(crate) async fn create(
    State(site): State<Site>,
    request: Request,
) -> Result<Response, Failure> {
    let (parts, body): (_, Body) = request.into_parts();
    let body = session::bytes(&parts, body).await?;
    let guard: GuardFields = session::form(&parts, &body).await?;
    let mut form: SignInForm = session::form(&parts, &body).await?;
    form.then = form.then.filter(|then| is_within(then));
    let before = session::token_of(&site.settings, &parts.headers);
    if !before.is_some_and(|token| token.proves(&guard.token)) {
        let refused = Refused {
            instead: Some(
                "Try again. Your browser has to keep the cookie of this site.".to_owned(),
            ),
            ..not_signed_in("This page had lain too long.")
        };
        return sign_in_page(&site, &parts.headers, form, Some(refused));
    }
    let address = session::address_of(&site.settings, &parts.headers, &parts.extensions);
    let (name, password) = (form.name.clone(), std::mem::take(&mut form.password));
    match session::sign_in(&site, name, password, address).await {
        Ok(token) => {
            let mut response = see_other(form.then.as_deref().unwrap_or("/"));
            let seconds = site.settings.session_minutes_max.saturating_mul(60);
            let cookie = session::cookie(&site.settings, &token, seconds)?;
            response.headers_mut().insert(SET_COOKIE, cookie);
            Ok(response)
        }
        Err(NoEntry::Wrong) => {
            let refused = not_signed_in("This name and password do not belong together.");
            sign_in_page(&site, &parts.headers, form, Some(refused))
        }
        Err(NoEntry::Wait(seconds)) => {
            let refused = Refused {
                instead: Some(format!("Wait {seconds} seconds, then try again.")),
                ..not_signed_in("There were too many tries.")
            };
            let mut response = sign_in_page(&site, &parts.headers, form, Some(refused))?;
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(NoEntry::Failed(failure)) => Err(failure),
    }
}

fn not_signed_in(what: &str) -> Refused {
    Refused {
        heading: "You are not signed in".to_owned(),
        ..Refused::new(what)
    }
}

/// The page with its form, guarded by a token that signs nobody in.
fn sign_in_page(
    site: &Site,
    headers: &HeaderMap,
    form: SignInForm,
    refused: Option<Refused>,
) -> Result<Response, Failure> {
    let kept = session::token_of(&site.settings, headers);
    let token = kept.map_or_else(Token::new, Ok)?;
    let page = SignInPage {
        frame: site.frame_of_strangers("Sign in"),
        guard: session::guard(&token)?,
        fields: vec![
            Field::new("name", "Name", Kind::SignInName).value(form.name),
            Field::new("password", "Password", Kind::Password),
        ],
        then: form.then,
        examples: site.settings.examples.clone(),
        published: site
            .has_published()
            .then(|| Link::new("Read what is published", "/bulletins")),
        open: open(site)?,
        refused,
    };
    let mut response = if page.refused.is_some() {
        html_refused(&page)
    } else {
        html(&page)
    };
    if kept.is_none() {
        let cookie = session::cookie(&site.settings, &token, 24 * 60 * 60)?;
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What the charter lets anybody do.
fn open(site: &Site) -> Result<Vec<Link>, Failure> {
    let today = site.today();
    site.read(|state, _| {
        let Some(charter) = state.charter_on(today) else {
            return Vec::new();
        };
        let mut petitions = charter.petitions.iter();
        let mut procedures = charter.procedures.iter();
        let asks = petitions.any(|rule| rule.from == AskedBy::Anyone);
        let applies = procedures.any(|rule| rule.from_anyone);
        let ask = asks.then(|| Link::new("Ask for something", "/ask"));
        let apply = applies.then(|| Link::new("Apply", "/apply"));
        apply.into_iter().chain(ask).collect()
    })
}

/// A form with nothing in it but a button.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /signout`
pub(crate) async fn end(
    State(site): State<Site>,
    sent: Sent<Nothing>,
) -> Result<Response, Failure> {
    let kept = sent.by.session.token;
    site.accounts(|accounts| accounts.close_session(&kept))?;
    signed_out(&site)
}

/// `POST /signout/everywhere`
pub(crate) async fn end_all(
    State(site): State<Site>,
    sent: Sent<Nothing>,
) -> Result<Response, Failure> {
    let account = sent.by.account.id;
    site.accounts(|accounts| accounts.close_sessions_of(account))?;
    signed_out(&site)
}

fn signed_out(site: &Site) -> Result<Response, Failure> {
    let mut response = see_other("/signin");
    let cookie = session::cookie(&site.settings, &Token::new()?, 0)?;
    response.headers_mut().insert(SET_COOKIE, cookie);
    Ok(response)
}

/// `GET /account`
pub(crate) async fn account(State(site): State<Site>, by: SignedIn) -> Result<Response, Failure> {
    Ok(html(&account_page(&site, &by, None, [None, None])?))
}

/// What the form that changes the password sends.
#[derive(Debug, Deserialize)]
pub(crate) struct PasswordForm {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
}

/// `POST /account/password`
pub(crate) async fn change_password(
    State(site): State<Site>,
    sent: Sent<PasswordForm>,
) -> Result<Response, Failure> {
    let Sent {
        by,
        form: PasswordForm { old, new },
        ..
    } = sent;
    // Guessing through a browser that was left signed in is slowed down like guessing at the door.
    let door = format!("password of account {}", by.account.id);
    if let Err(wait) = site.tries.begin(&door, None, site.now_ms()) {
        return Err(Failure::TooMany {
            seconds: wait.seconds,
        });
    }
    if !site
        .checker
        .check(old, Some(by.account.password.clone()))
        .await
    {
        let wrong = Some("This is not your password.".to_owned());
        return Ok(html_refused(&account_page(
            &site,
            &by,
            None,
            [wrong, None],
        )?));
    }
    site.tries.forgive(&door, None);
    if let Some(objection) = passwords::objection(&new) {
        let page = account_page(&site, &by, None, [None, Some(objection)])?;
        return Ok(html_refused(&page));
    }
    let sealed = site.checker.seal(new).await;
    let sealed = sealed.map_err(|error| Failure::broken("change a password", &error))?;
    let account = by.account.id;
    site.accounts(|accounts| {
        accounts.set_password(account, &sealed)?;
        accounts.close_sessions_of(account)
    })?;
    // Everywhere else is signed out; here a new session takes the place of the old.
    let token = session::open(&site, account)?;
    let mut response = see_other("/account");
    let seconds = site.settings.session_minutes_max.saturating_mul(60);
    response.headers_mut().insert(
        SET_COOKIE,
        session::cookie(&site.settings, &token, seconds)?,
    );
    Ok(response)
}

/// The account of whoever is signed in, with what stands in the way of the old
/// and of the new password.
fn account_page(
    site: &Site,
    by: &SignedIn,
    refused: Option<Refused>,
    [old, new]: [Option<String>; 2],
) -> Result<AccountPage, Failure> {
    let guard = by.guard()?;
    let sessions = places(site, by)?;
    let calendars = site.accounts(|accounts| accounts.has_calendar(by.account.id))?;
    let notices = notices::routes::setting(site, by)?;
    site.read(|state, directory| {
        let name = match by.actor {
            Actor::Operator => "the operator".to_owned(),
            Actor::Public => "nobody".to_owned(),
            Actor::Person(person) => directory.name(person),
        };
        let person = match by.actor {
            Actor::Operator | Actor::Public => None,
            Actor::Person(person) => Some(Link::new("Your own page", format!("/people/{person}"))),
        };
        let hint = format!("At least {PASSWORD_CHARACTERS_MIN} characters.");
        let erring = |field: Field, error: Option<String>| match error {
            Some(error) => field.error(error),
            None => field,
        };
        AccountPage {
            frame: by.frame(state, directory, Some(Room::Account), "Account"),
            name,
            person,
            sessions,
            calendars,
            notices,
            guard,
            refused,
            password: vec![
                erring(Field::new("old", "Your password now", Kind::Password), old),
                erring(
                    Field::new("new", "A new one", Kind::NewPassword).hint(hint),
                    new,
                ),
            ],
        }
    })
}

/// Where whoever is signed in is signed in, this place first.
fn places(site: &Site, by: &SignedIn) -> Result<Vec<Session>, Failure> {
    let today = site.today();
    let (account, here) = (by.account.id, by.session.token);
    let mut sessions = site.accounts(|accounts| accounts.sessions_of(account))?;
    sessions.sort_by_key(|session| session.token != here);
    let places = sessions.iter().map(|session| {
        let since = crate::site::date_of(session.created_ms);
        let used = crate::site::date_of(session.seen_ms);
        Session {
            when: format!("Since {}; last used {}", day(since), away(today, used)),
            here: session.token == here,
        }
    });
    Ok(places.collect())
}
