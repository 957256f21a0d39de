//! Stretches of whole numbers as a charter writes them: `5..=30`, `..3`, `31..`, `2`.

/// From the least to the most, both belonging to it; no most means no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) least: u32,
    pub(super) most: Option<u32>,
}

impl Stretch {
    /// Reads a stretch; none when it is not one or holds nothing.
    pub(super) fn read(text: &str) -> Option<Stretch> {
        let text = text.trim();
        let Some((from, until)) = text.split_once("..") else {
            let only = number(text)?;
            return Some(Stretch {
                least: only,
                most: Some(only),
            });
        };
        let least = if from.trim().is_empty() {
            0
        } else {
            number(from)?
        };
        let most = match until.strip_prefix('=') {
            Some(last) => Some(number(last)?),
            None if until.trim().is_empty() => None,
            None => Some(number(until)?.checked_sub(1)?),
        };
        let stretch = Stretch { least, most };
        most.is_none_or(|most| most >= least).then_some(stretch)
    }

    /// Whether both hold some number.
    pub(super) fn overlaps(self, other: Stretch) -> bool {
        let ends_before =
            |one: Stretch, two: Stretch| one.most.is_some_and(|most| most < two.least);
        !ends_before(self, other) && !ends_before(other, self)
    }

    /// In words: `5 to 30`, `31 or more`.
    pub(super) fn words(self) -> String {
        match self.most {
            Some(most) if most == self.least => most.to_string(),
            Some(most) if self.least == 0 => format!("{most} or fewer"),
            Some(most) => format!("{} to {most}", self.least),
            None => format!("{} or more", self.least),
        }
    }

    /// What of this stretch none of the others holds.
    pub(super) fn uncovered(self, others: &[Stretch]) -> Vec<Stretch> {
        let mut others = others.to_vec();
        others.sort_by_key(|other| other.least);
        let mut open = Vec::new();
        let mut from = self.least;
        for other in others {
            if other.least > from {
                let before = other.least - 1;
                let most = self.most.map_or(before, |most| most.min(before));
                if from <= most {
                    open.push(Stretch {
                        least: from,
                        most: Some(most),
                    });
                }
            }
            match other.most {
                Some(most) => from = from.max(most.saturating_add(1)),
                None => return open,
            }
        }
        if self.most.is_none_or(|most| from <= most) {
            open.push(Stretch {
                least: from,
                most: self.most,
            });
        }
        open
    }
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    text.chars()
        .all(|letter| letter.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::Stretch;

    fn stretch(text: &str) -> Stretch {
        Stretch::read(text).unwrap()
    }

    #[test]
    fn the_ends_are_read_as_rust_reads_them() {
        assert_eq!(
            stretch("5..=30"),
            Stretch {
                least: 5,
                most: Some(30)
            }
        );
        assert_eq!(
            stretch("..3"),
            Stretch {
                least: 0,
                most: Some(2)
            }
        );
        assert_eq!(
            stretch("31.."),
            Stretch {
                least: 31,
                most: None
            }
        );
        assert_eq!(
            stretch("2"),
            Stretch {
                least: 2,
                most: Some(2)
            }
        );
    }

    #[test]
    fn what_holds_nothing_is_no_stretch() {
        for text in [
            "",
            "5..=4",
            "5..5",
            "..0",
            "-1..3",
            "a..b",
            "1..=",
            "99999999999",
        ] {
            assert_eq!(Stretch::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_hole_in_the_middle_is_found() {
        let open = stretch("0..=9").uncovered(&[stretch("7.."), stretch("0..=2")]);
        assert_eq!(open, [stretch("3..=6")]);
        assert!(
            stretch("31..")
                .uncovered(&[stretch("31..=40"), stretch("41..")])
                .is_empty()
        );
        assert_eq!(
            stretch("31..").uncovered(&[stretch("31..=40")]),
            [stretch("41..")]
        );
    }
}
