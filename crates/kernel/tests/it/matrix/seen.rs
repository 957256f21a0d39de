//! What is seen of the rooms, each as a page shows it.

use charter::{AwardKindId, ProcedureId};
use kernel::awards::{self, Award, Span};
use kernel::procedures::{Course, Proceeding};
use kernel::{Actor, AwardId, ProceedingId, UnitId};

use super::organisation::Organisation;

/// Whether somebody may see it in a unit; none where there is nothing of the kind there.
type Seen = fn(&Organisation, Actor, UnitId) -> Option<bool>;

/// A line each.
pub(super) const SEEN: &[(&str, Seen)] = &[
    ("read a return", returns),
    ("see an application", applications),
    ("see an award proposed", awards),
    ("see a study session", sessions),
    ("see what one attended", attended),
    ("read a struck election", elections),
    ("see a bulletin's draft", drafts),
    ("read the day book", |it, actor, unit| {
        day_book(it, actor, unit, false)
    }),
    ("day book, by name", |it, actor, unit| {
        day_book(it, actor, unit, true)
    }),
];

fn level(it: &Organisation, unit: UnitId) -> Option<charter::LevelId> {
    Some(it.world.state.unit(unit)?.level)
}

fn returns(it: &Organisation, actor: Actor, unit: UnitId) -> Option<bool> {
    let (world, level) = (&it.world, level(it, unit)?);
    let mut rules = world.charter.reports.iter();
    rules.find(|rule| rule.levels.contains(&level))?;
    Some(world.state.may_read_returns(actor, world.today, unit))
}

/// Any that is opened there, about somebody from outside or about the unit.
fn applications(it: &Organisation, actor: Actor, unit: UnitId) -> Option<bool> {
    let (world, level) = (&it.world, level(it, unit)?);
    let rules = (0..).map(ProcedureId).zip(&world.charter.procedures);
    let opened = rules.filter(|(_, rule)| rule.levels.contains(&level));
    opened
        .map(|(procedure, _)| {
            let proceeding = Proceeding {
                id: ProceedingId(0),
                procedure,
                unit,
                person: None,
                of_member: false,
                to: None,
                opened: world.today,
                course: Course::Done,
                since: world.today,
                key: None,
                erased: None,
            };
            let state = &world.state;
            state.may_see_proceeding(actor, world.today, &proceeding)
        })
        .max()
}

fn awards(it: &Organisation, actor: Actor, unit: UnitId) -> Option<bool> {
    let (world, level) = (&it.world, level(it, unit)?);
    let rules = (0..).map(AwardKindId).zip(&world.charter.awards);
    let received = rules.filter(|(_, rule)| rule.levels.contains(&level));
    received
        .map(|(kind, _)| {
            let award = Award {
                id: AwardId(0),
                kind,
                unit,
                span: Span {
                    first: world.today,
                    last: world.today,
                },
                readings: Vec::new(),
                grounds: None,
                proposed: world.today,
                decision: None,
                revoked: None,
            };
            awards::may_know(&world.state, actor, world.today, &award)
        })
        .max()
}

fn sessions(it: &Organisation, actor: Actor, unit: UnitId) -> Option<bool> {
    let (world, level) = (&it.world, level(it, unit)?);
    let mut rules = world.charter.courses.iter();
    rules.find(|rule| rule.levels.contains(&level))?;
    Some(world.state.may_know_sessions(actor, world.today, unit))
}

fn attended(it: &Organisation, actor: Actor, unit: UnitId) -> Option<bool> {
    let world = &it.world;
    world.charter.courses.first()?;
    let person = it.somebody_of(unit, actor)?;
    Some(world.state.may_see_attended(actor, world.today, person))
}

fn elections(it: &Organisation, actor: Actor, unit: UnitId) -> Option<bool> {
    let (world, level) = (&it.world, level(it, unit)?);
    let mut rules = world.charter.choosing.iter();
    rules.find(|rule| {
        let post = world.charter.post(rule.post);
        rule.election.is_some() && post.is_some_and(|post| post.levels.contains(&level))
    })?;
    Some(world.state.may_read_why_struck(actor, world.today, unit))
}

fn drafts(it: &Organisation, actor: Actor, unit: UnitId) -> Option<bool> {
    let world = &it.world;
    world.charter.bulletin_of(level(it, unit)?)?;
    Some(world.state.may_see_draft(actor, world.today, unit))
}

fn day_book(it: &Organisation, actor: Actor, unit: UnitId, by_name: bool) -> Option<bool> {
    let world = &it.world;
    world.charter.dues.as_ref()?;
    let state = &world.state;
    Some(state.may_read_day_book(actor, world.today, unit, by_name))
}
