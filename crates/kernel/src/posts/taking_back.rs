//! When the word of the unit above, or a handing over, may be taken back, and what comes of it.

use charter::{Action, Silence};

use super::choosing::{held, takes_part};
use super::striking::reason_given;
use super::{PostEvent, PostRefusal, StrikeHandOver, WithdrawConfirmation};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::DocumentId;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const CONFIRMED: &str = "the day of the confirmation";

pub(super) fn withdraw(
    state: &State,
    request: &Request,
    it: &WithdrawConfirmation,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::ConfirmHolder, it.unit)?;
    standing(state, it.unit)?;
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let rule = charter
        .choosing_of(it.post)
        .map_or(post.rule, |choosing| choosing.rule);
    let refused = |reason: PostRefusal| Refusal::by(rule, reason.into());
    let tenure = held(state, post, (it.person, it.unit, it.post))?;
    let confirming = state
        .confirming(&tenure)
        .and_then(|it| Some((it, it.said.filter(|(yes, _)| *yes)?.1)));
    let Some((confirming, said)) = confirming else {
        return Err(refused(PostRefusal::NotConfirmed(post.title.clone())));
    };
    happened(it.on, request.today, Some((said, CONFIRMED)))?;
    // Where the days are over, silence would have the word instead.
    if it.on > confirming.until && confirming.silence != Silence::Waits {
        return Err(refused(PostRefusal::TimePassed {
            until: confirming.until,
            what: "no other word can be said",
        }));
    }
    reason_given(&it.reason)?;
    Ok(vec![Event::Post(PostEvent::ConfirmationWithdrawn {
        person: it.person,
        unit: it.unit,
        post: it.post,
        by: confirming.by,
        reason: DocumentId(state.documents),
        on: it.on,
    })])
}

pub(super) fn strike_hand_over(
    state: &State,
    request: &Request,
    it: &StrikeHandOver,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let _before = takes_part(state, request, (it.person, it.unit, it.post))?;
    standing(state, it.unit)?;
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let tenure = held(state, post, (it.person, it.unit, it.post))?;
    if state.handed_over(&tenure).is_none() {
        let reason = PostRefusal::NotHandedOver(post.title.clone());
        return Err(Refusal::by(post.rule, reason.into()));
    }
    reason_given(&it.reason)?;
    Ok(vec![Event::Post(PostEvent::HandOverStruck {
        person: it.person,
        unit: it.unit,
        post: it.post,
        reason: DocumentId(state.documents),
    })])
}
