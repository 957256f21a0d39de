//! What happens to conferences, in sentences.

use kernel::ConferenceId;
use kernel::conferences::{ConferenceEvent, may_know_conference};

use super::Told;
use crate::view::View;
use crate::words::counted;

pub(super) fn told(view: View<'_>, event: &ConferenceEvent) -> Told {
    let (conference, unit) = event.about();
    let title = title(view, conference);
    let name = view.some_unit(unit);
    let (text, on) = match event {
        ConferenceEvent::Called {
            first, seats, on, ..
        } => {
            let units = u64::try_from(seats.len()).unwrap_or(u64::MAX);
            let units = counted(units, "unit", "units");
            let days = crate::words::day(*first);
            (
                format!("called the {title} of {name} for {days}, with seats for {units}"),
                *on,
            )
        }
        ConferenceEvent::CalledOff { on, .. } => (format!("called the {title} of {name} off"), *on),
        ConferenceEvent::DelegatesElected { delegates, on, .. } => {
            let count = u64::try_from(delegates.len()).unwrap_or(u64::MAX);
            let count = counted(count, "delegate", "delegates");
            (
                format!("recorded that {name} sends {count} to the {title}"),
                *on,
            )
        }
        ConferenceEvent::DelegatesStruck { on, .. } => {
            (format!("struck whom {name} sends to the {title}"), *on)
        }
        ConferenceEvent::DelegateReplaced { person, by, on, .. } => {
            let who = view.someone(*person);
            let text = match by {
                Some(by) => format!(
                    "recorded that {who} gave up the seat at the {title}, and {} took it",
                    view.someone(*by)
                ),
                None => format!("recorded that {who} gave up the seat at the {title}"),
            };
            (text, *on)
        }
        ConferenceEvent::DelegateCheckedIn { person, on, .. } => {
            let who = view.someone(*person);
            (format!("let {who} in at the {title}"), *on)
        }
        ConferenceEvent::CheckInStruck { person, on, .. } => {
            let who = view.someone(*person);
            (format!("took back that {who} came in at the {title}"), *on)
        }
    };
    Told::new(text, href(view, conference)).on(on)
}

fn href(view: View<'_>, conference: ConferenceId) -> Option<String> {
    view.state
        .conference(conference)
        .filter(|it| may_know_conference(view.state, view.viewer, view.today, it))
        .map(|it| format!("/conferences/{}", it.id))
}

fn title(view: View<'_>, conference: ConferenceId) -> String {
    let kind = view.state.conference(conference).map(|it| it.kind);
    let charter = view.state.charter();
    let row = kind.and_then(|kind| charter?.conference(kind));
    row.map_or("conference", |row| row.title.as_str())
        .to_owned()
}
