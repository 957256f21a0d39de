//! From the text of a document to a charter: taken apart, read rule by rule,
//! and searched for contradictions.

mod blocks;
mod cases;
mod contradictions;
mod document;
mod fields;
mod front;
mod names;
mod rules;
mod stretch;
mod value;

use std::ops::Range;

use crate::problem::Problems;
use crate::rule::{Article, RuleId};
use crate::{Charter, Problem, parts, sentence};

/// What came of reading a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The charter, when nothing stood in the way.
    pub charter: Option<Charter>,
    /// Everything that was found wrong, in document order.
    pub problems: Vec<Problem>,
}

/// Reads a charter document.
#[must_use]
pub fn read(text: &str) -> Reading {
    read_marked(text).0
}

/// Where a rule of a charter stands in its document: the value of one of its
/// keys, or the whole rule where it does not have the key.
#[must_use]
pub fn place_of(text: &str, rule: RuleId, key: &str) -> Option<Range<usize>> {
    let (_, marks) = read_marked(text);
    marks.get(rule.index()).map(|marks| marks.of(key).clone())
}

fn read_marked(text: &str) -> (Reading, Vec<rules::Marks>) {
    let mut problems = Problems::default();
    let document = document::take_apart(text, &mut problems);
    let front = front::read(text, document.front.as_ref(), &mut problems);
    let found = blocks::take(text, &document.blocks, &mut problems);
    let names = names::Names::gather(&found, &mut problems);
    let mut charter = Charter {
        id: front.id,
        title: front.title,
        edition: front.edition,
        sources: front.sources,
        articles: articles(text, &document),
        rules: Vec::new(),
        levels: Vec::new(),
        grades: Vec::new(),
        belonging: None,
        sizes: Vec::new(),
        posts: Vec::new(),
        choosing: Vec::new(),
        meetings: Vec::new(),
        directives: Vec::new(),
        reports: Vec::new(),
        awards: Vec::new(),
        conferences: Vec::new(),
        bodies: Vec::new(),
        courses: Vec::new(),
        visits: Vec::new(),
        bulletins: Vec::new(),
        petitions: Vec::new(),
        procedures: Vec::new(),
        dues: None,
        rights: Vec::new(),
        duties: Vec::new(),
        cases: Vec::new(),
    };
    let mut reader = rules::Reader {
        names: &names,
        keys: &front.keys,
        problems: &mut problems,
    };
    let marks: Vec<rules::Marks> = found
        .into_iter()
        .map(|rule| rules::read(rule, &mut charter, &mut reader))
        .collect();
    contradictions::find(&charter, &marks, document.front.as_ref(), &mut problems);
    for number in 0..charter.rules.len() {
        let id = RuleId(u16::try_from(number).unwrap_or(u16::MAX));
        let sentence = sentence::of(&charter, id);
        let parts = parts::of_tables(&charter, id);
        if let Some(rule) = charter.rules.get_mut(number) {
            rule.sentence = sentence;
            rule.parts.extend(parts);
        }
    }
    charter.cases = cases::read(text, &document.blocks, &charter, &mut problems);
    let problems = problems.into_sorted();
    let reading = Reading {
        charter: problems.is_empty().then_some(charter),
        problems,
    };
    (reading, marks)
}

fn articles(text: &str, document: &document::Document) -> Vec<Article> {
    document
        .articles
        .iter()
        .map(|article| Article {
            number: article.number.value.clone(),
            title: article.title.clone(),
            text: article.text(text),
            rules: Vec::new(),
        })
        .collect()
}
