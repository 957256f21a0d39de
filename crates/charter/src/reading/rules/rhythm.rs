//! A rhythm: how often something is held or owed.

use super::Reader;
use crate::reading::value::Marked;
use crate::rule::Every;

/// Reads a rhythm: `month`, `3 months`, `year`, `2 weeks`.
pub(super) fn read(text: &Marked<String>, reader: &mut Reader<'_>) -> Option<Every> {
    let written = text.value.trim();
    let (count, word) = match written.split_once(' ') {
        Some((count, word)) => (count.parse::<u8>().ok(), word.trim()),
        None => (Some(1), written),
    };
    let rhythm = match (count, word.trim_end_matches('s')) {
        (Some(months), "month") => Some(Every::Months(months)),
        (Some(1), "quarter") => Some(Every::Months(3)),
        (Some(1), "half-year") => Some(Every::Months(6)),
        (Some(years), "year") => years.checked_mul(12).map(Every::Months),
        (Some(weeks), "week") => Some(Every::Weeks(weeks)),
        _ => None,
    };
    let fits = match rhythm {
        // Stretches of months are counted from January, so they have to fill years.
        Some(Every::Months(months)) => months > 0 && (12 % months == 0 || months % 12 == 0),
        Some(Every::Weeks(weeks)) => (1..=52).contains(&weeks),
        None => false,
    };
    if fits {
        return rhythm;
    }
    reader.problems.note(
        &text.span,
        format!("`{written}` is no rhythm"),
        "not known, or does not fill a year",
        "write `week`, `2 weeks`, `month`, `2 months`, `quarter`, `half-year`, `year` or `2 years`",
    );
    None
}
