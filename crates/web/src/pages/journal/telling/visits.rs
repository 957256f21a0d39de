//! What happens to visits, in sentences.

use charter::Action;
use kernel::visits::VisitEvent;
use kernel::{UnitId, VisitId};

use super::Told;
use crate::view::View;
use crate::words::day;

pub(super) fn told(view: View<'_>, event: &VisitEvent) -> Told {
    match *event {
        VisitEvent::Recorded {
            visit,
            unit,
            by,
            on,
            ..
        } => Told::new(
            format!(
                "recorded a visit from {} to {}",
                view.some_unit(by),
                view.some_unit(unit)
            ),
            href(view, visit, unit),
        )
        .on(on),
        VisitEvent::Corrected {
            visit, unit, on, ..
        } => Told::new(
            format!(
                "corrected the record of the visit to {}, to {}",
                view.some_unit(unit),
                day(on)
            ),
            href(view, visit, unit),
        ),
        VisitEvent::Struck { visit, unit, .. } => Told::new(
            format!("struck the record of a visit to {}", view.some_unit(unit)),
            href(view, visit, unit),
        ),
    }
}

fn href(view: View<'_>, visit: VisitId, unit: UnitId) -> Option<String> {
    view.may(Action::SeeVisits, unit)
        .then(|| format!("/visits/{visit}"))
}
