//! Members: registered, admitted, promoted, transferred, leaving.

use charter::GradeId;
use kernel::members::{
    AdmitMember, Leave, MergeMembers, PartMembers, PromoteMember, RegisterPerson, StrikePromotion,
    StrikeTransfer, TransferMember,
};
use kernel::{Actor, Command};

use super::Asking;

pub(super) fn register(it: &mut Asking<'_>) {
    it.ask(&[], RegisterPerson.into());
}

pub(super) fn admit(it: &mut Asking<'_>) {
    let grades = u8::try_from(it.world().charter.grades.len()).unwrap();
    for grade in (0..grades).map(GradeId) {
        let command = AdmitMember {
            person: None,
            unit: it.unit,
            grade,
            on: it.world().today,
        };
        it.ask(&[], command.into());
    }
}

pub(super) fn promote(it: &mut Asking<'_>) {
    let others: Vec<_> = it.others_of(it.unit).collect();
    for person in others {
        let grade = it.world().state.grade_of(person);
        let next = grade.and_then(|grade| it.world().charter.grade(grade)?.next);
        if let Some(grade) = next {
            let on = it.world().today;
            it.ask(&[], PromoteMember { person, grade, on }.into());
            return;
        }
    }
}

/// Of somebody who was promoted by the operator just now.
pub(super) fn strike_promotion(it: &mut Asking<'_>) {
    let others: Vec<_> = it.others_of(it.unit).collect();
    for person in others {
        let mut world = it.world().clone();
        let grade = world.state.grade_of(person);
        let next = grade.and_then(|grade| world.charter.grade(grade)?.next);
        let Some(grade) = next else {
            continue;
        };
        let on = world.today;
        let promoted = PromoteMember { person, grade, on };
        if world.try_to(Actor::Operator, promoted.into()).is_ok() {
            let reason = "it was somebody else".to_owned();
            it.ask_in(world, StrikePromotion { person, reason }.into());
            return;
        }
    }
}

pub(super) fn transfer(it: &mut Asking<'_>) {
    let (Some(to), Some(person)) = (
        it.organisation.beside(it.unit),
        it.others_of(it.unit).last(),
    ) else {
        return;
    };
    let on = it.world().today;
    it.ask(&[], TransferMember { person, to, on }.into());
}

/// Of somebody whom the operator brought over just now.
pub(super) fn strike_transfer(it: &mut Asking<'_>) {
    let Some(from) = it.organisation.beside(it.unit) else {
        return;
    };
    let others: Vec<_> = it.others_of(from).collect();
    for person in others {
        let mut world = it.world().clone();
        let (to, on) = (it.unit, world.today);
        let moved = TransferMember { person, to, on };
        if world.try_to(Actor::Operator, moved.into()).is_ok() {
            let reason = "it was somebody else".to_owned();
            it.ask_in(world, StrikeTransfer { person, reason }.into());
            return;
        }
    }
}

/// Somebody else's leaving; one's own is always possible.
pub(super) fn leave(it: &mut Asking<'_>) {
    if let Some(person) = it.others_of(it.unit).last() {
        let on = it.world().today;
        it.ask(&[], Leave { person, on }.into());
    }
}

/// Two of the unit who hold no post, the one as the other.
fn merging(it: &Asking<'_>) -> Option<MergeMembers> {
    let state = &it.world().state;
    let holds = |person: &_| state.tenures_of(*person).any(|it| it.until.is_none());
    let mut others = it.others_of(it.unit).filter(|person| !holds(person));
    Some(MergeMembers {
        former: others.next()?,
        kept: others.next()?,
        on: it.world().today,
    })
}

pub(super) fn merge(it: &mut Asking<'_>) {
    if let Some(command) = merging(it) {
        it.ask(&[], command.into());
    }
}

pub(super) fn part(it: &mut Asking<'_>) {
    if let Some(merged) = merging(it) {
        let (former, on) = (merged.former, merged.on);
        it.ask(&[Command::from(merged)], PartMembers { former, on }.into());
    }
}
