//! What the record proposes for a bulletin about a meeting, an award or a
//! conference: day, title, and who was there in which post on that day.

mod conference;

use charter::Action;
use jiff::civil::Date;
use kernel::bulletins::BulletinAbout;
use kernel::posts::Tenure;
use kernel::{MeetingId, PersonId, UnitId};
use record::bulletin::{Attended, AttendedLine};

use super::forms::{DraftForm, about_words};
use crate::error::Failure;
use crate::site::Site;
use crate::view::View;

/// Whoever is named becomes public, so the record proposes only those who held
/// a post that day; others are named by whoever writes.
const NAMED_MAX: usize = 60;

/// The form as the record fills it in, and what there is to say about that.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn proposed(
    site: &Site,
    view: View<'_>,
    unit: UnitId,
    form: &DraftForm,
) -> Result<(DraftForm, Option<String>), Failure> {
    let Some(about) = form.about() else {
        return Ok((form.clone(), None));
    };
    let name = view.unit(unit)?.name;
    let mut filled = form.clone();
    match about {
        BulletinAbout::Meeting(id) => {
            let Some(meeting) = view.state.meeting(id).filter(|it| it.unit == unit) else {
                return Ok((filled, None));
            };
            let kind = view.charter.meeting(meeting.kind);
            let kind = kind.map_or("meeting", |kind| kind.title.as_str());
            filled.date = meeting.on.to_string();
            kind.clone_into(&mut filled.kind);
            filled.title = format!("{}, {name}", about_words(view, about));
            if view.may(Action::SeeRoll, unit) {
                filled.attendance = present(view, unit, meeting.on, &absent(site, id)?);
            }
        }
        BulletinAbout::Award(id) => {
            let Some(award) = view.state.award(id) else {
                return Ok((filled, None));
            };
            filled.date = award.changed().to_string();
            filled.kind = "award".to_owned();
            filled.title = about_words(view, about);
        }
        BulletinAbout::Conference(id) => return conference::proposed(site, view, (unit, id), form),
    }
    Ok((filled, None))
}

/// Who was absent, as the record that holds says.
fn absent(site: &Site, meeting: MeetingId) -> Result<Vec<PersonId>, Failure> {
    let records = site.records_of(meeting)?;
    let holds = records.into_iter().next();
    Ok(holds.map(|it| it.record.absent).unwrap_or_default())
}

/// Those who held posts in the unit on that day and were not absent, a line
/// each, in the order in which the charter has the posts.
fn present(view: View<'_>, unit: UnitId, on: Date, absent: &[PersonId]) -> String {
    let held = |it: &Tenure| it.from <= on && it.until.is_none_or(|until| on <= until);
    let tenures = view.state.tenures_in(unit).filter(held);
    let mut tenures: Vec<Tenure> = tenures
        .filter(|it| !absent.contains(&it.person) && view.knows(it.person))
        .collect();
    tenures.sort_by_key(|it| (it.post, it.from, it.person));
    let mut rows: Vec<(PersonId, Attended)> = Vec::new();
    for tenure in tenures {
        let post = view.post_title(tenure.post, on);
        match rows.iter_mut().find(|(person, _)| *person == tenure.person) {
            Some((_, row)) => row.posts.push(post),
            None => rows.push((
                tenure.person,
                Attended {
                    name: view.directory.name(tenure.person),
                    posts: vec![post],
                    capacity: String::new(),
                    person: tenure.person.to_string(),
                },
            )),
        }
    }
    let lines = rows.iter().take(NAMED_MAX);
    let lines = lines.map(|(_, row)| AttendedLine::of(row));
    lines.collect::<Vec<_>>().join("\n")
}
