//! Popolo out and in.

use std::path::Path;

use record::{
    Archive, Attendance, File, Kind, Record, Voice, check, from_popolo, load, ontology, popolo,
};
use serde_json::Value;

fn shipped() -> Archive {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charters/party-cell/record");
    Archive::of(&Record::read(load(&folder).unwrap()))
}

/// The record that a document makes, which must have no problem.
fn taken(text: &str) -> (Archive, Vec<String>) {
    let read = from_popolo(text, "people.json").unwrap();
    let record = Record::read(read.files);
    assert_eq!(check(&record).problems, []);
    (Archive::of(&record), read.passed_over)
}

#[test]
fn a_record_goes_out_as_popolo_with_order_and_other_names() {
    let form = popolo(&shipped(), None);
    let count = |key: &str| form[key].as_array().unwrap().len();
    assert_eq!(
        (count("persons"), count("events"), count("posts")),
        (16, 8, 4)
    );
    let memberships = form["memberships"].as_array().unwrap().iter();
    let held = memberships.clone().filter(|it| it.get("post_id").is_some());
    assert_eq!(held.count(), 18, "two posts of each of nine");
    // What a tag says of somebody in brackets goes out too, as a role of nobody else.
    let affiliated = memberships.filter(|it| it.get("post_id").is_none());
    let roles: Vec<&str> = affiliated.map(|it| it["role"].as_str().unwrap()).collect();
    assert_eq!(
        roles,
        [
            "Cadres/NPYPPC",
            "KWP CC Dept",
            "PAD",
            "N. Hwanghae WPK",
            "OGD",
            "OGD",
            "Yanggang WPK PC",
        ]
    );
    let meeting = form["events"].as_array().unwrap().iter();
    let meeting = meeting
        .clone()
        .find(|it| it["id"] == "loyalty-meeting-2017")
        .unwrap();
    let names: Vec<&str> = meeting["attendees"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names[..3],
        ["Choe Ryong Hae", "Pak Kwang Ho", "Kim Phyong Hae"]
    );
    assert_eq!(meeting["start_date"], "2017-12-26");
    let launch = &form["events"][0];
    assert_eq!(
        launch["start_date"], "1990",
        "no more exact than it is known"
    );
    let first = &form["persons"][0];
    assert_eq!(first["other_names"][0]["name"], "Ch\u{2019}oe Ryong-hae");
    assert!(
        form["memberships"][0].get("start_date").is_none(),
        "nobody says since when"
    );
    let one = popolo(&shipped(), Some("o-su-yong"));
    assert_eq!(one["persons"].as_array().unwrap().len(), 1);
    let posts = one["memberships"].as_array().unwrap().iter();
    assert_eq!(posts.filter(|it| it.get("post_id").is_some()).count(), 2);
    assert_eq!(one["events"].as_array().unwrap().len(), 1);
}

#[test]
fn what_went_out_as_popolo_comes_in_again_and_names_what_it_lacks() {
    let form = popolo(&shipped(), None);
    let (archive, passed_over) = taken(&form.to_string());
    let again = popolo(&archive, None);
    let names = |form: &Value, key: &str| -> Vec<String> {
        let all = form[key].as_array().unwrap().iter();
        all.map(|it| it.get("name").or(it.get("label")).unwrap().to_string())
            .collect()
    };
    for key in ["persons", "organizations", "posts", "events"] {
        assert_eq!(names(&again, key), names(&form, key), "{key}");
    }
    assert_eq!(passed_over, [] as [&str; 0]);
    // With sources, capacities and posts nothing is lost of what went out.
    assert!(again == form, "the second time it is another");
    let meeting = archive.thing(Kind::Event, "loyalty-meeting-2017").unwrap();
    let own = shipped();
    let before = own.thing(Kind::Event, "loyalty-meeting-2017").unwrap();
    let without_fact = |it: &Attendance| Attendance {
        fact: None,
        ..it.clone()
    };
    let before: Vec<Attendance> = before.attendance.iter().map(without_fact).collect();
    assert_eq!(meeting.attendance, before);
    // Two sources say each their own, and nothing is said by the document.
    let party = archive.thing(Kind::Organisation, "party").unwrap();
    let names = party.name.iter().map(|it| (&*it.text, &*it.source));
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            ("Korean Workers' Party", "SRC-1"),
            ("Workers' Party of Korea", "SRC-2")
        ]
    );
    assert_eq!(archive.source("SRC-1").unwrap().title, "The Party Cell");
    let other = &archive.thing(Kind::Person, "thae-jong-su").unwrap().name[2];
    assert_eq!((other.voice, &*other.source), (Voice::Tag, "SRC-2"));
}

#[test]
fn sources_of_others_are_taken_by_their_notes_and_addresses() {
    let (archive, passed_over) = taken(
        r#"{
        "persons": [
            {"id": "a", "name": "A", "sources": [{"url": "https://x.example/1", "note": "A page"}]},
            {"id": "b", "name": "B", "sources": [{"url": "https://x.example/2"}, {"note": "A page"}]},
            {"id": "people", "name": "C", "sources": [{}]}
        ],
        "posts": [{"id": "p", "label": "Chair"}],
        "memberships": [
            {"person_id": "a", "post_id": "p", "sources": [{"note": "A page"}]},
            {"person_id": "b", "role": "member", "start_date": "May"}
        ]
        }"#,
    );
    let a = archive.thing(Kind::Person, "a").unwrap();
    let page = archive.source(&a.name[0].source).unwrap();
    assert_eq!(
        (&*page.title, page.note.as_deref()),
        ("A page", Some("https://x.example/1"))
    );
    let held = archive.source(&a.claim[0].source).unwrap();
    assert_eq!((&*held.title, held.note.as_deref()), ("A page", None));
    let b = archive.thing(Kind::Person, "b").unwrap();
    assert_eq!(
        b.name[0].source, "popolo-document",
        "which of two, nobody says"
    );
    assert_eq!(b.claim[0].source, "popolo-document");
    assert_eq!(
        passed_over,
        [
            "memberships with a date that no calendar has",
            "persons.sources that do not say what of it is theirs (2 times)",
            "persons.sources without a note or an address",
        ]
    );
    assert!(archive.thing(Kind::Person, "people-2").is_some(), "a page");
}

/// Two lists of two sources, in each of which one person stands under another id.
const JOINED: &str = r#"
[[source]]
id = "A"
title = "One"

[[source]]
id = "B"
title = "Other"

[[post]]
id = "chair"

[[post.name]]
text = "Chair"
source = "A"

[[person]]
id = "thae"

[[person.name]]
text = "Thae Jong Su"
source = "A"

[[person.claim]]
says = "same-as"
thing = "tae"
source = "B"

[[person]]
id = "bo"

[[person.name]]
text = "Bo"
source = "A"

[[person]]
id = "tae"

[[person.name]]
text = "Tae Jong Su"
source = "B"

[[person.claim]]
says = "post"
thing = "chair"
valid = "1999-05/2001"
source = "B"

[[event]]
id = "first"

[[event.name]]
text = "First"
source = "A"

[[event.attendance]]
order = 1
person = "thae"
posts = ["chair"]
source = "A"

[[event.attendance]]
order = 2
person = "bo"
source = "A"

[[event]]
id = "second"

[[event.name]]
text = "Second"
source = "B"

[[event.attendance]]
order = 1
person = "tae"
posts = ["chair"]
source = "B"
"#;

fn joined() -> Archive {
    let file = File {
        path: "it.toml".to_owned(),
        text: JOINED.to_owned(),
    };
    let record = Record::read(vec![file]);
    assert_eq!(check(&record).problems, []);
    Archive::of(&record)
}

#[test]
fn whoever_was_joined_is_one_person_and_no_row_is_there_twice() {
    let archive = joined();
    let rows = archive.every_appearance();
    let rows: Vec<(&str, &str, &str)> = rows
        .iter()
        .map(|it| (&*it.row.person, &*it.event.id, &*it.row.source))
        .collect();
    assert_eq!(
        rows,
        [
            ("thae", "first", "A"),
            ("bo", "first", "A"),
            ("tae", "second", "B")
        ],
        "each list has who is printed in it"
    );
    for only in [None, Some("thae"), Some("tae")] {
        let form = popolo(&archive, only);
        let people = form["persons"].as_array().unwrap();
        assert_eq!(people[0]["id"], "thae");
        assert_eq!(people[0]["other_names"][0]["name"], "Tae Jong Su");
        assert_eq!(people[0]["sources"].as_array().unwrap().len(), 2);
        assert_eq!(people.len(), if only.is_none() { 2 } else { 1 });
        let held = form["memberships"].as_array().unwrap();
        assert_eq!(
            held.len(),
            2,
            "claimed, and printed in two lists: {held:#?}"
        );
        assert!(held.iter().all(|it| it["person_id"] == "thae"));
        assert_eq!(held[1]["sources"].as_array().unwrap().len(), 2);
        let events = form["events"].as_array().unwrap();
        assert_eq!(events.len(), 2);
        assert_eq!(events[1]["attendees"][0]["id"], "thae");
        let graph = ontology(&archive, only, "urn:record:");
        let nodes = graph["@graph"].as_array().unwrap();
        let mut ids: Vec<&str> = nodes.iter().map(|it| it["@id"].as_str().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{graph:#}");
        assert!(!graph.to_string().contains("urn:record:tae"), "{graph:#}");
    }
    let graph = ontology(&archive, None, "urn:record:");
    let nodes = graph["@graph"].as_array().unwrap();
    let chair = nodes.iter().find(|it| it["@id"] == "urn:record:chair");
    let holders = serde_json::json!([{"@id": "urn:record:thae"}]);
    assert_eq!(chair.unwrap()["org:heldBy"], holders);
    let held = nodes.iter().find(|it| it["@type"] == "org:Membership");
    assert_eq!(
        held.unwrap()["org:memberDuring"],
        serde_json::json!({
            "@type": "time:Interval",
            "time:hasBeginning": {"@type": "time:Instant", "time:inXSDgYearMonth": "1999-05"},
            "time:hasEnd": {"@type": "time:Instant", "time:inXSDgYear": "2001"},
        })
    );
}

#[test]
fn a_document_of_others_is_taken_with_ids_and_dates_of_a_record() {
    let (archive, passed_over) = taken(
        r#"{
        "people": [
            {"id": "12", "name": "Ada Łuk", "other_names": [{"name": "Ada L.", "start_date": "1999"}], "image": "x.png"},
            {"id": "http://x/ada", "name": "Bo", "birth_date": "1960-01-01"}
        ],
        "organizations": [{"id": "12", "name": "The Union", "classification": "union"}],
        "posts": [{"id": "p", "label": "Chair", "organization_id": "12"}],
        "memberships": [
            {"person_id": "12", "post_id": "p", "start_date": "1999-05", "end_date": "2001"},
            {"person_id": "http://x/ada", "organization_id": "12", "role": "member"}
        ],
        "events": [{"id": "e", "name": "Gathering", "start_date": "2000-02-30", "attendees": [{"id": "12"}, {"id": "13"}]}],
        "areas": [{"id": "a"}]
        }"#,
    );
    let ada = archive.thing(Kind::Person, "person-12").unwrap();
    assert_eq!(ada.name[1].valid.as_deref(), Some("1999/"));
    let post = ada.claim.first().unwrap();
    assert_eq!(
        (post.thing.as_deref(), post.valid.as_deref()),
        (Some("p"), Some("1999-05/2001"))
    );
    assert!(
        archive
            .thing(Kind::Organisation, "organization-12")
            .is_some()
    );
    let bo = archive.thing(Kind::Person, "http---x-ada").unwrap();
    assert_eq!(bo.claim[0].value.as_deref(), Some("member, The Union"));
    assert_eq!(
        passed_over,
        [
            "areas",
            "events with a date that no calendar has",
            "events.attendees that name nobody, or somebody twice",
            "persons.birth_date",
            "persons.image",
        ]
    );
}

#[test]
fn what_is_no_popolo_is_refused_with_its_place() {
    let refused = |text: &str| from_popolo(text, "it").unwrap_err().to_string();
    assert_eq!(refused("{"), "it is not JSON");
    assert!(refused("{\"a\": 1}").starts_with("it has none of the lists"));
    assert_eq!(
        refused(r#"{"persons": [{"id": "a", "name": "A"}, {"id": "b"}]}"#),
        "persons, number 2: it has no name"
    );
    assert_eq!(
        refused(r#"{"persons": [], "memberships": [{"person_id": "x"}]}"#),
        "memberships, number 1: its person_id names nobody"
    );
    assert_eq!(
        refused(
            r#"{"persons": [{"id": "a", "name": "A"}], "memberships": [{"person_id": "a", "role": "x", "start_date": "2001", "end_date": "1999"}]}"#
        ),
        "memberships, number 1: it ends before it begins"
    );
}

#[test]
fn the_graph_has_every_membership_with_its_post_and_the_order_of_lists() {
    let graph = ontology(&shipped(), None, "https://a.example/");
    let nodes = graph["@graph"].as_array().unwrap();
    let of = |class: &str| nodes.iter().filter(|it| it["@type"] == class).count();
    assert_eq!(
        (of("foaf:Person"), of("org:Membership"), of("org:Post")),
        (16, 25, 4)
    );
    let meeting = nodes
        .iter()
        .find(|it| it["@id"] == "https://a.example/loyalty-meeting-2017");
    let first = &meeting.unwrap()["schema:attendee"]["@list"][0];
    assert_eq!(first["@id"], "https://a.example/choe-ryong-hae");
    // Everything that is named is there.
    let ids: Vec<&str> = nodes.iter().map(|it| it["@id"].as_str().unwrap()).collect();
    for node in nodes.iter().filter(|it| it["@type"] == "org:Membership") {
        assert!(ids.contains(&node["org:member"]["@id"].as_str().unwrap()));
        // What is said in words alone names no post and no organisation.
        let in_words = node["org:role"]["skos:prefLabel"].is_string();
        for key in ["org:role", "org:organization"] {
            let named = node[key]["@id"].as_str();
            assert!(in_words || ids.contains(&named.unwrap()), "{node}");
        }
        let source = node["dct:source"][0]["@id"].as_str().unwrap();
        assert_eq!(source, "https://a.example/sources#SRC-2");
        assert!(ids.contains(&source), "{node}");
    }
    let council = of("org:Role");
    assert_eq!(council, 4, "a role for each post");
}

/// The terms that a graph uses, each with its vocabulary.
const TERMS: [(&str, &[&str]); 6] = [
    (
        "http://www.w3.org/ns/org#",
        &[
            "Membership",
            "Organization",
            "OrganizationalUnit",
            "Post",
            "Role",
            "classification",
            "heldBy",
            "holds",
            "member",
            "memberDuring",
            "organization",
            "postIn",
            "role",
            "unitOf",
        ],
    ),
    ("http://xmlns.com/foaf/0.1/", &["Agent", "Person", "name"]),
    (
        "http://www.w3.org/2004/02/skos/core#",
        &["Concept", "altLabel", "prefLabel"],
    ),
    (
        "http://purl.org/dc/terms/",
        &[
            "BibliographicResource",
            "date",
            "description",
            "identifier",
            "publisher",
            "source",
            "title",
        ],
    ),
    (
        "https://schema.org/",
        &["Event", "attendee", "endDate", "location", "startDate"],
    ),
    (
        "http://www.w3.org/2006/time#",
        &[
            "Instant",
            "Interval",
            "hasBeginning",
            "hasEnd",
            "inXSDDate",
            "inXSDgYear",
            "inXSDgYearMonth",
        ],
    ),
];

/// Every key and class of a value, which must be of the context and of its vocabulary.
fn expands(context: &Value, value: &Value) {
    let known = |word: &str| {
        let (prefix, term) = word.split_once(':').unwrap_or_else(|| panic!("{word}"));
        let space = context[prefix].as_str().unwrap_or_else(|| panic!("{word}"));
        let terms = TERMS.iter().find(|(known, _)| *known == space);
        assert!(terms.unwrap().1.contains(&term), "{word}");
    };
    match value {
        Value::Object(it) => {
            for (key, value) in it {
                match key.as_str() {
                    "@id" => assert!(value.as_str().unwrap().contains(':'), "{value}"),
                    "@type" => known(value.as_str().unwrap()),
                    "@list" => expands(context, value),
                    key => {
                        known(key);
                        expands(context, value);
                    }
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|it| expands(context, it)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_graph_is_in_its_context_and_of_its_vocabulary() {
    for archive in [shipped(), joined()] {
        let graph = ontology(&archive, None, "urn:record:");
        expands(&graph["@context"], &graph["@graph"]);
    }
}
