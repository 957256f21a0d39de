//! Commands in the fixture's words: units by code, people by number.

use jiff::civil::Date;
use kernel::meetings::{CallMeeting, CallOffMeeting, CorrectMeeting, RecordMeeting};
use kernel::members::{AdmitMember, Leave, PromoteMember, TransferMember};
use kernel::posts::{LayDownPost, TakeUpPost};
use kernel::units::{
    DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit, SplitUnit,
};
use kernel::{Command, MeetingId, PersonId};

use crate::fixture::{TODAY, World, people};

pub(crate) fn on(day: i8) -> Date {
    Date::constant(2017, 6, day)
}

pub(crate) fn part(code: &str, numbers: &[u32]) -> Part {
    Part {
        code: code.to_owned(),
        name: format!("{code} unit"),
        people: people(numbers),
    }
}

pub(crate) fn found(world: &World, code: &str, level: &str, parent: Option<&str>) -> Command {
    Command::from(FoundUnit {
        code: code.to_owned(),
        level: world.level(level),
        name: format!("{code} unit"),
        parent: parent.map(|code| world.unit(code)),
        on: TODAY,
    })
}

pub(crate) fn admit(world: &World, who: Option<u32>, unit: &str, grade: &str, on: Date) -> Command {
    Command::from(AdmitMember {
        person: who.map(PersonId),
        unit: world.unit(unit),
        grade: world.grade(grade),
        on,
    })
}

pub(crate) fn promote(world: &World, who: u32, grade: &str, on: Date) -> Command {
    let (person, grade) = (PersonId(who), world.grade(grade));
    Command::from(PromoteMember { person, grade, on })
}

pub(crate) fn transfer(world: &World, who: u32, to: &str) -> Command {
    let (person, to) = (PersonId(who), world.unit(to));
    Command::from(TransferMember {
        person,
        to,
        on: TODAY,
    })
}

pub(crate) fn take_up(world: &World, who: u32, unit: &str, post: &str) -> Command {
    Command::from(TakeUpPost {
        person: PersonId(who),
        unit: world.unit(unit),
        post: world.post(post),
        on: TODAY,
    })
}

pub(crate) fn merge(world: &World, from: &str, into: &str) -> Command {
    let (from, into) = (world.unit(from), world.unit(into));
    Command::from(MergeUnits {
        from,
        into,
        on: TODAY,
    })
}

pub(crate) fn split(world: &World, unit: &str, parts: Vec<Part>) -> Command {
    let unit = world.unit(unit);
    Command::from(SplitUnit {
        unit,
        parts,
        on: TODAY,
    })
}

pub(crate) fn form(world: &World, unit: &str, level: &str, parts: Vec<Part>) -> Command {
    Command::from(FormCommittee {
        unit: world.unit(unit),
        level: world.level(level),
        parts,
        on: TODAY,
    })
}

pub(crate) fn move_under(world: &World, unit: &str, parent: &str) -> Command {
    let (unit, parent) = (world.unit(unit), world.unit(parent));
    Command::from(MoveUnit {
        unit,
        parent,
        on: TODAY,
    })
}

pub(crate) fn dissolve(world: &World, unit: &str) -> Command {
    let unit = world.unit(unit);
    Command::from(DissolveUnit { unit, on: TODAY })
}

pub(crate) fn rename(world: &World, unit: &str, name: &str) -> Command {
    Command::from(RenameUnit {
        unit: world.unit(unit),
        name: name.to_owned(),
        on: TODAY,
    })
}

pub(crate) fn call(world: &World, unit: &str, kind: &str, on: Date) -> Command {
    let (unit, kind) = (world.unit(unit), world.kind(kind));
    Command::from(CallMeeting { unit, kind, on })
}

pub(crate) fn record(
    world: &World,
    unit: &str,
    on: Date,
    absent: &[u32],
    texts: &[&str],
) -> Command {
    Command::from(RecordMeeting {
        unit: world.unit(unit),
        kind: world.kind("circle"),
        on,
        absent: people(absent),
        resolutions: texts.iter().map(|text| (*text).to_owned()).collect(),
    })
}

pub(crate) fn correct(meeting: u32, on: Date, reason: &str) -> Command {
    Command::from(CorrectMeeting {
        meeting: MeetingId(meeting),
        on,
        absent: Vec::new(),
        resolutions: Vec::new(),
        reason: reason.to_owned(),
    })
}

pub(crate) fn call_off(meeting: u32, reason: &str) -> Command {
    Command::from(CallOffMeeting {
        meeting: MeetingId(meeting),
        reason: reason.to_owned(),
    })
}

pub(crate) fn lay_down(world: &World, who: u32, unit: &str, post: &str) -> Command {
    Command::from(LayDownPost {
        person: PersonId(who),
        unit: world.unit(unit),
        post: world.post(post),
        on: TODAY,
    })
}

pub(crate) fn leave(who: u32) -> Command {
    let person = PersonId(who);
    Command::from(Leave { person, on: TODAY })
}
