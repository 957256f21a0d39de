//! Every meeting of a unit, as a list.

use charter::{Action, MeetingRule};
use kernel::UnitId;
use kernel::meetings::{Meeting, MeetingStanding};

use super::year::{attendance, kinds, record_address};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, one, year};
use crate::pages::findings::wording::indefinite;
use crate::standing::Standing;
use crate::view::View;
use crate::words::{away, capital, day};

/// `/units/{id}/meetings`: called and held, the last day first.
pub(crate) const MEETINGS: List<u32, Meeting> = List {
    room: Room::Units,
    opens: |with, unit| {
        let view = with.view;
        let unit = view.unit(UnitId(unit))?.id;
        let first = kinds(view, unit).into_iter().next();
        Ok(Opened {
            acts: acts(view, unit),
            article: first.and_then(|(_, kind)| view.note(kind.rule)),
            rows: all(view, unit),
            ..Opened::of_unit(view, unit, "Meetings")
        })
    },
    of: ("meeting", "meetings"),
    file: "meetings",
    heads: &["meeting", "day", "kind", "standing", "present", "expected"],
    fields: |Opening { view, .. }, it| {
        let held = it.standing.is_held();
        vec![
            it.id.0.into(),
            it.on.into(),
            kind(view, it).map(|kind| kind.title.as_str()).into(),
            standing(it.standing).0.into(),
            held.then_some(it.present).into(),
            held.then_some(it.expected).into(),
        ]
    },
    sieves: &[
        Sieve("kind", "Kind", "Every kind", |view, it| {
            let kind = kind(view, it);
            let kind = kind.map(|kind| Value::new(kind.id.clone(), capital(&kind.title)));
            kind.into_iter().collect()
        }),
        Sieve("standing", "Standing", "However it stands", |_, it| {
            let (word, words) = standing(it.standing);
            one(word, words)
        }),
        Sieve("year", "Year", "Every year", |_, it| year(it.on)),
    ],
    line: |with, it| line(with.view, it),
};

/// The meetings of a unit, the last day first.
fn all(view: View<'_>, unit: UnitId) -> Vec<Meeting> {
    let mut all: Vec<Meeting> = view.state.meetings_of(unit).collect();
    all.sort_by_key(|meeting| std::cmp::Reverse((meeting.on, meeting.id)));
    all
}

fn kind<'a>(view: View<'a>, it: &Meeting) -> Option<&'a MeetingRule> {
    view.charter.meeting(it.kind)
}

/// How a meeting stands: the word for it in addresses and files, and what is read.
pub(crate) fn standing(standing: MeetingStanding) -> (&'static str, &'static str) {
    match standing {
        MeetingStanding::Called => ("called", "Called"),
        MeetingStanding::Quorate => ("held", "Held"),
        MeetingStanding::Inquorate => ("too few", "Held by too few"),
        MeetingStanding::CalledOff => ("called off", "Called off"),
    }
}

fn line(view: View<'_>, it: &Meeting) -> Line {
    let title = capital(kind(view, it).map_or("meeting", |kind| kind.title.as_str()));
    let what = Link::new(
        format!("{}: {title}", day(it.on)),
        format!("/meetings/{}", it.id),
    );
    let missed = it.standing == MeetingStanding::Called && it.on < view.today;
    let said = match it.standing {
        MeetingStanding::Called => "called".to_owned(),
        MeetingStanding::CalledOff => "called off".to_owned(),
        MeetingStanding::Quorate | MeetingStanding::Inquorate => attendance(it),
    };
    let open = match it.standing {
        MeetingStanding::Inquorate => Some("Too few to decide"),
        MeetingStanding::Called if missed => Some("Not recorded yet"),
        MeetingStanding::Called | MeetingStanding::CalledOff | MeetingStanding::Quorate => None,
    };
    Line {
        open: open.map(|open| (Standing::Near, open.to_owned())),
        ..Line::new(what, format!("{said} · {}", away(view.today, it.on)))
    }
}

fn acts(view: View<'_>, unit: UnitId) -> Vec<Link> {
    if view.state.standing_level(unit).is_none() {
        return Vec::new();
    }
    let kinds = kinds(view, unit);
    let records = view.may(Action::RecordMeeting, unit);
    let mut acts: Vec<Link> = kinds
        .iter()
        .filter(|_| records)
        .map(|(_, kind)| {
            let text = format!("Record {}", indefinite(&kind.title));
            Link::new(text, record_address(unit, kind))
        })
        .collect();
    if view.may(Action::CallMeeting, unit) && !kinds.is_empty() {
        acts.push(Link::new(
            "Call a meeting",
            format!("/units/{unit}/meetings/new"),
        ));
    }
    acts
}
