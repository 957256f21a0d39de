//! The article beside the fact: the note in the margin that every page shows
//! for what it says.

use askama::Template;
use askama::filters::HtmlSafe;
use charter::{Charter, RuleId};

/// An article in short, as it stands in the margin. On a phone only its number
/// and title show, and lead to the text.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "pieces/article.html")]
pub struct ArticleNote {
    /// Its number as printed: `4`, `4a`.
    pub number: String,
    /// Its title without the number.
    pub title: String,
    /// What of it governs the fact: the rule in one sentence. Empty where that stands already.
    pub text: String,
    /// What of it no source says, in words; none where every value has a source.
    pub assumed: Option<String>,
}

impl ArticleNote {
    /// The note for a rule of this charter.
    #[must_use]
    pub fn of_rule(charter: &Charter, rule: RuleId) -> Option<ArticleNote> {
        let article = charter.article_of(rule)?;
        let row = charter.rule(rule)?;
        Some(ArticleNote {
            number: article.number.clone(),
            title: article.title.clone(),
            text: row.sentence.clone(),
            assumed: row.assumed(),
        })
    }

    /// The same without its text, for a place where the text stands already.
    #[must_use]
    pub fn short(self) -> ArticleNote {
        ArticleNote {
            text: String::new(),
            assumed: None,
            ..self
        }
    }

    /// Where the whole article stands.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/charter/{}", self.number)
    }
}

impl HtmlSafe for ArticleNote {}
