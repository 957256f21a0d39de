//! An election that somebody recorded already.

use charter::{Choosing, Post};

use super::{Election, PostRefusal, RecordElection, Tenure};
use crate::refusal::Refusal;
use crate::state::State;

/// That this election is not on record. A post may be voted on more than once a day: again
/// where nobody was elected, place by place where it has several. It is the same election
/// where the same votes were counted, where somebody it elected stands in it, or where it
/// left no place to vote on.
pub(super) fn check(
    state: &State,
    (post, choosing): (&Post, &Choosing),
    it: &RecordElection,
) -> Result<(), Refusal> {
    let elections = state.numbered_elections_in(it.unit);
    let same_day: Vec<&(u32, Election)> = elections
        .iter()
        .filter(|(_, other)| (other.post, other.on) == (it.post, it.on))
        .filter(|(number, _)| state.election_struck(it.unit, *number).is_none())
        .collect();
    let Some((latest, _)) = same_day.last() else {
        return Ok(());
    };
    let elected: Vec<Tenure> = state
        .holders(it.unit, it.post)
        .filter(|tenure| tenure.from == it.on)
        .filter(|tenure| {
            let mut elected = same_day.iter().flat_map(|(_, other)| other.elected());
            elected.any(|person| person == tenure.person)
        })
        .collect();
    let stands = |tenure: &Tenure| it.votes.iter().any(|(person, _)| *person == tenure.person);
    let counted = same_day.iter().find(|(_, other)| same_votes(other, it));
    let taken = elected.len() >= usize::from(post.most) || elected.iter().any(stands);
    let number = match counted {
        Some((number, _)) => *number,
        None if taken => *latest,
        None => return Ok(()),
    };
    let reason = PostRefusal::AlreadyRecorded {
        post: post.title.clone(),
        unit: state.units.name(it.unit).to_owned(),
        on: it.on,
        number,
    };
    Err(Refusal::by(choosing.rule, reason.into()))
}

fn same_votes(one: &Election, other: &RecordElection) -> bool {
    let mut counted: Vec<_> = one
        .nominees
        .iter()
        .map(|it| (it.person, it.votes))
        .collect();
    let mut reported = other.votes.clone();
    counted.sort_unstable();
    reported.sort_unstable();
    counted == reported
}
