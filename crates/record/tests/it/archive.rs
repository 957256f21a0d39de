//! What a reader finds out from a record: who was where, with whom, and how
//! the order of lists moved.

use std::path::Path;

use names::Likeness;
use record::{Archive, File, Kind, List, Matched, Move, Record, list_before, load, moves};

/// Three gatherings; two sources list the second.
const GATHERINGS: &str = r#"
[[source]]
id = "A"
title = "One"
date = "2001-02"

[[source]]
id = "B"
title = "Other"

[[post]]
id = "chair"

[[post.name]]
text = "Chair"
source = "A"

[[person]]
id = "ada"

[[person.name]]
text = "Ada Łuk"
source = "A"

[[person.claim]]
says = "post"
thing = "chair"
valid = "1999/2000"
source = "B"

[[person]]
id = "bo"

[[person.name]]
text = "Bo O’Hara"
source = "A"

[[person]]
id = "cy"

[[person.name]]
text = "Cy Day"
source = "A"

[[event]]
id = "first"

[[event.claim]]
says = "date"
date = "2000-05-01"
source = "A"

[[event.attendance]]
order = 1
person = "ada"
posts = ["chair"]
source = "A"

[[event.attendance]]
order = 2
person = "bo"
source = "A"

[[event]]
id = "second"

[[event.claim]]
says = "date"
relative = "2 years after first"
source = "A"

[[event.attendance]]
order = 1
person = "bo"
source = "A"

[[event.attendance]]
order = 2
person = "ada"
source = "A"

[[event.attendance]]
order = 3
person = "cy"
source = "A"

[[event.attendance]]
order = 1
person = "cy"
source = "B"

[[event]]
id = "third"

[[event.claim]]
says = "date"
silent = true
source = "A"
"#;

fn archive(text: &str) -> Archive {
    let file = File {
        path: "it.toml".to_owned(),
        text: text.to_owned(),
    };
    Archive::of(&Record::read(vec![file]))
}

fn gatherings() -> Archive {
    let archive = archive(GATHERINGS);
    assert_eq!(archive.report().problems, []);
    archive
}

fn shipped() -> Archive {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charters/party-cell/record");
    Archive::of(&Record::read(load(&folder).unwrap()))
}

fn ids<'a>(things: impl IntoIterator<Item = &'a record::Thing>) -> Vec<&'a str> {
    things.into_iter().map(|it| it.id.as_str()).collect()
}

#[test]
fn bulletins_come_newest_first_whatever_their_dates_are_given_by() {
    let archive = shipped();
    let bulletins = archive.bulletins();
    assert_eq!(
        ids(bulletins.iter().map(|(_, thing)| *thing)),
        [
            "report-of-28-december",
            "workshops-2017",
            "loyalty-meeting-2017",
            "letter-of-loyalty-2017",
            "fifth-conference",
            "main-speech",
            "new-years-editorial",
            "editorial-text",
            "competition-2007",
            "competition-1994",
            "launch-of-party-cell-of-loyalty",
            "letter-to-kim-jong-il",
            "seventh-congress",
        ],
        "by its own date, by the event it was read at, before another, and at last without any"
    );
    let archive = gatherings();
    assert_eq!(
        ids(archive.bulletins().iter().map(|(_, thing)| *thing)),
        ["second", "first", "third"]
    );
}

#[test]
fn a_person_appears_with_the_place_in_each_list_and_how_long_it_is() {
    let archive = gatherings();
    let places = |person: &str| -> Vec<(String, u32, usize, String)> {
        let all = archive.appearances(person).into_iter();
        all.map(|it| {
            let source = it.row.source.clone();
            (it.event.id.clone(), it.row.order, it.of, source)
        })
        .collect()
    };
    let at =
        |event: &str, order, of, source: &str| (event.to_owned(), order, of, source.to_owned());
    assert_eq!(
        places("ada"),
        [at("second", 2, 3, "A"), at("first", 1, 2, "A")]
    );
    assert_eq!(
        places("cy"),
        [at("second", 3, 3, "A"), at("second", 1, 1, "B")]
    );
}

#[test]
fn company_is_counted_once_an_event() {
    let archive = gatherings();
    let company = archive.company("ada");
    let told: Vec<(&str, usize)> = company
        .iter()
        .map(|it| (it.person.id.as_str(), it.events.len()))
        .collect();
    assert_eq!(told, [("bo", 2), ("cy", 1)]);
    assert_eq!(ids(company[0].events.iter().copied()), ["second", "first"]);
    assert_eq!(shipped().company("choe-hwi").len(), 8);
    assert!(
        shipped().company("kim-jong-un").is_empty(),
        "nobody says that he was there"
    );
}

#[test]
fn the_order_of_a_list_is_held_against_the_one_before() {
    let archive = gatherings();
    let lists = archive.lists();
    let told: Vec<(&str, &str)> = lists
        .iter()
        .map(|it: &List<'_>| (it.event.id.as_str(), it.source))
        .collect();
    assert_eq!(told, [("first", "A"), ("second", "A"), ("second", "B")]);
    let before = list_before(&lists, &lists[1]).unwrap();
    let moved = |person, before, after| Move {
        person,
        before,
        after,
    };
    assert_eq!(
        moves(before, &lists[1]),
        [
            moved("bo", Some(2), Some(1)),
            moved("ada", Some(1), Some(2)),
            moved("cy", None, Some(3)),
        ]
    );
    assert_eq!(moves(&lists[1], before)[2], moved("cy", Some(3), None));
    assert!(list_before(&lists, &lists[0]).is_none());
    assert!(list_before(&lists, &lists[2]).is_none(), "nobody in common");
}

#[test]
fn a_post_is_seen_on_days_and_claimed_for_times() {
    let archive = gatherings();
    let ada = archive.thing(Kind::Person, "ada").unwrap();
    let posts = archive.posts_of(ada);
    assert_eq!(posts.len(), 1);
    let told: Vec<(String, bool, &str)> = posts[0]
        .sightings
        .iter()
        .map(|it| (it.first.unwrap().to_string(), it.throughout, it.source))
        .collect();
    assert_eq!(
        told,
        [
            ("1999-01-01".to_owned(), true, "B"),
            ("2000-05-01".to_owned(), false, "A")
        ]
    );
}

#[test]
fn whoever_is_asked_for_is_found_and_the_answer_says_how() {
    let archive = shipped();
    let first = |asked: &str| {
        let answer = archive.search(asked);
        let hit = answer.people.first().unwrap_or_else(|| panic!("{asked}"));
        let Matched::Name(_, likeness) = hit.matched else {
            panic!("{asked}: {:?}", hit.matched)
        };
        (hit.thing.id.clone(), likeness)
    };
    let phyong_hae = |likeness| ("kim-phyong-hae".to_owned(), likeness);
    assert_eq!(
        first("Kim P\u{2019}yo\u{2019}ng-hae"),
        phyong_hae(Likeness::Same)
    );
    assert_eq!(first("kim p'yo'ng hae"), phyong_hae(Likeness::Folded));
    assert_eq!(first("KIM PYONG\u{2010}HAE"), phyong_hae(Likeness::Folded));
    assert_eq!(first("Gim Pyeonghae"), phyong_hae(Likeness::Sounding));
    assert_eq!(first("김평해"), phyong_hae(Likeness::Same));
    assert_eq!(first("Hae Kim Phyong"), phyong_hae(Likeness::Reordered));
    assert_eq!(first("Choe Hwi (PAD]").0, "choe-hwi");
    assert!(archive.search("Choe Hwi (PAD]").brackets_passed_over);
    let nothing = archive.search(" \u{2019} ");
    assert!(nothing.people.is_empty() && nothing.others.is_empty() && nothing.tags.is_empty());
}

#[test]
fn words_are_found_in_what_is_said_and_in_tags() {
    let archive = shipped();
    let answer = archive.search("self-reliance");
    assert_eq!(
        ids(answer.others.iter().map(|it| it.thing)),
        ["letter-of-loyalty-2017"]
    );
    assert!(
        matches!(answer.others[0].matched, Matched::Words(text) if text.starts_with("third pledge"))
    );
    // One word stands in its name and the other in what is said of it.
    let apart = archive.search("loyalty self-reliance");
    assert_eq!(
        ids(apart.others.iter().map(|it| it.thing)),
        ["letter-of-loyalty-2017"]
    );
    assert!(archive.search("loyalty workship").others.is_empty());
    let answer = archive.search("hamgyong");
    assert_eq!(answer.tags.len(), 3, "{:?}", answer.tags);
    assert!(archive.search("workship").others.is_empty());
}

#[test]
fn a_thing_that_is_there_twice_is_shown_once_and_named() {
    let archive = archive(
        "[[source]]\nid = \"A\"\ntitle = \"One\"\n\n[[event]]\nid = \"e\"\n\n[[event]]\nid = \"e\"\n",
    );
    assert_eq!(archive.of_kind(Kind::Event).count(), 1);
    assert_eq!(archive.report().problems.len(), 1);
}

#[test]
fn whom_a_source_takes_for_one_is_shown_together_under_each_id() {
    let more = "[[person.name]]\ntext = \"Cy Day\"\nsource = \"A\"\n";
    let claim =
        format!("{more}\n[[person.claim]]\nsays = \"same-as\"\nthing = \"ada\"\nsource = \"B\"\n");
    let archive = archive(&GATHERINGS.replacen(more, &claim, 1));
    assert_eq!(archive.report().problems, []);
    for id in ["ada", "cy"] {
        assert_eq!(archive.ids_of(id), ["ada", "cy"], "{id}");
        let person = archive.thing(Kind::Person, id).unwrap();
        // Once in the first list, once in each of the two of the second under either id.
        let own = archive.appearances(id).into_iter();
        let own: Vec<_> = own.map(|it| (it.event.id.as_str(), it.row.order)).collect();
        assert_eq!(
            own,
            [("second", 2), ("second", 3), ("second", 1), ("first", 1)]
        );
        assert_eq!(archive.posts_of(person).len(), 1);
        let with = archive.company(id);
        assert_eq!(ids(with.iter().map(|it| it.person)), ["bo"], "{id}");
    }
    assert_eq!(ids(archive.same_as("cy")), ["ada"]);
    assert!(archive.is_one("ada", "cy") && !archive.is_one("ada", "bo"));
    assert_eq!(gatherings().ids_of("ada"), ["ada"]);
}
