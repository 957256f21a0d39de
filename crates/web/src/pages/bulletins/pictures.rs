//! Pictures of people over time, drawn as SVG that takes its colours from the
//! style sheet, each with a table that says the same.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;
use record::{Appearance, Archive, Company, Kind, Move, PostHeld, Thing};

use super::words;
use crate::frame::Link;
use crate::words::capital;

/// Height of a line with a name.
const LINE: usize = 26;
/// Events beside each other in a picture of company.
const EVENTS_MAX: usize = 6;

/// A place between two days, in thousandths, shown as a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Permille(i64);

impl std::fmt::Display for Permille {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}%", self.0 / 10, self.0 % 10)
    }
}

/// A stretch of whole years, on which days are placed.
#[derive(Clone, Copy, Debug)]
struct Years {
    first: Date,
    last: Date,
}

impl Years {
    /// The years around these days; none where there is no day.
    fn around(days: &[Date]) -> Option<Years> {
        let (first, last) = (days.iter().min()?, days.iter().max()?);
        Some(Years {
            first: Date::new(first.year(), 1, 1).ok()?,
            last: Date::new(last.year(), 12, 31).ok()?,
        })
    }

    fn place(self, day: Date) -> Permille {
        let days = |from: Date, to: Date| i64::from((to - from).get_days());
        let whole = days(self.first, self.last).max(1);
        // Marks keep off the edges, where they would be cut.
        Permille((days(self.first, day) * 940 / whole).clamp(0, 940) + 30)
    }

    /// The years to mark, at most six.
    fn ticks(self) -> Vec<(Permille, String)> {
        let years = self.last.year() - self.first.year() + 1;
        let step = match years {
            ..=6 => 1,
            7..=12 => 2,
            13..=30 => 5,
            _ => 10,
        };
        let all = self.first.year()..=self.last.year();
        all.filter(|year| (year - self.first.year()) % step == 0)
            .filter_map(|year| Some((self.place(Date::new(year, 1, 1).ok()?), year.to_string())))
            .filter(|(place, _)| place.0 <= 900)
            .collect()
    }
}

/// How places moved from one list to the next: a line a person.
#[derive(Clone, Debug, Template)]
#[template(path = "bulletins/slope.html")]
pub struct Slope {
    height: usize,
    /// Places and names of the list before.
    before: Vec<(u32, String)>,
    /// Places and names of this one.
    after: Vec<(u32, String)>,
    /// From which height to which, for whoever is in both.
    ways: Vec<(usize, usize)>,
}

impl Slope {
    /// The picture of these moves.
    pub(super) fn of(moves: &[Move<'_>], name: impl Fn(&str) -> String) -> Slope {
        let list = |place: fn(&Move<'_>) -> Option<u32>| {
            let placed = moves.iter().filter_map(|it| Some((place(it)?, it.person)));
            let mut list: Vec<(u32, &str)> = placed.collect();
            list.sort_unstable();
            list
        };
        let (before, after) = (list(|it| it.before), list(|it| it.after));
        let at = |list: &[(u32, &str)], person: &str| {
            let rank = list.iter().position(|(_, it)| *it == person)?;
            Some(rank * LINE + LINE / 2)
        };
        let way = |it: &Move<'_>| Some((at(&before, it.person)?, at(&after, it.person)?));
        let named = |list: &[(u32, &str)]| {
            let named = list.iter().map(|(place, person)| (*place, name(person)));
            named.collect()
        };
        Slope {
            height: before.len().max(after.len()) * LINE,
            ways: moves.iter().filter_map(way).collect(),
            before: named(&before),
            after: named(&after),
        }
    }
}

/// A person's place in each list over time.
#[derive(Clone, Debug, Template)]
#[template(path = "bulletins/places.html")]
pub struct Places {
    caption: String,
    height: usize,
    marks: Vec<(Permille, usize, String)>,
    ticks: Vec<(Permille, String)>,
}

impl Places {
    /// The picture, where there are two lists or more that have a day.
    pub(super) fn of(archive: &Archive, name: &str, all: &[Appearance<'_>]) -> Option<Places> {
        let dated: Vec<(Date, &Appearance<'_>)> = all
            .iter()
            .filter_map(|it| Some((archive.newest_day(it.event)?, it)))
            .collect();
        let days: Vec<Date> = dated.iter().map(|(day, _)| *day).collect();
        let years = Years::around(&days).filter(|_| dated.len() > 1)?;
        let last = all.iter().map(|it| it.of).max()?.max(2);
        let height = 130;
        let marks = dated.iter().map(|(day, it)| {
            let place = usize::try_from(it.row.order)
                .unwrap_or(usize::MAX)
                .clamp(1, last);
            let y = 14 + (place - 1) * (height - 40) / (last - 1);
            (years.place(*day), y, it.row.order.to_string())
        });
        Some(Places {
            caption: format!(
                "The place of {name} in each list: the higher, the nearer to its head"
            ),
            height,
            marks: marks.collect(),
            ticks: years.ticks(),
        })
    }
}

/// Posts over time: a mark on each day on which a source shows somebody in
/// one, a bar where a source claims it throughout. Nothing is drawn between.
#[derive(Clone, Debug, Template)]
#[template(path = "bulletins/posts.html")]
pub struct PostMarks {
    rows: Vec<PostRow>,
    ticks: Vec<(Permille, String)>,
}

#[derive(Clone, Debug)]
struct PostRow {
    post: Link,
    marks: Vec<Permille>,
    bars: Vec<(Permille, Permille)>,
    seen: Vec<(String, Option<Link>, Link)>,
}

impl PostMarks {
    /// The picture, where any post is known.
    pub(super) fn of(archive: &Archive, posts: &[PostHeld<'_>]) -> Option<PostMarks> {
        if posts.is_empty() {
            return None;
        }
        let sightings = posts.iter().flat_map(|it| &it.sightings);
        let days: Vec<Date> = sightings
            .flat_map(|it| [it.first, it.last])
            .flatten()
            .collect();
        let years = Years::around(&days);
        let rows = posts.iter().map(|it| {
            let mut row = PostRow {
                post: words::link_of(archive, it.post),
                marks: Vec::new(),
                bars: Vec::new(),
                seen: Vec::new(),
            };
            for sighting in &it.sightings {
                let place = |day: Option<Date>| Some(years?.place(day?));
                let (first, last) = (place(sighting.first), place(sighting.last));
                match (first.or(last), last.or(first)) {
                    (Some(first), Some(last)) if sighting.throughout => {
                        row.bars.push((first, Permille((last.0 - first.0).max(8))));
                    }
                    (Some(first), _) => row.marks.push(first),
                    _ => {}
                }
                row.seen.push(seen(archive, sighting));
            }
            row
        });
        Some(PostMarks {
            rows: rows.collect(),
            ticks: years.map(Years::ticks).unwrap_or_default(),
        })
    }
}

/// When somebody is seen in a post: the words, the event, the source.
fn seen(archive: &Archive, it: &record::Sighting<'_>) -> (String, Option<Link>, Link) {
    let day = |day: Option<Date>| {
        day.map_or_else(|| "a day not known".to_owned(), crate::words::day_short)
    };
    let when = match it.event {
        Some(event) => words::when(archive, event),
        None if it.first.is_none() && it.last.is_none() => "no time given".to_owned(),
        None => format!("{} to {}", day(it.first), day(it.last)),
    };
    let event = it
        .event
        .map(|event| words::link(archive, Kind::Event, event));
    (capital(&when), event, words::source(archive, it.source))
}

/// Who appears with somebody: a square for each event at which both were.
#[derive(Clone, Debug, Template)]
#[template(path = "bulletins/together.html")]
pub struct Together {
    caption: String,
    width: usize,
    height: usize,
    events: Vec<(char, Link)>,
    rows: Vec<TogetherRow>,
    /// Events that are not drawn.
    older: usize,
    /// People who are not shown.
    more: usize,
}

#[derive(Clone, Debug)]
struct TogetherRow {
    y: usize,
    person: Link,
    marks: Vec<(usize, char)>,
    events: String,
    times: usize,
}

impl Together {
    /// The picture, where anybody appears with them.
    pub(super) fn of(
        archive: &Archive,
        name: &str,
        all: &[Company<'_>],
        most: usize,
    ) -> Option<Together> {
        if all.is_empty() {
            return None;
        }
        let mut events: Vec<&Thing> = Vec::new();
        for event in all.iter().flat_map(|it| &it.events) {
            if !events.iter().any(|it| it.id == event.id) {
                events.push(event);
            }
        }
        events.sort_by_key(|it| std::cmp::Reverse(archive.newest_day(it)));
        let older = events.len().saturating_sub(EVENTS_MAX);
        events.truncate(EVENTS_MAX);
        let linked = events.iter().map(|event| {
            let link = words::link(archive, Kind::Event, event);
            let when = words::when(archive, event);
            let text = format!("{}, {when}", capital(&link.text));
            (event.id.as_str(), Link::new(text, link.href))
        });
        let ids: Vec<(&str, Link)> = linked.collect();
        let letters: Vec<(char, &str)> = ('A'..='Z').zip(ids.iter().map(|(id, _)| *id)).collect();
        let rows = all.iter().take(most).enumerate().map(|(at, it)| {
            let events = letters.iter().enumerate();
            let both = events.filter(|(_, (_, id))| it.events.iter().any(|event| event.id == *id));
            let marks: Vec<(usize, char)> = both
                .map(|(column, (letter, _))| (column * 24, *letter))
                .collect();
            let mut named: Vec<String> =
                marks.iter().map(|(_, letter)| letter.to_string()).collect();
            match it.events.len() - marks.len() {
                0 => {}
                older => named.push(format!("{older} older")),
            }
            TogetherRow {
                y: (at + 1) * LINE,
                person: words::link(archive, Kind::Person, it.person),
                marks,
                events: named.join(", "),
                times: it.events.len(),
            }
        });
        let rows: Vec<TogetherRow> = rows.collect();
        Some(Together {
            caption: format!("Who is in lists together with {name}"),
            width: ids.len() * 24,
            height: (rows.len() + 1) * LINE,
            more: all.len() - rows.len(),
            older,
            events: ('A'..='Z')
                .zip(ids.into_iter().map(|(_, link)| link))
                .collect(),
            rows,
        })
    }
}

impl HtmlSafe for Slope {}
impl HtmlSafe for Places {}
impl HtmlSafe for PostMarks {}
impl HtmlSafe for Together {}
