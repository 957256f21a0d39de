//! The meetings: when each unit meets, who is absent, what is resolved.

use charter::expression::Figures;
use charter::{Action, MeetingKindId, MeetingRule};
use jiff::civil::Date;
use kernel::meetings::{RecordMeeting, period_of};
use kernel::{Command, PersonId, UnitId};

use super::super::calendar;
use super::super::chance::Chance;
use super::super::draft::{Draft, FaultWhat};
use super::{Foreseen, Happening, Life, fault};

/// How many in a hundred are absent.
const ABSENT_PERCENT: u32 = 12;
/// How many meetings in a hundred resolve something.
const RESOLVING_PERCENT: u32 = 8;

/// What is resolved, in words that fit any organisation.
const RESOLUTIONS: [&str; 8] = [
    "The minutes of the last meeting are agreed.",
    "The meeting is held an hour earlier from next month on.",
    "Two of us look for a larger room before the next meeting.",
    "Newcomers are shown around by somebody who has been here longer.",
    "A list of who can lend which tools is drawn up and kept with the roll.",
    "The notice board is put in order by the end of the month.",
    "We help to prepare the summer festival, each with one evening.",
    "The accounts shown to the meeting are agreed.",
];

/// Foresees every meeting. Returns the day of each unit's last one.
pub(super) fn foresee(
    draft: &Draft<'_>,
    chance: &mut Chance,
    foreseen: &mut Foreseen,
) -> Vec<Option<Date>> {
    let mut last = Vec::with_capacity(draft.units.len());
    for unit in draft.unit_ids() {
        let mut latest = None;
        let level = draft.unit(unit).map(|row| row.level);
        for (kind, row) in (0..).map(MeetingKindId).zip(&draft.charter.meetings) {
            let Some(every) = row
                .every
                .filter(|_| level.is_some_and(|level| row.levels.contains(&level)))
            else {
                continue;
            };
            // A unit that ceases to meet lets its last two stretches go by.
            let ceased = match fault(draft, unit) {
                Some(FaultWhat::NotMet { kind: ceased }) if ceased == kind => {
                    Some(period_of(every, draft.until).saturating_sub(1))
                }
                Some(_) | None => None,
            };
            for on in calendar::meeting_days(every, draft.begins, draft.until, chance) {
                if ceased.is_none_or(|ceased| period_of(every, on) < ceased) {
                    foreseen.push((on, Happening::Meet { unit, kind }));
                    latest = latest.max(Some(on));
                }
            }
        }
        last.push(latest);
    }
    last
}

impl Life<'_, '_> {
    /// A meeting is held and recorded on the same day.
    pub(super) fn meet(&mut self, on: Date, unit: UnitId, kind: MeetingKindId) {
        let charter = self.draft.charter;
        let Some(row) = charter.meeting(kind) else {
            return;
        };
        let expected = self.expected(unit, row);
        let mut absent: Vec<PersonId> = expected
            .iter()
            .copied()
            .filter(|_| self.chance.percent(ABSENT_PERCENT))
            .collect();
        let quorate = self.come_until_quorate(row, &expected, &mut absent);
        let mut resolutions = Vec::new();
        if quorate && !expected.is_empty() && self.chance.percent(RESOLVING_PERCENT) {
            resolutions.extend(self.chance.pick(&RESOLUTIONS).map(str::to_owned));
        }
        let actor = self.draft.actor_for(Action::RecordMeeting, &[unit], None);
        let it = RecordMeeting {
            unit,
            kind,
            on,
            absent,
            resolutions,
        };
        self.step(on, actor, Command::from(it));
    }

    /// Who is expected: the roll or, where there is none, the holders of posts.
    fn expected(&self, unit: UnitId, row: &MeetingRule) -> Vec<PersonId> {
        let attends = |person: &PersonId| {
            self.draft
                .person(*person)
                .is_some_and(|one| row.attends.contains(&one.grade))
        };
        let Some(place) = self.draft.unit(unit) else {
            return Vec::new();
        };
        if self.draft.is_base(unit) {
            return place.roll.iter().copied().filter(attends).collect();
        }
        let mut holders: Vec<PersonId> = place
            .seats
            .iter()
            .map(|seat| seat.person)
            .filter(attends)
            .collect();
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    /// Lets absentees come after all, one by one, until there is a quorum.
    /// Returns whether there is one in the end.
    fn come_until_quorate(
        &self,
        row: &MeetingRule,
        expected: &[PersonId],
        absent: &mut Vec<PersonId>,
    ) -> bool {
        let Some(quorum) = &row.quorum else {
            return true;
        };
        let votes = |person: &PersonId| {
            self.draft
                .person(*person)
                .and_then(|one| self.draft.charter.grade(one.grade))
                .is_some_and(|grade| grade.votes)
        };
        let entitled = count(expected.iter().filter(|person| votes(person)));
        loop {
            let voting =
                entitled.saturating_sub(count(absent.iter().filter(|person| votes(person))));
            let figures = Figures {
                members: Some(count(expected.iter())),
                entitled: Some(entitled),
                present: Some(count(expected.iter()).saturating_sub(count(absent.iter()))),
                ..Figures::default()
            };
            if quorum
                .needed(&figures)
                .is_none_or(|needed| voting >= needed.count)
            {
                return true;
            }
            let Some(at) = absent.iter().position(&votes) else {
                return false;
            };
            absent.remove(at);
        }
    }
}

fn count<T>(rows: impl Iterator<Item = T>) -> u64 {
    u64::try_from(rows.count()).unwrap_or(u64::MAX)
}
