//! Where two texts differ, piece by piece: the pieces that only one of them has, in
//! the order in which they stand.

/// Pieces that are laid beside each other at the most, in pairs; texts that differ in
/// more are told apart no further.
const PAIRS_MAX: usize = 4_000_000;

/// A piece that only one of two texts has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its place in the text that has it, counted from one.
    pub(crate) at: usize,
    /// Whether the new text has it.
    pub(crate) is_new: bool,
    pub(crate) text: String,
}

/// The pieces that are not in both, so few as can be.
pub(crate) fn differences(old: &[String], new: &[String]) -> Vec<Piece> {
    let alike = |(old, new): &(&String, &String)| old == new;
    let ahead = old.iter().zip(new).take_while(alike).count();
    let rest = |all: &'_ [String]| all.get(ahead..).unwrap_or_default().to_vec();
    let (mut old, mut new) = (rest(old), rest(new));
    let behind = old.iter().rev().zip(new.iter().rev());
    let behind = behind.take_while(alike).count();
    old.truncate(old.len() - behind);
    new.truncate(new.len() - behind);
    let piece = |is_new: bool, at: usize, text: &String| Piece {
        at: ahead + at + 1,
        is_new,
        text: text.clone(),
    };
    if old.len().saturating_mul(new.len()) > PAIRS_MAX {
        let gone = old.iter().enumerate();
        let gone = gone.map(|(at, text)| piece(false, at, text));
        let added = new.iter().enumerate();
        return gone
            .chain(added.map(|(at, text)| piece(true, at, text)))
            .collect();
    }
    let common = common(&old, &new);
    let in_common = |at: usize, to: usize| {
        let row = old.len().checked_sub(at).and_then(|row| common.get(row));
        let place = new.len().checked_sub(to);
        place
            .and_then(|place| row?.get(place))
            .copied()
            .unwrap_or(0)
    };
    let (mut at, mut to, mut pieces) = (0, 0, Vec::new());
    loop {
        match (old.get(at), new.get(to)) {
            (Some(one), Some(other)) if one == other => (at, to) = (at + 1, to + 1),
            (Some(one), other)
                if other.is_none() || in_common(at + 1, to) >= in_common(at, to + 1) =>
            {
                pieces.push(piece(false, at, one));
                at += 1;
            }
            (_, Some(other)) => {
                pieces.push(piece(true, to, other));
                to += 1;
            }
            _ => return pieces,
        }
    }
}

/// How many pieces the two have in common from each pair of places on: a row for each
/// place of the old text, from its end, and in it each place of the new one, from its end.
fn common(old: &[String], new: &[String]) -> Vec<Vec<u32>> {
    let mut rows = vec![vec![0; new.len() + 1]];
    for one in old.iter().rev() {
        let below = rows.last().map_or(&[] as &[u32], Vec::as_slice);
        let mut row = vec![0];
        let behind = |place: usize| below.get(place).copied().unwrap_or(0);
        for (place, other) in new.iter().rev().enumerate() {
            let beside = row.last().copied().unwrap_or(0);
            row.push(if one == other {
                behind(place) + 1
            } else {
                behind(place + 1).max(beside)
            });
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> String {
        let pieces = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let all = differences(&pieces(old), &pieces(new)).into_iter();
        let all = all.map(|it| {
            let sign = if it.is_new { '+' } else { '-' };
            format!("{sign}{}{}", it.at, it.text)
        });
        all.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_one_of_two_texts_has_is_told_with_its_place() {
        for (old, new, said) in [
            ("a b c", "a b c", ""),
            ("", "a", "+1a"),
            ("a", "", "-1a"),
            ("a b c d", "a x c d", "-2b +2x"),
            ("a b c d", "a c d e", "-2b +4e"),
            ("a b a c", "b a c a", "-1a +4a"),
        ] {
            assert_eq!(told(old, new), said, "{old} / {new}");
        }
    }

    #[test]
    fn texts_that_differ_in_too_much_are_told_whole() {
        let text = |mark: char| {
            (0..2_100)
                .map(|at| format!("{mark}{at}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(differences(&text('a'), &text('b')).len(), 4_200);
    }
}
