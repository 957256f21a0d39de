//! Posts: the forms that fill one and lay one down; who held them over time and
//! how they came to; elections; the word of the unit above; handing over.

mod confirming;
pub(crate) mod electing;
pub(crate) mod election;
pub(crate) mod elections;
mod fill;
pub(crate) mod hand_over;
pub(crate) mod history;
pub(crate) mod one;
pub(crate) mod routes;
pub(crate) mod sequel;
pub(crate) mod striking;
pub(crate) mod taking_back;
pub(crate) mod words;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::articles::ArticleNote;
use crate::forms::{Choice, Field, Guard, Refused};
use crate::frame::{Frame, Link};
use crate::listing::{Line, Pager, Search};
use crate::pages::units::Figure;
use crate::standing::Standing;

/// The posts of a unit: who holds them, and who did.
#[derive(Debug, Template)]
#[template(path = "posts/list.html")]
pub(crate) struct PostsPage {
    pub(crate) frame: Frame,
    pub(crate) unit: Link,
    pub(crate) now: Vec<PostNow>,
    pub(crate) search: Option<Search>,
    pub(crate) before: Vec<TenureRow>,
    pub(crate) pager: Pager,
    pub(crate) elections: Vec<Line>,
    pub(crate) all_elections: Option<Link>,
}

/// A post as it stands today.
#[derive(Debug)]
pub(crate) struct PostNow {
    pub(crate) title: Link,
    pub(crate) holders: Vec<TenureRow>,
    /// Since when it is vacant, where it may not be.
    pub(crate) vacant: Option<String>,
    pub(crate) acts: Vec<Link>,
    pub(crate) article: Option<ArticleNote>,
}

/// Somebody's time in a post.
#[derive(Debug, Template)]
#[template(path = "posts/row.html")]
pub(crate) struct TenureRow {
    /// The post, where rows of several stand together.
    pub(crate) post: Option<String>,
    pub(crate) who: Who,
    /// From when to when.
    pub(crate) when: String,
    /// How they came by it, who confirmed it, when it was handed over.
    pub(crate) how: Vec<Said>,
    /// What is still open, with how it stands.
    pub(crate) open: Vec<(Standing, String)>,
    pub(crate) acts: Vec<Link>,
}

/// Somebody by name with the way to them, as far as the viewer may know them.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"{% if let Some(href) = href %}<a href="{{ href }}">{{ name }}</a>{% else %}{{ name }}{% endif %}"#
)]
pub(crate) struct Who {
    pub(crate) name: String,
    pub(crate) href: Option<String>,
}

/// Something said, with the page that says more.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

impl HtmlSafe for Who {}
impl HtmlSafe for TenureRow {}

/// The record of one election.
#[derive(Debug, Template)]
#[template(path = "posts/election.html")]
pub(crate) struct ElectionPage {
    pub(crate) frame: Frame,
    pub(crate) heading: String,
    pub(crate) unit: Link,
    pub(crate) about: String,
    /// That the record is struck, and why as far as the viewer may read it.
    pub(crate) struck: Option<String>,
    pub(crate) acts: Vec<Link>,
    pub(crate) verdict: Vec<String>,
    pub(crate) figures: Vec<(&'static str, String)>,
    pub(crate) nominees: Vec<NomineeRow>,
    /// How many votes elected, in words.
    pub(crate) votes_needed: String,
    /// Where in a hundred parts of the valid ballots the majority lies.
    pub(crate) needed: u64,
    pub(crate) followed: Vec<String>,
    pub(crate) article: Option<ArticleNote>,
}

/// Somebody who stood.
#[derive(Debug)]
pub(crate) struct NomineeRow {
    pub(crate) who: Who,
    pub(crate) votes: String,
    /// In hundred parts of the valid ballots.
    pub(crate) share: u64,
    pub(crate) elected: bool,
}

/// The form that records an election.
#[derive(Debug, Template)]
#[template(path = "posts/elect.html")]
pub(crate) struct ElectPage {
    pub(crate) frame: Frame,
    pub(crate) heading: String,
    pub(crate) lead: String,
    pub(crate) article: Option<ArticleNote>,
    pub(crate) refused: Option<Refused>,
    pub(crate) action: String,
    pub(crate) guard: Guard,
    pub(crate) on: Field,
    /// How many on the roll have a vote, in a sentence.
    pub(crate) voters: Option<String>,
    pub(crate) figures: Vec<Field>,
    pub(crate) nominees: Vec<NomineeFields>,
    /// Whom one can choose from; nobody where they are named by code.
    pub(crate) people: Vec<Choice>,
    pub(crate) nominees_error: Option<String>,
    pub(crate) back: Link,
}

/// The fields of one nominee, as they were typed.
#[derive(Clone, Debug)]
pub(crate) struct NomineeFields {
    /// Which row, from one.
    pub(crate) row: usize,
    pub(crate) who: String,
    pub(crate) votes: String,
    pub(crate) elected: bool,
}

/// What whoever takes a post over has to know, on one page.
#[derive(Debug, Template)]
#[template(path = "posts/hand_over.html")]
pub(crate) struct HandOverPage {
    pub(crate) frame: Frame,
    pub(crate) heading: String,
    pub(crate) unit: Link,
    pub(crate) about: String,
    pub(crate) said: Vec<String>,
    pub(crate) article: Option<ArticleNote>,
    pub(crate) due: Vec<DueRow>,
    pub(crate) more_due: usize,
    pub(crate) open: Vec<Figure>,
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) meetings: Vec<Link>,
    pub(crate) held: Vec<TenureRow>,
    pub(crate) ways: Vec<Link>,
    /// None where the viewer may not see the roll.
    pub(crate) roll: Option<Vec<MemberRow>>,
    pub(crate) more_people: Option<Link>,
    /// Who signs on paper.
    pub(crate) signed: Vec<String>,
    pub(crate) refused: Option<Refused>,
    pub(crate) record: Option<RecordHandOver>,
}

/// Something due, in a line.
#[derive(Debug)]
pub(crate) struct DueRow {
    pub(crate) what: Link,
    pub(crate) details: String,
    pub(crate) when: String,
    pub(crate) late: bool,
}

/// Somebody on the roll.
#[derive(Debug)]
pub(crate) struct MemberRow {
    pub(crate) person: Link,
    pub(crate) posts: String,
    pub(crate) grade: String,
    pub(crate) since: String,
}

/// The form that records that a post was handed over.
#[derive(Debug)]
pub(crate) struct RecordHandOver {
    pub(crate) action: String,
    pub(crate) guard: Guard,
    pub(crate) on: Field,
}
