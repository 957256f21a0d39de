//! Every page with made-up content, for the gallery and for the tests of the
//! look. The words are those of an organisation that no charter here describes.

use askama::DynTemplate;
#[cfg(test)]
use askama::Template;
use web::articles::ArticleNote;
use web::forms::{Choice, Guard};
use web::frame::{Frame, Link, Room};
use web::listing::{Filter, Line, Pager, Search};
use web::pages::error::ErrorPage;
#[cfg(test)]
use web::pages::people::PersonPage;
use web::pages::units::Figure;
use web::pictures::mosaic::{Group, Mosaic, Size};
use web::pictures::strip::{Held, Square, Strip};
use web::sheet::Exports;
use web::standing::Standing;

mod meetings;
mod people;
mod rules;
mod units;

/// A page and what it is called here.
type Named = (&'static str, Box<dyn DynTemplate>);

/// What puts a frame around a page: its title, its room, the way to it.
type Framing<'a> = dyn Fn(&str, Room, &[(&str, &str)]) -> Frame + 'a;

/// Every page by name, rendered. `style` is the address of the style sheet.
pub(crate) fn pages(style: &str) -> askama::Result<Vec<(&'static str, String)>> {
    let frame =
        |title: &str, room: Room, path: &[(&str, &str)]| framed(style, title, Some(room), path);
    let mut all = places(&frame);
    all.extend(documents(&frame));
    all.extend(errors(&frame));
    all.push((
        "signin",
        Box::new(people::signin(framed(style, "Sign in", None, &[]))),
    ));
    all.into_iter()
        .map(|(name, page)| Ok((name, page.dyn_render()?)))
        .collect()
}

/// A person with this name.
#[cfg(test)]
pub(crate) fn named(name: &str) -> askama::Result<String> {
    let page = people::person(framed("style.css", "A person", Some(Room::People), &[]));
    PersonPage {
        name: name.to_owned(),
        ..page
    }
    .render()
}

fn places(frame: &Framing<'_>) -> Vec<Named> {
    vec![
        (
            "home",
            Box::new(units::home(frame("Due from you", Room::Home, &[]))),
        ),
        (
            "units",
            Box::new(units::organisation(frame("Organisation", Room::Units, &[]))),
        ),
        (
            "unit",
            Box::new(units::unit(frame("No. 2 Circle", Room::Units, WAY))),
        ),
        (
            "record",
            Box::new(meetings::record(
                frame("Record a meeting", Room::Units, TO_UNIT),
                false,
            )),
        ),
        (
            "record-refused",
            Box::new(meetings::record(
                frame("Record a meeting", Room::Units, TO_UNIT),
                true,
            )),
        ),
        (
            "call",
            Box::new(meetings::call(frame(
                "Call a meeting",
                Room::Units,
                TO_UNIT,
            ))),
        ),
        (
            "meeting",
            Box::new(meetings::meeting(frame(
                "General meeting",
                Room::Units,
                TO_UNIT,
            ))),
        ),
        (
            "person",
            Box::new(people::person(frame("Ana Marsh", Room::People, &[]))),
        ),
        (
            "people",
            Box::new(people::persons(frame("People", Room::People, &[]))),
        ),
        (
            "account",
            Box::new(people::account(frame("Account", Room::Account, &[]))),
        ),
    ]
}

fn documents(frame: &Framing<'_>) -> Vec<Named> {
    let charter = [("Charter", "/charter")];
    let findings = [("Findings", "/findings")];
    vec![
        (
            "findings",
            Box::new(rules::found(frame("Findings", Room::Findings, &[]))),
        ),
        (
            "plan",
            Box::new(rules::plan(frame("Plan", Room::Findings, &findings))),
        ),
        (
            "charter",
            Box::new(rules::statutes(frame("Charter", Room::Charter, &[]))),
        ),
        (
            "article",
            Box::new(rules::article_page(frame(
                "Article 4",
                Room::Charter,
                &charter,
            ))),
        ),
        (
            "what-if",
            Box::new(rules::what_if(frame("What if", Room::Charter, &charter))),
        ),
        (
            "journal",
            Box::new(rules::entries(frame("Journal", Room::Journal, &[]))),
        ),
    ]
}

fn errors(frame: &Framing<'_>) -> Vec<Named> {
    let seeing = note(
        "12",
        "Who may see what",
        "Members see the roll of their own circle; conveners see the rolls beneath them.",
    );
    let what = "You hold no post that lets you see this roll.";
    let ways_on = vec![Link::new("Your own circle", "/units/7")];
    vec![
        (
            "not-found",
            Box::new(ErrorPage::not_found(frame("Not found", Room::Home, &[]))),
        ),
        (
            "busy",
            Box::new(ErrorPage::busy(frame("Busy", Room::Home, &[]), "/units/7")),
        ),
        (
            "broken",
            Box::new(ErrorPage::broken(frame("Broken", Room::Home, &[]), "7f3a")),
        ),
        (
            "refused",
            Box::new(ErrorPage::refused(
                frame("Not possible", Room::Home, &[]),
                what,
                Some(seeing),
                ways_on,
            )),
        ),
    ]
}

const WAY: &[(&str, &str)] = &[
    ("Friends of the Valley Commons", "/units/1"),
    ("Upper Valley", "/units/3"),
    ("Oakham Parish", "/units/5"),
];

const TO_UNIT: &[(&str, &str)] = &[
    ("Upper Valley", "/units/3"),
    ("Oakham Parish", "/units/5"),
    ("No. 2 Circle", "/units/7"),
];

fn framed(style: &str, title: &str, room: Option<Room>, path: &[(&str, &str)]) -> Frame {
    Frame {
        title: title.to_owned(),
        organisation: "Valley Commons".to_owned(),
        viewer: room.map(|_| Link::new("Ana Marsh, convener of No. 2 Circle", "/people/9")),
        rooms: if room.is_some() {
            Room::ALL.into()
        } else {
            Vec::new()
        },
        room,
        path: path
            .iter()
            .map(|(text, href)| Link::new(*text, *href))
            .collect(),
        made_up: true,
        past: None,
        as_of: None,
        done: None,
        style: style.to_owned(),
    }
}

fn guard() -> Guard {
    Guard {
        token: "8f2c".to_owned(),
        key: "0193-77".to_owned(),
    }
}

fn note(number: &str, title: &str, text: &str) -> ArticleNote {
    ArticleNote {
        number: number.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        assumed: None,
    }
}

fn sizes() -> ArticleNote {
    note(
        "4",
        "The circle",
        "A circle has 5 to 30 members. A unit with 31 or more forms a parish, with circles beneath it.",
    )
}

fn gathering() -> ArticleNote {
    note(
        "9",
        "General meeting",
        "Each circle holds a general meeting at least once a month. More than two thirds of those entitled must be present.",
    )
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

fn year() -> Strip {
    let names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let state = |month| match month {
        4 => Held::Missed,
        7 => Held::TooFew,
        10 => Held::Due,
        11 => Held::Ahead,
        _ => Held::Held,
    };
    let squares = names.iter().enumerate().map(|(month, name)| Square {
        letter: name.chars().take(1).collect(),
        name: (*name).to_owned(),
        state: state(month),
        href: (month < 11 && month != 4).then(|| format!("/meetings/{}", month + 2)),
    });
    Strip {
        caption: "General meetings of 2026".to_owned(),
        stretch: ("month".to_owned(), "months".to_owned()),
        squares: squares.collect(),
    }
}

fn mosaic(name: &str, size: Size, cured: bool) -> Mosaic {
    let places = [
        "Upper Valley",
        "Lower Valley",
        "Harbour",
        "North Fells",
        "South Fells",
        "The Isles",
        "Moorside",
        "Castle Ward",
        "Long Marsh",
        "Old Town",
    ];
    let groups = places.iter().enumerate().map(|(at, place)| {
        let total = 40 + (at as u64 * 37) % 90;
        let near = 2 + (at as u64 * 5) % 9;
        let outside = if cured { 0 } else { (at as u64 * 7) % 4 };
        Group {
            label: (*place).to_owned(),
            href: Some(format!("/units?open={}", at + 2)),
            inside: total - near - outside,
            near,
            outside,
        }
    });
    Mosaic {
        name: name.to_owned(),
        caption: "Circles by valley and standing".to_owned(),
        tile: ("circle".to_owned(), "circles".to_owned()),
        group: "Valley".to_owned(),
        groups: groups.collect(),
        size,
    }
}

fn sum(count: u64, words: &str, href: &str, standing: Option<Standing>) -> Figure {
    Figure {
        count,
        words: words.to_owned(),
        href: href.to_owned(),
        standing,
    }
}

fn pager(first: u64, last: u64, total: u64, one: &str, several: &str) -> Pager {
    Pager {
        first,
        last,
        total,
        of: (one.to_owned(), several.to_owned()),
        previous: (first > 1).then(|| "?page=1".to_owned()),
        next: (last < total).then(|| "?page=2".to_owned()),
        export: Some(exports("/list")),
    }
}

/// The two files of the list at an address.
fn exports(list: &str) -> Exports {
    Exports {
        csv: format!("{list}.csv"),
        xlsx: format!("{list}.xlsx"),
    }
}

fn search(action: &str, label: &str, filters: Vec<Filter>) -> Search {
    Search {
        action: action.to_owned(),
        label: Some(label.to_owned()),
        query: String::new(),
        days: Vec::new(),
        filters,
        narrowed: false,
    }
}

fn filter(name: &str, label: &str, choices: &[&str]) -> Filter {
    Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        choices: choices
            .iter()
            .map(|text| Choice {
                value: (*text).to_owned(),
                text: (*text).to_owned(),
            })
            .collect(),
        chosen: choices.first().copied().unwrap_or_default().to_owned(),
    }
}

fn finding(late: bool) -> Line {
    let until = if late {
        ""
    } else {
        " · To be mended by 3 December 2026, in 10 days."
    };
    Line {
        what: Link::new("No. 3 Circle", "/units/8"),
        of: None,
        about: format!(
            "Oakham Parish · Upper Valley · Since 3 September 2026, 2 months ago.{until} · \
             What mends it: form a parish with circles beneath it; or split in two."
        ),
        open: late.then(|| {
            let was = "Was to be mended by 3 November 2026, 2 weeks late.";
            (Standing::Outside, was.to_owned())
        }),
        text: Some("It has 34 members; 30 is the most.".to_owned()),
        now: None,
        acts: Vec::new(),
        note: Some(sizes()),
    }
}
