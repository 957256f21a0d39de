//! What is due from a person and the units they look after, most urgent first.

mod flow;
mod posts;
use charter::{Action, Charter, MeetingKindId, PetitionKindId, ReportId, RuleId, Scope, StepId};
use jiff::civil::Date;

use crate::conferences;
use crate::directives::Owed;
use crate::dues;
use crate::findings::{self, Finding, Matter};
use crate::ids::{ConferenceId, DirectiveId, ProceedingId, SessionId, UnitId};
use crate::meetings::{period_of, period_start};
use crate::petitions;
use crate::posts::Tenure;
use crate::request::Actor;
use crate::rights;
use crate::state::State;
use crate::study;

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// From which unit.
    pub unit: UnitId,
    /// Under which rule.
    pub rule: RuleId,
    /// What it is.
    pub what: DueWhat,
    /// By when; none where the charter gives no time.
    pub by: Option<Date>,
}

/// What can be due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueWhat {
    /// A meeting of this kind has to be held and recorded.
    Meeting(MeetingKindId),
    /// What was asked waits for an answer.
    Petitions {
        /// The kind of petition.
        kind: PetitionKindId,
        /// How many wait.
        waiting: u32,
        /// Of how many the answer is late.
        late: u32,
    },
    /// A directive has to be passed on or answered.
    Directive {
        /// The directive.
        directive: DirectiveId,
        /// What the unit owes it.
        owed: Owed,
    },
    /// A return has to be filed.
    Return {
        /// The report.
        report: ReportId,
        /// The first day of the stretch of time it speaks of.
        period: Date,
    },
    /// A step of a proceeding has to be taken.
    Step(ProceedingId, StepId),
    /// The list of dues has to be made for the stretch of time that begins on this day.
    Dues(Date),
    /// Dues of the viewer are past their day, and the ladder has come to a step.
    Reminder {
        /// Which step of the ladder, counted from nought.
        step: u8,
        /// How many dues are open and late.
        dues: u32,
        /// How much is open of them, in smallest units.
        open: i64,
    },
    /// The day of a session of a course is over, and nothing is recorded of it.
    Session(SessionId),
    /// The unit has seats at this conference and has not chosen whom it sends.
    Delegates(ConferenceId),
    /// The unit has the word on somebody who was chosen in a unit beneath it.
    Confirm(Tenure),
    /// A term ends, and the post has to be filled for another.
    TermEnds(Tenure),
    /// A post has to be handed over to whoever holds it now.
    HandOver(Tenure),
    /// A finding has to be mended.
    Mend(Finding),
}

/// What is due from the units in which the viewer acts for the unit itself
/// (not from those they only look after, whose findings have a page of their own).
#[must_use]
pub fn due(state: &State, viewer: Actor, today: Date) -> Vec<Due> {
    let acting = |action| {
        let seats = rights::reach(state, viewer, today, action).into_iter();
        let own = seats.filter(|(_, scope)| *scope == Scope::OwnUnit);
        let mut units: Vec<UnitId> = own.map(|(unit, _)| unit).collect();
        units.dedup();
        units
    };
    let keepers = acting(Action::RecordMeeting);
    let mut others: Vec<UnitId> = flow::ACTIONS.iter().copied().flat_map(acting).collect();
    others.sort_unstable();
    others.dedup();
    others.retain(|unit| !keepers.contains(unit));
    let mut list: Vec<Due> = keepers
        .into_iter()
        .flat_map(|unit| due_from(state, today, unit))
        .collect();
    // Whoever acts for a unit only in this is told only of this.
    if let Some(charter) = state.charter_on(today) {
        for unit in others {
            flow_from(state, charter, today, unit, &mut list);
        }
    }
    let answers = [Action::AnswerPetition, Action::PassOnPetition];
    let asked = answers.into_iter().flat_map(acting);
    let asked = asked.flat_map(|unit| petitions::due_from(state, today, unit));
    let taught = acting(Action::HoldSessions).into_iter();
    let taught = taught.flat_map(|unit| study::due_from(state, today, unit));
    let sending = acting(Action::ElectDelegates).into_iter();
    let sending = sending.flat_map(|unit| conferences::due_from(state, today, unit));
    for it in steps_of(state, viewer, today)
        .into_iter()
        .chain(asked)
        .chain(taught)
        .chain(sending)
    {
        if !list.contains(&it) {
            list.push(it);
        }
    }
    list.extend(dues::reminded(state, viewer, today));
    for it in posts::of_viewer(state, viewer, today) {
        if !list.contains(&it) {
            list.push(it);
        }
    }
    list.sort_by_key(|due| (due.by.is_none(), due.by, due.unit, due.rule));
    list
}

/// What is due from one unit.
#[must_use]
pub fn due_from(state: &State, today: Date, unit: UnitId) -> Vec<Due> {
    let mut list = Vec::new();
    let Some(charter) = state.charter_on(today) else {
        return list;
    };
    let level = state.units.level(unit);
    for (number, kind) in (0..).zip(&charter.meetings) {
        let Some(every) = kind
            .every
            .filter(|_| level.is_some_and(|level| kind.levels.contains(&level)))
        else {
            continue;
        };
        let now = period_of(every, today);
        let held = state
            .last_held(unit, MeetingKindId(number))
            .map(|last| period_of(every, last));
        if held.is_none_or(|held| held < now) {
            let by =
                period_start(every, now.saturating_add(1)).and_then(|next| next.yesterday().ok());
            list.push(Due {
                unit,
                rule: kind.rule,
                what: DueWhat::Meeting(MeetingKindId(number)),
                by,
            });
        }
    }
    list.extend(petitions::due_from(state, today, unit));
    list.extend(study::due_from(state, today, unit));
    list.extend(conferences::due_from(state, today, unit));
    flow_from(state, charter, today, unit, &mut list);
    list.extend(steps_due_from(state, today, unit));
    list.extend(dues_of(state, charter, today, unit));
    list.extend(posts::due_from(state, charter, today, unit));
    for finding in findings::of_unit(state, today, unit) {
        // What is overdue is already in the list as what is due,
        // and a visit is up to whoever visits.
        let elsewhere = matches!(
            finding.matter,
            Matter::NotMet { .. }
                | Matter::NotVisited { .. }
                | Matter::Unanswered { .. }
                | Matter::HeldUp { .. }
                | Matter::NotAnswered { .. }
                | Matter::NotReported { .. }
                | Matter::DuesNotListed { .. }
        );
        if !elsewhere {
            list.push(Due {
                unit,
                rule: finding.rule,
                by: finding.until,
                what: DueWhat::Mend(finding),
            });
        }
    }
    list
}

fn flow_from(state: &State, charter: &Charter, today: Date, unit: UnitId, list: &mut Vec<Due>) {
    flow::directives(state, charter, unit, list);
    flow::returns(state, charter, today, unit, list);
}

/// The steps of proceedings that a unit has to take, as long as they are in time.
fn steps_due_from(state: &State, today: Date, unit: UnitId) -> Vec<Due> {
    let waiting = state.proceedings_waiting_for(unit, today).into_iter();
    waiting
        .filter(|(_, turn)| turn.late.is_none())
        .map(|(proceeding, turn)| Due {
            unit,
            rule: turn.rule.rule,
            what: DueWhat::Step(proceeding.id, turn.step),
            by: turn.due,
        })
        .collect()
}

/// The steps that the viewer takes for a unit in which they hold a post, and those that are
/// overdue: whoever ratifies holds no meetings there.
fn steps_of(state: &State, viewer: Actor, today: Date) -> Vec<Due> {
    let Actor::Person(person) = viewer else {
        return Vec::new();
    };
    if state.open_proceeding_count() == 0 {
        return Vec::new();
    }
    let held = state.tenures_of(person);
    let mut units: Vec<UnitId> = held
        .filter(|tenure| tenure.until.is_none())
        .map(|tenure| tenure.unit)
        .collect();
    units.sort_unstable();
    units.dedup();
    let mut list = Vec::new();
    for unit in units {
        let waiting = state.proceedings_waiting_for(unit, today);
        if waiting.is_empty() {
            continue;
        }
        let found = findings::of_unit(state, today, unit);
        for (proceeding, turn) in waiting {
            if !state.may_take(viewer, today, &proceeding) {
                continue;
            }
            let same = |it: &&Finding| matches!(it.matter, findings::Matter::StepOverdue { proceeding: id, .. } if id == proceeding.id);
            let overdue = found.iter().find(same).cloned();
            let what = match overdue {
                Some(finding) => DueWhat::Mend(finding),
                None if turn.decided_by_time() => continue,
                None => DueWhat::Step(proceeding.id, turn.step),
            };
            let by = turn.due.filter(|_| turn.late.is_none());
            list.push(Due {
                unit,
                rule: turn.rule.rule,
                by,
                what,
            });
        }
    }
    list
}

/// The list of dues that a unit has to make now.
fn dues_of(state: &State, charter: &Charter, today: Date, unit: UnitId) -> Option<Due> {
    let rule = charter.dues.as_ref()?;
    let level = state
        .standing_level(unit)
        .and_then(|id| charter.level(id))?;
    let period = state.next_list(rule, unit).filter(|_| level.members)?;
    (period <= today).then(|| Due {
        unit,
        rule: rule.rule,
        what: DueWhat::Dues(period),
        by: Some(rule.due(period)),
    })
}
