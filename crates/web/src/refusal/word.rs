//! A word that was sent and that means nothing here: which it was, and which would do.

use charter::{Charter, RuleId};
use kernel::texts::is_unseen;

use super::{Told, sentence};
use crate::articles::ArticleNote;

/// As many words are named; a long table is read in the charter.
const NAMED_MAX: usize = 30;
/// As many characters of what was sent are said again.
const SAID_CHARACTERS_MAX: usize = 60;

/// A word that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoSuchWord {
    what: &'static str,
    asked: String,
    known: Vec<String>,
    /// The rule that makes the first of those there are; none for words that are no charter's.
    rule: Option<RuleId>,
}

impl NoSuchWord {
    /// A word that is not in the charter, whose rows of the kind are these.
    pub(crate) fn of_charter<'a>(
        what: &'static str,
        asked: &str,
        rows: impl IntoIterator<Item = (&'a str, RuleId)>,
    ) -> NoSuchWord {
        let rows: Vec<(&str, RuleId)> = rows.into_iter().collect();
        NoSuchWord {
            rule: rows.first().map(|(_, rule)| *rule),
            ..NoSuchWord::among(what, asked, rows.into_iter().map(|(id, _)| id))
        }
    }

    /// A word that is none of these.
    pub(crate) fn among<'a>(
        what: &'static str,
        asked: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> NoSuchWord {
        let known = known.into_iter().take(NAMED_MAX).map(str::to_owned);
        NoSuchWord {
            what,
            asked: asked
                .chars()
                .filter(|letter| !letter.is_control() && !is_unseen(*letter))
                .take(SAID_CHARACTERS_MAX)
                .collect(),
            known: known.collect(),
            rule: None,
        }
    }

    /// What stands in the way, the article, and what can be done instead.
    pub(crate) fn told(&self, charter: Option<&Charter>) -> Told {
        let (what, asked) = (self.what, &self.asked);
        let known = self.known.join(", ");
        Told {
            what: sentence(&match self.rule {
                Some(_) => format!("the charter has no {what} \u{201c}{asked}\u{201d}"),
                None => format!("there is no {what} \u{201c}{asked}\u{201d}"),
            }),
            article: charter
                .zip(self.rule)
                .and_then(|(charter, rule)| ArticleNote::of_rule(charter, rule)),
            instead: (!known.is_empty()).then(|| format!("Name one of these: {known}.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_means_nothing_is_named_beside_those_that_do() {
        let told = NoSuchWord::among("outcome", "dne\u{202e}", ["done", "not-done"]).told(None);
        assert_eq!(told.what, "There is no outcome \u{201c}dne\u{201d}.");
        assert_eq!(
            told.instead.as_deref(),
            Some("Name one of these: done, not-done.")
        );
    }
}
