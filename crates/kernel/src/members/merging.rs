//! When two numbers may be made one person's, and when they are parted again.
//!
//! The number that goes gives up its place on the roll and nothing else:
//! whatever is on record of it stays under it. So nothing may be open about it
//! that somebody would have to carry on: that is settled first, by people.

mod refusal;

pub use refusal::MergingRefusal;

use charter::Action;
use jiff::civil::Date;

use super::decide::member;
use super::{MemberEvent, MergeMembers, PartMembers, check_base};
use crate::charters::in_force;
use crate::conferences::MandateStanding;
use crate::day::happened_since;
use crate::ids::{PersonId, UnitId};
use crate::petitions::PetitionStanding;
use crate::posts::Tenure;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

pub(super) fn merge(
    state: &State,
    request: &Request,
    it: &MergeMembers,
) -> Result<Vec<Event>, Refusal> {
    in_force(state, request)?;
    let (former, kept) = (it.former, it.kept);
    if let Some(known) = state.former_number(former)
        && rights::may_see_person(state, request.actor, request.today, former)
    {
        let kept = known.kept;
        return Err(MergingRefusal::IsFormer { former, kept }.into());
    }
    let (unit, _) = member(state, request, former)?;
    let (home, _) = member(state, request, kept)?;
    rights::require(state, request, Action::MergeMembers, unit)?;
    rights::require(state, request, Action::MergeMembers, home)?;
    if former == kept {
        return Err(MergingRefusal::SameNumber(former).into());
    }
    if state.former_numbers_of(former).next().is_some() {
        return Err(MergingRefusal::HasFormer(former).into());
    }
    let came = (
        state.members.in_unit_since(former),
        "the day this person came to the present unit",
    );
    let joined = (state.members.joined(kept), "the day this person joined");
    happened_since(it.on, request.today, came.max(joined))?;
    posts_fit(state, former, kept)?;
    nothing_open(state, former, request.today)?;
    Ok(vec![Event::Member(MemberEvent::Merged {
        former,
        kept,
        unit,
        on: it.on,
    })])
}

/// Whether the posts of two numbers can be those of one person.
fn posts_fit(state: &State, former: PersonId, kept: PersonId) -> Result<(), MergingRefusal> {
    let name = |unit: UnitId| state.units.name(unit).to_owned();
    let held = |person: PersonId| state.posts.lasting_of(person).next();
    match (held(former), held(kept)) {
        (Some(one), Some(other)) => {
            return Err(MergingRefusal::BothHoldPosts(
                name(one.unit),
                name(other.unit),
            ));
        }
        (Some(one), None) => {
            let unit = name(one.unit);
            return Err(MergingRefusal::HoldsPost { former, unit });
        }
        (None, _) => {}
    }
    for one in state.tenures_of(former) {
        let other = state
            .tenures_of(kept)
            .find(|other| (other.unit, other.post) == (one.unit, one.post) && at_once(&one, other));
        if let Some(other) = other {
            return Err(MergingRefusal::HeldAtOnce {
                unit: name(one.unit),
                on: one.from.max(other.from),
            });
        }
    }
    Ok(())
}

/// Whether there was a day on which both were held.
fn at_once(one: &Tenure, other: &Tenure) -> bool {
    let before = |one: &Tenure, other: &Tenure| one.until.is_none_or(|until| other.from < until);
    before(one, other) && before(other, one)
}

/// Whether nothing is open about a number that somebody would have to carry on.
fn nothing_open(state: &State, former: PersonId, today: Date) -> Result<(), MergingRefusal> {
    if state.owed_by(former) != 0 {
        return Err(MergingRefusal::OpenDues(former));
    }
    if state
        .proceedings_about(former)
        .any(|it| it.course.is_open())
    {
        return Err(MergingRefusal::UnderWay(former));
    }
    if state.signs_for_somebody(former) {
        return Err(MergingRefusal::Sponsors(former));
    }
    if state
        .petitions_by(former)
        .any(|it| it.standing == PetitionStanding::Waiting)
    {
        return Err(MergingRefusal::Asks(former));
    }
    let ahead = state
        .conferences()
        .filter(|it| it.called_off.is_none() && it.last >= today);
    for conference in ahead {
        let mandate = state.mandate(conference.id, former);
        if mandate.is_some_and(|it| it.standing == MandateStanding::Stands) {
            let last = conference.last;
            return Err(MergingRefusal::HasSeat { former, last });
        }
    }
    Ok(())
}

pub(super) fn part(
    state: &State,
    request: &Request,
    it: &PartMembers,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let former = it.former;
    if !state.members.exists(former)
        || !rights::may_see_person(state, request.actor, request.today, former)
    {
        return Err(Reason::NoSuchPerson(former).into());
    }
    let known = state.former_number(former);
    let known = known.ok_or(MergingRefusal::NotFormer(former))?;
    if known.forgotten {
        return Err(MergingRefusal::Forgotten(former).into());
    }
    let unit = known.place.unit;
    rights::require(state, request, Action::MergeMembers, unit)?;
    if let Some(home) = state.unit_of(known.kept) {
        rights::require(state, request, Action::MergeMembers, home)?;
    }
    if standing(state, unit).is_err() || check_base(state, charter, unit).is_err() {
        return Err(MergingRefusal::PlaceGone(state.units.name(unit).to_owned()).into());
    }
    let merged = (
        crate::day::Day::from_date(known.on),
        "the day on which this was found out",
    );
    happened_since(it.on, request.today, merged)?;
    Ok(vec![Event::Member(MemberEvent::Parted {
        former,
        kept: known.kept,
        unit,
        on: it.on,
    })])
}

/// With whoever leaves go the cards of their former numbers.
pub(super) fn forgotten(
    state: &State,
    person: PersonId,
    on: Date,
) -> impl Iterator<Item = Event> + '_ {
    let former = state.former_numbers_of(person).filter(|it| !it.forgotten);
    former.map(move |it| {
        Event::Member(MemberEvent::Forgotten {
            former: it.former,
            kept: person,
            on,
        })
    })
}
