//! Popolo out and in.

use std::path::Path;

use record::{Archive, Kind, Record, check, from_popolo, load, ontology, popolo};
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
    assert_eq!(count("memberships"), 18, "two posts of each of nine");
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
    assert_eq!(one["memberships"].as_array().unwrap().len(), 2);
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
    let listed = archive.thing(Kind::Event, "loyalty-meeting-2017").unwrap();
    let listed: Vec<&str> = listed
        .attendance
        .iter()
        .map(|it| it.person.as_str())
        .collect();
    assert_eq!(listed.len(), 9);
    assert_eq!(listed[8], "pak-thae-dok");
    assert!(
        passed_over
            .iter()
            .any(|it| it.starts_with("persons.sources")),
        "{passed_over:?}"
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
}

#[test]
fn the_graph_has_every_membership_with_its_post_and_the_order_of_lists() {
    let graph = ontology(&shipped(), None, "https://a.example/");
    let nodes = graph["@graph"].as_array().unwrap();
    let of = |class: &str| nodes.iter().filter(|it| it["@type"] == class).count();
    assert_eq!(
        (of("foaf:Person"), of("org:Membership"), of("org:Post")),
        (16, 18, 4)
    );
    let meeting = nodes
        .iter()
        .find(|it| it["@id"] == "https://a.example/loyalty-meeting-2017");
    let first = &meeting.unwrap()["schema:attendee"]["@list"][0];
    assert_eq!(first["@id"], "https://a.example/choe-ryong-hae");
    // Everything that is named is there.
    let ids: Vec<&str> = nodes.iter().map(|it| it["@id"].as_str().unwrap()).collect();
    for node in nodes.iter().filter(|it| it["@type"] == "org:Membership") {
        for key in ["org:member", "org:role", "org:organization"] {
            assert!(ids.contains(&node[key]["@id"].as_str().unwrap()), "{node}");
        }
    }
}
