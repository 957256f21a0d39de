//! Conferences: gatherings across units, to which units send delegates by a
//! key. Whole numbers only: a seat is there or it is not.

use crate::expression::Expression;
use crate::rule::{GradeId, LevelId, PostId, RuleId};

/// A kind of conference.
#[derive(Clone, Debug, PartialEq)]
pub struct ConferenceRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `congress`.
    pub id: String,
    /// What one is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// Levels whose units call it.
    pub calls: Vec<LevelId>,
    /// Levels whose units send delegates to it. Where one such unit stands beneath
    /// another, a member counts in the lower one and in no other.
    pub sends: Vec<LevelId>,
    /// Fewest days between the call and the first day; none where no one says.
    pub notice_days: Option<u16>,
    /// How many delegates a unit sends.
    pub key: DelegateKey,
    /// Grades from which delegates are chosen.
    pub grades: Vec<GradeId>,
    /// Posts whose holders have a seat without being chosen, in the unit that calls
    /// and in every unit beneath it.
    pub ex_officio: Vec<PostId>,
    /// How many delegates have to be there for a vote; none where any number will do.
    pub quorum: Option<Expression>,
    /// What a vote needs, the ordinary majority first.
    pub majorities: Vec<Majority>,
}

/// How many delegates a unit sends, by those on its rolls on the key day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelegateKey {
    /// For each unit that has anybody.
    pub per_unit: u32,
    /// One more for each so many members; none where only units count.
    pub per_members: Option<u32>,
    /// Members whom `per_members` does not count: those that `per_unit` stands for.
    pub beyond: u32,
    /// What becomes of what is left over.
    pub part: Part,
    /// Fewest for a unit that has anybody.
    pub least: u32,
    /// Most for a unit; none where there is no bound.
    pub most: Option<u32>,
    /// Most substitutes a unit may choose beside them.
    pub substitutes: u16,
}

/// What becomes of members left over when the others are counted off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Any of them give one more seat.
    Counts,
    /// Half of a whole and more give one more seat.
    FromHalf,
    /// They give none.
    Lost,
}

impl Part {
    /// All there are.
    pub const ALL: &[Part] = &[Part::Counts, Part::FromHalf, Part::Lost];

    /// The words a charter uses for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Part::Counts => "or part thereof",
            Part::FromHalf => "or major fraction",
            Part::Lost => "whole only",
        }
    }
}

/// What a vote needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Majority {
    /// Identifier, as used in files: `statutes`.
    pub id: String,
    /// What it is for: `a change of the statutes`.
    pub title: String,
    /// How many votes carry it.
    pub needed: Expression,
}

impl DelegateKey {
    /// How many seats a unit with so many members has. A unit without any has none:
    /// nobody could be chosen there.
    #[must_use]
    pub fn seats(&self, members: u32) -> u32 {
        if members == 0 {
            return 0;
        }
        let over = u64::from(members.saturating_sub(self.beyond));
        let counted = match self.per_members.map(u64::from).filter(|each| *each > 0) {
            None => 0,
            Some(each) => match self.part {
                Part::Counts => over.div_ceil(each),
                Part::FromHalf => {
                    let twice = over.saturating_mul(2).saturating_add(each);
                    twice / each.saturating_mul(2)
                }
                Part::Lost => over / each,
            },
        };
        let counted = u32::try_from(counted).unwrap_or(u32::MAX);
        let seats = self.per_unit.saturating_add(counted).max(self.least);
        seats.min(self.most.unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: DelegateKey = DelegateKey {
        per_unit: 2,
        per_members: Some(225),
        beyond: 200,
        part: Part::Counts,
        least: 0,
        most: None,
        substitutes: 0,
    };

    fn seats(key: DelegateKey, members: &[u32]) -> Vec<u32> {
        members.iter().map(|it| key.seats(*it)).collect()
    }

    #[test]
    fn what_is_left_over_counts_as_the_key_says() {
        let members = [0, 1, 200, 201, 312, 313, 425, 426];
        assert_eq!(seats(KEY, &members), [0, 2, 2, 3, 3, 3, 3, 4]);
        let from_half = DelegateKey {
            part: Part::FromHalf,
            ..KEY
        };
        assert_eq!(seats(from_half, &members), [0, 2, 2, 2, 2, 3, 3, 3]);
        let lost = DelegateKey {
            part: Part::Lost,
            ..KEY
        };
        assert_eq!(seats(lost, &members), [0, 2, 2, 2, 2, 2, 3, 3]);
    }

    #[test]
    fn half_of_an_even_whole_is_a_major_fraction() {
        let tens = DelegateKey {
            per_unit: 0,
            per_members: Some(10),
            beyond: 0,
            part: Part::FromHalf,
            ..KEY
        };
        assert_eq!(seats(tens, &[4, 5, 14, 15, 24, 25]), [0, 1, 1, 2, 2, 3]);
    }

    #[test]
    fn bounds_hold_and_no_number_is_too_large() {
        let bound = DelegateKey {
            per_unit: 0,
            beyond: 0,
            per_members: Some(1000),
            part: Part::Lost,
            least: 1,
            most: Some(3),
            ..KEY
        };
        assert_eq!(seats(bound, &[1, 999, 2000, 9000]), [1, 1, 2, 3]);
        let one = DelegateKey {
            per_members: Some(1),
            beyond: 0,
            ..KEY
        };
        assert_eq!(one.seats(u32::MAX), u32::MAX);
    }
}
