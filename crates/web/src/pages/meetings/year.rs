//! From the record to a unit's year of meetings: a square for each stretch of
//! time in which one has to be held.

use charter::{Action, Every, MeetingKindId, MeetingRule};
use jiff::civil::{Date, date};
use kernel::UnitId;
use kernel::meetings::{Meeting, MeetingStanding, period_of, period_start};

use crate::frame::Link;
use crate::listing::address;
use crate::pages::units::Meetings;
use crate::pictures::strip::{Held, Square, Strip};
use crate::view::View;
use crate::words::{capital, day, month};

/// How many of the last meetings are named.
const LAST: usize = 3;

/// Every kind of meeting that a unit holds or has held, with its year.
pub(crate) fn meetings(view: View<'_>, unit: UnitId) -> Vec<Meetings> {
    kinds(view, unit)
        .into_iter()
        .map(|(id, kind)| {
            let last = view
                .state
                .meetings_of(unit)
                .filter(|meeting| meeting.kind == id);
            let mut last: Vec<Meeting> = last.collect();
            last.sort_by_key(|meeting| std::cmp::Reverse(meeting.on));
            Meetings {
                heading: heading(view, kind),
                strip: strip(view, unit, id, kind),
                last: last
                    .iter()
                    .take(LAST)
                    .map(|meeting| Link::new(line(meeting), format!("/meetings/{}", meeting.id)))
                    .collect(),
                article: view.note(kind.rule),
            }
        })
        .filter(|it| it.strip.is_some() || !it.last.is_empty())
        .collect()
}

fn heading(view: View<'_>, kind: &MeetingRule) -> String {
    let title = capital(&kind.title);
    if kind.every.is_some() {
        format!("{title}, {}", view.today.year())
    } else {
        title
    }
}

/// The kinds of meeting that units of this unit's level hold.
pub(crate) fn kinds<'a>(view: View<'a>, unit: UnitId) -> Vec<(MeetingKindId, &'a MeetingRule)> {
    let Some(level) = view.state.unit(unit).map(|unit| unit.level) else {
        return Vec::new();
    };
    let all = (0..).map(MeetingKindId).zip(&view.charter.meetings);
    all.filter(|(_, kind)| kind.levels.contains(&level))
        .collect()
}

/// A meeting in a line: `27 October 2026: 19 of 22 present`.
fn line(meeting: &Meeting) -> String {
    match meeting.standing {
        MeetingStanding::Called => format!("{}: called", day(meeting.on)),
        MeetingStanding::Quorate => format!("{}: {}", day(meeting.on), attendance(meeting)),
        MeetingStanding::Inquorate => {
            format!("{}: {}, too few", day(meeting.on), attendance(meeting))
        }
        MeetingStanding::CalledOff => format!("{}: called off", day(meeting.on)),
    }
}

/// How many were present, in words.
pub(crate) fn attendance(meeting: &Meeting) -> String {
    format!("{} of {} present", meeting.present, meeting.expected)
}

/// The year of one kind of meeting; none where it has no rhythm, or one of whole years.
pub(crate) fn strip(
    view: View<'_>,
    unit: UnitId,
    id: MeetingKindId,
    kind: &MeetingRule,
) -> Option<Strip> {
    let every = kind.every?;
    let founded = view.state.unit(unit)?.founded;
    let since = view
        .state
        .editions()
        .first()
        .map_or(founded, |first| founded.max(first.from));
    // Nothing was due in the stretch in which the unit or its first charter began, nor before.
    let first_due = period_of(every, since).saturating_add(1);
    let now = period_of(every, view.today);
    let squares: Vec<Square> = periods(every, view.today.year())
        .into_iter()
        .filter_map(|period| {
            let start = period_start(every, period)?;
            let held = best(view, unit, id, every, period);
            if held.is_none() && period < first_due && period < now {
                return None;
            }
            let state = match held.map(|meeting| meeting.standing) {
                Some(MeetingStanding::Quorate) => Held::Held,
                Some(MeetingStanding::Inquorate) => Held::TooFew,
                Some(MeetingStanding::Called | MeetingStanding::CalledOff) | None => {
                    match period.cmp(&now) {
                        std::cmp::Ordering::Less => Held::Missed,
                        std::cmp::Ordering::Equal => Held::Due,
                        std::cmp::Ordering::Greater => Held::Ahead,
                    }
                }
            };
            let record = (state == Held::Due && view.may(Action::RecordMeeting, unit))
                .then(|| record_address(unit, kind));
            let href = held
                .map(|meeting| format!("/meetings/{}", meeting.id))
                .or(record);
            Some(Square {
                letter: letter(every, start),
                name: period_name(every, period),
                state,
                href,
            })
        })
        .collect();
    (squares.len() > 1).then(|| Strip {
        caption: heading(view, kind),
        stretch: stretch(every),
        squares,
    })
}

/// The way to record a meeting of this kind.
pub(crate) fn record_address(unit: UnitId, kind: &MeetingRule) -> String {
    address(
        &format!("/units/{unit}/meetings/record"),
        &[("kind", &kind.id)],
    )
}

/// The meeting that counts for a stretch: a quorate one before others, and a held one before a called one.
fn best(
    view: View<'_>,
    unit: UnitId,
    id: MeetingKindId,
    every: Every,
    period: i32,
) -> Option<Meeting> {
    let within = view
        .state
        .meetings_of(unit)
        .filter(|it| it.kind == id && period_of(every, it.on) == period)
        .filter(|it| it.standing != MeetingStanding::CalledOff);
    within.min_by_key(|meeting| match meeting.standing {
        MeetingStanding::Quorate => 0,
        MeetingStanding::Inquorate => 1,
        MeetingStanding::Called => 2,
        MeetingStanding::CalledOff => 3,
    })
}

/// The stretches that begin in a year.
fn periods(every: Every, year: i16) -> Vec<i32> {
    let first = period_of(every, date(year, 1, 1));
    let begins = |period: &i32| period_start(every, *period).map(Date::year);
    (first..)
        .skip_while(|period| begins(period).is_some_and(|it| it < year))
        .take_while(|period| begins(period) == Some(year))
        .collect()
}

fn letter(every: Every, start: Date) -> String {
    match every {
        Every::Months(_) => start.strftime("%B").to_string().chars().take(1).collect(),
        Every::Weeks(_) => start.iso_week_date().week().to_string(),
    }
}

fn stretch(every: Every) -> (String, String) {
    let (one, several) = match every {
        Every::Months(1) => ("month", "months"),
        Every::Months(3) => ("quarter", "quarters"),
        Every::Months(6) => ("half-year", "half-years"),
        Every::Months(12) => ("year", "years"),
        Every::Weeks(1) => ("week", "weeks"),
        Every::Weeks(2) => ("fortnight", "fortnights"),
        Every::Months(_) | Every::Weeks(_) => ("stretch", "stretches"),
    };
    (one.to_owned(), several.to_owned())
}

/// What a stretch is called: `October`, `July to September`, `the week of 23 November`.
pub(crate) fn period_name(every: Every, period: i32) -> String {
    let start = period_start(every, period);
    let end = period_start(every, period.saturating_add(1)).and_then(|next| next.yesterday().ok());
    let Some((start, end)) = start.zip(end) else {
        return String::new();
    };
    let name = |date: Date| date.strftime("%B").to_string();
    match every {
        Every::Months(1) => name(start),
        Every::Months(12) => start.year().to_string(),
        Every::Months(months) if months < 12 => format!("{} to {}", name(start), name(end)),
        Every::Months(_) => format!("{} to {}", month(start), month(end)),
        Every::Weeks(1) => format!("the week of {}", start.strftime("%-d %B")),
        Every::Weeks(_) => format!("{} to {}", start.strftime("%-d %B"), end.strftime("%-d %B")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_its_stretches_with_their_names() {
        let names = |every| {
            periods(every, 2026)
                .into_iter()
                .map(|it| period_name(every, it))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(Every::Months(3)),
            [
                "January to March",
                "April to June",
                "July to September",
                "October to December"
            ]
        );
        assert_eq!(names(Every::Months(1)).len(), 12);
        assert_eq!(names(Every::Months(12)), ["2026"]);
        assert_eq!(names(Every::Weeks(1)).len(), 52);
        assert_eq!(
            names(Every::Weeks(1)).first().map(String::as_str),
            Some("the week of 5 January")
        );
    }
}
