//! How a meeting's votes are counted, and what the majority rule makes of them.

use charter::expression::Figures;
use charter::{Charter, MeetingRule, StepActor};

use super::super::{DecideStep, ProcedureRefusal, Proceeding, Tally, Turn, Votes};
use crate::refusal::{Reason, Refusal};
use crate::state::State;

/// The outcome that was decided, and the figures where votes were counted.
pub(super) fn count(
    state: &State,
    charter: &Charter,
    turn: &Turn<'_>,
    proceeding: &Proceeding,
    it: &DecideStep,
) -> Result<(u8, Option<Tally>), Refusal> {
    let by_rule = |reason: ProcedureRefusal| Refusal::by(turn.rule.rule, reason.into());
    let StepActor::Meeting {
        kind,
        majority,
        otherwise,
    } = &turn.row.by
    else {
        return match it.votes {
            Some(_) => Err(by_rule(ProcedureRefusal::NoVotesHere)),
            None => Ok((it.outcome, None)),
        };
    };
    let Some(votes) = it.votes else {
        return match majority {
            Some(_) => Err(by_rule(ProcedureRefusal::VotesMissing)),
            None => Ok((it.outcome, None)),
        };
    };
    let kind = charter
        .meeting(*kind)
        .ok_or(Reason::NotInCharter("meeting"))?;
    let members = state.members.count_in(proceeding.unit);
    let entitled = votes
        .entitled
        .unwrap_or_else(|| entitled(state, charter, kind, proceeding));
    fits(&votes, entitled).map_err(by_rule)?;
    let figures = Figures {
        members: Some(members.into()),
        entitled: Some(entitled.into()),
        present: Some(votes.present.into()),
        ..Figures::default()
    };
    quorate(kind, &figures, votes.present)?;
    let needed = majority
        .as_ref()
        .and_then(|majority| majority.count_needed(&figures));
    let tally = Tally {
        entitled,
        present: votes.present,
        in_favour: votes.in_favour,
        against: votes.against,
        abstaining: votes.abstaining,
        needed: needed.map(|needed| u32::try_from(needed).unwrap_or(u32::MAX)),
    };
    let outcome = match otherwise {
        Some(otherwise) if !tally.carried() => *otherwise,
        // The votes are those for what was asked, and never for what follows without them.
        Some(otherwise) if *otherwise == it.outcome => {
            return Err(by_rule(ProcedureRefusal::VotesDoNotFit(
                "a majority was in favour, and what is entered follows only without one",
            )));
        }
        Some(_) | None => it.outcome,
    };
    Ok((outcome, Some(tally)))
}

/// How many of a unit have a vote at a meeting of a kind.
fn entitled(state: &State, charter: &Charter, kind: &MeetingRule, proceeding: &Proceeding) -> u32 {
    kind.attends
        .iter()
        .filter(|id| charter.grade(**id).is_some_and(|grade| grade.votes))
        .map(|id| state.members.count_of_grade(proceeding.unit, *id))
        .fold(0, u32::saturating_add)
}

fn fits(votes: &Votes, entitled: u32) -> Result<(), ProcedureRefusal> {
    let cast = u64::from(votes.in_favour)
        .saturating_add(u64::from(votes.against))
        .saturating_add(u64::from(votes.abstaining));
    if votes.present == 0 {
        return Err(ProcedureRefusal::VotesDoNotFit(
            "nobody with a vote was present",
        ));
    }
    if votes.present > entitled {
        return Err(ProcedureRefusal::VotesDoNotFit(
            "more were present with a vote than have one",
        ));
    }
    if cast > u64::from(votes.present) {
        return Err(ProcedureRefusal::VotesDoNotFit(
            "more votes were cast than people with a vote were present",
        ));
    }
    Ok(())
}

/// Without a quorum nothing is decided.
fn quorate(kind: &MeetingRule, figures: &Figures, present: u32) -> Result<(), Refusal> {
    let needed = kind
        .quorum
        .as_ref()
        .and_then(|quorum| quorum.needed(figures));
    match needed {
        Some(needed) if u64::from(present) < needed.count => Err(Refusal::by(
            kind.rule,
            Reason::NoQuorum {
                present,
                needed: needed.count,
                explained: needed.explained,
            },
        )),
        Some(_) | None => Ok(()),
    }
}
