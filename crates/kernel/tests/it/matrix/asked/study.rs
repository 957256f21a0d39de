//! Sessions of courses.

use charter::CourseId;
use kernel::study::{AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance};
use kernel::{Command, PersonId, SessionId};

use super::Asking;

fn announcing(it: &Asking<'_>) -> Vec<Command> {
    let courses = u8::try_from(it.world().charter.courses.len()).unwrap();
    (0..courses)
        .map(|course| {
            AnnounceSession {
                course: CourseId(course),
                part: 0,
                unit: it.unit,
                on: it.world().today,
            }
            .into()
        })
        .collect()
}

/// Whoever may attend the first course in the unit.
fn attending(it: &Asking<'_>, course: u8) -> Vec<PersonId> {
    let world = it.world();
    let rule = world.charter.course(CourseId(course)).unwrap();
    let units = world.state.units_within(it.unit).into_iter();
    units
        .flat_map(|unit| world.state.roll(unit))
        .filter(|person| world.state.may_attend(rule, it.unit, *person))
        .take(1)
        .collect()
}

pub(super) fn announce(it: &mut Asking<'_>) {
    for command in announcing(it) {
        it.ask(&[], command);
    }
}

pub(super) fn record(it: &mut Asking<'_>) {
    for (course, announced) in (0..).zip(announcing(it)) {
        let command = RecordAttendance {
            session: SessionId(0),
            attended: attending(it, course),
        };
        it.ask(&[announced], command.into());
    }
}

pub(super) fn correct(it: &mut Asking<'_>) {
    for (course, announced) in (0..).zip(announcing(it)) {
        let attended = attending(it, course);
        let recorded = RecordAttendance {
            session: SessionId(0),
            attended: attended.clone(),
        };
        let command = CorrectAttendance {
            session: SessionId(0),
            attended,
            reason: "miscounted".to_owned(),
        };
        it.ask(&[announced, recorded.into()], command.into());
    }
}

pub(super) fn call_off(it: &mut Asking<'_>) {
    for announced in announcing(it) {
        let command = CallOffSession {
            session: SessionId(0),
            reason: String::new(),
        };
        it.ask(&[announced], command.into());
    }
}
