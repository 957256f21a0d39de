//! The charter as a document, with the live standing beside each article.

pub(crate) mod adopting;
mod comparing;
mod differences;
pub(crate) mod fill;
mod preview;
pub(crate) mod routes;

use askama::Template;
use askama::filters::HtmlSafe;

use self::adopting::Fault;
use self::differences::Piece;
use crate::articles::ArticleNote;
use crate::forms::{Field, Guard, Refused};
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

impl Article {
    /// How many rules stand under it, in words.
    fn rule_count(&self) -> String {
        let count = u64::try_from(self.rules.len()).unwrap_or(u64::MAX);
        crate::words::counted(count, "rule", "rules")
    }
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

/// The form that takes the text of another edition.
#[derive(Debug, Template)]
#[template(path = "charter/adopt.html")]
pub(crate) struct AdoptPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// The text, pasted.
    pub text: Field,
    /// What is wrong with it, line by line.
    pub faults: Vec<Fault>,
    /// The first day in force.
    pub from: Field,
    /// What guards it.
    pub guard: Guard,
    /// The article that says who adopts.
    pub article: Option<ArticleNote>,
}

/// What another edition would change, before it is adopted.
#[derive(Debug, Template)]
#[template(path = "charter/compared.html")]
pub(crate) struct ComparedPage {
    /// What stands around it.
    pub frame: Frame,
    /// Which text it is, and from when.
    pub about: String,
    /// How much changes, in a sentence.
    pub says: String,
    /// The articles that change.
    pub articles: Vec<Changed>,
    /// How many more there are.
    pub more_articles: usize,
    /// What the findings are of.
    pub held: String,
    /// Findings by rule, where their number changes.
    pub counts: Vec<Counted>,
    /// Those that appear, and those that vanish, where there are any.
    pub findings: Vec<Findings>,
    /// Every line of the document that differs.
    pub lines: Vec<Piece>,
    /// How many more there are.
    pub more_lines: usize,
    /// Where the word goes.
    pub action: &'static str,
    /// What guards it.
    pub guard: Guard,
    /// By which the text is found again.
    pub mark: String,
    /// The first day in force, as it is sent.
    pub from: String,
    /// The words on the button.
    pub submit: String,
    /// The way back without doing it.
    pub back: Link,
    /// The article that says who adopts.
    pub article: Option<ArticleNote>,
}

/// An article that another edition changes.
#[derive(Debug)]
pub(crate) struct Changed {
    /// `new`, `gone` or `changed`.
    pub fate: &'static str,
    /// Its number and title.
    pub heading: String,
    /// What it was called before.
    pub was: Option<String>,
    /// Paragraphs that only one of the texts has.
    pub text: Vec<Piece>,
    /// Rules as they were and as they become.
    pub rules: Vec<(Option<String>, Option<String>)>,
}

/// How many findings a rule has by either text.
#[derive(Debug)]
pub(crate) struct Counted {
    /// The article of the rule.
    pub article: String,
    /// The rule in a sentence.
    pub rule: String,
    /// How many by the text in force.
    pub before: String,
    /// How many by the new one.
    pub after: String,
    /// Whether there are more.
    pub is_more: bool,
}

/// Findings that appear or vanish.
#[derive(Debug)]
pub(crate) struct Findings {
    /// What they do, and how many there are.
    pub heading: String,
    /// The first of them.
    pub lines: Vec<Line>,
    /// How many more there are.
    pub more: usize,
}
