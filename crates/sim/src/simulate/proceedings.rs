//! Proceedings under way: each step is taken some days after its turn came, until the
//! end is reached, or time decides.

use charter::{Effect, GradeId, MeetingKindId, ProcedureRule, StepActor, Then, Within};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::procedures::{DecideStep, LetTimeDecide, Proceeding, SponsorProceeding, Votes};
use kernel::{Command, PersonId, ProceedingId, State};

use super::acts::{Cause, Ground};
use super::delays::Wait;
use super::draws::{Draws, Purpose};
use super::rates::Rate;
use super::rooms::RoomMonth;
use crate::ways;

/// Proceedings that are under way, as far as they are known.
#[derive(Debug, Default)]
pub(super) struct Underway {
    open: Vec<ProceedingId>,
    /// How many have been looked at; those after them are new.
    seen: u32,
}

/// A month of all proceedings.
pub(super) fn pass(month: &RoomMonth<'_>, ground: &mut Ground<'_>, underway: &mut Underway) {
    let count = ground.state.proceeding_count();
    underway
        .open
        .extend((underway.seen..count).map(ProceedingId));
    underway.seen = count;
    underway.open.retain(|id| goes_on(month, ground, *id));
}

/// The steps of one of them in the month. Whether it is still under way.
fn goes_on(month: &RoomMonth<'_>, ground: &mut Ground<'_>, id: ProceedingId) -> bool {
    loop {
        let Some(it) = ground.state.proceeding(id).filter(|it| it.course.is_open()) else {
            return false;
        };
        if !step(month, ground, &it) {
            return true;
        }
    }
}

/// The next step, if it falls into the month. Whether anything was done.
fn step(month: &RoomMonth<'_>, ground: &mut Ground<'_>, it: &Proceeding) -> bool {
    let state = &ground.state;
    let (Some(turn), Some(rates)) = (state.turn(it, month.last), month.rates_of(state, it.unit))
    else {
        return false;
    };
    let limit = turn.row.within.map(|within| match within {
        Within::Days(days) => days,
        Within::Months(months) => months.saturating_mul(30),
    });
    let of = |purpose| Draws::of(month.seed, it.id.0, purpose);
    let delay = month
        .waits
        .delay(Wait::Deciding, limit, of(Purpose::Deciding));
    let row = turn.step.step;
    let on = delay.day(it.since, u32::from(row), rates.of(Rate::Late));
    let on = on.max(month.first);
    let in_time = turn.due.is_none_or(|due| on <= due) || !turn.decided_by_time();
    if !in_time {
        let lets = LetTimeDecide { proceeding: it.id };
        return ground.carry_out(month.last, Command::from(lets), Cause::Life);
    }
    if on > month.last {
        return false;
    }
    if let StepActor::Sponsors {
        number,
        grades,
        months,
    } = &turn.row.by
    {
        let signing = sponsors(state, it, (grades, *months), on);
        let needed = usize::from(*number);
        if signing.len() < needed {
            return false;
        }
        let mut done = true;
        for sponsor in signing.into_iter().take(needed) {
            let signs = SponsorProceeding {
                proceeding: it.id,
                sponsor,
                on,
            };
            done &= ground.carry_out(on, Command::from(signs), Cause::Life);
        }
        return done;
    }
    let declines = of(Purpose::Declining).comes(u32::from(row), rates.of(Rate::Declining));
    let Some(outcome) = outcome(turn.rule, row, declines) else {
        return false;
    };
    let votes = match turn.row.by {
        StepActor::Meeting { kind, .. } => votes(month, state, (it, kind), declines),
        _ => None,
    };
    let decides = DecideStep {
        proceeding: it.id,
        step: row,
        outcome,
        votes,
        on,
    };
    ground.carry_out(on, Command::from(decides), Cause::Life)
}

/// The outcome that leads to what is wanted, or one that ends it.
fn outcome(rule: &ProcedureRule, row: u8, declines: bool) -> Option<u8> {
    let outcomes = &rule.step(row)?.outcomes;
    let ends = (0..)
        .zip(outcomes)
        .find(|(_, outcome)| outcome.then == Then::Ended);
    if let Some((number, _)) = ends.filter(|_| declines) {
        return Some(number);
    }
    let wanted = rule
        .effects()
        .find(|effect| !matches!(effect, Effect::Extend(_)))?;
    let way = ways::way(rule, wanted)?;
    let on_the_way = way.into_iter().find(|(step, _)| *step == row);
    on_the_way.map_or(Some(0), |(_, outcome)| Some(outcome))
}

/// Members of the unit who may sign on a day, those longest on the roll first.
fn sponsors(
    state: &State,
    it: &Proceeding,
    (grades, months): (&[GradeId], u16),
    on: Date,
) -> Vec<PersonId> {
    let signed: Vec<PersonId> = state.sponsors_of(it.id).map(|one| one.person).collect();
    let may = |person: &PersonId| {
        let membership = state.membership(*person);
        membership.is_some_and(|row| {
            grades.contains(&row.grade)
                && row.joined.saturating_add(i64::from(months).months()) <= on
        })
    };
    state
        .roll(it.unit)
        .filter(|person| Some(*person) != it.person && !signed.contains(person))
        .filter(may)
        .collect()
}

/// Everybody with a vote is there, and all but a sixth of them say the same.
fn votes(
    month: &RoomMonth<'_>,
    state: &State,
    (it, kind): (&Proceeding, MeetingKindId),
    declines: bool,
) -> Option<Votes> {
    let kind = month.charter.meeting(kind)?;
    let votes = |person: &PersonId| {
        let grade = state.grade_of(*person);
        let grade = grade.filter(|grade| kind.attends.contains(grade));
        let row = grade.and_then(|grade| month.charter.grade(grade));
        row.is_some_and(|row| row.votes)
    };
    let present = state.roll(it.unit).filter(votes).count();
    let present = u32::try_from(present).unwrap_or(u32::MAX);
    let abstaining = present / 6;
    let said = present.saturating_sub(abstaining);
    Some(Votes {
        entitled: None,
        present,
        in_favour: if declines { 0 } else { said },
        against: if declines { said } else { 0 },
        abstaining,
    })
}

/// Whether somebody has a proceeding of this kind under way.
pub(super) fn any_about(state: &State, person: PersonId, procedure: charter::ProcedureId) -> bool {
    let mut about = state.proceedings_about(person);
    about.any(|it| it.procedure == procedure && it.course.is_open())
}
