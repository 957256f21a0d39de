//! On which line of a file something stands.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A way from the top of a file to a value: a key, or a place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(&'static str),
    At(usize),
}

/// A file whose places can be asked for.
pub(crate) struct Lines<'a> {
    text: &'a str,
    table: Option<Spanned<DeTable<'a>>>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Lines<'a> {
        Lines {
            text,
            table: DeTable::parse(text).ok(),
        }
    }

    /// The line of a value, or else of the nearest thing around it.
    pub(crate) fn line(&self, way: &[Step]) -> usize {
        let Some(table) = &self.table else { return 1 };
        let mut span: Range<usize> = 0..0;
        let mut steps = way.iter();
        let Some(Step::Key(first)) = steps.next() else {
            return 1;
        };
        let Some(mut value) = table.get_ref().get(*first) else {
            return 1;
        };
        if !matches!(value.get_ref(), DeValue::Array(_)) {
            span = value.span();
        }
        for step in steps {
            let next = match (step, value.get_ref()) {
                (Step::Key(key), DeValue::Table(table)) => table.get(*key),
                (Step::At(at), DeValue::Array(list)) => list.get(*at),
                _ => None,
            };
            let Some(next) = next else { break };
            value = next;
            span = value.span();
        }
        line_of(self.text, span.start)
    }
}

/// The line of a byte.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_a_table_and_what_is_missing_have_their_lines() {
        let text = "# top\n[[person]]\nid = \"a\"\n\n[[person.name]]\ntext = \"A\"\n\n[[person]]\nid = \"b\"\n";
        let lines = Lines::of(text);
        let way = |at, rest: &[Step]| {
            let mut way = vec![Step::Key("person"), Step::At(at)];
            way.extend(rest);
            lines.line(&way)
        };
        assert_eq!(way(0, &[]), 2);
        assert_eq!(way(1, &[Step::Key("id")]), 9);
        let name = [Step::Key("name"), Step::At(0)];
        assert_eq!(way(0, &name), 5);
        assert_eq!(way(0, &[name[0], name[1], Step::Key("text")]), 6);
        assert_eq!(
            way(0, &[name[0], name[1], Step::Key("source")]),
            5,
            "missing"
        );
        assert_eq!(Lines::of("x = [").line(&[Step::Key("x")]), 1);
    }
}
