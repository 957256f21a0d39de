//! What happens to petitions, in sentences. No word of what was asked stands here.

use jiff::civil::Date;
use kernel::petitions::PetitionEvent;
use kernel::{PetitionId, UnitId};

use super::Told;
use crate::view::View;

pub(super) fn told(view: View<'_>, event: &PetitionEvent) -> Told {
    let (petition, unit) = event.about();
    let which = which(view, petition);
    let named = |unit: UnitId| view.some_unit(unit);
    let (text, on): (String, Date) = match event {
        PetitionEvent::TakenIn {
            in_person: true,
            on,
            ..
        } => (
            format!("{} recorded {which}, made in person", named(unit)),
            *on,
        ),
        PetitionEvent::TakenIn { on, .. } => (format!("{which} came to {}", named(unit)), *on),
        PetitionEvent::PassedOn { from, to, on, .. } => (
            format!("{} passed {which} to {}", named(*from), named(*to)),
            *on,
        ),
        PetitionEvent::HandedOver { from, to, on, .. } => (
            format!("{which} went over from {} to {}", named(*from), named(*to)),
            *on,
        ),
        PetitionEvent::Answered { on, .. } => (format!("{} answered {which}", named(unit)), *on),
        PetitionEvent::AnswerCorrected { on, .. } => (
            format!("{} corrected the answer to {which}", named(unit)),
            *on,
        ),
        PetitionEvent::Withdrawn { on, .. } => (format!("{which} was taken back"), *on),
        PetitionEvent::Erased { on, .. } => {
            (format!("what was written in {which} was erased"), *on)
        }
    };
    let seen = kernel::petitions::may_see(view.state, view.viewer, view.today, petition);
    Told::new(text, seen.map(|_| format!("/petitions/{petition}"))).on(on)
}

fn which(view: View<'_>, petition: PetitionId) -> String {
    let kind = view.state.petition(petition).map(|it| it.kind);
    let row = kind
        .zip(view.state.charter())
        .and_then(|(kind, charter)| charter.petition(kind));
    let title = row.map_or("petition", |row| row.title.as_str());
    format!("{title} {petition}")
}
