//! Titles that change over time.

use super::Reader;
use crate::reading::fields::Fields;
use crate::rule::Title;

/// Reads `[[level.titles]]` or `[[post.titles]]`.
pub(super) fn read(fields: &mut Fields, reader: &mut Reader<'_>) -> Vec<Title> {
    let mut titles = Vec::new();
    for mut table in fields.tables("titles", reader.problems) {
        let title = table.text_needed("title", "\"the title\"", reader.problems);
        let from = table.day("from", reader.problems);
        let until = table.day("until", reader.problems);
        let basis = reader.keys.basis_needed(&mut table, reader.problems);
        table.finish(reader.problems);
        if let (Some(from), Some(until)) = (&from, &until)
            && until.value < from.value
        {
            let message = format!(
                "the title ends on {}, before it begins on {}",
                until.value, from.value
            );
            reader.problems.note(&until.span, message, "too early", "");
        }
        titles.push(Title {
            title: title.map(|title| title.value).unwrap_or_default(),
            from: from.map(|day| day.value),
            until: until.map(|day| day.value),
            basis,
        });
    }
    titles
}
