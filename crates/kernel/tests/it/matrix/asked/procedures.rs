//! Proceedings: opened by the operator, taken as far as they have to be.

use charter::{About, ProcedureId, StepActor};
use kernel::procedures::{
    DecideStep, DropProceeding, EraseApplicants, LetTimeDecide, OpenProceeding, SponsorProceeding,
    StopSponsoring, StrikeDecision, Votes,
};
use kernel::{Actor, Command, PersonId, ProceedingId};

use super::Asking;
use crate::fixture::World;

const FIRST: ProceedingId = ProceedingId(0);

/// Every procedure that can be opened in the unit.
fn opening(it: &Asking<'_>) -> Vec<Command> {
    let charter = &it.world().charter;
    let all = (0..).map(ProcedureId).zip(&charter.procedures);
    all.map(|(procedure, rule)| {
        let roll = it.others_of(it.unit).find(|person| {
            let grade = it.world().state.grade_of(*person);
            grade.is_some_and(|grade| rule.grades.contains(&grade))
        });
        Command::from(OpenProceeding {
            procedure,
            unit: it.unit,
            person: roll.filter(|_| rule.about == About::Member),
            to: None,
            key: None,
            on: it.world().today,
        })
    })
    .collect()
}

/// Somebody other than whoever asks who may sign.
fn signing(it: &Asking<'_>, but: &[PersonId]) -> Vec<Command> {
    let others = it.others_of(it.unit).filter(|person| !but.contains(person));
    others
        .map(|sponsor| {
            Command::from(SponsorProceeding {
                proceeding: FIRST,
                sponsor,
                on: it.world().today,
            })
        })
        .collect()
}

/// The step that is open now, decided in the first way.
fn deciding(world: &World) -> Option<Command> {
    let it = world.state.proceeding(FIRST)?;
    let turn = world.state.turn(&it, world.today)?;
    let votes = Votes {
        entitled: Some(100),
        present: 100,
        in_favour: 100,
        against: 0,
        abstaining: 0,
    };
    let voted = matches!(turn.row.by, StepActor::Meeting { .. });
    Some(Command::from(DecideStep {
        proceeding: FIRST,
        step: turn.step.step,
        outcome: 0,
        votes: voted.then_some(votes),
        on: world.today,
    }))
}

/// Worlds in which a proceeding stands at each step that can be come to.
fn worlds(it: &Asking<'_>) -> Vec<World> {
    let mut worlds = Vec::new();
    for command in opening(it) {
        let mut world = it.world().clone();
        if world.try_to(Actor::Operator, command).is_err() {
            continue;
        }
        worlds.push(world.clone());
        for command in signing(it, &[]) {
            drop(world.try_to(Actor::Operator, command));
        }
        for _ in 0..4 {
            let at = world.state.proceeding(FIRST).map(|it| it.course);
            if at.is_some_and(|at| at.is_open()) {
                worlds.push(world.clone());
            }
            let next = deciding(&world);
            if next.is_none_or(|next| world.try_to(Actor::Operator, next).is_err()) {
                break;
            }
        }
    }
    worlds
}

pub(super) fn open(it: &mut Asking<'_>) {
    for command in opening(it) {
        it.ask(&[], command);
    }
}

pub(super) fn sponsor(it: &mut Asking<'_>) {
    for world in worlds(it) {
        for command in signing(it, &[]) {
            if world.ask(Actor::Operator, command.clone()).is_ok() {
                it.ask_in(world.clone(), command);
                break;
            }
        }
    }
}

pub(super) fn stop_sponsoring(it: &mut Asking<'_>) {
    for world in worlds(it) {
        let signed = world.state.sponsors_of(FIRST).next();
        if let Some(sponsor) = signed.map(|one| one.person) {
            let command = StopSponsoring {
                proceeding: FIRST,
                sponsor,
                on: world.today,
            };
            it.ask_in(world, command.into());
        }
    }
}

pub(super) fn decide(it: &mut Asking<'_>) {
    for world in worlds(it) {
        if let Some(command) = deciding(&world) {
            it.ask_in(world, command);
        }
    }
}

/// Of each step that somebody has decided.
pub(super) fn strike(it: &mut Asking<'_>) {
    for mut world in worlds(it) {
        let decided = deciding(&world);
        if decided.is_some_and(|it| world.try_to(Actor::Operator, it).is_ok()) {
            let command = StrikeDecision {
                proceeding: FIRST,
                reason: "it was another".to_owned(),
            };
            it.ask_in(world, command.into());
        }
    }
}

pub(super) fn drop_it(it: &mut Asking<'_>) {
    for world in worlds(it) {
        let command = DropProceeding {
            proceeding: FIRST,
            key: None,
            on: world.today,
        };
        it.ask_in(world, command.into());
    }
}

pub(super) fn erase(it: &mut Asking<'_>) {
    for mut world in worlds(it) {
        world.today = world.today.saturating_add(jiff::Span::new().years(3));
        it.ask_in(world, EraseApplicants.into());
    }
}

pub(super) fn let_time_decide(it: &mut Asking<'_>) {
    for mut world in worlds(it) {
        world.today = world.today.saturating_add(jiff::Span::new().years(1));
        it.ask_in(world, LetTimeDecide { proceeding: FIRST }.into());
    }
}
