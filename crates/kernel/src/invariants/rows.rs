//! INVARIANT (posts): an open post stands in a unit that stands, its holder is
//! a member, and nobody holds one twice. Posts and meetings stand where they
//! are looked for, and the last meetings are what is kept of them.

use charter::MeetingKindId;

use super::{Said, units};
use crate::day::Day;
use crate::ids::{MeetingId, UnitId, VisitId};
use crate::state::State;

pub(super) fn check_posts(state: &State, said: &mut Said) {
    let posts = &state.posts;
    let mut whole = true;
    posts.by_unit().each_misplaced(|row| {
        whole = false;
        said.say(|| format!("tenure {row} is missing at its unit"));
    });
    posts.by_person().each_misplaced(|row| {
        said.say(|| format!("tenure {row} is missing at its person"));
    });
    for tenure in posts.rows() {
        let (person, unit) = (tenure.person, tenure.unit);
        let backwards = tenure.until.is_some_and(|until| until < tenure.from);
        said.when(backwards, || {
            format!("a post of person {person} ends before it begins")
        });
        if tenure.until.is_some() {
            continue;
        }
        said.when(!state.units.stands(unit), || {
            format!("a post is open in dissolved unit {unit}")
        });
        said.when(state.members.unit_of(person).is_none(), || {
            format!("person {person} holds a post and is no member")
        });
    }
    let mut open = Vec::new();
    // A broken chain may be a ring.
    for unit in units(state).filter(|_| whole) {
        open.clear();
        let tenures = state.tenures_in(unit);
        open.extend(
            tenures
                .filter(|tenure| tenure.until.is_none())
                .map(|tenure| (tenure.person, tenure.post)),
        );
        open.sort_unstable();
        for (one, next) in open.iter().zip(open.iter().skip(1)) {
            let person = one.0;
            said.when(one == next, || {
                format!("person {person} holds a post in unit {unit} twice")
            });
        }
    }
}

pub(super) fn check_awards(state: &State, said: &mut Said) {
    state.awards.by_unit().each_misplaced(|row| {
        said.say(|| format!("award {row} is missing at its unit"));
    });
    state
        .conferences
        .seats_by_conference()
        .each_misplaced(|row| {
            said.say(|| format!("seats {row} are missing at their conference"));
        });
    state
        .conferences
        .mandates_by_conference()
        .each_misplaced(|row| {
            said.say(|| format!("mandate {row} is missing at its conference"));
        });
    state
        .conferences
        .items_by_conference()
        .each_misplaced(|row| {
            said.say(|| format!("item {row} is missing at its conference"));
        });
    state
        .conferences
        .votes_by_conference()
        .each_misplaced(|row| {
            said.say(|| format!("vote {row} is missing at its conference"));
        });
    state.bodies.by_unit().each_misplaced(|row| {
        said.say(|| format!("body {row} is missing at its unit"));
    });
    state.study.by_unit().each_misplaced(|row| {
        said.say(|| format!("session {row} is missing at its unit"));
    });
    state.study.seats_by_session().each_misplaced(|row| {
        said.say(|| format!("attendance {row} is missing at its session"));
    });
    state.study.seats_by_person().each_misplaced(|row| {
        said.say(|| format!("attendance {row} is missing at its person"));
    });
}

pub(super) fn check_visits(state: &State, said: &mut Said) {
    state.visits.by_unit().each_misplaced(|row| {
        said.say(|| format!("visit {row} is missing at its unit"));
    });
    for id in (0..state.visit_count()).map(VisitId) {
        let Some(visit) = state.visit(id) else {
            said.say(|| format!("visit {id} cannot be read"));
            continue;
        };
        said.when(visit.unit == visit.by, || {
            format!("visit {id} was made by the unit itself")
        });
        said.when(visit.struck && visit.reason.is_none(), || {
            format!("visit {id} was struck without a reason")
        });
    }
}

pub(super) fn check_bulletins(state: &State, said: &mut Said) {
    state.bulletins.by_unit().each_misplaced(|row| {
        said.say(|| format!("bulletin {row} is missing at its unit"));
    });
    state.bulletins.notices().each_misplaced(|row| {
        said.say(|| format!("notice {row} is missing at its bulletin"));
    });
    state.bulletins.pictures().each_misplaced(|row| {
        said.say(|| format!("picture {row} is missing at its bulletin"));
    });
    for it in state.bulletins() {
        let id = it.id;
        said.when(it.reviewed == Some(it.author), || {
            format!("bulletin {id} was reviewed by whoever wrote it")
        });
        said.when(it.public.is_some() && it.withdrawn.is_some(), || {
            format!("bulletin {id} was withdrawn and is still public")
        });
        said.when(
            it.was_public() != state.notices_of(id).next().is_some(),
            || format!("bulletin {id} is published without a notice, or has one without being so"),
        );
    }
}

pub(super) fn check_meetings(state: &State, said: &mut Said) {
    let meetings = &state.meetings;
    meetings.by_unit().each_misplaced(|row| {
        said.say(|| format!("meeting {} is missing at its unit", MeetingId(row)));
    });
    let mut last: Vec<Vec<Day>> = Vec::new();
    for id in (0..state.meeting_count()).map(MeetingId) {
        let Some(meeting) = state.meeting(id) else {
            said.say(|| format!("meeting {id} cannot be read"));
            continue;
        };
        said.when(meeting.present > meeting.expected, || {
            format!("more came to meeting {id} than were expected")
        });
        let (on, unit) = (Day::from_date(meeting.on), meeting.unit);
        said.when(on > meetings.latest(unit), || {
            format!("meeting {id} is later than the latest of its unit")
        });
        if !meeting.standing.is_held() {
            continue;
        }
        while last.len() <= meeting.kind.index() {
            last.push(vec![Day::NONE; state.unit_count() as usize]);
        }
        let days = last.get_mut(meeting.kind.index());
        if let Some(day) = days.and_then(|days| days.get_mut(unit.index())) {
            *day = on.max(*day);
        }
    }
    let kinds = last.len().max(meetings.kinds_held());
    let kinds = u8::try_from(kinds.saturating_sub(1)).unwrap_or(u8::MAX);
    let held = |unit: UnitId, kind: MeetingKindId| {
        let days = last.get(kind.index());
        let day = days.and_then(|days| days.get(unit.index()));
        day.copied().unwrap_or(Day::NONE)
    };
    for unit in units(state) {
        for kind in (0..=kinds).map(MeetingKindId) {
            let kept = meetings.last_held(unit, kind);
            said.when(kept != held(unit, kind), || {
                format!("the last meeting of unit {unit} is not what is kept")
            });
        }
    }
}
