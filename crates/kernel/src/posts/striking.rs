//! Striking the record of an election, and who holds the post then.

use charter::{Action, Charter, Post};

use super::decide::check_holder;
use super::{Election, PostEvent, PostRefusal, Sequel, StrikeElection, TakeUpPost, Tenure};
use crate::charters::in_force;
use crate::ids::{DocumentId, PersonId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

/// Most characters of the reason why an election is struck.
pub const REASON_CHARACTERS_MAX: usize = 2_000;

pub(super) fn strike(
    state: &State,
    request: &Request,
    it: &StrikeElection,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::RecordElection, it.unit)?;
    standing(state, it.unit)?;
    let election = state
        .numbered_elections_in(it.unit)
        .into_iter()
        .find(|(number, _)| *number == it.number)
        .map(|(_, election)| election)
        .ok_or(PostRefusal::NoSuchElection(it.number))
        .map_err(Reason::from)?;
    let post = charter
        .post(election.post)
        .ok_or(Reason::NotInCharter("post"))?;
    let rule = charter
        .choosing_of(election.post)
        .map_or(post.rule, |choosing| choosing.rule);
    let refused = |reason: PostRefusal| Refusal::by(rule, reason.into());
    if state.election_struck(it.unit, it.number).is_some() {
        return Err(refused(PostRefusal::AlreadyStruck));
    }
    reason_given(&it.reason)?;
    let ended: Vec<PersonId> = election.elected().collect();
    nothing_followed(state, &election)
        .map_err(PostRefusal::Followed)
        .map_err(refused)?;
    let back = returning(state, charter, post, (it.number, &election));
    let others = state
        .holders(it.unit, election.post)
        .filter(|tenure| !ended.contains(&tenure.person))
        .count();
    if others.saturating_add(back.len()) > usize::from(post.most) {
        return Err(refused(PostRefusal::Followed(Sequel::Taken)));
    }
    Ok(vec![Event::Post(PostEvent::ElectionStruck {
        unit: it.unit,
        post: election.post,
        number: it.number,
        on: election.on,
        reason: DocumentId(state.documents),
        ended,
        back,
    })])
}

pub(crate) fn reason_given(reason: &str) -> Result<(), Reason> {
    if reason.trim().is_empty() {
        return Err(Reason::Missing("the reason"));
    }
    if reason.chars().count() > REASON_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "the reason",
            characters_max: REASON_CHARACTERS_MAX,
        });
    }
    Ok(())
}

/// Whoever it elected holds the post by it, and nobody has confirmed them or handed it over:
/// what others have done in good faith is not undone behind their backs.
fn nothing_followed(state: &State, election: &Election) -> Result<(), Sequel> {
    for person in election.elected() {
        let tenure = state
            .holders(election.unit, election.post)
            .find(|tenure| (tenure.person, tenure.from) == (person, election.on))
            .ok_or(Sequel::Ended(person))?;
        let said = state.confirming(&tenure).and_then(|it| it.said);
        if let Some((true, on)) = said {
            return Err(Sequel::Confirmed { person, on });
        }
        if let Some(on) = state.handed_over(&tenure) {
            return Err(Sequel::HandedOver { person, on });
        }
    }
    Ok(())
}

/// Whoever lost the post by the election and may hold it still. Somebody who laid it down
/// themselves does not come back, and neither does whoever has left or moved away since.
fn returning(
    state: &State,
    charter: &Charter,
    post: &Post,
    (number, election): (u32, &Election),
) -> Vec<PersonId> {
    let elected = |person: PersonId| election.elected().any(|it| it == person);
    let held = state.posts.held_when_recorded(election.unit, number);
    let staying = held.iter().filter(|it| !elected(it.person)).count();
    // As when it was recorded: where there was room, only those elected again began anew.
    let room = staying.saturating_add(election.elected().count()) <= usize::from(post.most);
    let may = |person: PersonId| {
        let holds = state
            .holders(election.unit, election.post)
            .any(|it| it.person == person && !elected(person));
        let again = TakeUpPost {
            person,
            unit: election.unit,
            post: election.post,
            on: election.on,
        };
        let home = state.members.membership(person).map(|it| it.unit);
        !holds && home.is_some_and(|home| check_holder(state, charter, post, &again, home).is_ok())
    };
    let mut back: Vec<PersonId> = held
        .into_iter()
        .filter(|it| it.until == Some(election.on))
        .filter(|it| !room || elected(it.person))
        .map(|tenure: Tenure| tenure.person)
        .filter(|person| may(*person))
        .collect();
    if election.elected().next().is_none() {
        back.clear();
    }
    back
}

impl State {
    /// Why the record of an election was struck; none where it stands.
    #[must_use]
    pub fn election_struck(&self, unit: UnitId, number: u32) -> Option<DocumentId> {
        self.posts.elections.struck(unit, number)
    }
}
