//! What happens to affiliated bodies, in sentences.

use kernel::bodies::BodyEvent;
use kernel::{BodyId, UnitId};

use super::Told;
use crate::view::View;

pub(super) fn told(view: View<'_>, event: &BodyEvent) -> Told {
    let of = |unit: UnitId| view.some_unit(unit);
    // A body of a unit the viewer may not know of is not named either.
    let named = |unit: UnitId, name: &str| match view.unit_href(unit) {
        Some(_) => format!("{name} on the register of {}", of(unit)),
        None => format!("a body on the register of {}", of(unit)),
    };
    match event {
        BodyEvent::Entered { unit, name, on, .. } => {
            Told::new(format!("entered {}", named(*unit, name)), href(view, *unit)).on(*on)
        }
        BodyEvent::Corrected { unit, name, on, .. } => Told::new(
            format!("corrected what is entered of {}", named(*unit, name)),
            href(view, *unit),
        )
        .on(*on),
        BodyEvent::Ended { body, unit, on, .. } => Told::new(
            format!(
                "ended the affiliation of {}",
                named(*unit, name_of(view, *body))
            ),
            href(view, *unit),
        )
        .on(*on),
    }
}

fn name_of<'a>(view: View<'a>, body: BodyId) -> &'a str {
    view.state.body(body).map_or("a body", |body| body.name)
}

fn href(view: View<'_>, unit: UnitId) -> Option<String> {
    view.unit_href(unit).map(|_| format!("/bodies?unit={unit}"))
}
