//! Findings about dues in sentences: figures, and nobody by name.

use kernel::findings::Matter;

use crate::view::View;
use crate::words::{away, capital, counted, day};

/// What is the matter with dues.
pub(super) fn sentence(view: View<'_>, matter: Matter) -> String {
    match matter {
        Matter::DuesNotListed { period } => {
            format!("The list for the time from {} on is not made.", day(period))
        }
        Matter::DuesBehind { step, people } => {
            let step = view
                .charter
                .dues
                .as_ref()
                .and_then(|rule| rule.reminders.get(usize::from(step)));
            let people = counted(u64::from(people), "member is", "members are");
            match step {
                Some(step) => format!("{people} behind, at this step: {}.", step.title),
                None => format!("{people} behind."),
            }
        }
        Matter::NotHandedUp { since } => format!(
            "What it took in since {}, {}, has not gone up.",
            day(since),
            away(view.today, since)
        ),
        _ => String::new(),
    }
}

/// The same in a few words with the unit's name.
pub(super) fn heading(view: View<'_>, matter: Matter, unit: &str) -> String {
    let title = capital(&view.dues_title());
    match matter {
        Matter::DuesBehind { .. } => format!("{title} in {unit}: some are behind"),
        Matter::NotHandedUp { .. } => format!("{title} of {unit} to hand up"),
        _ => format!("List of {} of {unit}", view.dues_title()),
    }
}
