//! A deed in a sentence of its own, outside of any case: what stands behind
//! `when`, about an organisation that is there.

use std::collections::BTreeSet;

use super::super::words::{Token, What, split};
use super::{Cast, Lexicon, Line};
use crate::case::{When, Who};
use crate::problem::{Problem, Problems};
use crate::rule::Charter;

/// What the names in a sentence can stand for.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Units that are there.
    pub units: BTreeSet<String>,
    /// People who are there.
    pub people: BTreeSet<String>,
    /// Directives that are there.
    pub directives: BTreeSet<String>,
}

/// The names in quotation marks, in the order of the sentence.
#[must_use]
pub fn names_in(sentence: &str) -> Vec<String> {
    split(sentence, 0, &mut Problems::default())
        .into_iter()
        .filter_map(|token| match token.what {
            What::Name(name) => Some(name),
            What::Word(_) | What::Number(_) | What::Day(_) | What::Comma => None,
        })
        .collect()
}

/// Reads what somebody does. Where the sentence does not begin with who does
/// it, it is `actor`.
///
/// # Errors
/// What cannot be read in it, by the bytes of the sentence.
pub fn read_deed(
    charter: &Charter,
    sentence: &str,
    actor: Who,
    known: &Known,
) -> Result<When, Vec<Problem>> {
    let mut problems = Problems::default();
    let lexicon = Lexicon::of(charter);
    let mut cast = Cast {
        units: known
            .units
            .iter()
            .map(|unit| (unit.clone(), None))
            .collect(),
        people: known.people.clone(),
        directives: known.directives.clone(),
        alone: true,
    };
    let tokens = split(sentence, 0, &mut problems);
    let mut line = Line {
        tokens: &tokens,
        end: sentence.len(),
        lexicon: &lexicon,
        cast: &mut cast,
        problems: &mut problems,
    };
    let named = match tokens.first() {
        Some(Token {
            what: What::Name(_),
            ..
        }) => true,
        Some(Token {
            what: What::Word(word),
            ..
        }) => word == "operator" || word == "the" || word == "anyone",
        _ => false,
    };
    let read = if named {
        line.when()
    } else {
        line.deed_of(actor)
    };
    let when = read.and_then(|when| line.finished().map(|()| when));
    match when {
        Ok(when) if problems.count() == 0 => Ok(when),
        Ok(_) | Err(_) => Err(problems.into_sorted()),
    }
}
