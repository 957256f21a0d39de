//! A post that was taken up or laid down on the record and not in truth: struck with a
//! reason, so that whoever never held it never did, and whoever never laid it down holds
//! it still. Laying a post down ends a time in it; this says that there was none.

use charter::{Action, Charter, Post};

use super::choosing::held;
use super::decide::check_holder;
use super::striking::reason_given;
use super::{PostEvent, PostRefusal, Sequel, StrikeLayingDown, StrikePost, TakeUpPost, Tenure};
use crate::charters::in_force;
use crate::ids::DocumentId;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

pub(super) fn strike_post(
    state: &State,
    request: &Request,
    it: &StrikePost,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::FillPost, it.unit)?;
    standing(state, it.unit)?;
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let tenure = held(state, post, (it.person, it.unit, it.post))?;
    nothing_followed(state, &tenure, post)
        .map_err(|reason| refused(charter, post, &tenure, reason))?;
    reason_given(&it.reason)?;
    Ok(vec![Event::Post(PostEvent::Struck {
        person: it.person,
        unit: it.unit,
        post: it.post,
        on: tenure.from,
        reason: DocumentId(state.documents),
    })])
}

/// No election gave the post, and nobody has relied on it since: what others have done in
/// good faith is not undone behind their backs.
fn nothing_followed(state: &State, tenure: &Tenure, post: &Post) -> Result<(), PostRefusal> {
    let person = tenure.person;
    if let Some(number) = standing_election(state, tenure, |elected| elected) {
        return Err(PostRefusal::ByElection {
            post: post.title.clone(),
            number,
        });
    }
    let said = state.confirming(tenure).and_then(|it| it.said);
    if let Some((true, on)) = said {
        return Err(PostRefusal::Built(Sequel::Confirmed { person, on }));
    }
    if let Some(on) = state.handed_over(tenure) {
        return Err(PostRefusal::Built(Sequel::HandedOver { person, on }));
    }
    Ok(())
}

/// The election on record that gave a post on the first day of a time in it, or took it on
/// the last one.
fn standing_election(state: &State, tenure: &Tenure, wanted: impl Fn(bool) -> bool) -> Option<u32> {
    let on = tenure.until.unwrap_or(tenure.from);
    let elections = state.numbered_elections_in(tenure.unit).into_iter();
    elections
        .filter(|(number, it)| {
            let elected = it.elected().any(|person| person == tenure.person);
            (it.post, it.on) == (tenure.post, on)
                && wanted(elected)
                && it.elected().next().is_some()
                && state.election_struck(tenure.unit, *number).is_none()
        })
        .map(|(number, _)| number)
        .next()
}

pub(super) fn strike_laying_down(
    state: &State,
    request: &Request,
    it: &StrikeLayingDown,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::FillPost, it.unit)?;
    standing(state, it.unit)?;
    if !rights::may_see_person(state, request.actor, request.today, it.person) {
        return Err(Reason::NoSuchPerson(it.person).into());
    }
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let own = |tenure: &Tenure| (tenure.unit, tenure.post) == (it.unit, it.post);
    let last = state
        .tenures_of(it.person)
        .filter(own)
        .max_by_key(|tenure| (tenure.until.is_none(), tenure.until, tenure.from));
    let laid_down = last.and_then(|tenure| Some((tenure, tenure.until?)));
    let Some((tenure, on)) = laid_down else {
        return Err(Refusal::by(
            post.rule,
            PostRefusal::NotLaidDown(post.title.clone()).into(),
        ));
    };
    still_open(state, &tenure, post).map_err(|reason| refused(charter, post, &tenure, reason))?;
    let membership = state.members.membership(it.person);
    let home = membership.ok_or(Reason::NotAMember)?.unit;
    let again = TakeUpPost {
        person: it.person,
        unit: it.unit,
        post: it.post,
        on,
    };
    check_holder(state, charter, post, &again, home)?;
    if state.holder_count(it.unit, it.post) >= usize::from(post.most) {
        let reason = Reason::PostFull {
            post: post.title.clone(),
            unit: state.units.name(it.unit).to_owned(),
            most: post.most,
        };
        return Err(Refusal::by(post.rule, reason));
    }
    reason_given(&it.reason)?;
    Ok(vec![Event::Post(PostEvent::LayingDownStruck {
        person: it.person,
        unit: it.unit,
        post: it.post,
        on,
        reason: DocumentId(state.documents),
    })])
}

/// Neither an election nor the word of the unit above ended it: those are struck themselves,
/// or stand.
pub(super) fn still_open(state: &State, tenure: &Tenure, post: &Post) -> Result<(), PostRefusal> {
    if let Some(number) = standing_election(state, tenure, |_| true) {
        return Err(PostRefusal::ByElection {
            post: post.title.clone(),
            number,
        });
    }
    let said = state.confirming(tenure).and_then(|it| it.said);
    match said {
        Some((false, on)) => Err(PostRefusal::Built(Sequel::Declined {
            person: tenure.person,
            on,
        })),
        Some((true, _)) | None => Ok(()),
    }
}

/// A refusal that rests on how the post is filled, where the charter says so.
fn refused(charter: &Charter, post: &Post, tenure: &Tenure, reason: PostRefusal) -> Refusal {
    let choosing = charter.choosing_of(tenure.post);
    Refusal::by(choosing.map_or(post.rule, |it| it.rule), reason.into())
}
