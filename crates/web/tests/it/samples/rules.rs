//! Sample pages: rules.

use web::forms::{Choice, Field, Kind};
use web::frame::{Frame, Link};
use web::listing::{ListPage, Summary, Sums};
use web::pages::{charter, findings, journal, what_if};
use web::pictures::mosaic::Size;
use web::pictures::trend::{Curve, Trend};
use web::standing::Standing;

use super::{filter, finding, guard, mosaic, pager, search, sizes, sum, texts};

pub(crate) fn found(frame: Frame) -> ListPage {
    let counted = |(rule, count, article): (&str, &str, &str)| Sums {
        what: Link::new(rule, "/findings?rule=size"),
        of: None,
        figures: vec![
            Link::new(article, format!("/charter/{article}")),
            Link::new(count, "/findings?rule=size"),
        ],
    };
    let rules = [
        ("Size of a circle", "9", "4"),
        ("General meeting", "4", "9"),
        ("Convener", "1", "7"),
    ];
    ListPage {
        frame,
        heading: "Findings".to_owned(),
        place: None,
        about: vec![
            "Where the organisation is not as its charter says, on 23 November 2026.".to_owned(),
        ],
        acts: vec![Link::new("See a plan that mends 9 of them", "/plan")],
        article: None,
        summary: Some(Summary {
            caption: "Findings by rule".to_owned(),
            heads: texts(["Rule", "Article", "Findings"]),
            rows: rules.map(counted).into(),
        }),
        search: Some(search(
            "/findings",
            "Find",
            vec![
                filter("rule", "Rule", &["All rules", "Size of a circle"]),
                filter("area", "Area", &["Everywhere", "Upper Valley"]),
            ],
        )),
        figures: Vec::new(),
        ways: Vec::new(),
        lines: vec![finding(true), finding(false), finding(false)],
        pager: pager(1, 3, 14, "finding", "findings"),
    }
}

pub(crate) fn plan(frame: Frame) -> findings::PlanPage {
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

pub(crate) fn article(
    number: &str,
    title: &str,
    standing: Option<(Standing, &str)>,
) -> charter::Article {
    charter::Article {
        number: number.to_owned(),
        title: title.to_owned(),
        html: charter::Prose::of(
            "A circle has **5 to 30 members**. A unit with 31 or more forms a parish, with circles beneath it.\n\n1. Friends and guests count alike.\n2. A circle that has grown past 30 has ninety days to be divided.",
        ),
        rules: vec![
            charter::RuleLine {
                sentence: "A circle has 5 to 30 members.".to_owned(),
                modality: "must".to_owned(),
                sources: vec!["SRC-1, S10".to_owned()],
                assumed: Some("who counts".to_owned()),
            },
            charter::RuleLine {
                sentence: "Guests count.".to_owned(),
                modality: "must".to_owned(),
                sources: Vec::new(),
                assumed: Some("no source says so".to_owned()),
            },
        ],
        standing: standing.map(|(standing, says)| charter::Live {
            standing,
            says: Link::new(says, "/findings?rule=size"),
        }),
    }
}

pub(crate) fn statutes(frame: Frame) -> charter::CharterPage {
    charter::CharterPage {
        frame,
        title: "Charter of the Friends of the Valley Commons".to_owned(),
        edition: "Edition of 1 January 2026, in force since 3 January 2026".to_owned(),
        articles: vec![
            article("1", "Purpose", None),
            article(
                "4",
                "The circle",
                Some((
                    Standing::Outside,
                    "9 of 812 circles have too many or too few.",
                )),
            ),
            article(
                "9",
                "General meeting",
                Some((
                    Standing::Inside,
                    "Every circle has met this month or still has time.",
                )),
            ),
        ],
        sources: vec![(
            "SRC-1".to_owned(),
            "The rule book of the commons, 1988".to_owned(),
        )],
        export: Some("/charter.md".to_owned()),
        what_if: Some("/charter/what-if".to_owned()),
        adopt: Some("/charter/adopt".to_owned()),
        on: String::new(),
    }
}

pub(crate) fn article_page(frame: Frame) -> charter::ArticlePage {
    charter::ArticlePage {
        frame,
        article: article(
            "4",
            "The circle",
            Some((
                Standing::Outside,
                "9 of 812 circles have too many or too few.",
            )),
        ),
        findings: vec![finding(false)],
        more: Some(Link::new("All 9 findings", "/findings?rule=size")),
        previous: Some(Link::new("Article 3. Belonging", "/charter/3")),
        next: Some(Link::new("Article 5. Leaving", "/charter/5")),
    }
}

pub(crate) fn entries(frame: Frame) -> journal::JournalPage {
    let entry = |number, what: &str| journal::Entry {
        number,
        when: "23 November 2026, 20:41".to_owned(),
        what: Link::new(what, "/meetings/12"),
        now: (number % 2 == 0).then(|| "now called Harbour Circle".to_owned()),
        who: "Ana Marsh, convener of No. 2 Circle".to_owned(),
        hash: "9f31c2aa".to_owned(),
    };
    journal::JournalPage {
        frame,
        about: "What was done in No. 2 Circle and by whom, newest first.".to_owned(),
        verified: journal::Verified::Whole(
            "All 4,812 entries are as they were written. Read again today at 20:40.".to_owned(),
        ),
        search: search(
            "/journal",
            "Find in the journal",
            vec![filter("unit", "Unit", &["All I may see", "No. 2 Circle"])],
        ),
        entries: vec![
            entry(
                4812,
                "Recorded the general meeting of 27 October 2026 of No. 2 Circle",
            ),
            entry(4811, "Admitted a person to No. 2 Circle"),
            entry(961, "Founded No. 9 Circle under Oakham Parish"),
        ],
        pager: pager(1, 3, 4812, "entry", "entries"),
    }
}

pub(crate) fn what_if(frame: Frame) -> what_if::WhatIfPage {
    let row =
        |title: &str, today: &str, in_force: &str, changed: &str, difference: &str| what_if::Row {
            title: title.to_owned(),
            today: (!today.is_empty()).then(|| today.to_owned()),
            in_force: in_force.to_owned(),
            changed: changed.to_owned(),
            difference: difference.to_owned(),
        };
    let field = |name: &str, label: &str, value: &str| {
        Field::new(name, label, Kind::Number(0, 100)).value(value)
    };
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let chosen = Kind::Choice(vec![
        choice("most.circle", "Most in a circle: now 30"),
        choice("text", "None of these: the whole text below"),
    ]);
    what_if::WhatIfPage {
        frame,
        refused: None,
        problems: texts(["Line 12: a circle stands under no level that is there."]),
        answer: Some(what_if::Comparison {
            change: "Most in a circle: 20 instead of 30.".to_owned(),
            about: "Both ways begin with the organisation as it is today.".to_owned(),
            until: "November 2029".to_owned(),
            rows: vec![
                row("Units", "812", "809", "1,204", "+395"),
                row(
                    "Units inside the rules",
                    "97.1 %",
                    "98.0 %",
                    "91.2 %",
                    "−6.8 points",
                ),
                row("Moves a year", "", "212", "4,001", "+3,789"),
            ],
            trends: vec![
                trend("Units", false),
                trend("Units inside the rules", true),
                trend("Posts vacant", false),
                trend("Meetings a month", false),
            ],
            article: Some(sizes()),
        }),
        guard: guard(),
        times: vec![
            field("months", "Months to look ahead", "36"),
            field("joining", "Join in a year, of a hundred", "3"),
        ],
        number: vec![
            Field::new("number", "Number of the charter", chosen).value("most.circle"),
            field("becomes", "It becomes", "20").optional(),
        ],
        text: Field::new("charter", "Text of a charter", Kind::Lines)
            .optional()
            .error("This text does not read as a charter."),
        bound: "12,000 members for 12 months, both ways, are 288,000 member-months.".to_owned(),
    }
}

fn trend(title: &str, thousandths: bool) -> Trend {
    let curve = |name: &str, step: u64| Curve {
        name: name.to_owned(),
        values: (0..37).map(|month| 800 + month * step).collect(),
    };
    Trend {
        title: title.to_owned(),
        months: (0..37)
            .map(|month| format!("Nov {}", 2026 + month))
            .collect(),
        curves: [curve("charter in force", 0), curve("changed", 5)],
        thousandths,
    }
}
