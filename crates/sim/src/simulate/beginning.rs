//! Months that begin with an organisation as it is, and not with one made to a
//! charter: what if they passed under another one.
//!
//! Months pass whole, so what is left of the present one is bridged: nobody
//! comes or goes, and each unit that still owes a meeting for the stretch of
//! time it is in holds it on the last day, as often as the rate says.

use std::num::NonZeroUsize;
use std::sync::Arc;

use charter::MeetingKindId;
use jiff::civil::Date;
use kernel::charters::AdoptCharter;
use kernel::meetings::{RecordMeeting, period_of};
use kernel::{Command, Day, Refusal, State, UnitId, decide};

use super::acts::{self, Ground, Record};
use super::draws::{Draws, Purpose};
use super::figures::Figures;
use super::rates::{Rate, Rates};
use super::{CannotSimulate, Edition, Outcome, Scenario, Share, Watch, Wish, Years, first_of};
use crate::made_up::Grades;

/// An organisation, and how it is to go on.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The organisation, a copy of its own.
    pub state: State,
    /// The day it is looked at; months pass from the first of the next one on.
    pub today: Date,
    /// The edition that is in force from then on; none for the one that would be anyway.
    pub amended: Option<Edition>,
    /// Rates that are not the usual ones.
    pub rates: Vec<(Rate, Share)>,
    /// Months to pass.
    pub months: u32,
    /// The seed of all chance.
    pub seed: u64,
    /// Threads that draw and count. They change nothing about the result.
    pub threads: NonZeroUsize,
}

/// Why it cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotGoOn {
    /// No charter is in force.
    #[error("no charter is in force")]
    NoCharter,
    /// The edition cannot follow the one in force.
    #[error("the edition is refused: {}", .0.reason)]
    Amendment(Refusal),
    /// The months cannot be simulated.
    #[error(transparent)]
    Simulate(#[from] CannotSimulate),
}

/// Lets months pass from an organisation as it is. The first figures are those
/// of the day itself, under the charter in force on it.
///
/// # Errors
/// Before any work: when no charter is in force, the edition cannot follow it,
/// or the months cannot be recorded.
pub fn go_on(beginning: Beginning, watch: &mut Watch<'_>) -> Result<Outcome, CannotGoOn> {
    let today = beginning.today;
    let years = CannotSimulate::Years {
        months: beginning.months,
        begins: today,
    };
    let begins = first_of(today.first_of_month(), 1).ok_or_else(|| years.clone())?;
    first_of(begins, beginning.months)
        .filter(|_| today >= Day::FIRST)
        .ok_or(years)?;
    let in_force = beginning.state.charter_on(today).cloned();
    let in_force = in_force.ok_or(CannotGoOn::NoCharter)?;
    let grades = Grades::of(&in_force).map_err(|_| CannotSimulate::NoGrade)?;
    let mut scenario = Scenario {
        begins,
        ..Scenario::default()
    };
    for (rate, share) in &beginning.rates {
        scenario.rates.set(*rate, *share);
    }
    let mut ground = Ground::new(None);
    let members = beginning.state.member_count();
    ground.state = beginning.state;
    let wish = Wish {
        edition: Edition {
            charter: in_force,
            sha256: [0; 32],
        },
        amendments: Vec::new(),
        scenario,
        members,
        months: beginning.months,
        seed: beginning.seed,
        threads: beginning.threads,
    };
    let mut years = Years::new(&wish, &grades, Arc::from([]), ground);
    years.close(today);
    bridge(&mut years, today);
    if let Some(edition) = beginning.amended {
        adopt(&mut years.ground.state, edition, begins)?;
    }
    years.ground.figures = Figures::default();
    years.ground.refusals.clear();
    let stopped = years.pass(watch).is_break();
    Ok(Outcome {
        months: years.months,
        refusals: years.ground.refusals,
        cascades: years.cascades.all,
        state: years.ground.state,
        stopped,
    })
}

fn adopt(state: &mut State, edition: Edition, from: Date) -> Result<(), CannotGoOn> {
    let adopt = AdoptCharter {
        charter: edition.charter,
        sha256: edition.sha256,
        from,
    };
    let request = acts::request(from, Command::AdoptCharter(adopt));
    let events = decide(state, &request).map_err(CannotGoOn::Amendment)?;
    events.iter().for_each(|event| state.apply(event));
    Ok(())
}

/// The rest of the month the organisation is looked at in.
fn bridge(years: &mut Years<'_, '_>, today: Date) {
    let last = today.last_of_month();
    let seed = years.wish.seed;
    let rates = years.wish.scenario.rates;
    for unit in (0..years.ground.state.unit_count()).map(UnitId) {
        let owed = owed(&years.ground.state, unit, last, &rates, seed);
        let mut record = Record::default();
        for meeting in owed {
            let request = acts::request(last, Command::from(meeting));
            record.add(last, decide(&years.ground.state, &request));
        }
        years.ground.enter(&mut record);
    }
}

/// The meetings that a unit still owes on a day, as far as it holds them.
fn owed(state: &State, unit: UnitId, on: Date, rates: &Rates, seed: u64) -> Vec<RecordMeeting> {
    let (Some(level), Some(charter)) = (state.standing_level(unit), state.charter_on(on)) else {
        return Vec::new();
    };
    let mut owed = Vec::new();
    for (number, row) in (0..).zip(&charter.meetings) {
        let kind = MeetingKindId(number);
        let Some(every) = row.every.filter(|_| row.levels.contains(&level)) else {
            continue;
        };
        let last_held = state.last_held(unit, kind);
        if last_held.is_some_and(|last| period_of(every, last) >= period_of(every, on)) {
            continue;
        }
        let holding = Draws::of(seed, 0, Purpose::Holding(number));
        if !holding.comes(unit.0, rates.of(Rate::Holding)) {
            continue;
        }
        let attending = Draws::of(seed, 0, Purpose::Attending(number));
        let mut absent = state.expected_at(charter, unit, kind);
        absent.retain(|person| attending.comes(person.0, rates.of(Rate::Absent)));
        owed.push(RecordMeeting {
            unit,
            kind,
            on,
            absent,
            resolutions: Vec::new(),
        });
    }
    owed
}
