//! Meetings: called, recorded, corrected.

use charter::MeetingKindId;
use jiff::ToSpan as _;
use kernel::Command;
use kernel::meetings::{CallMeeting, CallOffMeeting, CorrectMeeting, RecordMeeting};

use super::Asking;

fn kinds(it: &Asking<'_>) -> impl Iterator<Item = MeetingKindId> + use<> {
    let count = it.world().charter.meetings.len();
    (0..u8::try_from(count).unwrap()).map(MeetingKindId)
}

fn recording(it: &Asking<'_>, kind: MeetingKindId) -> Command {
    RecordMeeting {
        unit: it.unit,
        kind,
        on: it.world().today,
        absent: Vec::new(),
        resolutions: Vec::new(),
    }
    .into()
}

pub(super) fn calling(it: &Asking<'_>, kind: MeetingKindId) -> Command {
    CallMeeting {
        unit: it.unit,
        kind,
        on: it.world().today + 90.days(),
    }
    .into()
}

pub(super) fn call(it: &mut Asking<'_>) {
    for kind in kinds(it) {
        it.ask(&[], calling(it, kind));
    }
}

pub(super) fn record(it: &mut Asking<'_>) {
    for kind in kinds(it) {
        it.ask(&[], recording(it, kind));
    }
}

pub(super) fn correct(it: &mut Asking<'_>) {
    for kind in kinds(it) {
        let command = CorrectMeeting {
            meeting: it.world().state.next_meeting(),
            on: it.world().today,
            absent: Vec::new(),
            resolutions: Vec::new(),
            reason: "a slip".to_owned(),
        };
        it.ask(&[recording(it, kind)], command.into());
    }
}

pub(super) fn call_off(it: &mut Asking<'_>) {
    for kind in kinds(it) {
        let command = CallOffMeeting {
            meeting: it.world().state.next_meeting(),
            reason: "the hall is not free".to_owned(),
        };
        it.ask(&[calling(it, kind)], command.into());
    }
}
