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
use crate::words::{capital, counted, day, figure};

/// People that are shown at once.
const SHOWN: usize = 100;
/// As many are gone through one by one; where more may attend, those are shown who are
/// searched for.
const READ_MAX: u64 = 5_000;

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StudyForm {
    /// Identifiers of course and part: `first-steps/rules`.
    pub(crate) what: String,
    pub(crate) on: String,
    /// Who is ticked of those who were shown.
    pub(crate) attended: Vec<u32>,
    /// Numbers of those who were ticked before and not shown.
    pub(crate) kept: String,
    /// What is searched for.
    pub(crate) q: String,
    /// Which part of the list is to be shown, counted from one; nothing where the list
    /// is to be recorded.
    pub(crate) turn: String,
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
        let kept = self.kept.split_whitespace();
        let kept = kept.filter_map(|number| number.parse().ok());
        let mut people: Vec<PersonId> = kept
            .chain(self.attended.iter().copied())
            .map(PersonId)
            .collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Whether another part of the list is asked for, and nothing is to be recorded yet.
    pub(super) fn turns(&self) -> bool {
        !self.turn.is_empty()
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
        ..drawn(view, &it, (form, &form.people()), with)?
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
    let begun = StudyForm::default();
    let form = form.unwrap_or(&begun);
    let reason = form.reason.as_str();
    let reason = Field::new("reason", "Why it is corrected", Kind::Lines)
        .value(reason)
        .hint("The record as it was stays in the journal, with this reason beside it.");
    let reason = with.2.mark(reason);
    let page = drawn(view, &it, (form, &ticked), with)?;
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
    (form, ticked): (&StudyForm, &[PersonId]),
    (frame, guard, trouble): (Frame, Guard, Trouble),
) -> Result<AttendancePage, Failure> {
    let unit = view.unit_for(Action::HoldSessions, it.unit)?;
    let course = view.charter.course(it.course).ok_or(Failure::NotFound)?;
    let belong = belonging(view, it.unit);
    let people = who_may(view, it, belong, form.q.trim());
    let part = Part::of(form, people.len());
    let roll: Vec<Attendant> = people
        .iter()
        .skip(part.passed)
        .take(SHOWN)
        .map(|person| Attendant {
            id: person.0,
            name: view.directory.name(*person),
            about: about(view, it, *person),
            ticked: ticked.contains(person),
        })
        .collect();
    let kept: Vec<String> = ticked
        .iter()
        .filter(|person| !roll.iter().any(|shown| shown.id == person.0))
        .map(ToString::to_string)
        .collect();
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
        query: form.q.trim().to_owned(),
        searched: belong > READ_MAX || people.len() > SHOWN || !form.q.is_empty(),
        more: part.words(belong, kept.len()),
        turns: part.turns(),
        kept: kept.join(" "),
        roll,
        fields: Vec::new(),
        submit: String::new(),
        article: view.note(course.rule),
    })
}

/// Which part of a list is shown.
struct Part {
    passed: usize,
    all: usize,
}

impl Part {
    /// The part that a form asks for; one behind the last is the last.
    fn of(form: &StudyForm, all: usize) -> Part {
        let asked: usize = form.turn.parse().unwrap_or(1);
        let last = all.saturating_sub(1) / SHOWN;
        Part {
            passed: asked.saturating_sub(1).min(last).saturating_mul(SHOWN),
            all,
        }
    }

    fn until(&self) -> usize {
        self.passed.saturating_add(SHOWN).min(self.all)
    }

    /// What is shown and what is kept unseen, in sentences.
    fn words(&self, belong: u64, kept: usize) -> Vec<String> {
        let mut words = Vec::new();
        if belong > READ_MAX {
            words.push(format!(
                "{} belong here: find those who came by name or code.",
                capital(&counted(belong, "person", "people"))
            ));
        }
        if self.all > SHOWN {
            words.push(format!(
                "{} to {} of {} are shown.",
                figure(self.passed.saturating_add(1) as u64),
                figure(self.until() as u64),
                figure(self.all as u64)
            ));
        }
        if kept > 0 {
            let kept = counted(kept as u64, "person is", "people are");
            words.push(format!("{} ticked and not shown here.", capital(&kept)));
        }
        words
    }

    /// The ways to the parts before and after.
    fn turns(&self) -> Vec<Choice> {
        let here = self.passed / SHOWN;
        let turn = |part: usize, text: &str| Choice {
            value: part.saturating_add(1).to_string(),
            text: text.to_owned(),
        };
        let before = (here > 0).then(|| turn(here.saturating_sub(1), "The people before"));
        let after = (self.until() < self.all).then(|| turn(here.saturating_add(1), "More people"));
        before.into_iter().chain(after).collect()
    }
}

/// How many belong to a unit and to what stands beneath it.
fn belonging(view: View<'_>, unit: UnitId) -> u64 {
    let units = view.state.units_within(unit).into_iter();
    units
        .map(|unit| u64::from(view.state.roll_count(unit)))
        .sum()
}

/// Everybody who may attend and whoever is on the record already, as far as they are
/// searched for: those on the record first, then those who have it before them, by name.
fn who_may(view: View<'_>, it: &Session, belong: u64, sought: &str) -> Vec<PersonId> {
    let may = |person: &PersonId| {
        let course = view.charter.course(it.course);
        course.is_some_and(|course| view.state.may_attend(course, it.unit, *person))
    };
    let called = |person: &PersonId| sought.is_empty() || view.directory.has_words(*person, sought);
    let recorded = view.state.attended(it.id);
    let mut people: Vec<PersonId> = recorded.iter().copied().filter(called).collect();
    if belong <= READ_MAX {
        let units = view.state.units_within(it.unit).into_iter();
        let rolls = units.flat_map(|unit| view.state.roll(unit));
        people.extend(rolls.filter(may).filter(called));
    } else if !sought.is_empty() {
        let found = view.directory.find(sought);
        people.extend(view.directory.by_name(&found).filter(may));
    }
    people.retain(|person| view.knows(*person));
    people.sort_unstable();
    people.dedup();
    people.sort_by_cached_key(|person| {
        (
            recorded.binary_search(person).is_err(),
            !has_before_them(view, it, *person),
            view.directory.name(*person).to_lowercase(),
        )
    });
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
