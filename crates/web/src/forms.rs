//! Forms: fields that keep what was typed, the error at the field, and the
//! banner of a refusal.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::articles::ArticleNote;
use crate::frame::Link;

/// What every form carries unseen: proof that it is ours, and a key that makes
/// sending it twice harmless.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r#"<input type="hidden" name="token" value="{{ token }}"><input type="hidden" name="key" value="{{ key }}">"#
)]
pub struct Guard {
    /// Proof that the form came from this site, for this session.
    pub token: String,
    /// Key of the request.
    pub key: String,
}

/// What is typed into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Line,
    /// Several lines.
    Lines,
    /// A text of many lines.
    Prose,
    /// Something that is sent along unseen.
    Hidden,
    /// A whole number from the first to the second.
    Number(u32, u32),
    /// A day.
    Day,
    /// An address of electronic mail.
    Email,
    /// A telephone number.
    Telephone,
    /// A password that is already known.
    Password,
    /// A password that is being made.
    NewPassword,
    /// The name one signs in with.
    SignInName,
    /// One of several.
    Choice(Vec<Choice>),
    /// Any number of several; the value names those ticked, with spaces between.
    Several(Vec<Choice>),
    /// One of several pictures, each with the address under which it is seen.
    Picture(Vec<(Choice, String)>),
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
}

/// A labelled field.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "pieces/field.html")]
pub struct Field {
    /// Its name in the form, unique on the page.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What is in it: what was typed, or what is likely.
    pub value: String,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// What stands in the way of it.
    pub error: Option<String>,
    /// What can be done instead, behind what stands in the way.
    pub ways_on: Vec<Link>,
    /// Whether it may not be empty.
    pub required: bool,
    /// What is typed into it.
    pub kind: Kind,
}

impl Field {
    /// An empty, required field.
    #[must_use]
    pub fn new(name: &str, label: &str, kind: Kind) -> Field {
        Field {
            name: name.to_owned(),
            label: label.to_owned(),
            value: String::new(),
            hint: None,
            error: None,
            ways_on: Vec::new(),
            required: true,
            kind,
        }
    }

    /// The same with a value.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Field {
        Field {
            value: value.into(),
            ..self
        }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Field {
        Field {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// The same with what stands in the way.
    #[must_use]
    pub fn error(self, error: impl Into<String>) -> Field {
        Field {
            error: Some(error.into()),
            ..self
        }
    }

    /// The same with what can be done instead.
    #[must_use]
    pub fn ways_on(self, ways_on: Vec<Link>) -> Field {
        Field { ways_on, ..self }
    }

    /// The same, allowed to be empty.
    #[must_use]
    pub fn optional(self) -> Field {
        Field {
            required: false,
            ..self
        }
    }

    fn ticked(&self, value: &str) -> bool {
        self.value.split_whitespace().any(|it| it == value)
    }

    fn described(&self) -> bool {
        self.hint.is_some() || self.error.is_some()
    }

    fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Line
            | Kind::Lines
            | Kind::Prose
            | Kind::SignInName
            | Kind::Choice(_)
            | Kind::Several(_)
            | Kind::Picture(_) => "text",
            Kind::Hidden => "hidden",
            Kind::Number(..) => "number",
            Kind::Day => "date",
            Kind::Email => "email",
            Kind::Telephone => "tel",
            Kind::Password | Kind::NewPassword => "password",
        }
    }

    fn autocomplete(&self) -> Option<&'static str> {
        match self.kind {
            Kind::SignInName => Some("username"),
            Kind::Password => Some("current-password"),
            Kind::NewPassword => Some("new-password"),
            Kind::Line
            | Kind::Lines
            | Kind::Prose
            | Kind::Hidden
            | Kind::Number(..)
            | Kind::Day
            | Kind::Email
            | Kind::Telephone
            | Kind::Choice(_)
            | Kind::Several(_)
            | Kind::Picture(_) => None,
        }
    }
}

/// A refusal: what stands in the way, the article, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "pieces/refused.html")]
pub struct Refused {
    /// That it is refused, in a few words.
    pub heading: String,
    /// What stands in the way, in a sentence.
    pub what: String,
    /// The article that says so.
    pub article: Option<ArticleNote>,
    /// What can be done instead, in a sentence.
    pub instead: Option<String>,
    /// Ways to do it.
    pub ways_on: Vec<Link>,
}

impl Refused {
    /// A refusal that says no more than what stands in the way.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Refused {
        Refused {
            heading: "This is not possible".to_owned(),
            what: what.into(),
            article: None,
            instead: None,
            ways_on: Vec::new(),
        }
    }

    /// The same as it stands at a field: what stands in the way with what can be done
    /// instead, and the ways to that.
    pub(crate) fn at_a_field(self) -> (String, Vec<Link>) {
        let said = std::iter::once(self.what).chain(self.instead);
        (said.collect::<Vec<_>>().join(" "), self.ways_on)
    }
}

impl HtmlSafe for Guard {}
impl HtmlSafe for Field {}
impl HtmlSafe for Refused {}
