//! Sample pages: people.

use jiff::civil::date;
use web::forms::{Field, Kind, Refused};
use web::frame::{Frame, Link, Past};
use web::pages::{people, sessions};
use web::pictures::timeline::{Sort, Span, Timeline};

use super::{filter, guard, note, pager, search};

pub(crate) fn person(frame: Frame) -> people::PersonPage {
    people::PersonPage {
        numbers: vec![(
            "Also entered as M-7 in No. 2 Cell, until 3 March 2026.".to_owned(),
            vec![Link::new("Otto Blum", "/people/7")],
        )],
        frame: Frame {
            past: Some(Past {
                on: "26 December 2025".to_owned(),
                today: "/people/9".to_owned(),
            }),
            ..frame
        },
        name: "Ana Marsh".to_owned(),
        about: "Friend in No. 2 Circle since 3 May 2019, 7 years ago".to_owned(),
        own: true,
        card: [
            ("Name", "Ana Marsh"),
            ("E-mail", "ana.marsh@example.org"),
            ("Telephone", "+44 20 7946 0123"),
        ]
        .map(|(label, value)| people::CardLine {
            label: label.to_owned(),
            value: value.to_owned(),
        })
        .into(),
        names: names(),
        add_name: Some(Link::new("Write down another name", "/people/9/names/add")),
        edit: Some(Link::new("Change your card", "/people/9/card")),
        acts: Vec::new(),
        timeline: over_time(),
        study: None,
        looks: vec![people::Look {
            who: Link::new("Ben Ofori", "/people/4"),
            why: "convener of Oakham Parish".to_owned(),
            when: "12 November 2026, 11 days ago".to_owned(),
        }],
        leave: Some(Link::new("Leave Valley Commons", "/people/9/leave")),
        article: Some(note(
            "3",
            "Belonging",
            "Every member belongs to exactly one circle.",
        )),
        leaving: Some(note("5", "Leaving", "A member may leave at any time.")),
    }
}

/// The name somebody goes by and the one before it.
fn names() -> Vec<people::names::NameLine> {
    [
        (
            "Ana Marsh",
            "The name they go by · Latin letters · since 2 June 2020",
        ),
        (
            "Ana Ruiz",
            "Latin letters · until 1 June 2020 · source: the roll of 2019",
        ),
    ]
    .map(|(text, about)| people::names::NameLine {
        text: text.to_owned(),
        about: about.to_owned(),
        acts: vec![Link::new("Put it right", "/people/9/names/1")],
    })
    .into()
}

/// Where somebody belonged, and what they held.
fn over_time() -> Timeline {
    let today = date(2026, 11, 23);
    let span = |label: &str, from, until, post| Span {
        label: label.to_owned(),
        href: Some("/units/7".to_owned()),
        from,
        until,
        sort: if post { Sort::Post } else { Sort::Belonging },
    };
    Timeline::new(
        "Ana Marsh over time",
        "Where",
        today,
        &[
            span(
                "Guest, No. 1 Circle",
                date(2017, 2, 11),
                Some(date(2018, 2, 20)),
                false,
            ),
            span(
                "Friend, No. 1 Circle",
                date(2018, 2, 20),
                Some(date(2019, 5, 3)),
                false,
            ),
            span("Friend, No. 2 Circle", date(2019, 5, 3), None, false),
            span("Convener, No. 2 Circle", date(2024, 3, 4), None, true),
        ],
    )
}

pub(crate) fn persons(frame: Frame) -> people::PeoplePage {
    let rows = ["Ana Marsh", "Ben Ofori", "Cora Lindqvist", "Dai Bevan"];
    people::PeoplePage {
        doubles: vec![Link::new("Who was entered twice?", "/units/1/doubles")],
        likeness: None,
        frame,
        about: "You see the 26 people of No. 2 Circle, as its convener.".to_owned(),
        article: Some(note(
            "12",
            "Who may see what",
            "A convener sees the roll of the circle.",
        )),
        search: search(
            "/people",
            "Find by name",
            vec![
                filter("grade", "Grade", &["All grades", "Friends"]),
                filter("unit", "Unit", &["All units", "No. 2 Circle"]),
            ],
        ),
        rows: rows
            .iter()
            .map(|name| people::PersonRow {
                person: Link::new(*name, "/people/9"),
                unit: Some(Link::new("No. 2 Circle", "/units/7")),
                grade: "Friend".to_owned(),
                posts: String::new(),
                also: (*name == rows[0]).then(|| "Ana Ruiz".to_owned()),
            })
            .collect(),
        pager: pager(51, 100, 15_873, "person", "people"),
    }
}

pub(crate) fn account(frame: Frame) -> sessions::AccountPage {
    sessions::AccountPage {
        frame,
        name: "ana.marsh".to_owned(),
        person: Some(Link::new("Your own page", "/people/9")),
        sessions: vec![
            sessions::Session {
                when: "Since today, 19:58; last used just now".to_owned(),
                here: true,
            },
            sessions::Session {
                when: "Since 2 November 2026; last used 5 days ago".to_owned(),
                here: false,
            },
        ],
        guard: guard(),
        refused: None,
        calendars: true,
        notices: Some(web::pages::notices::NoticeSetting {
            on: true,
            sends: true,
            address: Some("ana.marsh@example.org".to_owned()),
            card: "/people/9/card".to_owned(),
        }),
        password: vec![
            Field::new("old", "Your password now", Kind::Password),
            Field::new("new", "A new one", Kind::NewPassword).hint("At least 12 characters."),
        ],
    }
}

pub(crate) fn signin(frame: Frame) -> sessions::SignInPage {
    sessions::SignInPage {
        frame,
        guard: guard(),
        refused: Some(Refused {
            heading: "You are not signed in".to_owned(),
            instead: Some("Try again. After five tries there is a pause of a minute.".to_owned()),
            ..Refused::new("This name and password do not belong together.")
        }),
        fields: vec![
            Field::new("name", "Name", Kind::SignInName).value("ana.marsh"),
            Field::new("password", "Password", Kind::Password),
        ],
        then: Some("/units/7".to_owned()),
        published: Some(Link::new("Read what is published", "/bulletins")),
        open: vec![Link::new("Ask for something", "/ask")],
        examples: vec![
            (
                "A member".to_owned(),
                "member".to_owned(),
                "made-up-member".to_owned(),
            ),
            (
                "A convener".to_owned(),
                "convener".to_owned(),
                "made-up-convener".to_owned(),
            ),
        ],
    }
}
