//! The data set that comes with the party-cell charter.

use std::path::{Path, PathBuf};

use names::Likeness;
use record::{Kind, Record, RecordForm, Report, Things, check, find_people, load, store};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charters/party-cell/record")
}

fn shipped() -> Record {
    Record::read(load(&folder()).unwrap())
}

fn count(record: &Record, of: impl Fn(&Things) -> usize) -> usize {
    record.files.iter().map(|(_, says)| of(says)).sum()
}

#[test]
fn it_has_everything_of_the_facts_and_nothing_is_wrong_with_it() {
    let record = shipped();
    let things = |kind: Kind| count(&record, |says| says.of(kind).len());
    assert_eq!(things(Kind::Person), 16);
    assert_eq!(things(Kind::Event), 8);
    assert_eq!(things(Kind::Photograph), 3);
    assert_eq!(count(&record, |says| says.tag.len()), 83);
    assert_eq!(count(&record, |says| says.conflict.len()), 8);
    let Report {
        problems,
        conflicts,
        proposals,
    } = check(&record);
    assert_eq!(problems, []);
    assert_eq!(conflicts.len(), 8, "{conflicts:?}");
    assert_eq!(proposals, [], "sixteen people are sixteen");
}

#[test]
fn nine_attendees_stand_in_the_printed_order_with_the_posts_of_the_day() {
    let record = shipped();
    let meeting = record.files.iter().flat_map(|(_, says)| &says.event);
    let meeting = meeting
        .clone()
        .find(|it| it.id == "loyalty-meeting-2017")
        .unwrap();
    let listed: Vec<&str> = meeting
        .attendance
        .iter()
        .map(|it| it.person.as_str())
        .collect();
    assert_eq!(
        listed,
        [
            "choe-ryong-hae",
            "pak-kwang-ho",
            "kim-phyong-hae",
            "thae-jong-su",
            "o-su-yong",
            "an-jong-su",
            "pak-thae-song",
            "choe-hwi",
            "pak-thae-dok",
        ]
    );
    assert_eq!(
        meeting.attendance[0].posts[1],
        "vice-chairman-of-state-affairs"
    );
    let others = &meeting.attendance[1..];
    assert!(
        others
            .iter()
            .all(|it| it.posts[1] == "member-of-executive-policy-council")
    );
}

#[test]
fn it_is_written_as_the_program_writes_it_to_the_byte() {
    let record = shipped();
    let json = serde_json::to_string(&record.form()).unwrap();
    let form: RecordForm = serde_json::from_str(&json).unwrap();
    let files = form.files().unwrap();
    if std::env::var_os("RENEW_RECORD").is_some() {
        for file in &files {
            std::fs::write(folder().join(&file.path), &file.text).unwrap();
        }
    }
    let kept = load(&folder()).unwrap();
    for (written, kept) in files.iter().zip(&kept) {
        assert_eq!(written, kept, "RENEW_RECORD=1 writes it");
    }
    assert_eq!(files.len(), kept.len());
    let away = tempfile::tempdir().unwrap();
    let place = away.path().join("record");
    store(&kept, &place).unwrap();
    assert_eq!(load(&place).unwrap(), kept);
    assert!(
        store(&kept, &place).is_err(),
        "what is there is not written over"
    );
}

#[test]
fn everybody_is_found_by_every_form_and_by_a_few_that_nobody_prints() {
    let record = shipped();
    let first = |asked: &str| {
        let found = find_people(&record, asked).unwrap();
        found.first().map(|it| (it.person.id.clone(), it.likeness))
    };
    let people = record.files.iter().flat_map(|(_, says)| &says.person);
    for person in people {
        for name in &person.name {
            let straight = name.text.replace('\u{2019}', "'");
            let bare = name
                .text
                .replace('\u{2019}', "")
                .replace('-', " ")
                .to_uppercase();
            for asked in [&name.text, &straight, &bare] {
                assert_eq!(
                    first(asked).map(|(id, _)| id).as_ref(),
                    Some(&person.id),
                    "{asked}"
                );
            }
        }
    }
    for (asked, id, likeness) in [
        (
            "Choe Ryong Hae [Ch'oe Ryong-hae]",
            "choe-ryong-hae",
            Likeness::Same,
        ),
        ("최룡해", "choe-ryong-hae", Likeness::Same),
        ("Hwi Choe", "choe-hwi", Likeness::Reordered),
        ("Gim Pyeonghae", "kim-phyong-hae", Likeness::Sounding),
        ("Pak Kwang Hi", "pak-kwang-ho", Likeness::OneLetter),
        ("Sang Won", "ri-sang-won", Likeness::Part),
    ] {
        assert_eq!(first(asked), Some((id.to_owned(), likeness)), "{asked}");
    }
    assert_eq!(first("Nobody At All"), None);
    let error = find_people(&record, "Choe Hwi (PAD]").unwrap_err();
    assert_eq!(error.to_string(), "`(` is closed by `]`, at character 14");
    let found = find_people(&record, "Choe Ryong-hae").unwrap();
    let posts: Vec<&str> = found[0].posts.iter().map(|it| it.title.unwrap()).collect();
    assert_eq!(
        posts,
        [
            "WPK Vice Chairman",
            "Vice Chairman of the State Affairs Commission"
        ]
    );
    assert_eq!(found[0].events[0].1, 1);
}
