//! The case blocks of a document: read, and refused where they show nothing.

use std::ops::Range;

use super::document::{Block, BlockKind};
use crate::case::{self, Case, Step};
use crate::problem::{Problems, did_you_mean};
use crate::rule::{Charter, RuleId};

/// Reads the case blocks in document order.
pub(super) fn read(
    text: &str,
    blocks: &[Block],
    charter: &Charter,
    problems: &mut Problems,
) -> Vec<Case> {
    let cases = blocks.iter().filter(|block| block.kind == BlockKind::Case);
    cases
        .map(|block| one(text, block, charter, problems))
        .collect()
}

fn one(text: &str, block: &Block, charter: &Charter, problems: &mut Problems) -> Case {
    let line = line_of(text, block.whole.start);
    let shows = shown(block, charter, problems);
    let body = text.get(block.body.clone()).unwrap_or_default();
    let before = problems.count();
    let statements = case::read(body, block.body.start, line + 1, charter, problems);
    let opening = block.whole.start..block.body.start.saturating_sub(1);
    if problems.count() == before {
        order(&statements, &opening, problems);
    }
    Case {
        article: block.article,
        line,
        shows,
        statements,
    }
}

/// The number of the line on which a byte stands, counted from one.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// The rules named behind `case` on the opening line.
fn shown(block: &Block, charter: &Charter, problems: &mut Problems) -> Vec<RuleId> {
    let mut shows = Vec::new();
    for name in block.info.value.split_whitespace() {
        let row = (0..)
            .zip(&charter.rules)
            .find(|(_, rule)| rule.name == name);
        match row {
            Some((row, _)) => shows.push(RuleId(row)),
            None => {
                let help = did_you_mean(
                    name,
                    charter.rules.iter().map(|rule| rule.name.as_str()),
                    "rule",
                );
                problems.note(
                    &block.info.span,
                    format!("this charter has no rule `{name}`"),
                    "shown by this case",
                    help,
                );
            }
        }
    }
    shows
}

/// First what is given, then what is done or checked, then what is expected.
fn order(statements: &[case::Statement], opening: &Range<usize>, problems: &mut Problems) {
    let first = |wanted: fn(&Step) -> bool| {
        statements
            .iter()
            .position(|statement| wanted(&statement.step))
    };
    let given = |step: &Step| matches!(step, Step::Given(_));
    let expected = first(|step| matches!(step, Step::Expect(_)));
    let done = first(|step| matches!(step, Step::When(_) | Step::Check(_)));
    let (message, help) = match (expected, done) {
        _ if statements.is_empty() => (
            "this case is empty",
            "add `given`, `when` or `check`, and `expect`",
        ),
        (None, _) => (
            "this case expects nothing",
            "add a line that begins with `expect`",
        ),
        (Some(_), None) => (
            "nothing is done or checked in this case",
            "add a line `check on DATE` or `when ...`",
        ),
        (Some(expected), Some(done)) if expected < done => (
            "this case expects something before anything was done or checked",
            "put `when` or `check` first",
        ),
        (_, Some(done))
            if statements
                .iter()
                .skip(done)
                .any(|statement| given(&statement.step)) =>
        {
            (
                "this case says what is given after something was done",
                "put every `given` first",
            )
        }
        _ => return,
    };
    problems.note(opening, message, "", help);
}
