//! What other commands leave to do for the books: people go over to other
//! units while something is open, and units end that still have money.

use charter::OnTransfer;
use jiff::civil::Date;

use super::coming_over::{self, Coming};
use super::daybook::Did;
use super::{Account, DuesEvent};
use crate::ids::UnitId;
use crate::members::MemberEvent;
use crate::request::{Command, Event, Request};
use crate::state::State;
use crate::units::UnitEvent;

/// The events of a command, and what follows from them for the books.
pub(crate) fn with_consequences(
    state: &State,
    request: &Request,
    mut events: Vec<Event>,
) -> Vec<Event> {
    // The commands within an act come through here themselves.
    if state.dues.is_empty() || matches!(request.command, Command::Act(_)) {
        return events;
    }
    let rule = state.dues_rule(request.today);
    let goes_along = rule.is_some_and(|rule| rule.on_transfer == OnTransfer::GoAlong);
    let mut more: Vec<Event> = Vec::new();
    if let Some(rule) = rule {
        let coming = coming(&events, request.today);
        more.extend(coming_over::added(state, rule, &coming));
    }
    for event in &events {
        match event {
            Event::Member(it) if goes_along => {
                let over = over(it, request.today);
                more.extend(over.and_then(|it| carried(state, it)));
            }
            Event::Unit(UnitEvent::Dissolved { unit, on }) if has_books(state, *unit) => {
                let into = heir(state, *unit, &events);
                if let Some(into) = into {
                    let (unit, on) = (*unit, *on);
                    more.push(DuesEvent::Closed { unit, into, on }.into());
                }
            }
            Event::Charter(_)
            | Event::Unit(_)
            | Event::Member(_)
            | Event::Post(_)
            | Event::Meeting(_)
            | Event::Directive(_)
            | Event::Report(_)
            | Event::Award(_)
            | Event::Body(_)
            | Event::Conference(_)
            | Event::Study(_)
            | Event::Visit(_)
            | Event::Bulletin(_)
            | Event::Petition(_)
            | Event::Procedure(_)
            | Event::Dues(_) => {}
        }
    }
    events.append(&mut more);
    events
}

/// What is open of somebody's dues goes along with them.
fn carried(state: &State, it: Coming) -> Option<Event> {
    let owed = state
        .open_dues(it.person)
        .filter(|(due, _)| due.unit == it.from)
        .fold(0_i64, |sum, (due, _)| sum.saturating_add(due.amount.minor));
    let amount = state.money(owed).filter(|_| owed > 0)?;
    let carried = DuesEvent::CarriedOver {
        person: it.person,
        from: it.from,
        to: it.to,
        amount,
        on: it.on,
    };
    Some(carried.into())
}

/// Who comes over from one unit to another.
fn coming(events: &[Event], today: Date) -> Vec<Coming> {
    let over = events.iter().filter_map(|event| {
        let Event::Member(it) = event else {
            return None;
        };
        over(it, today)
    });
    over.collect()
}

/// Who belongs to another unit by an event. Whoever's transfer was struck comes back today, as
/// far as money goes: what was listed in between stays.
fn over(event: &MemberEvent, today: Date) -> Option<Coming> {
    match *event {
        MemberEvent::Transferred {
            person,
            from,
            to,
            on,
        } => Some(Coming {
            person,
            from,
            to,
            on,
        }),
        MemberEvent::TransferStruck {
            person, unit, back, ..
        } => Some(Coming {
            person,
            from: unit,
            to: back,
            on: today,
        }),
        MemberEvent::Registered { .. }
        | MemberEvent::Admitted { .. }
        | MemberEvent::JoiningCorrected { .. }
        | MemberEvent::Promoted { .. }
        | MemberEvent::PromotionStruck { .. }
        | MemberEvent::Left { .. }
        | MemberEvent::Merged { .. }
        | MemberEvent::Parted { .. }
        | MemberEvent::Forgotten { .. } => None,
    }
}

/// Whether a unit has or owes anything.
fn has_books(state: &State, unit: UnitId) -> bool {
    let balances = state.balances(unit);
    let book = state.dues.books.find(unit);
    let unreckoned = book.is_some_and(|book| state.dues.books.unreckoned(book) != (0, 0));
    unreckoned
        || [
            Account::Cash,
            Account::Owed,
            Account::Payable,
            Account::Receivable,
        ]
        .into_iter()
        .any(|account| balances.of(account) != 0)
}

/// Who takes over what a unit has: the unit it went into, or else the one above it.
fn heir(state: &State, unit: UnitId, events: &[Event]) -> Option<UnitId> {
    let into = events.iter().find_map(|event| match event {
        Event::Unit(UnitEvent::Descended { from, to, .. }) if *from == unit => Some(*to),
        Event::Charter(_)
        | Event::Unit(_)
        | Event::Member(_)
        | Event::Post(_)
        | Event::Meeting(_)
        | Event::Directive(_)
        | Event::Report(_)
        | Event::Award(_)
        | Event::Body(_)
        | Event::Conference(_)
        | Event::Study(_)
        | Event::Visit(_)
        | Event::Bulletin(_)
        | Event::Petition(_)
        | Event::Procedure(_)
        | Event::Dues(_) => None,
    });
    into.or_else(|| state.units.parent(unit))
}

/// The unit to which money went when another came to its end on a day; none where it had
/// nothing to pass on.
pub(crate) fn passed_on_at_the_end(state: &State, unit: UnitId, on: Date) -> Option<UnitId> {
    let book = state.dues.books.find(unit)?;
    let mut acts = state.dues.daybook.of_book(book);
    let to = acts.find_map(|(_, act)| {
        let (Did::CashPassed(to) | Did::PayablePassed(to) | Did::ReceivablePassed(to)) = act.did
        else {
            return None;
        };
        (act.amount < 0 && act.on.date() == Some(on)).then_some(to)
    })?;
    Some(state.dues.books.unit(to))
}

impl State {
    /// Whether a unit has books, be they empty.
    pub(crate) fn has_books(&self, unit: UnitId) -> bool {
        self.dues.books.find(unit).is_some()
    }
}
