//! Directives on their way: the highest unit that may sends one, the units on
//! the way hand it on, and those it is addressed to put it on the agenda of a
//! meeting and answer.

use std::ops::ControlFlow;

use charter::{DirectiveKindId, DirectiveRule, LevelId};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::directives::{
    AnswerDirective, IssueDirective, Origin, Outcome, PassOnDirective, PutOnAgenda,
};
use kernel::{Command, DirectiveId, MeetingId, State, UnitId};

use super::WORDS;
use super::acts::{Cause, Ground};
use super::delays::Wait;
use super::draws::{Draws, Purpose, below};
use super::rates::Rate;
use super::rooms::RoomMonth;

/// A directive of the simulated years, and how fast it came down and was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cascade {
    /// The directive.
    pub directive: DirectiveId,
    /// What it is called.
    pub name: String,
    /// When it was issued.
    pub on: Date,
    /// The units it was addressed to.
    pub addressed: u32,
    /// Days until nine in ten of those that still stood had it, where so many have.
    pub arrived: Option<u32>,
    /// Days until nine in ten of those that still stood had answered, where so many have.
    pub answered: Option<u32>,
}

/// What is on its way, and what was.
#[derive(Debug)]
pub(super) struct Cascades {
    pub(super) all: Vec<Cascade>,
    /// Directives to which somebody will still do something.
    open: Vec<DirectiveId>,
}

impl Cascades {
    /// Nothing of one's own yet; what others have issued goes on.
    pub(super) fn of(state: &State) -> Cascades {
        let all = (0..state.directive_count()).map(DirectiveId);
        let in_effect = all.filter(|id| state.directive(*id).is_some_and(|it| it.in_effect()));
        Cascades {
            all: Vec::new(),
            open: in_effect.collect(),
        }
    }

    /// Notes which of them have come to nine in ten by now, or were answered by as many.
    fn look(&mut self, state: &State) {
        let waiting = |it: &&mut Cascade| it.arrived.is_none() || it.answered.is_none();
        for cascade in self.all.iter_mut().filter(waiting) {
            let id = cascade.directive;
            let units = state.units_of_directive(id).into_iter();
            let standing: Vec<UnitId> = units
                .filter(|unit| state.addressed_to(id, *unit))
                .filter(|unit| state.standing_level(*unit).is_some())
                .collect();
            if cascade.arrived.is_none() {
                let days = standing
                    .iter()
                    .filter_map(|unit| state.received_on(id, *unit));
                cascade.arrived = nine_in_ten(days, standing.len(), cascade.on);
            }
            if cascade.answered.is_none() {
                let answers = state.answers_to(id);
                let days = answers
                    .filter(|answer| state.standing_level(answer.unit).is_some())
                    .map(|answer| answer.on);
                cascade.answered = nine_in_ten(days, standing.len(), cascade.on);
            }
        }
    }

    /// The days that the last of them took by which nine in ten were reached.
    fn last(&self, days: fn(&Cascade) -> Option<u32>) -> u64 {
        let reached = self.all.iter().filter_map(|it| {
            let days = days(it)?;
            let on = it.on.saturating_add(i64::from(days).days());
            Some((on, days))
        });
        reached.max().map_or(0, |(_, days)| u64::from(days))
    }
}

/// Days from one day to the one by which nine in ten of so many had come.
fn nine_in_ten(days: impl Iterator<Item = Date>, of: usize, from: Date) -> Option<u32> {
    let mut days: Vec<Date> = days.collect();
    let place = of.saturating_mul(9).div_ceil(10).checked_sub(1)?;
    if place >= days.len() {
        return None;
    }
    let (_, on, _) = days.select_nth_unstable(place);
    let span = from.until(*on).ok()?;
    u32::try_from(span.get_days()).ok()
}

/// A month of all directives.
pub(super) fn pass(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    cascades: &mut Cascades,
) -> ControlFlow<()> {
    for (kind, rule) in (0..).map(DirectiveKindId).zip(&month.charter.directives) {
        issue(month, ground, cascades, (kind, rule));
    }
    let mut open = std::mem::take(&mut cascades.open);
    for id in std::mem::take(&mut open) {
        let kind = ground.state.directive(id).map(|it| it.kind);
        let Some(rule) = kind.and_then(|kind| month.charter.directive(kind)) else {
            continue;
        };
        let held_up = hand_on(month, ground, id, rule);
        let waits = answer(month, ground, id, rule);
        if held_up || waits {
            open.push(id);
        }
        ground.goes_on()?;
    }
    cascades.open = open;
    cascades.look(&ground.state);
    ground.figures.days_to_arrive = cascades.last(|it| it.arrived);
    ground.figures.days_to_answers = cascades.last(|it| it.answered);
    ControlFlow::Continue(())
}

/// The highest unit that may sends one to everybody beneath, as often as the rate says.
fn issue(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    cascades: &mut Cascades,
    (kind, rule): (DirectiveKindId, &DirectiveRule),
) {
    let state = &ground.state;
    let issuer = issuer(state, rule);
    let Some((unit, rates)) = issuer.and_then(|unit| Some((unit, month.rates_of(state, unit)?)))
    else {
        return;
    };
    let draw = Draws::of(month.seed, month.number, Purpose::Issuing(kind.0)).draw(unit.0);
    if !rates.of(Rate::Issuing).takes(draw) {
        return;
    }
    let length = u32::from(month.last.day().unsigned_abs());
    let on = month
        .first
        .saturating_add(i64::from(below(draw, length)).days());
    let it = IssueDirective {
        unit,
        kind,
        to: addressed(month, rule),
        areas: Vec::new(),
        text: WORDS.to_owned(),
        origin: Origin::Own,
        replaces: None,
        on,
    };
    let directive = state.next_directive();
    if ground.carry_out(on, Command::from(it), Cause::Life) {
        let state = &ground.state;
        let units = state.units_of_directive(directive).into_iter();
        let addressed = units.filter(|unit| state.addressed_to(directive, *unit));
        cascades.all.push(Cascade {
            directive,
            name: state.directive_name(month.charter, directive),
            on,
            addressed: u32::try_from(addressed.count()).unwrap_or(u32::MAX),
            arrived: None,
            answered: None,
        });
        cascades.open.push(directive);
    }
}

/// The highest unit that may issue such a directive, the oldest among equals.
fn issuer(state: &State, rule: &DirectiveRule) -> Option<UnitId> {
    let may = |unit: &UnitId| {
        let level = state.standing_level(*unit);
        level.is_some_and(|level| rule.levels.contains(&level))
    };
    state.top_unit().filter(may).or_else(|| {
        let able = state.standing_units().filter(may);
        able.min_by_key(|unit| state.units_above(*unit).count())
    })
}

/// The levels with members to which such a directive may go, or all to which it may.
fn addressed(month: &RoomMonth<'_>, rule: &DirectiveRule) -> Vec<LevelId> {
    let base = |level: &LevelId| month.charter.level(*level).is_some_and(|row| row.members);
    let to: Vec<LevelId> = rule.to.iter().copied().filter(base).collect();
    if to.is_empty() { rule.to.clone() } else { to }
}

/// The units that have it hand it on, each on its day, and those beneath them in
/// the same month too. Whether somebody still holds it.
fn hand_on(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    directive: DirectiveId,
    rule: &DirectiveRule,
) -> bool {
    let draws = Draws::of(month.seed, directive.0, Purpose::Passing);
    let delay = month.waits.delay(Wait::Passing, rule.pass_on_days, draws);
    loop {
        let holding = ground.state.holding_up(directive);
        let mut went = false;
        for (unit, since) in &holding {
            let Some(rates) = month.rates_of(&ground.state, *unit) else {
                continue;
            };
            let on = delay.day(*since, unit.0, rates.of(Rate::Late));
            let on = on.max(month.first);
            if on <= month.last {
                let it = PassOnDirective {
                    directive,
                    unit: *unit,
                    on,
                };
                went |= ground.carry_out(on, Command::from(it), Cause::Life);
            }
        }
        if !went {
            return !holding.is_empty();
        }
    }
}

/// The units it is addressed to answer, each on its day, where anybody has to. Whether
/// somebody will later.
fn answer(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    directive: DirectiveId,
    rule: &DirectiveRule,
) -> bool {
    if rule.answer_days.is_none() {
        return false;
    }
    let of = |purpose| Draws::of(month.seed, directive.0, purpose);
    let delay = month
        .waits
        .delay(Wait::Answering, rule.answer_days, of(Purpose::Answering));
    let (silent, outcomes) = (of(Purpose::Silent), of(Purpose::Outcome));
    let mut waits = false;
    for (unit, since) in ground.state.not_answered(directive) {
        let Some(rates) = month.rates_of(&ground.state, unit) else {
            continue;
        };
        if silent.comes(unit.0, rates.of(Rate::Silent)) {
            continue;
        }
        let on = delay.day(since, unit.0, rates.of(Rate::Late));
        let on = on.max(month.first);
        if on > month.last {
            waits = true;
            continue;
        }
        let draw = outcomes.draw(unit.0);
        let outcome = if rates.of(Rate::NotDone).takes(draw) {
            Outcome::NotDone
        } else if rates.of(Rate::InPart).takes(draw >> 32) {
            Outcome::InPart
        } else {
            Outcome::Done
        };
        if let Some(meeting) = met(&ground.state, unit, since, on) {
            let it = PutOnAgenda { directive, meeting };
            ground.carry_out(on, Command::from(it), Cause::Life);
        }
        let text = if outcome == Outcome::Done { "" } else { WORDS };
        let it = AnswerDirective {
            directive,
            unit,
            outcome,
            text: text.to_owned(),
            on,
        };
        if ground.carry_out(on, Command::from(it), Cause::Life) {
            let due = rule
                .answer_days
                .map(|days| since.saturating_add(i64::from(days).days()));
            ground.figures.answered_late += u64::from(due.is_some_and(|due| on > due));
        }
    }
    waits
}

/// The first meeting that a unit held from one day to another.
fn met(state: &State, unit: UnitId, since: Date, until: Date) -> Option<MeetingId> {
    // The newest first, of which few are as new as that.
    let meetings = state.meetings_of(unit);
    let lately = meetings.take_while(|meeting| meeting.on >= since);
    let within = lately.filter(|meeting| meeting.on <= until);
    within.last().map(|meeting| meeting.id)
}
