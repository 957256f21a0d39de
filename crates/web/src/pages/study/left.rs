//! What somebody still has before them, and what they attended.

use kernel::study::Left;
use kernel::{Actor, PersonId};

use super::StudyOfPerson;
use super::fill::title;
use crate::frame::Link;
use crate::view::View;
use crate::words::{capital, day, due, listed};

/// Sessions on the page of a person.
const ATTENDED_MAX: usize = 12;

/// Whether the viewer may see what somebody attended: they themselves, and whoever
/// holds sessions where they belong.
pub(crate) fn may_see(view: View<'_>, person: PersonId) -> bool {
    view.state.may_see_attended(view.viewer, view.today, person)
}

/// A part of somebody's page; none where there is nothing to say or it is not the viewer's to see.
pub(crate) fn of_person(view: View<'_>, person: PersonId) -> Option<StudyOfPerson> {
    let rule = view.charter.courses.first()?;
    if !may_see(view, person) {
        return None;
    }
    let left = view.state.study_left(person, view.today);
    let attended: Vec<Link> = view
        .state
        .sessions_attended_by(person)
        .take(ATTENDED_MAX)
        .map(|it| {
            let text = format!("{}, {}", title(view, &it), day(it.on));
            Link::new(text, format!("/study/{}", it.id))
        })
        .collect();
    let left: Vec<String> = left.iter().map(|left| line(view, left)).collect();
    (!left.is_empty() || !attended.is_empty()).then(|| StudyOfPerson {
        own: view.viewer == Actor::Person(person),
        left,
        attended,
        article: view.note(rule.rule),
    })
}

/// `First steps: the rules and the duties, by 3 March 2027 (in 20 days)`.
fn line(view: View<'_>, left: &Left) -> String {
    let Some(course) = view.charter.course(left.course) else {
        return String::new();
    };
    let parts: Vec<String> = left
        .parts
        .iter()
        .filter_map(|part| course.part(*part))
        .map(|part| part.title.clone())
        .collect();
    let parts = listed(&parts);
    let course = capital(&course.title);
    match left.by {
        // A day that has gone by is said once and not counted: nobody is judged by it.
        Some(by) if by >= view.today => {
            format!(
                "{course}: {parts}, by {} ({})",
                day(by),
                due(view.today, by)
            )
        }
        Some(by) => format!("{course}: {parts}; the time for it was until {}", day(by)),
        None => format!("{course}: {parts}, if you wish"),
    }
}
