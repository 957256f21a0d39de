//! From the record to the page of a meeting.

use charter::Action;
use jiff::civil::Date;
use kernel::directives::Origin;
use kernel::meetings::{Meeting, MeetingRecord, MeetingStanding};
use kernel::{DirectiveId, MeetingId, PersonId};

use super::{Correction, MeetingPage};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::address;
use crate::pages::directives::words;
use crate::pages::findings::wording::people;
use crate::records::Recorded;
use crate::site::date_of;
use crate::view::View;
use crate::words::{away, capital, counted, day};

/// A meeting with the texts of its records: what was resolved, and why each was corrected.
#[derive(Debug)]
pub(crate) struct Told {
    /// Its records, the one that holds first.
    pub(crate) records: Vec<Recorded>,
    /// What was resolved; a text that was erased is none.
    pub(crate) resolutions: Vec<Option<String>>,
    /// Why each record took the place of the one before, in the order of the records.
    pub(crate) reasons: Vec<Option<String>>,
    /// Why it was called off, where the viewer may read it.
    pub(crate) called_off: Option<String>,
}

/// Whether the viewer may read names and texts of a unit's meetings.
pub(crate) fn is_open(view: View<'_>, meeting: MeetingId) -> Result<bool, Failure> {
    let found = view.meeting(meeting)?;
    Ok(view.may(Action::SeeRoll, found.unit))
}

/// The page of a meeting.
pub(crate) fn page(
    view: View<'_>,
    id: MeetingId,
    told: &Told,
    frame: Frame,
) -> Result<MeetingPage, Failure> {
    let meeting = view.meeting(id)?;
    let open = is_open(view, id)?;
    let unit = view.unit(meeting.unit)?;
    let kind = view
        .charter
        .meeting(meeting.kind)
        .ok_or(Failure::NotFound)?;
    let held = meeting.standing.is_held();
    let holds = told.records.first();
    let absent = holds.map(|it| it.record.absent.clone()).unwrap_or_default();
    let present = if open && meeting.standing != MeetingStanding::CalledOff {
        there(view, &meeting, &absent)
    } else {
        Vec::new()
    };
    let title = format!("{}, {}", capital(&kind.title), day(meeting.on));
    Ok(MeetingPage {
        frame: Frame {
            title: title.clone(),
            path: view.path_to(meeting.unit),
            ..frame
        },
        heading: title,
        unit: Link::new(unit.name, format!("/units/{}", unit.id)),
        about: about(view.today, &meeting, told),
        held,
        attendance: attendance(view, &meeting, holds.map(|it| &it.record)),
        closed: closed(view, &meeting, open, &absent, present.len()),
        present: links(view, &present),
        absent: if open {
            links(view, &absent)
        } else {
            Vec::new()
        },
        resolutions: resolutions(told, open),
        agenda: directives(view, view.state.on_agenda(id)),
        followed: directives(view, view.state.carrying_out(Origin::Meeting(id))),
        corrections: if open {
            corrections(view, told)
        } else {
            Vec::new()
        },
        acts: acts(view, &meeting, &kind.id),
        entry: holds
            .filter(|_| view.may(Action::SeeJournal, meeting.unit))
            .map(|it| {
                let journal = address("/journal", &[("unit", &meeting.unit.to_string())]);
                Link::new(
                    format!("Entry {} of the journal says so", it.sequence),
                    journal,
                )
            }),
        article: view.note(kind.rule),
    })
}

/// The ways to directives that the viewer may know of.
fn directives(view: View<'_>, ids: impl Iterator<Item = DirectiveId>) -> Vec<Link> {
    ids.filter_map(|id| words::link(view, id)).collect()
}

fn about(today: Date, meeting: &Meeting, told: &Told) -> String {
    if meeting.standing == MeetingStanding::Called {
        return match meeting.on < today {
            true => format!(
                "called for a day {}, and not recorded yet",
                away(today, meeting.on)
            ),
            false => format!("called, {}", away(today, meeting.on)),
        };
    }
    if meeting.standing == MeetingStanding::CalledOff {
        return match &told.called_off {
            Some(why) => format!("called off: {why}"),
            None => "called off".to_owned(),
        };
    }
    let mut text = format!("held {}", away(today, meeting.on));
    if let Some(first) = told.records.last() {
        let entered = date_of(first.at_ms);
        match entered == meeting.on {
            true => text.push_str(", recorded the same day"),
            false => text.push_str(&format!(", recorded on {}", day(entered))),
        }
    }
    match told.records.len() {
        0 | 1 => {}
        2 => text.push_str(", corrected once"),
        many => text.push_str(&format!(", corrected {} times", many - 1)),
    }
    text
}

fn attendance(view: View<'_>, meeting: &Meeting, record: Option<&MeetingRecord>) -> Option<String> {
    if meeting.standing == MeetingStanding::Called {
        let expected = view
            .state
            .expected_at(view.charter, meeting.unit, meeting.kind)
            .len();
        return Some(format!("{} may come.", capital(&people(expected as u64))));
    }
    if meeting.standing == MeetingStanding::CalledOff {
        return None;
    }
    let mut text = format!("{} of {} were present", meeting.present, meeting.expected);
    let record = record.and_then(|record| record.needed.map(|needed| (record, needed)));
    if let Some((record, needed)) = record {
        if record.entitled != record.expected {
            let (voting, entitled) = (record.voting, record.entitled);
            text.push_str(&format!(", {voting} of the {entitled} with a vote"));
        }
        let enough = if record.quorate() {
            "enough"
        } else {
            "too few"
        };
        text.push_str(&format!(": {enough} to decide, as {needed} were needed"));
    }
    text.push('.');
    Some(text)
}

/// Those of the roll of today who were there, or may come, by name.
fn there(view: View<'_>, meeting: &Meeting, absent: &[PersonId]) -> Vec<PersonId> {
    let held = meeting.standing.is_held();
    let was_there = |person: &PersonId| {
        let since = view
            .state
            .membership(*person)
            .map(|membership| membership.in_unit_since);
        !held || (!absent.contains(person) && since.is_some_and(|since| since <= meeting.on))
    };
    let expected = view
        .state
        .expected_at(view.charter, meeting.unit, meeting.kind);
    let mut there: Vec<PersonId> = expected.into_iter().filter(was_there).collect();
    there.sort_by_cached_key(|person| view.directory.name(*person));
    there
}

fn links(view: View<'_>, people: &[PersonId]) -> Vec<Link> {
    let mut links: Vec<Link> = people
        .iter()
        .map(|person| {
            let link = view.person_link(*person);
            link.unwrap_or_else(|| {
                Link::new(capital(&view.someone(*person)), format!("/people/{person}"))
            })
        })
        .collect();
    links.sort_by(|one, other| one.text.cmp(&other.text));
    links
}

/// Why names are missing: they are not for the viewer, or the roll has changed since.
fn closed(
    view: View<'_>,
    meeting: &Meeting,
    open: bool,
    absent: &[PersonId],
    named: usize,
) -> Option<String> {
    if !open {
        return Some(
            match view
                .charter
                .rights
                .iter()
                .find(|right| right.action == Action::SeeRoll)
            {
                Some(right) => {
                    let article = view
                        .charter
                        .article_of(right.rule)
                        .map_or("", |article| article.number.as_str());
                    format!(
                        "Names and texts are for those who may see the roll (Article {article})."
                    )
                }
                None => "Names and texts are for those who may see the roll.".to_owned(),
            },
        );
    }
    let held = meeting.standing.is_held();
    let were = u64::from(meeting.expected).saturating_sub(absent.len() as u64);
    let gone = were.saturating_sub(named as u64);
    (held && gone > 0).then(|| format!("{} more, no longer on the roll.", people(gone)))
}

fn resolutions(told: &Told, open: bool) -> Vec<String> {
    let count = told.resolutions.len() as u64;
    match (open, count) {
        (_, 0) => Vec::new(),
        (true, _) => {
            let erased = || "(This text has been erased.)".to_owned();
            told.resolutions
                .iter()
                .map(|text| text.clone().unwrap_or_else(erased))
                .collect()
        }
        (false, _) => vec![format!(
            "{} on record.",
            counted(count, "resolution is", "resolutions are")
        )],
    }
}

fn corrections(view: View<'_>, told: &Told) -> Vec<Correction> {
    let pairs = told
        .records
        .iter()
        .zip(told.records.iter().skip(1))
        .zip(&told.reasons);
    pairs
        .map(|((now, before), reason)| Correction {
            when: format!("{}, by {}.", day(date_of(now.at_ms)), who(view, now)),
            reason: reason
                .clone()
                .unwrap_or_else(|| "(This text has been erased.)".to_owned()),
            change: change(&now.record, &before.record),
        })
        .collect()
}

fn who(view: View<'_>, recorded: &Recorded) -> String {
    match recorded.actor {
        kernel::Actor::Operator | kernel::Actor::Public => "the operator".to_owned(),
        kernel::Actor::Person(person) => view.someone(person),
    }
}

/// What a correction changed, in a sentence.
fn change(now: &MeetingRecord, before: &MeetingRecord) -> String {
    let mut changes = Vec::new();
    if now.on != before.on {
        changes.push(format!("the day was {}", day(before.on)));
    }
    if now.present() != before.present() {
        changes.push(format!("{} were recorded as present", before.present()));
    } else if now.absent != before.absent {
        changes.push("others were recorded as absent".to_owned());
    }
    if now.resolutions.len() != before.resolutions.len() {
        changes.push(counted(
            before.resolutions.len() as u64,
            "resolution was recorded",
            "resolutions were recorded",
        ));
    }
    if changes.is_empty() {
        return "The wording was changed.".to_owned();
    }
    format!("Before, {}.", crate::words::listed(&changes))
}

fn acts(view: View<'_>, meeting: &Meeting, kind: &str) -> Vec<Link> {
    if meeting.standing == MeetingStanding::Called {
        let may = view.may(Action::RecordMeeting, meeting.unit) && meeting.on <= view.today;
        let record = address(
            &format!("/units/{}/meetings/record", meeting.unit),
            &[("kind", kind), ("on", &meeting.on.to_string())],
        );
        let mut acts: Vec<Link> = may
            .then(|| Link::new("Record it", record))
            .into_iter()
            .collect();
        if view.may(Action::CallMeeting, meeting.unit) {
            let way = format!("/meetings/{}/call-off", meeting.id);
            acts.push(Link::new("Call it off", way));
        }
        return acts;
    }
    if meeting.standing == MeetingStanding::CalledOff {
        return Vec::new();
    }
    let may = view.may(Action::CorrectMeeting, meeting.unit);
    may.then(|| {
        Link::new(
            "Correct the record",
            format!("/meetings/{}/correct", meeting.id),
        )
    })
    .into_iter()
    .chain(issue_links(view, meeting))
    .chain(bulletin_link(view, meeting))
    .collect()
}

/// The way to write for everybody what happened.
fn bulletin_link(view: View<'_>, meeting: &Meeting) -> Option<Link> {
    view.state.bulletin_rule(view.today, meeting.unit)?;
    let may = view.may(Action::DraftBulletin, meeting.unit);
    let about = format!("meeting-{}", meeting.id);
    let path = format!("/units/{}/bulletins/new", meeting.unit);
    may.then(|| {
        Link::new(
            "Write a bulletin about it",
            address(&path, &[("about", &about)]),
        )
    })
}

/// The ways to hand down what was resolved.
fn issue_links(view: View<'_>, meeting: &Meeting) -> impl Iterator<Item = Link> {
    let origin = format!("meeting-{}", meeting.id);
    let links = crate::pages::directives::list::issue_links(view, Some(meeting.unit));
    links.into_iter().map(move |link| Link {
        href: address(&link.href, &[("origin", &origin)]),
        ..link
    })
}
