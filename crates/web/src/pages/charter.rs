//! The charter as a document, with the live standing beside each article.

pub(crate) mod adopting;
pub(crate) mod fill;
pub(crate) mod routes;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::frame::{Frame, Link};
use crate::listing::Line;
use crate::standing::Standing;

/// The whole charter.
#[derive(Debug, Template)]
#[template(path = "charter/show.html")]
pub struct CharterPage {
    /// What stands around it.
    pub frame: Frame,
    /// Title of the document.
    pub title: String,
    /// The edition and since when it is in force.
    pub edition: String,
    /// Its articles.
    pub articles: Vec<Article>,
    /// The sources it rests on: key and title.
    pub sources: Vec<(String, String)>,
    /// Address of the document as a file.
    pub export: Option<String>,
    /// The way to ask what would be if it were another; none for those who may not.
    pub what_if: Option<String>,
    /// The way to adopt another edition; none for those who may not.
    pub adopt: Option<String>,
    /// What is added to the addresses of articles: the day the page speaks of.
    pub on: String,
}

/// One article on a page of its own.
#[derive(Debug, Template)]
#[template(path = "charter/article.html")]
pub struct ArticlePage {
    /// What stands around it.
    pub frame: Frame,
    /// The article.
    pub article: Article,
    /// The first findings under it.
    pub findings: Vec<Line>,
    /// The way to all of them.
    pub more: Option<Link>,
    /// The article before.
    pub previous: Option<Link>,
    /// The article after.
    pub next: Option<Link>,
}

/// An article with its rules and how they stand.
#[derive(Debug)]
pub struct Article {
    /// Its number as printed.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its text, made harmless by [`crate::prose::html_of`].
    pub html: Prose,
    /// The rules under it.
    pub rules: Vec<RuleLine>,
    /// How it stands; none where nothing can be measured.
    pub standing: Option<Live>,
}

/// HTML that may stand on a page as it is.
#[derive(Debug)]
pub struct Prose(String);

impl Prose {
    /// Markdown, made harmless.
    #[must_use]
    pub fn of(markdown: &str) -> Prose {
        Prose(crate::prose::html_of(markdown))
    }
}

impl std::fmt::Display for Prose {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Prose {}

/// A rule in words.
#[derive(Debug)]
pub struct RuleLine {
    /// The rule in one sentence.
    pub sentence: String,
    /// How strictly it binds, in a word or two.
    pub modality: String,
    /// The sources it rests on, its own first, then those of single values.
    pub sources: Vec<String>,
    /// What of it no source says, in words; none where every value has a source.
    pub assumed: Option<String>,
}

/// How an article stands today.
#[derive(Debug)]
pub struct Live {
    /// The standing.
    pub standing: Standing,
    /// What it counts, in a sentence, and the way there.
    pub says: Link,
}

impl Live {
    fn mark(&self) -> crate::standing::Label {
        self.standing.label()
    }
}
