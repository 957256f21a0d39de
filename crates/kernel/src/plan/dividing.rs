//! Units with too many people: turned into committees with new base units
//! beneath, or split, whichever the charter says first.

use charter::{Action, LevelId, Remedy, Size};

use super::ground::{Fate, Ground};
use super::{Figure, Step};
use crate::findings::{Finding, Matter};
use crate::ids::{PersonId, UnitId};
use crate::request::Command;
use crate::units::{FormCommittee, Part, SplitUnit};

/// A step for each unit with too many people that can be divided.
pub(super) fn plan_divisions(ground: &mut Ground<'_>, found: &[Finding]) -> Vec<Step> {
    found
        .iter()
        .filter(|finding| matches!(finding.matter, Matter::TooMany { .. }))
        .filter_map(|finding| {
            let step = divide(ground, finding)?;
            ground.close(finding.unit, Fate::Divided);
            Some(step)
        })
        .collect()
}

fn divide(ground: &mut Ground<'_>, finding: &Finding) -> Option<Step> {
    let unit = finding.unit;
    if !ground.settled(unit) || !ground.may(Action::DivideUnit, unit) {
        return None;
    }
    for remedy in ground.remedies(finding) {
        let step = match remedy {
            Remedy::Form(level) => form(ground, finding, level),
            Remedy::Split => split(ground, finding),
            // It may stay as it is, and the charter prefers that to what comes after.
            Remedy::Allow => return None,
            Remedy::Merge
            | Remedy::Attach
            | Remedy::Close
            | Remedy::Move
            | Remedy::Fill
            | Remedy::LayDown
            | Remedy::Meet
            | Remedy::Transfer
            | Remedy::PassOn
            | Remedy::Answer
            | Remedy::Report
            | Remedy::Confirm
            | Remedy::Visit
            | Remedy::Reply
            | Remedy::Decide
            | Remedy::Collect
            | Remedy::Remit => None,
        };
        if step.is_some() {
            return step;
        }
    }
    None
}

/// The people of a unit as a division looks at them, in the order of the roll.
struct Crowd {
    /// Count towards the size and could head a new unit.
    heads: Vec<PersonId>,
    /// Count towards the size.
    others: Vec<PersonId>,
    /// Do not count, and could head a new unit.
    heads_beside: Vec<PersonId>,
    /// Do not count.
    others_beside: Vec<PersonId>,
}

fn crowd(ground: &Ground<'_>, level: LevelId, size: &Size, people: Vec<PersonId>) -> Crowd {
    let mut crowd = Crowd {
        heads: Vec::new(),
        others: Vec::new(),
        heads_beside: Vec::new(),
        others_beside: Vec::new(),
    };
    for person in people {
        let grade = ground.state.members.grade_of(person);
        let counts = grade.is_some_and(|grade| size.counts.contains(&grade));
        let group = match (counts, ground.could_head(person, level)) {
            (true, true) => &mut crowd.heads,
            (true, false) => &mut crowd.others,
            (false, true) => &mut crowd.heads_beside,
            (false, false) => &mut crowd.others_beside,
        };
        group.push(person);
    }
    crowd
}

/// Everybody goes to as few new units as can hold them, as even as can be.
fn form(ground: &mut Ground<'_>, finding: &Finding, level: LevelId) -> Option<Step> {
    let unit = finding.unit;
    let base = ground.level(unit)?;
    let size = ground.charter.size_of(base)?.clone();
    let most = usize::try_from(size.most?).ok()?;
    if ground
        .beneath(unit)
        .any(|child| !fits_under(ground, child, level))
    {
        return None;
    }
    let mut people = crowd(
        ground,
        base,
        &size,
        ground.state.members.roll(unit).collect(),
    );
    let counted = people.heads.len().saturating_add(people.others.len());
    let count = counted.div_ceil(most.max(1));
    if counted / count.max(1) < usize::try_from(size.least).ok()? {
        return None;
    }
    let mut parts = vec![Vec::new(); count];
    let quotas: Vec<usize> = even(counted, count).collect();
    spread(&mut parts, &mut people.heads, |_| true);
    spread(&mut parts, &mut people.heads_beside, Vec::is_empty);
    if parts.iter().any(Vec::is_empty) {
        return None;
    }
    let counts = |person: &PersonId| {
        let grade = ground.state.members.grade_of(*person);
        grade.is_some_and(|grade| size.counts.contains(&grade))
    };
    // In the order of the roll, so that those who have long been together stay together.
    let mut rest = in_roll_order(ground, unit, [&people.heads, &people.others]).into_iter();
    for (part, quota) in parts.iter_mut().zip(&quotas) {
        let there = part.iter().filter(|person| counts(person)).count();
        part.extend(rest.by_ref().take(quota.saturating_sub(there)));
    }
    let beside = in_roll_order(ground, unit, [&people.heads_beside, &people.others_beside]);
    let shares: Vec<usize> = even(beside.len(), count).collect();
    let mut beside = beside.into_iter();
    for (part, share) in parts.iter_mut().zip(shares) {
        part.extend(beside.by_ref().take(share));
    }
    let before = ground.figure(unit)?;
    let mut after = before.clone();
    (after.level, after.people, after.standing) = (level, 0, None);
    let parts = named(ground, unit, 1, parts);
    let mut figures = vec![after];
    figures.extend(parts.iter().map(|part| Figure {
        parent: Some(unit),
        ..figure_of_part(ground, part, base, &size)
    }));
    Some(Step {
        cures: vec![finding.clone()],
        moves: ground.state.members.count_in(unit),
        command: Command::from(FormCommittee {
            unit,
            level,
            parts,
            on: ground.on,
        }),
        before: vec![before],
        after: figures,
    })
}

/// As many stay as may; only those who must go to new units beside the old one.
/// Holders of posts in the unit stay, and so does somebody able to head it.
fn split(ground: &mut Ground<'_>, finding: &Finding) -> Option<Step> {
    let unit = finding.unit;
    let base = ground.level(unit)?;
    let parent = ground.parent(unit)?;
    let size = ground.charter.size_of(base)?.clone();
    let (least, most) = (
        usize::try_from(size.least).ok()?,
        usize::try_from(size.most?).ok()?,
    );
    let counted = usize::try_from(ground.people(unit, &size)).ok()?;
    let over = counted.checked_sub(most)?;
    let count = over.div_ceil(most.max(1));
    let going = over.max(count.saturating_mul(least));
    if counted.checked_sub(going)? < least {
        return None;
    }
    let mut free: Vec<PersonId> = ground
        .state
        .members
        .roll(unit)
        .filter(|person| !holds_here(ground, unit, *person))
        .collect();
    // The last to come are the first to go.
    free.reverse();
    let mut people = crowd(ground, base, &size, free);
    keep_a_head(ground, unit, base, &mut people);
    let quotas: Vec<usize> = even(going, count).collect();
    let mut parts = vec![Vec::new(); count];
    spread(&mut parts, &mut people.heads, |_| true);
    let mut missing: Vec<usize> = quotas
        .iter()
        .zip(&parts)
        .map(|(quota, part)| quota.saturating_sub(part.len()))
        .collect();
    spread(&mut parts, &mut people.heads_beside, Vec::is_empty);
    if parts.iter().any(Vec::is_empty) {
        return None;
    }
    let mut rest = people.others.into_iter().chain(people.heads);
    for (part, missing) in parts.iter_mut().zip(&mut missing) {
        while *missing > 0 {
            part.push(rest.next()?);
            *missing = missing.saturating_sub(1);
        }
    }
    let before = ground.figure(unit)?;
    let stay = u32::try_from(counted.saturating_sub(going)).ok()?;
    let mut figures = vec![ground.figure_with(unit, stay)?];
    let parts = named(ground, unit, 2, parts);
    figures.extend(parts.iter().map(|part| Figure {
        parent: Some(parent),
        ..figure_of_part(ground, part, base, &size)
    }));
    let moves = parts.iter().map(|part| part.people.len()).sum::<usize>();
    Some(Step {
        cures: vec![finding.clone()],
        moves: u32::try_from(moves).ok()?,
        command: Command::from(SplitUnit {
            unit,
            parts,
            on: ground.on,
        }),
        before: vec![before],
        after: figures,
    })
}

fn holds_here(ground: &Ground<'_>, unit: UnitId, person: PersonId) -> bool {
    ground
        .state
        .posts
        .of_person(person)
        .any(|tenure| tenure.unit == unit && tenure.until.is_none())
}

/// Takes one person able to head the unit out of those who may go, unless one stays anyway.
fn keep_a_head(ground: &Ground<'_>, unit: UnitId, level: LevelId, people: &mut Crowd) {
    let stays =
        |person: &PersonId| holds_here(ground, unit, *person) && ground.could_head(*person, level);
    if ground.state.members.roll(unit).any(|person| stays(&person)) {
        return;
    }
    // Those who do not count cannot relieve the unit by going, so one of them is kept first.
    if people.heads_beside.pop().is_none() {
        people.heads.pop();
    }
}

fn fits_under(ground: &Ground<'_>, child: UnitId, level: LevelId) -> bool {
    ground
        .level(child)
        .and_then(|own| ground.charter.level(own))
        .is_some_and(|row| row.under.contains(&level))
}

/// One person to each part that wants one, as long as there are any.
fn spread(
    parts: &mut [Vec<PersonId>],
    people: &mut Vec<PersonId>,
    wants: impl Fn(&Vec<PersonId>) -> bool,
) {
    let mut left = std::mem::take(people).into_iter();
    for part in parts.iter_mut().filter(|part| wants(part)) {
        part.extend(left.next());
    }
    people.extend(left);
}

/// `total` in `count` shares that differ by one at the most, the larger first.
fn even(total: usize, count: usize) -> impl Iterator<Item = usize> {
    let count = count.max(1);
    let (share, larger) = (total / count, total % count);
    (0..count).map(move |at| share.saturating_add(usize::from(at < larger)))
}

fn in_roll_order(ground: &Ground<'_>, unit: UnitId, groups: [&Vec<PersonId>; 2]) -> Vec<PersonId> {
    let wanted: std::collections::BTreeSet<PersonId> =
        groups.into_iter().flatten().copied().collect();
    ground
        .state
        .members
        .roll(unit)
        .filter(|person| wanted.contains(person))
        .collect()
}

fn named(
    ground: &mut Ground<'_>,
    unit: UnitId,
    first: u32,
    parts: Vec<Vec<PersonId>>,
) -> Vec<Part> {
    let mut number = first;
    parts
        .into_iter()
        .map(|people| {
            let (taken, code, name) = ground.names.next(unit, number);
            number = taken.saturating_add(1);
            Part { code, name, people }
        })
        .collect()
}

fn figure_of_part(ground: &Ground<'_>, part: &Part, level: LevelId, size: &Size) -> Figure {
    let counts = |person: &&PersonId| {
        let grade = ground.state.members.grade_of(**person);
        grade.is_some_and(|grade| size.counts.contains(&grade))
    };
    let people = u32::try_from(part.people.iter().filter(counts).count()).unwrap_or(u32::MAX);
    Figure {
        unit: None,
        code: part.code.clone(),
        name: part.name.clone(),
        level,
        parent: None,
        people,
        standing: ground.standing(level, people),
    }
}
