//! Every page with made-up content, for the gallery and for the tests of the
//! look. The words are those of an organisation that no charter here describes.

use jiff::civil::date;
use web::articles::ArticleNote;
use web::forms::{Choice, Field, Guard, Kind, Refused};
use web::frame::{Done, Frame, Link, Room, Undo};
use web::listing::{Filter, Pager, Search};
use web::pages::{charter, error, findings, form, home, journal, meetings, people, sessions, units};
use web::pictures::lineage::{Event, Lineage, Turn};
use web::pictures::mosaic::{Group, Mosaic, Size};
use web::pictures::strip::{Cell, Held, Strip};
use web::pictures::timeline::{Span, Timeline};
use web::standing::Standing;

/// Every page by name, rendered. `style` is the address of the style sheet.
pub fn pages(style: &str) -> Vec<(&'static str, String)> {
    let it = |page: &dyn askama::DynTemplate| page.dyn_render().unwrap();
    let frame = |title: &str, room: Room, path: &[(&str, &str)]| framed(style, title, Some(room), path);
    vec![
        ("home", it(&home(frame("Due from you", Room::Home, &[])))),
        ("units", it(&organisation(frame("Organisation", Room::Units, &[])))),
        ("unit", it(&unit(frame("No. 2 Circle", Room::Units, WAY)))),
        ("record", it(&record(frame("Record a meeting", Room::Units, TO_UNIT), false))),
        ("record-refused", it(&record(frame("Record a meeting", Room::Units, TO_UNIT), true))),
        ("call", it(&call(frame("Call a meeting", Room::Units, TO_UNIT)))),
        ("meeting", it(&meeting(frame("General meeting", Room::Units, TO_UNIT)))),
        ("person", it(&person(frame("Ana Marsh", Room::People, &[])))),
        ("people", it(&persons(frame("People", Room::People, &[])))),
        ("findings", it(&found(frame("Findings", Room::Findings, &[])))),
        ("plan", it(&plan(frame("Plan", Room::Findings, &[("Findings", "/findings")])))),
        ("charter", it(&statutes(frame("Charter", Room::Charter, &[])))),
        ("article", it(&article_page(frame("Article 4", Room::Charter, &[("Charter", "/charter")])))),
        ("journal", it(&entries(frame("Journal", Room::Journal, &[])))),
        ("account", it(&account(frame("Account", Room::Account, &[])))),
        ("signin", it(&signin(framed(style, "Sign in", None, &[])))),
        ("not-found", it(&error::ErrorPage::not_found(frame("Not found", Room::Home, &[])))),
        ("busy", it(&error::ErrorPage::busy(frame("Busy", Room::Home, &[]), "/units/7"))),
        ("refused", it(&error::ErrorPage::refused(
            frame("Not possible", Room::Home, &[]),
            "You hold no post that lets you see this roll.",
            Some(note("12", "Who may see what", "Members see the roll of their own circle; conveners see the rolls beneath them.")),
            vec![Link::new("Your own circle", "/units/7")],
        ))),
    ]
}

const WAY: &[(&str, &str)] = &[
    ("Friends of the Valley Commons", "/units/1"),
    ("Upper Valley", "/units/3"),
    ("Oakham Parish", "/units/5"),
];
const TO_UNIT: &[(&str, &str)] = &[("Upper Valley", "/units/3"), ("Oakham Parish", "/units/5"), ("No. 2 Circle", "/units/7")];

fn framed(style: &str, title: &str, room: Option<Room>, path: &[(&str, &str)]) -> Frame {
    Frame {
        title: title.to_owned(),
        organisation: "Valley Commons".to_owned(),
        viewer: room.map(|_| Link::new("Ana Marsh, convener of No. 2 Circle", "/people/9")),
        rooms: if room.is_some() { Room::ALL.into() } else { Vec::new() },
        room,
        path: path.iter().map(|(text, href)| Link::new(*text, *href)).collect(),
        made_up: true,
        done: None,
        style: style.to_owned(),
    }
}

fn guard() -> Guard {
    Guard { token: "8f2c".to_owned(), key: "0193-77".to_owned() }
}

fn note(number: &str, title: &str, text: &str) -> ArticleNote {
    ArticleNote { number: number.to_owned(), title: title.to_owned(), text: text.to_owned(), assumed: false }
}

fn sizes() -> ArticleNote {
    note("4", "The circle", "A circle has 5 to 30 members. A unit with 31 or more forms a parish, with circles beneath it.")
}

fn gathering() -> ArticleNote {
    note("9", "General meeting", "Each circle holds a general meeting at least once a month. More than two thirds of those entitled must be present.")
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

fn year() -> Strip {
    let names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let state = |month| match month {
        4 => Held::Missed,
        7 => Held::TooFew,
        10 => Held::Due,
        11 => Held::Ahead,
        _ => Held::Held,
    };
    let cells = names.iter().enumerate().map(|(month, name)| Cell {
        letter: name.chars().take(1).collect(),
        name: (*name).to_owned(),
        state: state(month),
        href: (month < 11 && month != 4).then(|| format!("/meetings/{}", month + 2)),
    });
    Strip {
        caption: "General meetings of 2026".to_owned(),
        stretch: ("month".to_owned(), "months".to_owned()),
        cells: cells.collect(),
    }
}

fn mosaic(name: &str, size: Size, cured: bool) -> Mosaic {
    let places = ["Upper Valley", "Lower Valley", "Harbour", "North Fells", "South Fells", "The Isles", "Moorside", "Castle Ward", "Long Marsh", "Old Town"];
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

fn sum(count: u64, words: &str, href: &str, standing: Option<Standing>) -> units::Figure {
    units::Figure { count, words: words.to_owned(), href: href.to_owned(), standing }
}

fn pager(first: u64, last: u64, total: u64, one: &str, several: &str) -> Pager {
    Pager {
        first,
        last,
        total,
        of: (one.to_owned(), several.to_owned()),
        previous: (first > 1).then(|| "?page=1".to_owned()),
        next: (last < total).then(|| "?page=2".to_owned()),
        export: Some("?format=csv".to_owned()),
    }
}

fn search(action: &str, label: &str, filters: Vec<Filter>) -> Search {
    Search { action: action.to_owned(), label: Some(label.to_owned()), query: String::new(), filters, narrowed: false }
}

fn filter(name: &str, label: &str, choices: &[&str]) -> Filter {
    Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        choices: choices.iter().map(|text| Choice { value: (*text).to_owned(), text: (*text).to_owned() }).collect(),
        chosen: choices[0].to_owned(),
    }
}

fn home(frame: Frame) -> home::HomePage {
    home::HomePage {
        frame: Frame {
            done: Some(Done {
                text: "You have admitted Tom Reed to No. 2 Circle as a guest.".to_owned(),
                undo: Some(Undo::Act { text: "Undo".to_owned(), action: "/people/88/leave".to_owned(), guard: guard() }),
            }),
            ..frame
        },
        today: "Monday 23 November 2026".to_owned(),
        due: vec![
            home::Due {
                what: Link::new("The post of scribe has to be filled", "/units/7"),
                when: "2 days late".to_owned(),
                late: true,
                details: texts(["Vacant since 22 August 2026. After three months the parish may fill it."]),
                act: Some(Link::new("Fill it", "/units/7/posts/new")),
                article: Some(ArticleNote { assumed: true, ..note("7", "Posts", "A vacant post is filled within 90 days.") }),
            },
            home::Due {
                what: Link::new("General meeting for November", "/units/7/meetings/record"),
                when: "in 7 days".to_owned(),
                late: false,
                details: texts(["It has not been recorded. Last held on 27 October, 19 of 22 present."]),
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
            article: Some(sizes()),
        }],
        below: Some(home::Below {
            unit: Link::new("Upper Valley", "/units/3"),
            figures: vec![
                sum(812, "circles", "/units?open=3", None),
                sum(15_873, "people", "/people?unit=3", None),
                sum(14, "outside the rules", "/findings?unit=3", Some(Standing::Outside)),
                sum(51, "near the edge", "/units?open=3&standing=near", Some(Standing::Near)),
            ],
            mosaic: mosaic("mine", Size::Small, false),
        }),
    }
}

fn branch(name: &str, level: &str, open: Option<bool>, counts: (u64, u64), below: Vec<units::Branch>) -> units::Branch {
    units::Branch {
        unit: Link::new(name, "/units/7"),
        level: level.to_owned(),
        opens: open.map(|open| if open { "/units?open=1".to_owned() } else { "/units?open=5".to_owned() }),
        open: open.unwrap_or(false),
        bases: open.map(|_| "812 circles".to_owned()),
        people: "15,873 people".to_owned(),
        near: counts.0,
        outside: counts.1,
        below,
    }
}

fn organisation(frame: Frame) -> units::UnitsPage {
    let circles = vec![
        branch("No. 1 Circle", "Circle", None, (0, 0), Vec::new()),
        branch("No. 2 Circle", "Circle", None, (1, 0), Vec::new()),
        branch("No. 3 Circle", "Circle", None, (0, 1), Vec::new()),
    ];
    let parishes = vec![
        branch("Oakham Parish", "Parish", Some(true), (1, 1), circles),
        branch("Ashby Parish with a rather long name, and a half", "Parish", Some(false), (0, 0), Vec::new()),
    ];
    let valleys = vec![
        branch("Upper Valley", "Valley", Some(true), (12, 3), parishes),
        branch("Lower Valley", "Valley", Some(false), (0, 0), Vec::new()),
    ];
    units::UnitsPage {
        frame,
        heading: "Friends of the Valley Commons".to_owned(),
        figures: vec![
            sum(10, "valleys", "/units", None),
            sum(812, "circles", "/units", None),
            sum(15_873, "people", "/people", None),
            sum(14, "outside the rules", "/findings", Some(Standing::Outside)),
        ],
        mosaic: Some(mosaic("whole", Size::Large, false)),
        search: search("/units", "Find a unit", Vec::new()),
        tree: vec![branch("Assembly", "Assembly", Some(true), (51, 14), valleys)],
        pager: None,
        article: Some(note("2", "Levels", "The organisation has four levels: assembly, valley, parish and circle. A circle stands under a parish.")),
    }
}

fn finding(late: bool) -> findings::Finding {
    findings::Finding {
        unit: Link::new("No. 3 Circle", "/units/8"),
        place: "Oakham Parish, Upper Valley".to_owned(),
        message: "It has 34 members; 30 is the most.".to_owned(),
        since: "3 September 2026, 2 months ago".to_owned(),
        until: Some(if late { "3 November 2026, 2 weeks late".to_owned() } else { "3 December 2026, in 10 days".to_owned() }),
        late,
        remedies: texts(["form a parish with circles beneath it", "split in two"]),
        article: sizes(),
    }
}

fn unit(frame: Frame) -> units::UnitPage {
    let people = ["Ana Marsh", "Ben Ofori", "Cora Lindqvist", "Dai Bevan", "Ewa Nowak", "Femi Adeyemi"];
    units::UnitPage {
        frame,
        name: "No. 2 Circle".to_owned(),
        about: "Circle · founded on 3 May 2019, 7 years ago".to_owned(),
        counts: texts(["26 friends", "2 guests"]),
        standing: Standing::Near,
        note: Some("Three more and the unit must be divided.".to_owned()),
        article: Some(sizes()),
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
        posts: vec![
            units::Post {
                title: "Convener".to_owned(),
                holder: Some(Link::new("Ana Marsh", "/people/9")),
                since: "since 4 March 2024, 2 years ago".to_owned(),
                act: Some(Link::new("Lay it down", "/units/7/posts/1/end")),
                article: Some(note("7", "Posts", "Each circle has one convener, who is not paid.")),
            },
            units::Post {
                title: "Scribe".to_owned(),
                holder: None,
                since: "since 22 August 2026, 3 months ago".to_owned(),
                act: Some(Link::new("Fill it", "/units/7/posts/new")),
                article: None,
            },
        ],
        roll: Some(units::Roll::Shown {
            search: search("/units/7", "Find on the roll", vec![filter("grade", "Grade", &["All", "Friends", "Guests"])]),
            rows: people.iter().enumerate().map(|(at, name)| units::RollRow {
                person: Link::new(*name, format!("/people/{at}")),
                grade: if at == 3 { "guest".to_owned() } else { "friend".to_owned() },
                posts: if at == 0 { "Convener".to_owned() } else { String::new() },
                since: format!("{} March 201{at}", at + 3),
            }).collect(),
            pager: pager(1, 6, 28, "person", "people"),
        }),
        mosaic: None,
        below: Vec::new(),
        lineage: Some(Lineage {
            unit: "No. 2 Circle".to_owned(),
            events: vec![
                Event { what: "Split off from No. 1 Circle".to_owned(), href: Some("/units/6".to_owned()), when: "3 May 2019, 7 years ago".to_owned(), turn: Turn::BeginsFrom },
                Event { what: "Took in No. 4 Circle".to_owned(), href: Some("/units/9".to_owned()), when: "9 June 2021, 5 years ago".to_owned(), turn: Turn::TakesIn },
                Event { what: "Renamed from Mill Lane".to_owned(), href: None, when: "1 January 2022, 4 years ago".to_owned(), turn: Turn::Changes },
                Event { what: "Gave off No. 7 Circle".to_owned(), href: Some("/units/12".to_owned()), when: "2 February 2025, 21 months ago".to_owned(), turn: Turn::GivesOff },
            ],
        }),
        journal: Some(Link::new("What was done here", "/journal?unit=7")),
    }
}

fn record(frame: Frame, refused: bool) -> meetings::RecordMeetingPage {
    let names = ["Ana Marsh", "Ben Ofori", "Cora Lindqvist", "Dai Bevan", "Ewa Nowak", "Femi Adeyemi", "Greta Holm", "Hugh Pryce"];
    let day = Field::new("held_on", "Held on", Kind::Day).value("2026-11-23");
    let absent = if refused { 5 } else { 1 };
    meetings::RecordMeetingPage {
        frame,
        heading: "Record the general meeting".to_owned(),
        about: "No. 2 Circle · for November".to_owned(),
        action: "/units/7/meetings/record".to_owned(),
        guard: guard(),
        refused: refused.then(|| Refused {
            article: Some(gathering()),
            instead: Some("You can call it now and record it once it has been held.".to_owned()),
            ways_on: vec![Link::new("Call a meeting", "/units/7/meetings/new")],
            ..Refused::new("The meeting would have been held in the future.")
        }),
        fields: vec![if refused { day.value("2026-12-24").error("This day is still to come: enter one up to today, 23 November 2026.") } else { day }],
        roll: names.iter().enumerate().map(|(at, name)| meetings::Attendee {
            id: at as u32,
            name: (*name).to_owned(),
            about: if at == 0 { "convener".to_owned() } else { String::new() },
            present: at % absent == 0,
        }).collect(),
        quorum: Some("15 of 22 are needed.".to_owned()),
        more: vec![Field::new("resolutions", "Resolutions", Kind::Lines).optional().hint("One a line.")],
        submit: "Record the meeting".to_owned(),
        article: Some(gathering()),
    }
}

fn call(frame: Frame) -> form::FormPage {
    form::FormPage {
        frame,
        heading: "Call a general meeting".to_owned(),
        lead: Some("Everybody on the roll sees it on their own page at once.".to_owned()),
        article: Some(gathering()),
        refused: None,
        action: "/units/7/meetings/new".to_owned(),
        guard: guard(),
        fields: vec![
            Field::new("on", "Day", Kind::Day).value("2026-11-30").hint("At least 7 days from today."),
            Field::new("kind", "Kind of meeting", Kind::Choice(vec![Choice { value: "g".to_owned(), text: "General meeting".to_owned() }])),
            Field::new("place", "Place", Kind::Line).optional(),
        ],
        submit: "Call the meeting".to_owned(),
        back: Some(Link::new("Back to No. 2 Circle", "/units/7")),
    }
}

fn meeting(frame: Frame) -> meetings::MeetingPage {
    let names = |list: &[&str]| list.iter().map(|name| Link::new(*name, "/people/4")).collect();
    meetings::MeetingPage {
        frame: Frame {
            done: Some(Done { text: "You have recorded the general meeting of 27 October 2026.".to_owned(), undo: Some(Undo::Page(Link::new("Correct it", "/meetings/12/correct"))) }),
            ..frame
        },
        heading: "General meeting, 27 October 2026".to_owned(),
        unit: Link::new("No. 2 Circle", "/units/7"),
        about: "held 3 weeks ago, recorded the same day".to_owned(),
        held: true,
        attendance: Some("19 of 22 entitled were present; 15 were needed.".to_owned()),
        present: names(&["Ana Marsh", "Ben Ofori", "Cora Lindqvist", "Dai Bevan", "Ewa Nowak", "Femi Adeyemi"]),
        absent: names(&["Greta Holm", "Hugh Pryce"]),
        closed: None,
        resolutions: texts(["The hedge along Mill Lane is laid in February.", "Tom Reed is admitted as a guest."]),
        corrections: vec![meetings::Correction { when: "28 October 2026, by Ana Marsh.".to_owned(), reason: "Dai came late and was overlooked.".to_owned(), change: "One more was present.".to_owned() }],
        acts: vec![Link::new("Correct the record", "/meetings/12/correct")],
        entry: Some(Link::new("Entry 4,812 of the journal", "/journal?entry=4812")),
        article: Some(gathering()),
    }
}

fn person(frame: Frame) -> people::PersonPage {
    let today = date(2026, 11, 23);
    let span = |label: &str, from, until, post| Span { label: label.to_owned(), href: Some("/units/7".to_owned()), from, until, post };
    people::PersonPage {
        frame,
        name: "Ana Marsh".to_owned(),
        about: "Friend in No. 2 Circle since 3 May 2019, 7 years ago".to_owned(),
        own: true,
        card: [("Name", "Ana Marsh"), ("E-mail", "ana.marsh@example.org"), ("Telephone", "+44 20 7946 0123")]
            .map(|(label, value)| people::CardLine { label: label.to_owned(), value: value.to_owned() })
            .into(),
        edit: Some(Link::new("Change your card", "/people/9/card")),
        acts: Vec::new(),
        timeline: Timeline::new("Ana Marsh over time", "Where", today, &[
            span("Guest, No. 1 Circle", date(2017, 2, 11), Some(date(2018, 2, 20)), false),
            span("Friend, No. 1 Circle", date(2018, 2, 20), Some(date(2019, 5, 3)), false),
            span("Friend, No. 2 Circle", date(2019, 5, 3), None, false),
            span("Convener, No. 2 Circle", date(2024, 3, 4), None, true),
        ]),
        looks: vec![people::Look { who: Link::new("Ben Ofori", "/people/4"), why: "convener of Oakham Parish".to_owned(), when: "12 November 2026, 11 days ago".to_owned() }],
        leave: Some(Link::new("Leave Valley Commons", "/people/9/leave")),
        article: Some(note("3", "Belonging", "Every member belongs to exactly one circle.")),
        leaving: Some(note("5", "Leaving", "A member may leave at any time.")),
    }
}

fn persons(frame: Frame) -> people::PeoplePage {
    let rows = ["Ana Marsh", "Ben Ofori", "Cora Lindqvist", "Dai Bevan"];
    people::PeoplePage {
        frame,
        about: "You see the 26 people of No. 2 Circle, as its convener.".to_owned(),
        article: Some(note("12", "Who may see what", "A convener sees the roll of the circle.")),
        search: search("/people", "Find by name", vec![filter("grade", "Grade", &["All grades", "Friends"]), filter("unit", "Unit", &["All units", "No. 2 Circle"])]),
        rows: rows.iter().map(|name| people::PersonRow {
            person: Link::new(*name, "/people/9"),
            unit: Link::new("No. 2 Circle", "/units/7"),
            grade: "Friend".to_owned(),
            posts: String::new(),
        }).collect(),
        pager: pager(51, 100, 15_873, "person", "people"),
    }
}

fn found(frame: Frame) -> findings::FindingsPage {
    findings::FindingsPage {
        frame,
        on: "23 November 2026".to_owned(),
        rules: [("Size of a circle", 9, "4"), ("General meeting", 4, "9"), ("Convener", 1, "7")]
            .map(|(rule, count, article)| findings::RuleCount { count, rule: Link::new(rule, "/findings?rule=size"), article: article.to_owned() })
            .into(),
        search: search("/findings", "Find a unit", vec![filter("rule", "Rule", &["All rules", "Size of a circle"]), filter("unit", "Area", &["Everywhere", "Upper Valley"])]),
        findings: vec![finding(true), finding(false), finding(false)],
        pager: pager(1, 3, 14, "finding", "findings"),
        plan: Some(Link::new("See a plan that mends 9 of them", "/plan")),
    }
}

fn plan(frame: Frame) -> findings::PlanPage {
    let step = |what: &str| findings::Step {
        unit: Link::new("No. 3 Circle", "/units/8"),
        what: what.to_owned(),
        moves: "17 people move".to_owned(),
        article: Link::new("Article 4", "/charter/4"),
    };
    findings::PlanPage {
        frame,
        about: "This brings 14 circles back inside the rules. Nobody leaves their workplace, and every new circle has someone who can be its convener.".to_owned(),
        figures: vec![
            sum(14, "findings mended", "/findings", None),
            sum(212, "people move", "#steps", None),
            sum(9, "new circles", "#steps", None),
        ],
        before: Some(mosaic("before", Size::Small, false)),
        after: Some(mosaic("after", Size::Small, true)),
        steps: vec![step("It becomes a parish with two circles of 17 beneath it."), step("Its 4 members go over to No. 5 Circle.")],
        pager: pager(1, 2, 14, "step", "steps"),
        left: texts(["The post of convener of Ashby Parish stays vacant: only the parish can fill it."]),
        refused: None,
        apply: Some(findings::Apply { action: "/plan".to_owned(), guard: guard(), made_for: "4812".to_owned(), submit: "Apply the plan".to_owned() }),
        article: Some(sizes()),
    }
}

fn article(number: &str, title: &str, standing: Option<(Standing, &str)>) -> charter::Article {
    charter::Article {
        number: number.to_owned(),
        title: title.to_owned(),
        html: charter::Prose::of("A circle has **5 to 30 members**. A unit with 31 or more forms a parish, with circles beneath it.\n\n1. Friends and guests count alike.\n2. A circle that has grown past 30 has ninety days to be divided."),
        rules: vec![
            charter::RuleLine { sentence: "A circle has 5 to 30 members.".to_owned(), modality: "must".to_owned(), basis: Some("SRC-1, S10".to_owned()) },
            charter::RuleLine { sentence: "Guests count.".to_owned(), modality: "must".to_owned(), basis: None },
        ],
        standing: standing.map(|(standing, says)| charter::Live { standing, says: Link::new(says, "/findings?rule=size") }),
    }
}

fn statutes(frame: Frame) -> charter::CharterPage {
    charter::CharterPage {
        frame,
        title: "Charter of the Friends of the Valley Commons".to_owned(),
        edition: "Edition of 1 January 2026, in force since 3 January 2026".to_owned(),
        articles: vec![
            article("1", "Purpose", None),
            article("4", "The circle", Some((Standing::Outside, "9 of 812 circles have too many or too few."))),
            article("9", "General meeting", Some((Standing::Inside, "Every circle has met this month or still has time."))),
        ],
        sources: vec![("SRC-1".to_owned(), "The rule book of the commons, 1988".to_owned())],
        export: Some("/charter.md".to_owned()),
    }
}

fn article_page(frame: Frame) -> charter::ArticlePage {
    charter::ArticlePage {
        frame,
        article: article("4", "The circle", Some((Standing::Outside, "9 of 812 circles have too many or too few."))),
        findings: vec![finding(false)],
        more: Some(Link::new("All 9 findings", "/findings?rule=size")),
        previous: Some(Link::new("Article 3. Belonging", "/charter/3")),
        next: Some(Link::new("Article 5. Leaving", "/charter/5")),
    }
}

fn entries(frame: Frame) -> journal::JournalPage {
    let entry = |number, what: &str| journal::Entry {
        number,
        when: "23 November 2026, 20:41".to_owned(),
        what: Link::new(what, "/meetings/12"),
        who: "Ana Marsh, convener of No. 2 Circle".to_owned(),
        hash: "9f31c2aa".to_owned(),
    };
    journal::JournalPage {
        frame,
        about: "What was done in No. 2 Circle and by whom, newest first.".to_owned(),
        verified: journal::Verified::Whole("All 4,812 entries are as they were written. Read again today at 20:40.".to_owned()),
        search: search("/journal", "Find in the journal", vec![filter("unit", "Unit", &["All I may see", "No. 2 Circle"])]),
        entries: vec![entry(4812, "Recorded the general meeting of 27 October 2026 of No. 2 Circle"), entry(4811, "Admitted a person to No. 2 Circle"), entry(961, "Founded No. 9 Circle under Oakham Parish")],
        pager: pager(1, 3, 4812, "entry", "entries"),
    }
}

fn account(frame: Frame) -> sessions::AccountPage {
    sessions::AccountPage {
        frame,
        name: "ana.marsh".to_owned(),
        person: Some(Link::new("Your own page", "/people/9")),
        sessions: vec![
            sessions::Session { when: "Since today, 19:58; last used just now".to_owned(), here: true },
            sessions::Session { when: "Since 2 November 2026; last used 5 days ago".to_owned(), here: false },
        ],
        guard: guard(),
        refused: None,
        password: vec![
            Field::new("old", "Your password now", Kind::Password),
            Field::new("new", "A new one", Kind::NewPassword).hint("At least 12 characters."),
        ],
    }
}

fn signin(frame: Frame) -> sessions::SignInPage {
    sessions::SignInPage {
        frame,
        guard: guard(),
        refused: Some(Refused { heading: "You are not signed in".to_owned(), instead: Some("Try again. After five tries there is a pause of a minute.".to_owned()), ..Refused::new("This name and password do not belong together.") }),
        fields: vec![Field::new("name", "Name", Kind::SignInName).value("ana.marsh"), Field::new("password", "Password", Kind::Password)],
        then: Some("/units/7".to_owned()),
        examples: vec![
            ("A member".to_owned(), "member".to_owned(), "made-up-member".to_owned()),
            ("A convener".to_owned(), "convener".to_owned(), "made-up-convener".to_owned()),
        ],
    }
}
