//! The forms about sessions of courses.

use charter::{Action, CourseId};
use kernel::study::Session;
use kernel::{PersonId, SessionId, UnitId};
use serde::Deserialize;

use super::fill::{courses, known, part_title, title};
use super::{AttendancePage, Attendant};
use crate::acting::{Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Guard, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, counted, day};

/// People on a form: more would not be ticked off by hand.
const SHOWN_MAX: usize = 400;

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StudyForm {
    /// Identifiers of course and part: `first-steps/rules`.
    pub(crate) what: String,
    pub(crate) on: String,
    /// Who is ticked.
    pub(crate) attended: Vec<u32>,
    pub(crate) reason: String,
}

impl StudyForm {
    /// The course and the part that are chosen.
    pub(super) fn chosen(&self, view: View<'_>) -> Option<(CourseId, u16)> {
        let (course, part) = self.what.split_once('/')?;
        let id = view.charter.course_named(course)?;
        let part = view.charter.course(id)?.part_named(part)?;
        Some((id, part))
    }

    pub(super) fn people(&self) -> Vec<PersonId> {
        self.attended.iter().copied().map(PersonId).collect()
    }
}

/// The form that announces a session.
pub(super) fn announce(
    view: View<'_>,
    unit: UnitId,
    form: &StudyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::HoldSessions, unit)?;
    let level = view.state.standing_level(unit);
    let held: Vec<_> = courses(view)
        .filter(|(_, course)| level.is_some_and(|level| course.levels.contains(&level)))
        .collect();
    let (_, rule) = held.first().copied().ok_or(Failure::NotFound)?;
    let choices = held
        .iter()
        .flat_map(|(_, course)| {
            course.parts.iter().map(|part| Choice {
                value: format!("{}/{}", course.id, part.id),
                text: format!("{}: {}", capital(&course.title), part.title),
            })
        })
        .collect();
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let fields = [
        Field::new("what", "Course and part", Kind::Choice(choices)).value(&form.what),
        day_field("Day of the session", &form.on, view.today)
            .hint("One that has been held already can be entered with its day too."),
    ];
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: "Announce a session".to_owned(),
        lead: Some(format!("{} holds it.", capital(it.name))),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/study/announce"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Announce it".to_owned(),
        back: Some(Link::new("Back", format!("/study?unit={unit}"))),
    })
}

/// The form that calls a session off.
pub(super) fn call_off(
    view: View<'_>,
    session: SessionId,
    form: &StudyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, session)?;
    view.unit_for(Action::HoldSessions, it.unit)?;
    let course = view.charter.course(it.course).ok_or(Failure::NotFound)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let reason = Field::new("reason", "Why", Kind::Lines)
        .value(&form.reason)
        .optional();
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(it.unit),
            ..frame
        },
        heading: "Call a session off".to_owned(),
        lead: Some(format!("{}, {}.", title(view, &it), day(it.on))),
        article: view.note(course.rule),
        refused: trouble.refused.clone(),
        action: format!("/study/{session}/call-off"),
        guard,
        fields: vec![trouble.mark(reason)],
        submit: "Call it off".to_owned(),
        back: Some(Link::new("Back", format!("/study/{session}"))),
    })
}

/// The form that records who attended.
pub(super) fn record(
    view: View<'_>,
    session: SessionId,
    form: &StudyForm,
    with: (Frame, Guard, Trouble),
) -> Result<AttendancePage, Failure> {
    let it = known(view, session)?;
    Ok(AttendancePage {
        heading: "Record who attended".to_owned(),
        action: format!("/study/{session}/record"),
        submit: "Record it".to_owned(),
        ..drawn(view, &it, &form.people(), with)?
    })
}

/// The form that corrects who attended; before anything is sent it has the record as it is.
pub(super) fn correct(
    view: View<'_>,
    session: SessionId,
    form: Option<&StudyForm>,
    with: (Frame, Guard, Trouble),
) -> Result<AttendancePage, Failure> {
    let it = known(view, session)?;
    let ticked = form.map_or_else(|| view.state.attended(session), StudyForm::people);
    let reason = form.map_or("", |form| form.reason.as_str());
    let reason = Field::new("reason", "Why it is corrected", Kind::Lines)
        .value(reason)
        .hint("The record as it was stays in the journal, with this reason beside it.");
    let reason = with.2.mark(reason);
    let page = drawn(view, &it, &ticked, with)?;
    Ok(AttendancePage {
        heading: "Correct who attended".to_owned(),
        action: format!("/study/{session}/correct"),
        submit: "Correct it".to_owned(),
        fields: vec![reason],
        ..page
    })
}

/// What recording and correcting have in common.
fn drawn(
    view: View<'_>,
    it: &Session,
    ticked: &[PersonId],
    (frame, guard, trouble): (Frame, Guard, Trouble),
) -> Result<AttendancePage, Failure> {
    let unit = view.unit_for(Action::HoldSessions, it.unit)?;
    let course = view.charter.course(it.course).ok_or(Failure::NotFound)?;
    let mut people = who_may(view, it);
    let all = people.len();
    people.sort_by_cached_key(|person| {
        (
            !ticked.contains(person),
            !has_before_them(view, it, *person),
            view.directory.name(*person),
        )
    });
    people.truncate(SHOWN_MAX);
    let more = all.saturating_sub(people.len());
    Ok(AttendancePage {
        frame: Frame {
            path: view.path_to(it.unit),
            title: "Who attended".to_owned(),
            ..frame
        },
        heading: String::new(),
        about: format!(
            "{}: {} · {} · {}",
            capital(&course.title),
            part_title(view, it),
            unit.name,
            day(it.on)
        ),
        action: String::new(),
        guard,
        refused: trouble.refused,
        roll: people
            .iter()
            .map(|person| Attendant {
                id: person.0,
                name: view.directory.name(*person),
                about: about(view, it, *person),
                ticked: ticked.contains(person),
            })
            .collect(),
        more: (more > 0).then(|| {
            let more = counted(more as u64, "other person", "other people");
            format!("{more} may attend too; enter such a session through the API.")
        }),
        fields: Vec::new(),
        submit: String::new(),
        article: view.note(course.rule),
    })
}

/// Everybody who may attend, and whoever is on the record already.
fn who_may(view: View<'_>, it: &Session) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = view
        .state
        .units_within(it.unit)
        .into_iter()
        .flat_map(|unit| view.state.roll(unit))
        .filter(|person| {
            let course = view.charter.course(it.course);
            course.is_some_and(|course| view.state.may_attend(course, it.unit, *person))
        })
        .chain(view.state.attended(it.id))
        .filter(|person| view.knows(*person))
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}

fn has_before_them(view: View<'_>, it: &Session, person: PersonId) -> bool {
    let left = view.state.study_left(person, view.today).into_iter();
    let mut of_course = left.filter(|left| left.course == it.course && left.by.is_some());
    of_course.any(|left| left.parts.contains(&it.part))
}

fn about(view: View<'_>, it: &Session, person: PersonId) -> String {
    let grade = view.grade_of(person);
    if has_before_them(view, it, person) {
        format!("{grade} · has it before them")
    } else {
        grade
    }
}
