//! What goes down and comes up: directives and returns.

use charter::{DirectiveKindId, FieldKind, LevelId, MeetingKindId, ReportId};
use kernel::directives::{
    AmendDirective, AnswerDirective, IssueDirective, ObjectToDirective, Origin, Outcome,
    PassOnDirective, PutOnAgenda, SettleObjection, TakeOffAgenda, WithdrawDirective,
};
use kernel::reports::{CorrectReturn, FileReturn, Given};
use kernel::{Actor, Command, DirectiveId, UnitId};

use super::{Asking, meetings};
use crate::fixture::World;

fn words() -> String {
    "in a few words".to_owned()
}

/// Every way to issue one from a unit: to a level beneath it.
fn issuing(it: &Asking<'_>, unit: UnitId) -> Vec<Command> {
    let kinds = u8::try_from(it.world().charter.directives.len()).unwrap();
    let levels = u8::try_from(it.world().charter.levels.len()).unwrap();
    (0..kinds)
        .flat_map(|kind| (0..levels).map(move |level| (kind, level)))
        .map(|(kind, level)| {
            IssueDirective {
                unit,
                kind: DirectiveKindId(kind),
                to: vec![LevelId(level)],
                areas: Vec::new(),
                text: words(),
                origin: Origin::Own,
                replaces: None,
                on: it.world().today,
            }
            .into()
        })
        .collect()
}

pub(super) fn issue(it: &mut Asking<'_>) {
    for command in issuing(it, it.unit) {
        it.ask(&[], command);
    }
}

/// Worlds in which the unit has received one, from whoever above it can issue one.
fn received(it: &Asking<'_>) -> Vec<(World, DirectiveId, UnitId)> {
    let state = &it.world().state;
    let directive = state.next_directive();
    let above: Vec<UnitId> = state.units_above(it.unit).collect();
    let mut worlds = Vec::new();
    for issuer in above.iter().copied().filter(|issuer| *issuer != it.unit) {
        for command in issuing(it, issuer) {
            let mut world = it.world().clone();
            if world.try_to(Actor::Operator, command).is_err() {
                continue;
            }
            for unit in above.iter().rev().copied() {
                if unit != it.unit {
                    let on = world.today;
                    let pass_on = PassOnDirective {
                        directive,
                        unit,
                        on,
                    };
                    // Who issued it hands it on by issuing it.
                    drop(world.try_to(Actor::Operator, pass_on.into()));
                }
            }
            if world.state.received_on(directive, it.unit).is_some() {
                worlds.push((world, directive, issuer));
            }
        }
    }
    worlds
}

pub(super) fn pass_on(it: &mut Asking<'_>) {
    for (world, directive, _) in received(it) {
        let (unit, on) = (it.unit, world.today);
        let command = PassOnDirective {
            directive,
            unit,
            on,
        };
        it.ask_in(world, command.into());
    }
}

pub(super) fn put_on_agenda(it: &mut Asking<'_>) {
    let kinds = u8::try_from(it.world().charter.meetings.len()).unwrap();
    for (world, directive, _) in received(it) {
        for kind in (0..kinds).map(MeetingKindId) {
            let mut world = world.clone();
            let meeting = world.state.next_meeting();
            let called = meetings::calling(it, kind);
            if world.try_to(Actor::Operator, called).is_ok() {
                it.ask_in(world, PutOnAgenda { directive, meeting }.into());
            }
        }
    }
}

pub(super) fn take_off_agenda(it: &mut Asking<'_>) {
    let kinds = u8::try_from(it.world().charter.meetings.len()).unwrap();
    for (world, directive, _) in received(it) {
        for kind in (0..kinds).map(MeetingKindId) {
            let mut world = world.clone();
            let meeting = world.state.next_meeting();
            let called = meetings::calling(it, kind);
            let put = PutOnAgenda { directive, meeting };
            if world.try_to(Actor::Operator, called).is_ok()
                && world.try_to(Actor::Operator, put.into()).is_ok()
            {
                let reason = words();
                let off = TakeOffAgenda {
                    directive,
                    meeting,
                    reason,
                };
                it.ask_in(world, off.into());
            }
        }
    }
}

pub(super) fn answer(it: &mut Asking<'_>) {
    for (world, directive, _) in received(it) {
        let command = AnswerDirective {
            directive,
            unit: it.unit,
            outcome: Outcome::Done,
            text: words(),
            on: world.today,
        };
        it.ask_in(world, command.into());
    }
}

fn objection(world: &World, directive: DirectiveId, unit: UnitId) -> Command {
    ObjectToDirective {
        directive,
        unit,
        reason: words(),
        on: world.today,
    }
    .into()
}

pub(super) fn object(it: &mut Asking<'_>) {
    for (world, directive, _) in received(it) {
        let command = objection(&world, directive, it.unit);
        it.ask_in(world, command);
    }
}

pub(super) fn amend(it: &mut Asking<'_>) {
    let directive = it.world().state.next_directive();
    for issued in issuing(it, it.unit) {
        let command = AmendDirective {
            directive,
            text: words(),
            on: it.world().today,
        };
        it.ask(&[issued], command.into());
    }
}

pub(super) fn withdraw(it: &mut Asking<'_>) {
    let directive = it.world().state.next_directive();
    for issued in issuing(it, it.unit) {
        let command = WithdrawDirective {
            directive,
            reason: words(),
            on: it.world().today,
        };
        it.ask(&[issued], command.into());
    }
}

/// The unit issued it, and one beneath it objects.
pub(super) fn settle(it: &mut Asking<'_>) {
    let directive = it.world().state.next_directive();
    let beneath: Vec<UnitId> = it.world().state.units_beneath(it.unit).collect();
    for issued in issuing(it, it.unit) {
        for unit in &beneath {
            let command = SettleObjection {
                directive,
                unit: *unit,
                upheld: false,
                reason: words(),
                on: it.world().today,
            };
            let before = [issued.clone(), objection(it.world(), directive, *unit)];
            it.ask(&before, command.into());
        }
    }
}

fn filing(it: &Asking<'_>, report: ReportId) -> Option<FileReturn> {
    let rule = it.world().charter.report(report)?;
    let period = it.world().state.next_owed(rule, report, it.unit)?;
    let values = rule.fields.iter().map(|field| match field.kind {
        FieldKind::Number => Given::Number(1),
        FieldKind::Choice(_) => Given::Choice(0),
        FieldKind::Text => Given::Text(words()),
        FieldKind::Record(_) => Given::FromRecord,
    });
    Some(FileReturn {
        report,
        unit: it.unit,
        period,
        values: values.collect(),
        nought_confirmed: true,
        on: it.world().today,
    })
}

fn reports(it: &Asking<'_>) -> Vec<FileReturn> {
    let reports = u8::try_from(it.world().charter.reports.len()).unwrap();
    (0..reports)
        .filter_map(|report| filing(it, ReportId(report)))
        .collect()
}

pub(super) fn file(it: &mut Asking<'_>) {
    for command in reports(it) {
        it.ask(&[], command.into());
    }
}

pub(super) fn correct(it: &mut Asking<'_>) {
    for filed in reports(it) {
        let command = CorrectReturn {
            report: filed.report,
            unit: filed.unit,
            period: filed.period,
            values: filed.values.clone(),
            reason: words(),
            on: it.world().today,
        };
        it.ask(&[filed.into()], command.into());
    }
}
