//! Signing in, and one's own account.

use askama::Template;

use crate::forms::{Field, Guard, Refused};
use crate::frame::{Frame, Link};

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
}

/// A place where one is signed in.
#[derive(Debug)]
pub struct Session {
    /// Since when, and when it was last used.
    pub when: String,
    /// Whether it is this one.
    pub here: bool,
}
