//! What the record proposes for a bulletin about a conference: its name, its
//! days, how many came, and the list of attendance as it was made to be printed.

use kernel::conferences::{Attended as Attendance, Attendee, Conference};
use kernel::{ConferenceId, UnitId};
use record::bulletin::{Attended, AttendedLine};

use super::super::forms::DraftForm;
use crate::error::Failure;
use crate::pages::conferences::fill::title;
use crate::pages::conferences::proceedings::capacity_word;
use crate::site::Site;
use crate::view::View;
use crate::words::{counted, figure};

/// Lines that a form proposes at the most: more make a page that no telephone draws.
const LINES_MAX: usize = 250;

/// The form as the record fills it in, and what there is to say about that.
pub(super) fn proposed(
    site: &Site,
    view: View<'_>,
    (unit, conference): (UnitId, ConferenceId),
    form: &DraftForm,
) -> Result<(DraftForm, Option<String>), Failure> {
    let called = view.state.conference(conference);
    let Some(it) = called.filter(|it| it.unit == unit) else {
        return Ok((form.clone(), None));
    };
    let rule = view.charter.conference(it.kind);
    let text = |id| site.text(id).ok().flatten();
    let attended = view.state.conference_attendance(conference);
    let (listed, others): (Vec<Attendance>, Vec<Attendance>) =
        attended.into_iter().partition(|row| row.listed);
    let mut lines = Vec::new();
    let mut unnamed = others.len();
    for row in &listed {
        match line(site, view, &it, row)? {
            Some(line) if lines.len() < LINES_MAX => lines.push(line),
            Some(_) | None => unnamed = unnamed.saturating_add(1),
        }
    }
    let filled = DraftForm {
        title: title(view, &it, &text),
        kind: rule.map_or_else(String::new, |rule| rule.title.clone()),
        place: it.place.and_then(text).unwrap_or_default(),
        date: days(&it),
        text: came(view, &it),
        attendance: lines.join("\n"),
        ..form.clone()
    };
    let unnamed = u64::try_from(unnamed).unwrap_or(u64::MAX);
    let note = (unnamed > 0).then(|| {
        format!(
            "Whoever stands on the list of attendance is proposed by name, up to {LINES_MAX} and as far as you may know them. {} {} not: name them only where they want it.",
            figure(unnamed),
            if unnamed == 1 { "is" } else { "are" }
        )
    });
    Ok((filled, note))
}

/// Its days as a date of the record has them.
fn days(it: &Conference) -> String {
    if it.first == it.last {
        return it.first.to_string();
    }
    format!("{}/{}", it.first, it.last)
}

/// How many came, in figures that name nobody.
fn came(view: View<'_>, it: &Conference) -> String {
    let seats = view.state.conference_seats(it.id);
    let units = seats.iter().filter(|(_, chosen)| chosen.is_some()).count();
    let (seated, came) = view.state.conference_turnout(it.id);
    format!(
        "Of {} of {}, {} came.",
        counted(u64::from(seated), "delegate", "delegates"),
        counted(u64::try_from(units).unwrap_or(u64::MAX), "unit", "units"),
        figure(u64::from(came))
    )
}

/// A line of the list; none where the viewer may not know who it is.
fn line(
    site: &Site,
    view: View<'_>,
    it: &Conference,
    row: &Attendance,
) -> Result<Option<String>, Failure> {
    let capacity = capacity_word(row.capacity).to_owned();
    let attended = match row.who {
        Attendee::Person(person) if view.knows(person) => Attended {
            name: view.directory.name(person),
            posts: row
                .posts
                .iter()
                .map(|tenure| {
                    let post = view.post_title(tenure.post, it.first);
                    format!("{post} of {}", view.some_unit(tenure.unit))
                })
                .collect(),
            capacity,
            person: person.to_string(),
        },
        Attendee::Person(_) => return Ok(None),
        Attendee::Named(id) => match site.text(id)? {
            Some(name) => Attended {
                name,
                capacity,
                ..Attended::default()
            },
            None => return Ok(None),
        },
    };
    Ok(Some(AttendedLine::of(&attended)))
}
