//! Why a request is not answered with what was asked for, and how that is
//! said: once, here, as a page or as JSON.
//!
//! Handlers return a [`Failure`]. On its way out it is dressed: under `/api`
//! as JSON, elsewhere as a page with the frame of whoever asks.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use clerk::{Denial, Stopped};
use kernel::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::{Frame, Link};
use crate::pages::error::ErrorPage;
use crate::refusal::{self, NoSuchWord, Told};
use crate::session::tokens::{self, NoRandomness};
use crate::site::Site;

/// Seconds after which a busy desk may be tried again.
const BUSY_SECONDS: u32 = 2;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// Nobody is signed in.
    NotSignedIn,
    /// Nothing is there, or nothing the viewer may know of.
    NotFound,
    /// The charter or the record stands in the way.
    Refused(Box<Refusal>),
    /// A word was sent that means nothing here.
    NoSuchWord(Box<NoSuchWord>),
    /// Something else stands in the way, in a fragment of a sentence.
    Denied(String),
    /// The request did not come from this site's own forms, or not from this session.
    NotOurs(&'static str),
    /// The request cannot be read.
    Invalid(String),
    /// The address knows no such method.
    NoSuchMethod,
    /// More was sent than is taken.
    TooLarge,
    /// Too many tries.
    TooMany {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The desk's inbox is full.
    Busy,
    /// Something is broken; what, for the log alone.
    Broken(String),
}

impl Failure {
    /// The failure of a step, with its cause, for the log.
    pub(crate) fn broken(step: &str, cause: &dyn std::error::Error) -> Failure {
        let mut text = format!("{step}: {cause}");
        let mut source = cause.source();
        while let Some(cause) = source {
            text.push_str(&format!(": {cause}"));
            source = cause.source();
        }
        Failure::Broken(text)
    }

    fn status(&self) -> StatusCode {
        match self {
            Failure::NotSignedIn => StatusCode::UNAUTHORIZED,
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::Refused(_) | Failure::NoSuchWord(_) | Failure::Denied(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Failure::NotOurs(_) => StatusCode::FORBIDDEN,
            Failure::Invalid(_) => StatusCode::BAD_REQUEST,
            Failure::NoSuchMethod => StatusCode::METHOD_NOT_ALLOWED,
            Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Failure::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The word by which a program tells one from another.
    fn kind(&self) -> &'static str {
        match self {
            Failure::NotSignedIn => "not_signed_in",
            Failure::NotFound => "not_found",
            Failure::Refused(_) | Failure::NoSuchWord(_) | Failure::Denied(_) => "refused",
            Failure::NotOurs(_) => "not_ours",
            Failure::Invalid(_) => "invalid",
            Failure::NoSuchMethod => "no_such_method",
            Failure::TooLarge => "too_large",
            Failure::TooMany { .. } => "too_many_tries",
            Failure::Busy => "busy",
            Failure::Broken(_) => "broken",
        }
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            Failure::TooMany { seconds } => Some(*seconds),
            Failure::Busy => Some(BUSY_SECONDS),
            _ => None,
        }
    }

    /// What stands in the way, in a sentence.
    fn message(&self) -> String {
        match self {
            Failure::NotSignedIn => "You are not signed in.".to_owned(),
            Failure::NotFound => "There is nothing here, or nothing that you may see.".to_owned(),
            Failure::Refused(it) => Told::of(None, it).what,
            Failure::NoSuchWord(it) => it.told(None).what,
            Failure::Denied(what) => refusal::sentence(what),
            Failure::NotOurs(why) => (*why).to_owned(),
            Failure::Invalid(what) => format!("The request cannot be read: {what}."),
            Failure::NoSuchMethod => "Nothing can be done here in this way.".to_owned(),
            Failure::TooLarge => "More was sent than is taken.".to_owned(),
            Failure::TooMany { seconds } => {
                format!("There were too many tries. Wait {seconds} seconds.")
            }
            Failure::Busy => {
                "Many people are writing at this moment. Nothing was changed.".to_owned()
            }
            Failure::Broken(_) => "This is a fault of the program, not yours.".to_owned(),
        }
    }

    fn way_on(&self) -> Option<String> {
        let text = match self {
            Failure::NotSignedIn => "Sign in.",
            Failure::NotOurs(_) => "Go back, load the page again, and send it once more.",
            Failure::Busy => "Try again in a few seconds.",
            _ => return None,
        };
        Some(text.to_owned())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        if refusal.reason.is_not_there() {
            Failure::NotFound
        } else {
            Failure::Refused(Box::new(refusal))
        }
    }
}

impl From<Denial> for Failure {
    fn from(denial: Denial) -> Failure {
        match denial {
            Denial::Refused(refusal) => Failure::from(refusal),
            Denial::CodeTaken { .. }
            | Denial::Card { .. }
            | Denial::CardLine(_)
            | Denial::CharterText
            | Denial::KeyTaken => Failure::Denied(denial.to_string()),
            Denial::Busy => Failure::Busy,
            Denial::Stopped(stopped) => Failure::broken("submit", &stopped),
        }
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Failure {
        Failure::broken("read", &stopped)
    }
}

impl From<NoRandomness> for Failure {
    fn from(error: NoRandomness) -> Failure {
        Failure::broken("make a secret", &error)
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Failure {
        Failure::broken("write a page", &error)
    }
}

impl IntoResponse for Failure {
    /// The bare status with the failure beside it; [`dress`] says it in words.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A failure as the API says it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ErrorJson {
    error: ErrorBody,
}

/// What failed, and what can be done instead.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct ErrorBody {
    /// One word: `refused`, `not_found`, `not_signed_in`, `not_ours`, `invalid`,
    /// `no_such_method`, `too_large`, `too_many_tries`, `busy` or `broken`.
    kind: &'static str,
    /// What stands in the way, in a sentence.
    message: String,
    /// The article of the charter that says so.
    article: Option<ArticleJson>,
    /// What can be done instead, in a sentence.
    way_on: Option<String>,
    /// The mark under which the operator finds a fault in the log.
    mark: Option<String>,
}

/// An article, where a rule of it says something.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ArticleJson {
    /// Its number as printed.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What of it governs here, in a sentence.
    pub says: String,
    /// What of it no source says, in words; none where every value has a source.
    pub assumed: Option<String>,
}

impl From<crate::articles::ArticleNote> for ArticleJson {
    fn from(note: crate::articles::ArticleNote) -> ArticleJson {
        ArticleJson {
            number: note.number,
            title: note.title,
            says: note.text,
            assumed: note.assumed,
        }
    }
}

/// Says failures in words on their way out, also those of the framework.
pub(crate) async fn dress(State(site): State<Site>, request: Request, next: Next) -> Response {
    let asked = Asked {
        method: request.method().clone(),
        uri: request.uri().clone(),
        headers: request.headers().clone(),
    };
    let mut response = run(next, request).await;
    let failure = match response.extensions_mut().remove::<Failure>() {
        Some(failure) => failure,
        None => match bare(&response) {
            Some(failure) => failure,
            None => return response,
        },
    };
    let mut dressed = asked.answer(&site, &failure);
    if let Some(allow) = response.headers_mut().remove("allow") {
        dressed.headers_mut().insert("allow", allow);
    }
    dressed
}

/// Runs a request as a task of its own: one that panics is a fault with a mark
/// and not a broken connection, and one whose browser has gone is still
/// carried to its end.
async fn run(next: Next, request: Request) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) => Failure::broken("answer", &error).into_response(),
    }
}

/// A failure the framework found, which is said in its own words or none.
fn bare(response: &Response) -> Option<Failure> {
    let own = |kind: &HeaderValue| {
        let kind = kind.as_bytes();
        kind.starts_with(b"text/html") || kind.starts_with(b"application/")
    };
    if response.headers().get(CONTENT_TYPE).is_some_and(own) {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND => Some(Failure::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Failure::NoSuchMethod),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Failure::TooLarge),
        status if status.is_client_error() => Some(Failure::Invalid(
            "its form is not the one asked for".to_owned(),
        )),
        status if status.is_server_error() => {
            Some(Failure::Broken(format!("bare status {status}")))
        }
        _ => None,
    }
}

/// What was asked for, as far as the answer needs it.
struct Asked {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

impl Asked {
    fn answer(&self, site: &Site, failure: &Failure) -> Response {
        let mark = match failure {
            Failure::Broken(what) => Some(report(site, what, &self.method, self.uri.path())),
            _ => None,
        };
        let status = failure.status();
        let wait = failure.retry_after();
        let mut response = if self.uri.path().starts_with("/api/") {
            json(site, failure, mark)
        } else if matches!(failure, Failure::NotSignedIn) {
            return Redirect::to(&sign_in_address(&self.method, &self.uri)).into_response();
        } else {
            self.page(site, failure, mark.as_deref())
        };
        *response.status_mut() = status;
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn page(&self, site: &Site, failure: &Failure, mark: Option<&str>) -> Response {
        let title = match failure {
            Failure::NotFound => "Not found",
            Failure::Refused(_) | Failure::NoSuchWord(_) | Failure::Denied(_) => "Not possible",
            Failure::Busy => "Busy",
            _ => "Something stands in the way",
        };
        let frame = self.frame(site, title);
        let page = match failure {
            Failure::NotFound => ErrorPage::not_found(frame),
            Failure::Busy => ErrorPage::busy(frame, &self.again()),
            Failure::Broken(_) => ErrorPage::broken(frame, mark.unwrap_or_default()),
            Failure::Refused(_) | Failure::NoSuchWord(_) => {
                let told = told(site, failure);
                let mut page = ErrorPage::refused(frame, &told.what, told.article, self.ways_on());
                if let Some(instead) = told.instead {
                    page.text = format!("{} {instead}", page.text);
                }
                page
            }
            _ => {
                let mut text = failure.message();
                if let Some(way_on) = failure.way_on() {
                    text = format!("{text} {way_on}");
                }
                ErrorPage::refused(frame, &text, None, self.ways_on())
            }
        };
        crate::site::html(&page)
    }

    /// The frame of whoever asks, or that of a stranger where nothing can be read.
    fn frame(&self, site: &Site, title: &str) -> Frame {
        let signed_in = crate::session::find(site, &self.headers).ok().flatten();
        let Some(signed_in) = signed_in else {
            return site.frame_of_strangers(title);
        };
        let framed = site.read(|state, directory| signed_in.frame(state, directory, None, title));
        match framed {
            Ok(frame) => frame,
            Err(_) => site.frame_of_strangers(title),
        }
    }

    /// Where the same may be tried again: an address that changes nothing.
    /// The ways on from a refusal: to what the address is about, and to what is due.
    fn ways_on(&self) -> Vec<Link> {
        let mut parts = self.uri.path().split('/').skip(1);
        let about = match (parts.next(), parts.next(), parts.next()) {
            (Some("units"), Some(unit), Some(_)) => Some(("To the unit", format!("/units/{unit}"))),
            (Some("people"), Some(person), Some(_)) => {
                Some(("To the person", format!("/people/{person}")))
            }
            _ => None,
        };
        let about = about.map(|(text, href)| Link::new(text, href));
        about
            .into_iter()
            .chain([Link::new("What is due from you", "/")])
            .collect()
    }

    fn again(&self) -> String {
        if self.method == Method::GET {
            self.uri.path().to_owned()
        } else {
            "/".to_owned()
        }
    }
}

/// A failure as JSON.
fn json(site: &Site, failure: &Failure, mark: Option<String>) -> Response {
    let told = told(site, failure);
    let article = told.article.map(ArticleJson::from);
    let (message, way_on) = (told.what, told.instead);
    let kind = failure.kind();
    let error = ErrorBody {
        kind,
        message,
        article,
        way_on,
        mark,
    };
    let mut response = Json(ErrorJson { error }).into_response();
    if matches!(failure, Failure::NotSignedIn) {
        response
            .headers_mut()
            .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn told(site: &Site, failure: &Failure) -> Told {
    let charter = site
        .read(|state, _| state.charter().cloned())
        .ok()
        .flatten();
    match failure {
        Failure::Refused(refusal) => Told::of(charter.as_deref(), refusal),
        Failure::NoSuchWord(word) => word.told(charter.as_deref()),
        other => Told {
            what: other.message(),
            article: None,
            instead: other.way_on(),
        },
    }
}

/// Reports a fault under a mark, and gives the mark.
fn report(site: &Site, what: &str, method: &Method, path: &str) -> String {
    let mark =
        tokens::random::<6>().map_or_else(|_| "000000000000".to_owned(), |it| journal::hex(&it));
    site.settings
        .log
        .line(&format!("fault {mark}: {method} {path}: {what}"));
    mark
}

/// The page to sign in, which leads back here afterwards where that does no harm.
fn sign_in_address(method: &Method, uri: &Uri) -> String {
    let wanted = uri.path_and_query().map_or("/", |it| it.as_str());
    if *method != Method::GET || wanted == "/" {
        return "/signin".to_owned();
    }
    format!("/signin?next={}", crate::site::percent_encoded(wanted))
}
