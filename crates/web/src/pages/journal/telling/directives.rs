//! What happens to directives, in sentences.

use kernel::DirectiveId;
use kernel::directives::DirectiveEvent;

use super::Told;
use crate::pages::directives::words;
use crate::view::View;

pub(super) fn told(view: View<'_>, event: &DirectiveEvent) -> Told {
    let (directive, unit) = event.about();
    let (which, unit_name) = (which(view, directive), view.some_unit(unit));
    let text = match event {
        DirectiveEvent::Issued { .. } => format!("{unit_name} issued {which}"),
        DirectiveEvent::PassedOn { .. } => format!("{unit_name} passed on {which}"),
        DirectiveEvent::PutOnAgenda { .. } => {
            format!("{unit_name} put {which} on the agenda of a meeting")
        }
        DirectiveEvent::TakenOffAgenda { .. } => {
            format!("{unit_name} took {which} off the agenda of a meeting")
        }
        DirectiveEvent::Answered { outcome, .. } => {
            format!("{unit_name} answered {which}: {}", words::outcome(*outcome))
        }
        DirectiveEvent::Amended { .. } => format!("{unit_name} gave {which} another wording"),
        DirectiveEvent::Withdrawn { .. } => format!("{unit_name} withdrew {which}"),
        DirectiveEvent::ObjectedTo { .. } => format!("{unit_name} objected to {which}"),
        DirectiveEvent::ObjectionSettled { upheld: true, .. } => {
            format!("the objection of {unit_name} to {which} was upheld")
        }
        DirectiveEvent::ObjectionSettled { upheld: false, .. } => {
            format!("the objection of {unit_name} to {which} was not upheld")
        }
    };
    let told = Told::new(text, words::href(view, directive));
    match day_of(event) {
        Some(on) => told.on(on),
        None => told,
    }
}

fn day_of(event: &DirectiveEvent) -> Option<jiff::civil::Date> {
    match event {
        DirectiveEvent::Issued { on, .. }
        | DirectiveEvent::PassedOn { on, .. }
        | DirectiveEvent::Answered { on, .. }
        | DirectiveEvent::Amended { on, .. }
        | DirectiveEvent::Withdrawn { on, .. }
        | DirectiveEvent::ObjectedTo { on, .. }
        | DirectiveEvent::ObjectionSettled { on, .. } => Some(*on),
        DirectiveEvent::PutOnAgenda { .. } | DirectiveEvent::TakenOffAgenda { .. } => None,
    }
}

fn which(view: View<'_>, directive: DirectiveId) -> String {
    if words::knows(view, directive) {
        words::name(view, directive)
    } else {
        "a directive".to_owned()
    }
}
