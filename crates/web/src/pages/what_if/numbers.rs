//! The numbers of a charter that can be changed on the page: how many belong
//! to a unit, how long a term and a wait are, how often a meeting is due.

use charter::{Charter, Every, RuleId};

use crate::words::capital;

/// Most people that a unit can be said to have.
const PEOPLE_MOST: u32 = 10_000;
/// Longest time that can be asked for, in months.
const MONTHS_MOST: u32 = 600;
/// Longest rhythm, in months or weeks.
const RHYTHM_MOST: u32 = 52;

/// A number of a charter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// By which it is chosen: the kind and the charter's own identifier.
    pub(super) key: String,
    /// What it is, in the charter's words.
    pub(super) words: String,
    /// What it is now; none for no bound.
    pub(super) now: Option<u32>,
    /// The rule in which it stands.
    pub(super) rule: RuleId,
    /// The least and the most it can become.
    pub(super) range: (u32, u32),
    at: Place,
}

/// Where in a charter a number stands: a table's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Least(usize),
    Most(usize),
    Rhythm(usize),
    Term(usize),
    Wait(usize),
}

/// Every number that can be changed, in the order of the charter's tables.
pub(super) fn numbers(charter: &Charter) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut put = |key: String, words: String, now, rule, range, at| {
        numbers.push(Number {
            key,
            words: capital(&words),
            now,
            rule,
            range,
            at,
        });
    };
    for (row, size) in charter.sizes.iter().enumerate() {
        let level = charter.level(size.level);
        let (id, title) = level.map_or(("", ""), |it| (it.id.as_str(), it.title.as_str()));
        let most = size.most.unwrap_or(PEOPLE_MOST);
        put(
            format!("least.{id}"),
            format!("fewest in a {title}"),
            Some(size.least),
            size.rule,
            (1, most),
            Place::Least(row),
        );
        put(
            format!("most.{id}"),
            format!("most in a {title}"),
            size.most,
            size.rule,
            (size.least.max(1), PEOPLE_MOST),
            Place::Most(row),
        );
    }
    for (row, meeting) in charter.meetings.iter().enumerate() {
        let (stretch, now) = match meeting.every {
            Some(Every::Months(months)) => ("months", u32::from(months)),
            Some(Every::Weeks(weeks)) => ("weeks", u32::from(weeks)),
            None => continue,
        };
        put(
            format!("rhythm.{}", meeting.id),
            format!("{stretch} in which a {} is due", meeting.title),
            Some(now),
            meeting.rule,
            (1, RHYTHM_MOST),
            Place::Rhythm(row),
        );
    }
    for (row, post) in charter.posts.iter().enumerate() {
        put(
            format!("term.{}", post.id),
            format!("months of a term as {}", post.title),
            post.term_months.map(u32::from),
            post.rule,
            (1, MONTHS_MOST),
            Place::Term(row),
        );
    }
    for (row, grade) in charter.grades.iter().enumerate() {
        if grade.next.is_some() {
            put(
                format!("wait.{}", grade.id),
                format!("months to wait as {}", grade.title),
                Some(u32::from(grade.wait_months)),
                grade.rule,
                (0, MONTHS_MOST),
                Place::Wait(row),
            );
        }
    }
    numbers
}

impl Number {
    /// What it is now, in words.
    pub(super) fn now_in_words(&self) -> String {
        match self.now {
            Some(now) => now.to_string(),
            None => "no end".to_owned(),
        }
    }

    /// The charter with another number in this place.
    pub(super) fn changed(&self, charter: &Charter, to: u32) -> Charter {
        let mut charter = charter.clone();
        let short = u16::try_from(to).unwrap_or(u16::MAX);
        match self.at {
            Place::Least(row) => {
                if let Some(size) = charter.sizes.get_mut(row) {
                    // What happens outside begins where the range ends, also where that is now.
                    let (before, now) = (size.least.checked_sub(1), to.checked_sub(1));
                    for outcome in &mut size.outside {
                        if outcome.most.is_some() && outcome.most == before {
                            outcome.most = now;
                        }
                    }
                    size.least = to;
                }
            }
            Place::Most(row) => {
                if let Some(size) = charter.sizes.get_mut(row) {
                    let before = size.most.map(|most| most.saturating_add(1));
                    for outcome in &mut size.outside {
                        if Some(outcome.least) == before {
                            outcome.least = to.saturating_add(1);
                        }
                    }
                    size.most = Some(to);
                }
            }
            Place::Rhythm(row) => {
                if let Some(meeting) = charter.meetings.get_mut(row) {
                    let count = u8::try_from(to).unwrap_or(u8::MAX);
                    meeting.every = meeting.every.map(|every| match every {
                        Every::Months(_) => Every::Months(count),
                        Every::Weeks(_) => Every::Weeks(count),
                    });
                }
            }
            Place::Term(row) => {
                if let Some(post) = charter.posts.get_mut(row) {
                    post.term_months = Some(short);
                }
            }
            Place::Wait(row) => {
                if let Some(grade) = charter.grades.get_mut(row) {
                    grade.wait_months = short;
                }
            }
        }
        charter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHARTERS: [&str; 2] = [
        include_str!("../../../../../charters/party-cell.md"),
        include_str!("../../../../../charters/union.md"),
    ];

    #[test]
    fn every_number_can_be_changed_and_found_again() {
        for text in CHARTERS {
            let charter = charter::read(text).charter.unwrap();
            let all = numbers(&charter);
            assert!(all.len() > 3, "{all:?}");
            for (at, number) in all.iter().enumerate() {
                let to = number
                    .range
                    .1
                    .min(number.now.unwrap_or(1) + 1)
                    .max(number.range.0);
                let changed = numbers(&number.changed(&charter, to));
                assert_eq!(changed[at].now, Some(to), "{}", number.key);
                let others = all
                    .iter()
                    .zip(&changed)
                    .filter(|(one, two)| one.now != two.now);
                assert!(others.count() <= 1, "{} alone changes", number.key);
            }
            let mut keys: Vec<&str> = all.iter().map(|number| number.key.as_str()).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all.len());
        }
    }

    #[test]
    fn what_happens_outside_a_range_goes_with_its_end() {
        let charter = charter::read(CHARTERS[0]).charter.unwrap();
        let all = numbers(&charter);
        let most = all.iter().find(|it| it.key.starts_with("most.")).unwrap();
        let changed = most.changed(&charter, 20);
        assert!(changed.sizes[0].outside.iter().any(|it| it.least == 21));
        assert!(!changed.sizes[0].outside.iter().any(|it| it.least == 31));
        let least = all.iter().find(|it| it.key.starts_with("least.")).unwrap();
        let changed = least.changed(&charter, 8);
        assert!(changed.sizes[0].outside.iter().any(|it| it.most == Some(7)));
    }
}
