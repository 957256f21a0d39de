//! Bulletins are read and written without loss, and what is published is a
//! record in which nothing is wrong.

use super::*;
use crate::archive::Archive;
use crate::model::Kind;
use crate::reading::{File, Record};

const TEXT: &str = "+++
title = \"The county met\"
kind = \"meeting\"
place = \"Sariwon\"
date = \"2017-12-26\"
tags = [\"meetings\", \"meetings\", \"county\"]
sources = [\"the minutes\"]

[[attendance]]
name = \"Choe Ryong Hae [Ch'oe Ryong-hae]\"
posts = [\"chair\", \"member\"]
capacity = \"platform\"
person = \"12\"

[[attendance]]
name = \"Pak\"

[[quotation]]
words = \"We begin today.\"
speaker = \"Pak\"
quoted-by = \"Kim\"

[[photograph]]
caption = \"The hall\"
credits = [\"One\", \"Two\"]
+++

We met, and **agreed**.
";

fn own(number: u32, says: Option<Writing>) -> Own {
    Own {
        number,
        unit: (4, "County A".to_owned()),
        published: "2017-12-28".to_owned(),
        says,
        notices: Vec::new(),
        files: std::collections::BTreeMap::new(),
    }
}

fn nothing() -> Archive {
    Archive::of(&Record::read(Vec::new()))
}

fn archive(bulletins: &[Own]) -> Archive {
    let file = published(bulletins, &nothing()).unwrap().unwrap();
    Archive::of(&Record::read(vec![file]))
}

#[test]
fn what_is_written_is_read_again_as_it_was() {
    let writing = Writing::read(TEXT).unwrap();
    assert_eq!(writing.text, "We met, and **agreed**.");
    assert_eq!(writing.attendance[0].posts, ["chair", "member"]);
    let again = Writing::read(&writing.write().unwrap()).unwrap();
    assert_eq!(again, writing);
}

#[test]
fn a_text_alone_goes_by_its_heading_or_its_first_line() {
    let titled = Writing::read("# A new banner\n\nIt hangs.").unwrap();
    assert_eq!(
        (titled.title.as_str(), titled.text.as_str()),
        ("A new banner", "It hangs.")
    );
    let plain = Writing::read("It hangs.").unwrap();
    assert_eq!(
        (plain.title.as_str(), plain.text.as_str()),
        ("It hangs.", "It hangs.")
    );
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    for (text, why) in [
        ("", "it has no text"),
        (
            "+++\ntitle = 1",
            "it begins with +++ and no later line says +++",
        ),
        (
            "+++\ntitle = \"A\"\ncolour = \"red\"\n+++\nText",
            "line 3: unknown field `colour`",
        ),
        (
            "+++\ndate = \"2017-02-30\"\n+++\nText",
            "the date \"2017-02-30\" is none: write it as 2017-12-26",
        ),
        (
            "+++\n[[attendance]]\nname = \"Choe [Ch'oe\"\n+++\nText",
            "in the name \"Choe [Ch'oe\"",
        ),
    ] {
        let error = Writing::read(text).unwrap_err().to_string();
        assert!(error.starts_with(why), "{text}: {error}");
    }
}

#[test]
fn lines_of_a_form_are_read_and_written() {
    let line = "Choe Ryong Hae [Ch'oe] #12 | chair; member | platform";
    let rows = AttendedLine::read(&format!("\n{line}\n\nPak\n")).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].person, "12");
    assert_eq!(rows[0].posts, ["chair", "member"]);
    assert_eq!(AttendedLine::of(&rows[0]), line);
    assert_eq!(AttendedLine::of(&rows[1]), "Pak");
    let error = AttendedLine::read("Pak\n| chair").unwrap_err();
    assert_eq!(error.to_string(), "line 2: it has no name");
    let error = AttendedLine::read("Pak | a | b | c").unwrap_err();
    assert_eq!(error.line, 1);
    let said = Quotation::lines("We begin. | Pak | Kim").unwrap();
    assert_eq!(said[0].line(), "We begin. | Pak | Kim");
    let seen = Picture::lines("The hall | One; Two | a full hall").unwrap();
    assert_eq!(seen[0].credits, ["One", "Two"]);
    assert_eq!(seen[0].line(), "The hall | One; Two | a full hall");
}

#[test]
fn a_published_bulletin_is_a_record_in_which_nothing_is_wrong() {
    let writing = Writing::read(TEXT).unwrap();
    let archive = archive(&[own(7, Some(writing.clone())), own(9, Some(writing))]);
    assert_eq!(archive.report().problems, []);
    let event = archive.thing(Kind::Event, "bulletin-7").unwrap();
    assert_eq!(archive.title(event), "The county met");
    assert_eq!(event.attendance.len(), 2);
    // The number on the roll makes two bulletins speak of one person; a name alone does not.
    assert_eq!(archive.appearances("person-12").len(), 2);
    assert_eq!(archive.appearances("bulletin-7-person-2").len(), 1);
    assert_eq!(archive.photographs_of("bulletin-7").count(), 1);
    assert_eq!(archive.tags_about("bulletin-7").count(), 2);
    let found = archive.search("Ch'oe Ryong-hae");
    assert_eq!(found.people.first().unwrap().thing.id, "person-12");
    let found = archive.search("agreed");
    assert!(found.others.iter().any(|it| it.thing.id == "bulletin-7"));
}

#[test]
fn the_day_on_which_a_bulletin_came_out_is_none_on_which_anything_happened() {
    let mut writing = Writing::read(TEXT).unwrap();
    let dated = archive(&[own(7, Some(writing.clone()))]);
    let event = dated.thing(Kind::Event, "bulletin-7").unwrap();
    assert!(dated.day_said(event).is_some());
    let form = crate::popolo(&dated, None);
    assert_eq!(form["events"][0]["start_date"], "2017-12-26", "{form}");
    writing.date.clear();
    let undated = archive(&[own(7, Some(writing))]);
    let event = undated.thing(Kind::Event, "bulletin-7").unwrap();
    assert!(undated.day_said(event).is_none());
    // It is put in order by that day all the same.
    assert!(undated.newest_day(event).is_some());
    let form = crate::popolo(&undated, None);
    assert!(form["events"][0].get("start_date").is_none(), "{form}");
    let graph = crate::ontology(&undated, None, "https://x.example/").to_string();
    assert!(!graph.contains("schema:startDate"), "{graph}");
}

#[test]
fn of_a_withdrawn_bulletin_nothing_is_left_but_the_note() {
    let gone = Own {
        notices: vec![Notice {
            what: NoticeWord::Withdrawn,
            on: "2018-01-02".to_owned(),
            why: "it was another county".to_owned(),
        }],
        ..own(7, None)
    };
    let archive = archive(&[gone]);
    assert_eq!(archive.report().problems, []);
    let event = archive.thing(Kind::Event, "bulletin-7").unwrap();
    let notice = crate::value(event, "notice").unwrap();
    assert_eq!(notice, "Withdrawn: it was another county");
    assert_eq!(archive.of_kind(Kind::Person).count(), 0);
    assert_eq!(archive.tags(), []);
}

#[test]
fn a_file_of_no_bulletins_is_none() {
    assert_eq!(published(&[], &nothing()).unwrap(), None);
}

#[test]
fn what_the_folder_tells_stays_whatever_a_bulletin_calls_somebody() {
    let text = "[[source]]\nid = \"S\"\ntitle = \"One\"\n\n[[person]]\nid = \"pak\"\n\n[[person.name]]\ntext = \"Pak Pong Ju\"\nsource = \"S\"\n\n[[event]]\nid = \"the-meeting\"\n";
    let folder = || File {
        path: "people.toml".to_owned(),
        text: text.to_owned(),
    };
    let alone = Archive::of(&Record::read(vec![folder()]));
    let mut says = Writing::read(TEXT).unwrap();
    for (row, person) in says.attendance.iter_mut().zip(["pak", "the-meeting"]) {
        row.person = person.to_owned();
    }
    says.attendance[0].name = "Pak Pong Ju".to_owned();
    let own = published(&[own(7, Some(says))], &alone).unwrap().unwrap();
    let both = Archive::of(&Record::read(vec![own, folder()]));
    assert_eq!(both.report().problems, Vec::new());
    let told = |archive: &Archive| archive.thing(Kind::Person, "pak").unwrap().name.clone();
    assert_eq!(told(&both), told(&alone));
    assert!(both.thing(Kind::Event, "the-meeting").is_some());
    let bulletin = both.thing(Kind::Event, "bulletin-7").unwrap();
    let people: Vec<&str> = bulletin
        .attendance
        .iter()
        .map(|it| it.person.as_str())
        .collect();
    assert_eq!(people, ["pak", "bulletin-7-person-2"]);
}
