//! Elections: the record of one, and whom its figures elect. A secret ballot is
//! held by people in a room; what is kept here is what they counted.

use charter::expression::Figures;
use charter::{ElectionRule, PostId};
use jiff::civil::Date;

use super::refusal::{Contradiction, PostRefusal};
use crate::ids::{PersonId, UnitId};
use crate::state::State;

/// Most nominees of one election.
pub const NOMINEES_MAX: usize = 200;

/// Somebody who stood, and what they got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nominee {
    /// Who.
    pub person: PersonId,
    /// Votes for them.
    pub votes: u32,
    /// Whether that elected them.
    pub elected: bool,
}

/// The record of an election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// In which unit.
    pub unit: UnitId,
    /// To which post.
    pub post: PostId,
    /// When.
    pub on: Date,
    /// How many were entitled to vote.
    pub entitled: u32,
    /// How many ballots were cast.
    pub ballots: u32,
    /// How many of them were valid.
    pub valid: u32,
    /// How many ballots had to be cast; none where any number would do.
    pub turnout_needed: Option<u32>,
    /// How many votes elected.
    pub votes_needed: u32,
    /// Everybody who stood, in the order of the record.
    pub nominees: Vec<Nominee>,
}

impl Election {
    /// Who was elected.
    pub fn elected(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.nominees
            .iter()
            .filter(|nominee| nominee.elected)
            .map(|nominee| nominee.person)
    }

    /// Whether enough ballots were cast.
    #[must_use]
    pub fn turned_out(&self) -> bool {
        self.turnout_needed
            .is_none_or(|needed| self.ballots >= needed)
    }
}

/// What was counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    pub(super) entitled: u32,
    pub(super) ballots: u32,
    pub(super) valid: u32,
    pub(super) places: u8,
    pub(super) votes: &'a [(PersonId, u32)],
}

/// What the rule makes of the figures.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) turnout: Option<charter::expression::Needed>,
    pub(super) majority: charter::expression::Needed,
    pub(super) elected: Vec<PersonId>,
    pub(super) turned_out: bool,
}

impl Counted<'_> {
    /// Whether the figures can all be true.
    pub(super) fn consistent(&self) -> Result<(), Contradiction> {
        let (entitled, ballots, valid) = (self.entitled, self.ballots, self.valid);
        if ballots > entitled {
            return Err(Contradiction::Ballots { ballots, entitled });
        }
        if valid > ballots {
            return Err(Contradiction::Valid { valid, ballots });
        }
        let each = u64::from(valid);
        let all = each.saturating_mul(u64::from(self.places.max(1)));
        let for_one = self.votes.iter().map(|(_, votes)| u64::from(*votes)).max();
        let sum: u64 = self.votes.iter().map(|(_, votes)| u64::from(*votes)).sum();
        let too_many = for_one
            .filter(|votes| *votes > each)
            .map(|votes| (votes, each))
            .or_else(|| (sum > all).then_some((sum, all)));
        match too_many {
            Some((votes, most)) => Err(Contradiction::Votes { votes, valid, most }),
            None => Ok(()),
        }
    }

    /// Whom the rule elects: those with the most votes who have the majority, as many as
    /// there are places. Where the last places would go to some of several with as many
    /// votes, none of these is elected.
    pub(super) fn verdict(&self, rule: &ElectionRule) -> Option<Verdict> {
        let figures = Figures {
            entitled: Some(u64::from(self.entitled)),
            present: Some(u64::from(self.ballots)),
            valid: Some(u64::from(self.valid)),
            ..Figures::default()
        };
        let majority = rule.majority.needed(&figures)?;
        let turnout = match &rule.turnout {
            Some(turnout) => Some(turnout.needed(&figures)?),
            None => None,
        };
        let turned_out = turnout
            .as_ref()
            .is_none_or(|needed| u64::from(self.ballots) >= needed.count);
        let mut ranked: Vec<(PersonId, u32)> = self.votes.to_vec();
        ranked.sort_by_key(|(person, votes)| (std::cmp::Reverse(*votes), *person));
        let needed = majority.count.max(1);
        ranked.retain(|(_, votes)| turned_out && u64::from(*votes) >= needed);
        let places = usize::from(self.places);
        // One vote more than the first who finds no place.
        let tied = ranked.get(places).map(|(_, votes)| *votes);
        ranked.truncate(places);
        ranked.retain(|(_, votes)| tied.is_none_or(|tied| *votes > tied));
        let mut elected: Vec<PersonId> = ranked.into_iter().map(|(person, _)| person).collect();
        elected.sort_unstable();
        Some(Verdict {
            turnout,
            majority,
            elected,
            turned_out,
        })
    }
}

impl Verdict {
    /// Whether what is reported follows from the figures.
    pub(super) fn agrees(&self, cast: u32, reported: &[PersonId]) -> Result<(), PostRefusal> {
        let mut sorted = reported.to_vec();
        sorted.sort_unstable();
        if sorted == self.elected {
            return Ok(());
        }
        if let Some(turnout) = self.turnout.as_ref().filter(|_| !self.turned_out) {
            return Err(PostRefusal::TurnoutMissed {
                cast,
                needed: turnout.count,
                explained: turnout.explained.clone(),
            });
        }
        Err(PostRefusal::Verdict {
            needed: self.majority.count,
            explained: self.majority.explained.clone(),
            by_figures: people(&self.elected),
            reported: match sorted.len() {
                1 => format!("{} is", people(&sorted)),
                _ => format!("{} are", people(&sorted)),
            },
        })
    }
}

/// People by their numbers, since the kernel knows no names.
fn people(people: &[PersonId]) -> String {
    if people.is_empty() {
        return "nobody".to_owned();
    }
    let numbers: Vec<String> = people
        .iter()
        .map(|person| format!("person {person}"))
        .collect();
    numbers.join(", ")
}

impl State {
    /// Every election there was in a unit, newest first.
    pub fn elections_in(&self, unit: UnitId) -> impl Iterator<Item = Election> + '_ {
        self.posts.elections.of_unit(unit)
    }
}
