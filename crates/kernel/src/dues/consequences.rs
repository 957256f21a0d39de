//! What other commands leave to do for the books: people go over to other
//! units while something is open, and units end that still have money.

use charter::OnTransfer;

use super::coming_over::{self, Coming};
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
        more.extend(coming_over::added(state, rule, &coming(&events)));
    }
    for event in &events {
        match event {
            Event::Member(MemberEvent::Transferred {
                person,
                from,
                to,
                on,
            }) if goes_along => {
                let owed = state
                    .open_dues(*person)
                    .filter(|(due, _)| due.unit == *from)
                    .fold(0_i64, |sum, (due, _)| sum.saturating_add(due.amount.minor));
                if let Some(amount) = state.money(owed).filter(|_| owed > 0) {
                    let carried = DuesEvent::CarriedOver {
                        person: *person,
                        from: *from,
                        to: *to,
                        amount,
                        on: *on,
                    };
                    more.push(carried.into());
                }
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

/// Who comes over from one unit to another.
fn coming(events: &[Event]) -> Vec<Coming> {
    let transferred = events.iter().filter_map(|event| {
        let Event::Member(MemberEvent::Transferred {
            person,
            from,
            to,
            on,
        }) = *event
        else {
            return None;
        };
        Some(Coming {
            person,
            from,
            to,
            on,
        })
    });
    transferred.collect()
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
