//! Study: some base units hold a session now and then, and have one before them.

use charter::{Action, CourseId};
use jiff::civil::Date;
use kernel::study::{AnnounceSession, RecordAttendance};
use kernel::{Command, PersonId, SessionId, UnitId};

use super::super::calendar;
use super::super::chance::Chance;
use super::super::draft::Draft;
use super::{Foreseen, Happening, Life};

/// So many of a hundred base units hold sessions.
const HOLD: u32 = 20;
/// The sessions were held in so many days before the last.
const DAYS_BACK: u32 = 200;
/// The next ones are announced so many days before the last, and come as many after it.
const DAYS_AHEAD: u32 = 12;
/// At most so many come to a session.
const SEATS: usize = 8;

/// Foresees a session of each part of each course, and one that is to come.
pub(super) fn foresee(draft: &Draft<'_>, chance: &mut Chance, foreseen: &mut Foreseen) {
    for (course, rule) in (0..).map(CourseId).zip(&draft.charter.courses) {
        for unit in &draft.base {
            let level = draft.unit(*unit).map(|row| row.level);
            let held = level.is_some_and(|level| rule.levels.contains(&level));
            if !held || !chance.percent(HOLD) {
                continue;
            }
            let back = calendar::days_from(draft.begins, draft.until).min(DAYS_BACK);
            for (part, _) in (0..).zip(&rule.parts) {
                let on = calendar::earlier(draft.until, chance.between(0, back));
                let unit = *unit;
                foreseen.push((on, Happening::Teach { unit, course, part }));
            }
            let days = chance.between(1, DAYS_AHEAD);
            let on = calendar::earlier(draft.until, days).max(draft.begins);
            let unit = *unit;
            foreseen.push((on, Happening::AnnounceSession { unit, course }));
        }
    }
}

impl Life<'_, '_> {
    /// A session was held; some came.
    pub(super) fn teach(&mut self, on: Date, unit: UnitId, (course, part): (CourseId, u16)) {
        let Some(rule) = self.draft.charter.course(course) else {
            return;
        };
        let roll = self.draft.unit(unit).map_or(&[][..], |row| &row.roll);
        // The newest first: they are the ones who have it before them.
        let attended: Vec<PersonId> = roll
            .iter()
            .rev()
            .copied()
            .filter(|person| {
                let row = self.draft.person(*person);
                row.is_some_and(|row| rule.open_to.contains(&row.grade))
            })
            .take(SEATS)
            .collect();
        if attended.is_empty() {
            return;
        }
        let session = self.announce_session(on, unit, (course, part), on);
        let actor = self.draft.actor_for(Action::HoldSessions, &[unit], None);
        let it = RecordAttendance { session, attended };
        self.step(on, actor, Command::from(it));
    }

    /// A session is announced, as many days after the last day as it is announced before it.
    pub(super) fn announce_next(&mut self, on: Date, unit: UnitId, course: CourseId) {
        let until = self.draft.until;
        let day = calendar::later(until, calendar::days_from(on, until).max(1));
        let _next = self.announce_session(on, unit, (course, 0), day);
    }

    fn announce_session(
        &mut self,
        on: Date,
        unit: UnitId,
        (course, part): (CourseId, u16),
        day: Date,
    ) -> SessionId {
        let actor = self.draft.actor_for(Action::HoldSessions, &[unit], None);
        let it = AnnounceSession {
            course,
            part,
            unit,
            on: day,
        };
        self.step(on, actor, Command::from(it));
        let session = SessionId(self.sessions);
        self.sessions = self.sessions.saturating_add(1);
        session
    }
}
