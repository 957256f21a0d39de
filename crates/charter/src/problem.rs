//! What is wrong with a charter, where, and what to do; and how it is printed.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// One problem in a charter document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the document it speaks of.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write at the mark.
    pub label: String,
    /// What to do next.
    pub help: Option<String>,
}

/// Problems as they are found, sorted into document order at the end.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    /// Notes a problem.
    pub(crate) fn note(
        &mut self,
        span: &Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        let help = help.into();
        self.found.push(Problem {
            span: span.clone(),
            message: message.into(),
            label: label.into(),
            help: (!help.is_empty()).then_some(help),
        });
    }

    /// How many were found so far.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// All of them in document order, each once.
    pub(crate) fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort_by(|one, other| {
            (one.span.start, one.span.end).cmp(&(other.span.start, other.span.end))
        });
        self.found.dedup();
        self.found
    }
}

/// Prints problems as a compiler does: file, line, marked text, what to do.
#[must_use]
pub fn render(problems: &[Problem], file_name: &str, text: &str) -> String {
    let renderer = Renderer::plain();
    let mut out = String::new();
    for problem in problems {
        let span = inside(text, &problem.span);
        let mut mark = AnnotationKind::Primary.span(span);
        if !problem.label.is_empty() {
            mark = mark.label(problem.label.as_str());
        }
        let snippet = Snippet::source(text).path(file_name).annotation(mark);
        let mut group: Group<'_> = Level::ERROR
            .primary_title(problem.message.as_str())
            .element(snippet);
        if let Some(help) = &problem.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    out
}

/// The span cut to the text and to whole characters, so that a printer can never be led astray.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let floor = |at: usize| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at = at.saturating_sub(1);
        }
        at
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}

/// The word among `known` that `word` was probably meant to be.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    known
        .into_iter()
        .map(|known| (distance(word, known), known))
        .filter(|(steps, _)| *steps <= allowed)
        .min()
        .map(|(_, known)| known)
}

/// A help text that guesses, and falls back on the list of what is possible.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    kind: &str,
) -> String {
    if let Some(guess) = nearest(word, known.clone()) {
        return format!("did you mean `{guess}`?");
    }
    let list: Vec<String> = known
        .into_iter()
        .map(|known| format!("`{known}`"))
        .collect();
    if list.is_empty() {
        format!("this charter has no {kind} yet")
    } else {
        format!("possible here: {}", list.join(", "))
    }
}

/// Steps from one word to the other: a letter more, less, another, or two changed round.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (row, letter) in one.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, target) in other.iter().enumerate() {
            let at =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let change = at(&last, column) + usize::from(letter != *target);
            let mut steps = change
                .min(at(&last, column + 1) + 1)
                .min(at(&current, column) + 1);
            let turned =
                column > 0 && previous == Some(*target) && other.get(column - 1) == Some(&letter);
            if turned {
                steps = steps.min(at(&before_last, column - 1) + 1);
            }
            current.push(steps);
        }
        previous = Some(letter);
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Problem, distance, nearest, render};

    #[test]
    fn distance_counts_changed_and_turned_letters() {
        assert_eq!(distance("range", "range"), 0);
        assert_eq!(distance("rnage", "range"), 1);
        assert_eq!(distance("rage", "range"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn a_far_word_is_no_guess() {
        assert_eq!(nearest("modalty", ["basis", "modality"]), Some("modality"));
        assert_eq!(nearest("xyz", ["basis", "modality"]), None);
    }

    #[test]
    fn a_span_beyond_the_text_or_inside_a_letter_is_printed_all_the_same() {
        let problem = Problem {
            span: 1..900,
            message: "it is wrong".to_owned(),
            label: "here".to_owned(),
            help: Some("do it right".to_owned()),
        };
        let printed = render(&[problem], "a.md", "é = 1\n");
        assert!(printed.contains("a.md:1"), "{printed}");
        assert!(printed.contains("do it right"), "{printed}");
    }
}
