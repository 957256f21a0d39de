//! What is due to conferences, in words: that a unit chooses whom it sends.

use charter::Action;
use kernel::ConferenceId;
use kernel::due::Due as KernelDue;

use super::Due;
use crate::frame::Link;
use crate::pages::conferences::fill::{days, rule};
use crate::view::View;
use crate::words::{counted, due as due_words};

/// What is to be chosen, in a fragment of a sentence: `delegates to the congress`.
pub(crate) fn delegates_to(view: View<'_>, id: ConferenceId) -> Option<String> {
    let conference = view.state.conference(id)?;
    let rule = rule(view, &conference).ok()?;
    Some(format!("delegates to the {}", rule.title))
}

/// That a unit has not chosen its delegates yet.
pub(super) fn choose(view: View<'_>, it: &KernelDue, id: ConferenceId) -> Option<Due> {
    let conference = view.state.conference(id)?;
    let (seats, _) = view.state.seats_of(id, it.unit)?;
    let delegates = counted(u64::from(seats.delegates), "delegate", "delegates");
    let sends = match seats.substitutes {
        0 => format!("It sends {delegates}."),
        some => {
            let substitutes = counted(u64::from(some), "substitute", "substitutes");
            format!("It sends {delegates} and up to {substitutes}.")
        }
    };
    let act = view.may(Action::ElectDelegates, it.unit).then(|| {
        let way = format!("/conferences/{id}/elect?unit={}", it.unit);
        Link::new("Record whom it sends", way)
    });
    Some(Due {
        what: Link::new(
            format!("Choose {}", delegates_to(view, id)?),
            format!("/conferences/{id}"),
        ),
        when: it
            .by
            .map(|by| due_words(view.today, by))
            .unwrap_or_default(),
        late: it.by.is_some_and(|by| by < view.today),
        details: vec![
            view.some_unit(it.unit),
            match conference.first == conference.last {
                true => format!("It is on {}.", days(&conference)),
                false => format!("It is from {}.", days(&conference)),
            },
            sends,
        ],
        act,
        article: view.note(it.rule),
    })
}
