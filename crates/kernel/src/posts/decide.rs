//! Who may hold which post, and what comes of it.

use charter::{Action, Choosing, HolderFrom, Modality, Post};

use super::{
    Home, LayDownPost, PostEvent, PostRefusal, TakeUpPost, Tenure, belongs_right, confirming,
    eligible_by_grade,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

pub(super) fn take_up(
    state: &State,
    request: &Request,
    it: &TakeUpPost,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::FillPost, it.unit)?;
    standing(state, it.unit)?;
    if !rights::may_see_person(state, request.actor, request.today, it.person) {
        return Err(Reason::NoSuchPerson(it.person).into());
    }
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let unit = || state.units.name(it.unit).to_owned();
    let level = state
        .units
        .level(it.unit)
        .and_then(|id| charter.level(id).map(|row| (id, row)));
    if let Some((id, level)) = level
        && !post.levels.contains(&id)
    {
        let reason = Reason::NoSuchPostHere {
            unit: unit(),
            level: level.title.clone(),
            post: post.title.clone(),
        };
        return Err(Refusal::by(post.rule, reason));
    }
    let membership = state
        .members
        .membership(it.person)
        .ok_or(Reason::NotAMember)?;
    let since = membership.joined.max(
        state
            .units
            .founded(it.unit)
            .date()
            .unwrap_or(membership.joined),
    );
    happened(
        it.on,
        request.today,
        Some((since, "the day the unit was founded or the person joined")),
    )?;
    if state
        .holders(it.unit, it.post)
        .any(|tenure| tenure.person == it.person)
    {
        return Err(Reason::AlreadyHolds {
            post: post.title.clone(),
            unit: unit(),
        }
        .into());
    }
    let choosing = charter.choosing_of(it.post);
    if let Some(choosing) = choosing.filter(|choosing| choosing.election.is_some())
        && charter.rule(choosing.rule).map(|rule| rule.modality) == Some(Modality::Must)
    {
        let reason = PostRefusal::ChosenOtherwise {
            post: post.title.clone(),
            how: choosing.how.clone(),
        };
        return Err(Refusal::by(choosing.rule, reason.into()));
    }
    check_holder(state, charter, post, it, membership.unit)?;
    let holders = state.holder_count(it.unit, it.post);
    if holders >= usize::from(post.most) {
        let reason = Reason::PostFull {
            post: post.title.clone(),
            unit: unit(),
            most: post.most,
        };
        return Err(Refusal::by(post.rule, reason));
    }
    let choosing = choosing.filter(|choosing| choosing.election.is_none());
    Ok(taken_up(state, charter, choosing, it))
}

/// That a post is taken up, and that the unit above has to confirm it where the charter
/// says so of whoever was chosen in this way.
pub(super) fn taken_up(
    state: &State,
    charter: &charter::Charter,
    choosing: Option<&Choosing>,
    it: &TakeUpPost,
) -> Vec<Event> {
    let tenure = Tenure {
        person: it.person,
        unit: it.unit,
        post: it.post,
        from: it.on,
        until: None,
    };
    let mut events = vec![Event::Post(PostEvent::TakenUp {
        person: it.person,
        unit: it.unit,
        post: it.post,
        on: it.on,
    })];
    events.extend(confirming::awaited(state, charter, choosing, &tenure));
    events
}

pub(super) fn check_holder(
    state: &State,
    charter: &charter::Charter,
    post: &Post,
    it: &TakeUpPost,
    home: crate::UnitId,
) -> Result<(), Refusal> {
    if !eligible_by_grade(state, charter, it.person, it.post) {
        let grade = state
            .members
            .grade_of(it.person)
            .and_then(|grade| charter.grade(grade));
        let reason = Reason::GradeMayNotHold {
            grade: grade.map(|grade| grade.title.clone()).unwrap_or_default(),
            post: post.title.clone(),
        };
        return Err(Refusal::by(post.rule, reason));
    }
    if !belongs_right(state, post.from, Home::Unit(home), it.unit) {
        let where_ = match post.from {
            HolderFrom::OwnUnit => "it",
            HolderFrom::OwnOrBelow => "it or to a unit beneath it",
            HolderFrom::Anywhere => "any unit",
        };
        let unit = state.units.name(it.unit).to_owned();
        return Err(Refusal::by(
            post.rule,
            Reason::BelongsElsewhere {
                post: post.title.clone(),
                unit,
                where_,
            },
        ));
    }
    let beside = state
        .tenures_of(it.person)
        .filter(|tenure| tenure.unit == it.unit && tenure.until.is_none())
        .filter_map(|tenure| Some((tenure.post, charter.post(tenure.post)?)))
        .find(|(id, other)| {
            post.incompatible.contains(id) || other.incompatible.contains(&it.post)
        });
    match beside {
        Some((_, other)) => Err(Refusal::by(
            post.rule,
            Reason::Incompatible(post.title.clone(), other.title.clone()),
        )),
        None => Ok(()),
    }
}

pub(super) fn lay_down(
    state: &State,
    request: &Request,
    it: &LayDownPost,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    // Whoever holds a post may lay it down.
    if request.actor != Actor::Person(it.person) {
        rights::require(state, request, Action::FillPost, it.unit)?;
    }
    standing(state, it.unit)?;
    let post = charter.post(it.post).ok_or(Reason::NotInCharter("post"))?;
    let Some(tenure) = state
        .holders(it.unit, it.post)
        .find(|tenure| tenure.person == it.person)
    else {
        let unit = state.units.name(it.unit).to_owned();
        return Err(Reason::DoesNotHold {
            post: post.title.clone(),
            unit,
        }
        .into());
    };
    happened(
        it.on,
        request.today,
        Some((tenure.from, "the day the post was taken up")),
    )?;
    Ok(vec![Event::Post(PostEvent::LaidDown {
        person: it.person,
        unit: it.unit,
        post: it.post,
        on: it.on,
    })])
}
