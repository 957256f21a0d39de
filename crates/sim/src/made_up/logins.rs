//! Three people to sign in as, chosen through the charter's posts and rights.

use charter::{Action, PostId, RightHolder, Scope};
use kernel::{PersonId, UnitId};

use super::Login;
use super::draft::{Draft, Seat};
use super::grades::Grades;
use super::planting::Area;

/// Chooses them, and keeps them where they are. The units must have their names.
pub(super) fn choose(draft: &mut Draft<'_>, grades: &Grades, area: Option<Area>) -> Vec<Login> {
    let Some(area) = area else {
        return Vec::new();
    };
    let mut logins = Vec::new();
    if let Some((unit, seat)) = sound_head(draft, area.unit) {
        logins.extend(member(draft, grades, unit));
        logins.extend(holder(draft, unit, seat));
    }
    let reorganiser = area.post.and_then(|post| {
        let row = draft.unit(area.unit)?;
        row.seats.iter().copied().find(|seat| seat.post == post)
    });
    if let Some(seat) = reorganiser {
        logins.extend(holder(draft, area.unit, seat));
    }
    for login in &logins {
        if let Some(row) = draft.person_mut(login.person) {
            row.stays = true;
        }
    }
    tell_apart(logins)
}

/// A base unit of the area in which nothing is wrong, and who records its
/// meetings: a head if there is one.
fn sound_head(draft: &Draft<'_>, area: UnitId) -> Option<(UnitId, Seat)> {
    let records = |post: PostId| {
        draft.charter.rights.iter().any(|right| {
            right.holder == RightHolder::Post(post)
                && right.action == Action::RecordMeeting
                && matches!(right.scope, Scope::OwnUnit | Scope::Everywhere)
        })
    };
    let heads = |post: PostId| draft.charter.post(post).is_some_and(|row| row.head);
    draft
        .base_beneath(area)
        .iter()
        .filter_map(|unit| Some((*unit, draft.unit(*unit)?)))
        .filter(|(_, row)| row.fault.is_none())
        .flat_map(|(unit, row)| row.seats.iter().map(move |seat| (unit, *seat)))
        .max_by_key(|(unit, seat)| {
            (
                records(seat.post),
                heads(seat.post),
                std::cmp::Reverse(*unit),
            )
        })
}

fn member(draft: &Draft<'_>, grades: &Grades, unit: UnitId) -> Option<Login> {
    let row = draft.unit(unit)?;
    let free = |person: &PersonId| draft.person(*person).is_some_and(|row| row.seats == 0);
    let person = row.roll.iter().copied().filter(free).max_by_key(|person| {
        let grade = draft.person(*person).map(|row| row.grade);
        (grade == Some(grades.settled), std::cmp::Reverse(*person))
    })?;
    let grade = draft.charter.grade(draft.person(person)?.grade)?;
    Some(Login {
        name: grade.id.clone(),
        person,
        title: grade.title.clone(),
        unit: row.code.clone(),
    })
}

fn holder(draft: &Draft<'_>, unit: UnitId, seat: Seat) -> Option<Login> {
    let post = draft.charter.post(seat.post)?;
    let code = draft.unit(unit)?.code.clone();
    Some(Login {
        name: post.id.clone(),
        person: seat.person,
        title: post.title.clone(),
        unit: code,
    })
}

/// Where the charter has one word for two of them, the later ones get a number.
fn tell_apart(mut logins: Vec<Login>) -> Vec<Login> {
    let names: Vec<String> = logins.iter().map(|login| login.name.clone()).collect();
    for (at, login) in logins.iter_mut().enumerate() {
        let same = names
            .iter()
            .take(at)
            .filter(|name| **name == login.name)
            .count();
        if same > 0 {
            login.name = format!("{}-{}", login.name, same.saturating_add(1));
        }
    }
    logins
}
