//! Striking a promotion: the member is again what they were before, as if it had never been,
//! unless something has been built on it since.

use charter::{Action, Charter, GradeId};
use jiff::civil::Date;

use super::decide::member;
use super::{MemberEvent, MemberRefusal, StrikePromotion, is_of};
use crate::charters::in_force;
use crate::conferences::{MandateStanding, Role};
use crate::ids::{DocumentId, PersonId};
use crate::posts::reason_given;
use crate::procedures;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;

pub(super) fn strike(
    state: &State,
    request: &Request,
    it: &StrikePromotion,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let (unit, _) = member(state, request, it.person)?;
    rights::require(state, request, Action::PromoteMember, unit)?;
    // What was decided step by step is taken back step by step.
    if let Some((proceeding, rule)) = procedures::raised(state, charter, it.person) {
        let procedure = rule.title.clone();
        let reason = MemberRefusal::ByProceeding {
            procedure,
            proceeding,
        };
        return Err(Refusal::by(rule.rule, reason.into()));
    }
    reason_given(&it.reason)?;
    let reason = Some(DocumentId(state.documents));
    Ok(vec![given_back(
        state,
        charter,
        request.today,
        (it.person, reason),
    )?])
}

/// A member has the grade before the last promotion again, unless they have done since what
/// only the later grade may.
pub(crate) fn given_back(
    state: &State,
    charter: &Charter,
    today: Date,
    (person, reason): (PersonId, Option<DocumentId>),
) -> Result<Event, Refusal> {
    let membership = state.members.membership(person);
    let membership = membership.ok_or(Reason::NotAMember)?;
    let rule = charter.grade(membership.grade).map(|row| row.rule);
    let refused = |refusal: MemberRefusal| Refusal {
        reason: refusal.into(),
        rule,
    };
    let (grade, since) = state
        .members
        .before_promotion(person)
        .ok_or_else(|| refused(MemberRefusal::NotPromoted(person)))?;
    // A grade that the charter has no more is given to nobody.
    let title = charter
        .grade(grade)
        .map(|row| row.title.as_str())
        .ok_or(Reason::NotInCharter("grade"))?;
    nothing_built(state, charter, today, (person, grade, title)).map_err(refused)?;
    Ok(Event::Member(MemberEvent::PromotionStruck {
        person,
        unit: membership.unit,
        grade,
        since,
        on: membership.in_grade_since,
        reason,
    }))
}

/// What others have relied on is not pulled away from under them.
fn nothing_built(
    state: &State,
    charter: &Charter,
    today: Date,
    (person, grade, title): (PersonId, GradeId, &str),
) -> Result<(), MemberRefusal> {
    let grade_title = title.to_owned();
    if let Some((post, unit)) = post_beyond(state, charter, person, grade) {
        return Err(MemberRefusal::HoldsPost {
            person,
            grade: grade_title,
            post,
            unit,
        });
    }
    if let Some(proceeding) = procedures::signed_beyond(state, charter, person, grade) {
        return Err(MemberRefusal::HasSigned {
            person,
            grade: grade_title,
            proceeding,
        });
    }
    match seat_beyond(state, charter, today, (person, grade)) {
        None => Ok(()),
        Some(conference) => Err(MemberRefusal::IsDelegate {
            person,
            grade: grade_title,
            conference,
        }),
    }
}

/// A post that somebody holds and, with this grade, might not: its title and its unit's name.
fn post_beyond(
    state: &State,
    charter: &Charter,
    person: PersonId,
    grade: GradeId,
) -> Option<(String, String)> {
    let mut held = state.posts.of_person(person);
    held.find_map(|tenure| {
        let post = charter.post(tenure.post)?;
        let beyond = tenure.until.is_none() && !is_of(Some(grade), &post.grades);
        let unit = state.units.name(tenure.unit);
        beyond.then(|| (post.title.clone(), unit.to_owned()))
    })
}

/// A conference, not over yet, to which somebody was sent and, with this grade, might not be.
fn seat_beyond(
    state: &State,
    charter: &Charter,
    today: Date,
    (person, grade): (PersonId, GradeId),
) -> Option<String> {
    let mut ahead = state
        .conferences()
        .rev()
        .filter(|it| it.called_off.is_none() && it.last >= today);
    ahead.find_map(|it| {
        let rule = charter.conference(it.kind)?;
        let mandate = state.mandate(it.id, person)?;
        let chosen = matches!(mandate.role, Role::Delegate | Role::Substitute);
        let stands = mandate.standing == MandateStanding::Stands;
        (chosen && stands && !is_of(Some(grade), &rule.grades)).then(|| rule.title.clone())
    })
}
