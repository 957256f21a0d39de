//! The forms of a meeting: call it, record it, correct its record.

use charter::expression::Figures;
use charter::{Action, MeetingKindId, MeetingRule};
use jiff::civil::Date;
use kernel::meetings::{Meeting, MeetingStanding, period_of};
use kernel::{MeetingId, PersonId, UnitId};
use serde::Deserialize;

use super::year::{kinds, period_name};
use super::{Attendee, RecordMeetingPage};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::forms::{Choice, Field, Guard, Kind};
use crate::frame::{Frame, Link};
use crate::listing::address;
use crate::pages::findings::wording::indefinite;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, counted, day};

/// Which meeting is to be called or recorded.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(crate) kind: String,
    pub(crate) on: String,
}

/// What the form that records or corrects a meeting sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RecordForm {
    pub(crate) held_on: String,
    /// Whose names the form showed.
    pub(crate) shown: Vec<u32>,
    /// Who of them is ticked.
    pub(crate) present: Vec<u32>,
    pub(crate) resolutions: String,
    pub(crate) reason: String,
}

impl RecordForm {
    /// The resolutions, one a line.
    pub(crate) fn resolved(&self) -> Vec<String> {
        self.resolutions
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn is_present(&self, person: PersonId) -> bool {
        // Whoever has come to the roll since the form was drawn is ticked as everybody is at first.
        self.present.contains(&person.0) || !self.shown.contains(&person.0)
    }
}

/// What a form is drawn with.
pub(crate) struct Drawing {
    pub(crate) frame: Frame,
    pub(crate) guard: Guard,
    pub(crate) trouble: Trouble,
}

/// The kind of meeting that is meant: the one named or, where none is, the first.
pub(crate) fn kind_of<'a>(
    view: View<'a>,
    unit: UnitId,
    named: &str,
) -> Result<(MeetingKindId, &'a MeetingRule), Failure> {
    let mut kinds = kinds(view, unit).into_iter();
    kinds
        .find(|(_, kind)| named.is_empty() || kind.id == named)
        .ok_or(Failure::NotFound)
}

/// Who is expected, by name: those with a post here before the others.
pub(crate) fn expected(view: View<'_>, unit: UnitId, kind: MeetingKindId) -> Vec<PersonId> {
    let mut expected = view.state.expected_at(view.charter, unit, kind);
    expected.sort_by_cached_key(|person| {
        (
            posts_here(view, *person, unit).is_empty(),
            view.directory.name(*person),
        )
    });
    expected
}

/// The form that calls a meeting.
pub(crate) fn call(
    view: View<'_>,
    unit: UnitId,
    asked: &Wanted,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::CallMeeting, unit)?;
    let (_, kind) = kind_of(view, unit, &asked.kind)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let kinds = kinds(view, unit);
    let notice = i64::from(kind.notice_days.unwrap_or(0));
    let earliest = view.today.saturating_add(jiff::Span::new().days(notice));
    let value = if asked.on.is_empty() {
        earliest.to_string()
    } else {
        asked.on.clone()
    };
    let on = Field::new("on", "Day", Kind::Day).value(value);
    let on = match notice {
        0 => on,
        days => on.hint(format!(
            "{} ahead, so {} or later.",
            capital(&counted(days.unsigned_abs(), "day", "days")),
            day(earliest)
        )),
    };
    let mut fields = vec![on];
    if kinds.len() > 1 {
        let choices = kinds.iter().map(|(_, kind)| Choice {
            value: kind.id.clone(),
            text: capital(&kind.title),
        });
        fields.insert(
            0,
            Field::new("kind", "Kind of meeting", Kind::Choice(choices.collect())).value(&kind.id),
        );
    }
    let heading = if kinds.len() > 1 {
        "Call a meeting".to_owned()
    } else {
        format!("Call {}", indefinite(&kind.title))
    };
    Ok(FormPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading,
        lead: Some(format!(
            "Everybody of {} who is expected sees it on their home page at once.",
            it.name
        )),
        article: view.note(kind.rule),
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/meetings/new"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Call it".to_owned(),
        back: Some(Link::new("Back without calling", format!("/units/{unit}"))),
    })
}

/// What the form that records a meeting has in it at first: everybody present, today.
pub(crate) fn blank(view: View<'_>, unit: UnitId, asked: &Wanted) -> Result<RecordForm, Failure> {
    let (id, _) = kind_of(view, unit, &asked.kind)?;
    let called = view.state.meetings_of(unit).filter(|meeting| {
        meeting.kind == id
            && meeting.standing == MeetingStanding::Called
            && meeting.on <= view.today
    });
    let on = called.map(|meeting| meeting.on).max().unwrap_or(view.today);
    let on = if asked.on.is_empty() {
        on.to_string()
    } else {
        asked.on.clone()
    };
    Ok(RecordForm {
        held_on: on,
        ..RecordForm::default()
    })
}

/// The form that records a meeting.
pub(crate) fn record(
    view: View<'_>,
    unit: UnitId,
    asked: &Wanted,
    form: &RecordForm,
    with: Drawing,
) -> Result<RecordMeetingPage, Failure> {
    let it = view.unit_for(Action::RecordMeeting, unit)?;
    let (id, kind) = kind_of(view, unit, &asked.kind)?;
    let heading = format!("Record the {}", kind.title);
    let about = match kind.every {
        Some(every) => format!(
            "{} · for {}",
            it.name,
            period_name(every, period_of(every, view.today))
        ),
        None => it.name.to_owned(),
    };
    let action = address(
        &format!("/units/{unit}/meetings/record"),
        &[("kind", &kind.id)],
    );
    let mut page = drawn(view, (unit, id, kind), form, with);
    page.frame.title.clone_from(&heading);
    Ok(RecordMeetingPage {
        heading,
        about,
        action,
        submit: "Record the meeting".to_owned(),
        ..page
    })
}

/// The form that corrects a record.
pub(crate) fn correct(
    view: View<'_>,
    meeting: MeetingId,
    form: &RecordForm,
    with: Drawing,
) -> Result<RecordMeetingPage, Failure> {
    let it = correctable(view, meeting)?;
    let kind = view.charter.meeting(it.kind).ok_or(Failure::NotFound)?;
    let reason =
        Field::new("reason", "Why the record is corrected", Kind::Lines).value(&form.reason);
    let reason = with.trouble.mark(
        reason.hint("The record as it was stays in the journal, with this reason beside it."),
    );
    let mut page = drawn(view, (it.unit, it.kind, kind), form, with);
    page.more.push(reason);
    page.frame.path.push(Link::new(
        format!("{}, {}", capital(&kind.title), day(it.on)),
        format!("/meetings/{meeting}"),
    ));
    page.frame.title = "Correct a record".to_owned();
    Ok(RecordMeetingPage {
        heading: "Correct the record".to_owned(),
        about: capital(&format!("{}, {}", kind.title, day(it.on))),
        action: format!("/meetings/{meeting}/correct"),
        submit: "Correct the record".to_owned(),
        ..page
    })
}

/// A meeting that the viewer may correct.
pub(crate) fn correctable(view: View<'_>, meeting: MeetingId) -> Result<Meeting, Failure> {
    let found = view.meeting(meeting)?;
    view.unit_for(Action::CorrectMeeting, found.unit)?;
    Ok(found)
}

/// What recording and correcting have in common.
fn drawn(
    view: View<'_>,
    (unit, id, kind): (UnitId, MeetingKindId, &MeetingRule),
    form: &RecordForm,
    with: Drawing,
) -> RecordMeetingPage {
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let people = expected(view, unit, id);
    let held_on = Field::new("held_on", "Held on", Kind::Day).value(&form.held_on);
    let resolutions =
        Field::new("resolutions", "Resolutions", Kind::Lines).value(&form.resolutions);
    let resolutions = resolutions
        .optional()
        .hint("One a line. Leave it empty if nothing was resolved.");
    RecordMeetingPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: String::new(),
        about: String::new(),
        action: String::new(),
        guard,
        refused: trouble.refused.clone(),
        fields: vec![trouble.mark(held_on)],
        roll: people
            .iter()
            .map(|person| attendee(view, unit, *person, form))
            .collect(),
        quorum: quorum(view, kind, &people),
        more: vec![trouble.mark(resolutions)],
        submit: String::new(),
        article: view.note(kind.rule),
    }
}

fn attendee(view: View<'_>, unit: UnitId, person: PersonId, form: &RecordForm) -> Attendee {
    let mut about = posts_here(view, person, unit);
    let grade = view
        .state
        .membership(person)
        .and_then(|membership| view.charter.grade(membership.grade));
    if let Some(grade) = grade.filter(|grade| !grade.votes) {
        about.push(format!("{}, no vote", grade.title));
    }
    Attendee {
        id: person.0,
        name: view.directory.name(person),
        about: about.join(", "),
        present: form.is_present(person),
    }
}

/// What somebody is in a unit.
pub(crate) fn posts_here(view: View<'_>, person: PersonId, unit: UnitId) -> Vec<String> {
    let held = view
        .state
        .tenures_of(person)
        .filter(|tenure| tenure.unit == unit && tenure.until.is_none());
    held.map(|tenure| view.post_title(tenure.post, view.today))
        .collect()
}

/// How many are needed to decide: the charter's own figure for this roll.
fn quorum(view: View<'_>, kind: &MeetingRule, people: &[PersonId]) -> Option<String> {
    let votes = |person: &&PersonId| {
        let grade = view
            .state
            .membership(**person)
            .and_then(|membership| view.charter.grade(membership.grade));
        grade.is_some_and(|grade| grade.votes)
    };
    let members = people.len() as u64;
    let entitled = people.iter().filter(votes).count() as u64;
    let figures = Figures {
        members: Some(members),
        entitled: Some(entitled),
        present: Some(members),
        ..Figures::default()
    };
    let needed = kind.quorum.as_ref()?.needed(&figures)?;
    let of = if entitled == members {
        counted(members, "person", "people")
    } else {
        format!("{entitled} with a vote")
    };
    Some(format!("To decide, {} of {of} are needed.", needed.count))
}

/// Whether nothing but the day of a meeting stands in the way of its record.
pub(crate) fn is_about_the_day(reason: &kernel::Reason) -> bool {
    acting::is_about_the_day(reason) || matches!(reason, kernel::Reason::AlreadyRecorded { .. })
}

/// What else can be done than what was refused.
pub(crate) fn ways_on(
    view: View<'_>,
    unit: UnitId,
    kind: MeetingKindId,
    on: Option<Date>,
    reason: &kernel::Reason,
) -> Vec<Link> {
    use kernel::Reason;
    let recorded = view
        .state
        .meetings_of(unit)
        .filter(|it| it.standing != MeetingStanding::CalledOff)
        .find(|it| it.kind == kind && Some(it.on) == on);
    match reason {
        Reason::InFuture(_) if view.may(Action::CallMeeting, unit) => {
            let asked = [("on", on.map(|on| on.to_string()).unwrap_or_default())];
            let asked = asked
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect::<Vec<_>>();
            vec![Link::new(
                "Call the meeting for that day",
                address(&format!("/units/{unit}/meetings/new"), &asked),
            )]
        }
        Reason::AlreadyRecorded { .. } => recorded
            .map(|it| Link::new("See that record", format!("/meetings/{}", it.id)))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}
