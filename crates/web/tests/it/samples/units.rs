//! Sample pages: units.

use web::frame::{Done, Frame, Link, Undo};
use web::pages::{home, units};
use web::pictures::lineage::{Event, Lineage, Turn};
use web::pictures::mosaic::{Group, Mosaic, Size};
use web::standing::Standing;

use super::{
    ArticleNote, exports, filter, finding, gathering, guard, mosaic, note, pager, search, sizes,
    sum, texts, year,
};

pub(crate) fn home(frame: Frame) -> home::HomePage {
    home::HomePage {
        frame: Frame {
            done: Some(Done {
                text: "You have admitted Tom Reed to No. 2 Circle as a guest.".to_owned(),
                undo: Some(Undo::Act {
                    text: "Undo".to_owned(),
                    action: "/people/88/leave".to_owned(),
                    guard: guard(),
                }),
            }),
            ..frame
        },
        above: vec![home::Due {
            what: Link::new(
                "Letter 2026/3 from North Parish",
                "/directives/letter-2026-3",
            ),
            when: "answer in 8 days".to_owned(),
            late: false,
            details: texts(["No. 2 Circle, received on 12 November 2026, 11 days ago."]),
            act: Some(Link::new(
                "Answer it",
                "/units/7/directives/letter-2026-3/answer",
            )),
            article: None,
        }],
        more_above: None,
        today: "Monday 23 November 2026".to_owned(),
        due: vec![
            home::Due {
                what: Link::new("The post of scribe has to be filled", "/units/7"),
                when: "2 days late".to_owned(),
                late: true,
                details: texts([
                    "Vacant since 22 August 2026. After three months the parish may fill it.",
                ]),
                act: Some(Link::new("Fill it", "/units/7/posts/new")),
                article: Some(ArticleNote {
                    assumed: Some("no source says so".to_owned()),
                    ..note("7", "Posts", "A vacant post is filled within 90 days.")
                }),
            },
            home::Due {
                what: Link::new("General meeting for November", "/units/7/meetings/record"),
                when: "in 7 days".to_owned(),
                late: false,
                details: texts([
                    "It has not been recorded. Last held on 27 October, 19 of 22 present.",
                ]),
                act: Some(Link::new("Record it", "/units/7/meetings/record")),
                article: Some(gathering()),
            },
        ],
        more: None,
        own: vec![home::OwnUnit {
            unit: Link::new("No. 2 Circle", "/units/7"),
            place: "Oakham Parish · you are its convener".to_owned(),
            counts: texts(["26 friends", "2 guests"]),
            standing: Standing::Near,
            note: Some("Three more and the unit must be divided.".to_owned()),
            strip: Some(year()),
            act: None,
            article: Some(sizes()),
        }],
        below: below(),
    }
}

pub(crate) fn row(
    name: &str,
    level: &str,
    open: Option<bool>,
    counts: (u64, u64),
    below: Vec<units::TreeRow>,
) -> units::TreeRow {
    units::TreeRow {
        unit: Link::new(name, "/units/7"),
        level: level.to_owned(),
        opens: open.map(|open| {
            if open {
                "/units?open=1".to_owned()
            } else {
                "/units?open=5".to_owned()
            }
        }),
        open: open.unwrap_or(false),
        bases: open.map(|_| "812 circles".to_owned()),
        people: "15,873 people".to_owned(),
        near: counts.0,
        outside: counts.1,
        below,
    }
}

pub(crate) fn organisation(frame: Frame) -> units::UnitsPage {
    let circles = vec![
        row("No. 1 Circle", "Circle", None, (0, 0), Vec::new()),
        row("No. 2 Circle", "Circle", None, (1, 0), Vec::new()),
        row("No. 3 Circle", "Circle", None, (0, 1), Vec::new()),
    ];
    let parishes = vec![
        row("Oakham Parish", "Parish", Some(true), (1, 1), circles),
        row(
            "Ashby Parish with a rather long name, and a half",
            "Parish",
            Some(false),
            (0, 0),
            Vec::new(),
        ),
    ];
    let valleys = vec![
        row("Upper Valley", "Valley", Some(true), (12, 3), parishes),
        row("Lower Valley", "Valley", Some(false), (0, 0), Vec::new()),
    ];
    units::UnitsPage {
        frame,
        heading: "Friends of the Valley Commons".to_owned(),
        figures: vec![
            sum(10, "valleys", "/units", None),
            sum(812, "circles", "/units", None),
            sum(15_873, "people", "/people", None),
            sum(
                14,
                "outside the rules",
                "/findings",
                Some(Standing::Outside),
            ),
        ],
        mosaic: Some(mosaic("whole", Size::Large, false)),
        about: None,
        search: Some(search("/units", "Find a unit", Vec::new())),
        tree: vec![row("Assembly", "Assembly", Some(true), (51, 14), valleys)],
        pager: None,
        export: exports("/units"),
        article: Some(note(
            "2",
            "Levels",
            "The organisation has four levels: assembly, valley, parish and circle. A circle stands under a parish.",
        )),
    }
}

pub(crate) fn unit(frame: Frame) -> units::UnitPage {
    units::UnitPage {
        frame,
        name: "No. 2 Circle".to_owned(),
        about: "Circle · founded on 3 May 2019, 7 years ago".to_owned(),
        counts: texts(["26 friends", "2 guests"]),
        standing: Standing::Near,
        note: Some("Three more and the unit must be divided.".to_owned()),
        article: Some(sizes()),
        more_acts: Vec::new(),
        acts: vec![
            Link::new("Record a meeting", "/units/7/meetings/record"),
            Link::new("Call a meeting", "/units/7/meetings/new"),
            Link::new("Admit someone", "/units/7/people/new"),
        ],
        findings: vec![finding(true)],
        more_findings: None,
        meetings: vec![units::Meetings {
            heading: "General meetings of 2026".to_owned(),
            strip: Some(year()),
            last: vec![
                Link::new("27 October 2026: 19 of 22 present", "/meetings/12"),
                Link::new("29 September 2026: 20 of 22 present", "/meetings/11"),
            ],
            article: Some(gathering()),
        }],
        posts: posts(),
        bodies: None,
        study: None,
        awards: Some(web::pages::awards::AwardsOfUnit {
            rows: vec![Link::new(
                "Golden lamp for 2025: awarded on 3 February 2026",
                "/awards/1",
            )],
            acts: vec![Link::new("All awards", "/awards")],
            article: None,
        }),
        petitions: Some(web::pages::petitions::PetitionsOfUnit {
            heading: "Requests".to_owned(),
            about: "Here: 2 requests wait for an answer, 1 late; 4 answered.".to_owned(),
            acts: vec![Link::new("Ask it for something", "/ask/7")],
            article: None,
        }),
        roll: roll(),
        mosaic: Some(small_groups()),
        below: Vec::new(),
        lineage: lineage(),
        flow: vec![Link::new("Directives", "/units/7/directives")],
        journal: Some(Link::new("What was done here", "/journal?unit=7")),
    }
}

fn posts() -> Vec<units::Post> {
    vec![
        units::Post {
            title: Link::new("Convener", "/units/7/posts/convener"),
            holder: units::Holder::Named(Link::new("Ana Marsh", "/people/9")),
            since: "since 4 March 2024, 2 years ago".to_owned(),
            act: Some(Link::new("Lay it down", "/units/7/posts/1/end")),
            article: Some(note(
                "7",
                "Posts",
                "Each circle has one convener, who is not paid.",
            )),
        },
        units::Post {
            title: Link::new("Scribe", "/units/7/posts/scribe"),
            holder: units::Holder::Vacant,
            since: "since 22 August 2026, 3 months ago".to_owned(),
            act: Some(Link::new("Fill it", "/units/7/posts/new")),
            article: None,
        },
    ]
}

fn lineage() -> Option<Lineage> {
    Some(Lineage {
        unit: "No. 2 Circle".to_owned(),
        events: vec![
            Event {
                what: "Split off from No. 1 Circle".to_owned(),
                href: Some("/units/6".to_owned()),
                when: "3 May 2019, 7 years ago".to_owned(),
                turn: Turn::BeginsFrom,
            },
            Event {
                what: "Took in No. 4 Circle".to_owned(),
                href: Some("/units/9".to_owned()),
                when: "9 June 2021, 5 years ago".to_owned(),
                turn: Turn::TakesIn,
            },
            Event {
                what: "Renamed from Mill Lane".to_owned(),
                href: None,
                when: "1 January 2022, 4 years ago".to_owned(),
                turn: Turn::Changes,
            },
            Event {
                what: "Gave off No. 7 Circle".to_owned(),
                href: Some("/units/12".to_owned()),
                when: "2 February 2025, 21 months ago".to_owned(),
                turn: Turn::GivesOff,
            },
        ],
    })
}

fn roll() -> Option<units::Roll> {
    let people = [
        "Ana Marsh",
        "Ben Ofori",
        "Cora Lindqvist",
        "Dai Bevan",
        "Ewa Nowak",
        "Femi Adeyemi",
    ];
    Some(units::Roll::Shown(Box::new(units::OpenRoll {
        search: search(
            "/units/7",
            "Find on the roll",
            vec![filter("grade", "Grade", &["All", "Friends", "Guests"])],
        ),
        rows: people
            .iter()
            .enumerate()
            .map(|(at, name)| units::RollRow {
                person: Link::new(*name, format!("/people/{at}")),
                grade: if at == 3 {
                    "guest".to_owned()
                } else {
                    "friend".to_owned()
                },
                posts: if at == 0 {
                    "Convener".to_owned()
                } else {
                    String::new()
                },
                since: format!("{} March 201{at}", at + 3),
            })
            .collect(),
        pager: pager(1, 6, 28, "person", "people"),
    })))
}

fn below() -> Option<home::Below> {
    Some(home::Below {
        unit: Link::new("Upper Valley", "/units/3"),
        figures: vec![
            sum(812, "circles", "/units?open=3", None),
            sum(15_873, "people", "/people?unit=3", None),
            sum(
                14,
                "outside the rules",
                "/findings?unit=3",
                Some(Standing::Outside),
            ),
            sum(
                51,
                "near the edge",
                "/units?open=3&standing=near",
                Some(Standing::Near),
            ),
        ],
        mosaic: mosaic("mine", Size::Small, false),
        area: Some(Link::new("Where help is needed", "/area")),
    })
}

/// Many groups of few, as under a unit of a middle level.
fn small_groups() -> Mosaic {
    let groups = (1..=24).map(|number: u64| Group {
        label: format!("Parish No. {number}"),
        href: Some(format!("/units/{number}")),
        inside: 1 + number * 7 % 5,
        near: u64::from(number.is_multiple_of(6)),
        outside: u64::from(number.is_multiple_of(9)),
    });
    Mosaic {
        name: "below".to_owned(),
        caption: "Circles by parish and standing".to_owned(),
        tile: ("circle".to_owned(), "circles".to_owned()),
        group: "Parish".to_owned(),
        groups: groups.collect(),
        size: Size::Large,
    }
}
