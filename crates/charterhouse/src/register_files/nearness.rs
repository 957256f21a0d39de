//! Which known word a mistyped one was meant to be.

/// The known word nearest to `word`, if one is near enough to be meant.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let far = (word.chars().count() / 3).max(1);
    known
        .map(|near| (distance(&word, &near.to_lowercase()), near))
        .filter(|(distance, _)| *distance <= far)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, near)| near)
}

/// How many letters have to be added, dropped, changed or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, against) in other.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&row, j) + usize::from(letter != against);
            let mut best = changed.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let is_swap = i > 0
                && j > 0
                && one.get(i - 1) == Some(against)
                && other.get(j - 1) == Some(letter);
            if is_swap {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(one.len())
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn the_distance_counts_single_slips() {
        for (one, other, want) in [
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abc", 0),
            ("abc", "acb", 1),
            ("abc", "abd", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), want, "{one} {other}");
        }
    }

    #[test]
    fn only_a_word_near_enough_is_offered() {
        let known = ["warden", "guest"];
        assert_eq!(nearest("Wadren", known.into_iter()), Some("warden"));
        assert_eq!(nearest("ghost", known.into_iter()), None);
        assert_eq!(nearest("gust", known.into_iter()), Some("guest"));
    }
}
