//! What happens to awards, in sentences.

use charter::AwardKindId;
use kernel::awards::AwardEvent;
use kernel::{AwardId, UnitId};

use super::Told;
use crate::view::View;

pub(super) fn told(view: View<'_>, event: &AwardEvent) -> Told {
    match event {
        AwardEvent::Proposed {
            award,
            kind,
            unit,
            on,
            ..
        } => Told::new(
            format!(
                "proposed {} for the award {}",
                view.some_unit(*unit),
                title(view, *kind)
            ),
            href(view, *award, *unit),
        )
        .on(*on),
        AwardEvent::Decided {
            award,
            unit,
            granted,
            on,
            ..
        } => {
            let (name, unit_words) = (title_of(view, *award), view.some_unit(*unit));
            let text = if *granted {
                format!("gave {unit_words} the award {name}")
            } else {
                format!("did not give {unit_words} the award {name}")
            };
            Told::new(text, href(view, *award, *unit)).on(*on)
        }
        AwardEvent::Revoked {
            award, unit, on, ..
        } => Told::new(
            format!(
                "took back what was proposed or decided on {} for the award {}",
                view.some_unit(*unit),
                title_of(view, *award)
            ),
            href(view, *award, *unit),
        )
        .on(*on),
    }
}

fn href(view: View<'_>, award: AwardId, unit: UnitId) -> Option<String> {
    view.unit_href(unit).map(|_| format!("/awards/{award}"))
}

fn title(view: View<'_>, kind: AwardKindId) -> String {
    let row = view.state.charter().and_then(|charter| charter.award(kind));
    row.map_or("award", |row| row.title.as_str()).to_owned()
}

fn title_of(view: View<'_>, award: AwardId) -> String {
    let kind = view.state.award(award).map(|award| award.kind);
    kind.map_or_else(|| "award".to_owned(), |kind| title(view, kind))
}
