//! What happens to sessions of courses, in sentences.

use kernel::study::StudyEvent;
use kernel::{SessionId, UnitId};

use super::Told;
use crate::pages::study::fill::title;
use crate::view::View;
use crate::words::counted;

pub(super) fn told(view: View<'_>, event: &StudyEvent) -> Told {
    let of = |session: SessionId, unit: UnitId| {
        let what = view.state.session(session);
        let what = what.map_or_else(|| "a course".to_owned(), |it| title(view, &it));
        format!("{what} in {}", view.some_unit(unit))
    };
    let href = |session: SessionId, unit: UnitId| {
        view.unit_href(unit).map(|_| format!("/study/{session}"))
    };
    let people = |count: usize| counted(count as u64, "person", "people");
    match event {
        StudyEvent::Announced {
            session, unit, on, ..
        } => Told::new(
            format!("announced a session of {}", of(*session, *unit)),
            href(*session, *unit),
        )
        .on(*on),
        StudyEvent::Attended {
            session,
            unit,
            attended,
            on,
        } => Told::new(
            format!(
                "recorded that {} attended {}",
                people(attended.len()),
                of(*session, *unit)
            ),
            href(*session, *unit),
        )
        .on(*on),
        StudyEvent::Corrected {
            session,
            unit,
            attended,
            on,
            ..
        } => Told::new(
            format!(
                "corrected who attended {}: {}",
                of(*session, *unit),
                people(attended.len())
            ),
            href(*session, *unit),
        )
        .on(*on),
        StudyEvent::CalledOff {
            session, unit, on, ..
        } => Told::new(
            format!("called off a session of {}", of(*session, *unit)),
            href(*session, *unit),
        )
        .on(*on),
    }
}
