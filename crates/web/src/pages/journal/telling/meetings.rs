//! What happens to meetings, in sentences.

use charter::MeetingKindId;
use kernel::meetings::{MeetingEvent, MeetingRecord};
use kernel::{MeetingId, UnitId};

use super::Told;
use crate::view::View;
use crate::words::day;

pub(super) fn told(view: View<'_>, event: &MeetingEvent) -> Told {
    let of = |record: &MeetingRecord| {
        let (kind, unit) = (kind_words(view, record.kind), view.some_unit(record.unit));
        format!("{kind} of {unit} of {}", day(record.on))
    };
    match event {
        MeetingEvent::Called {
            meeting,
            unit,
            kind,
            on,
        } => {
            let text = format!(
                "called the {} of {} for {}",
                kind_words(view, *kind),
                view.some_unit(*unit),
                day(*on)
            );
            Told::new(text, meeting_href(view, *meeting, *unit))
        }
        MeetingEvent::Recorded { meeting, record } => Told::new(
            format!("recorded the {}", of(record)),
            meeting_href(view, *meeting, record.unit),
        ),
        MeetingEvent::CalledOff { meeting, unit, .. } => {
            let called = view.state.meeting(*meeting);
            let which =
                called.map(|it| format!(" {} of {}", kind_words(view, it.kind), day(it.on)));
            let text = format!(
                "called off the{} of {}",
                which.unwrap_or_else(|| " meeting".to_owned()),
                view.some_unit(*unit)
            );
            Told::new(text, meeting_href(view, *meeting, *unit))
        }
        MeetingEvent::Corrected {
            meeting, record, ..
        } => Told::new(
            format!("corrected the record of the {}", of(record)),
            meeting_href(view, *meeting, record.unit),
        ),
    }
}

fn meeting_href(view: View<'_>, meeting: MeetingId, unit: UnitId) -> Option<String> {
    view.unit_href(unit).map(|_| format!("/meetings/{meeting}"))
}

fn kind_words(view: View<'_>, kind: MeetingKindId) -> String {
    let row = view
        .state
        .charter()
        .and_then(|charter| charter.meeting(kind));
    row.map_or("meeting", |row| row.title.as_str()).to_owned()
}
