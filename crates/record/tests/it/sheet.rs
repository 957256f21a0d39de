//! The data set that comes with the party-cell charter, held row by row to the
//! sheet of facts that it is written from.

use std::collections::BTreeSet;
use std::path::Path;

use record::{Attendance, Claim, Kind, NameClaim, Record, load};

/// A row a name, claim, place in a list and tag: whose, what, in which words,
/// and the number of the fact.
const SHEET: &str = include_str!("sheet.txt");

fn shipped() -> Record {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charters/party-cell/record");
    Record::read(load(&folder).unwrap())
}

fn row(id: &str, field: &str, parts: &[Option<String>], fact: Option<&String>) -> String {
    let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    let fact = fact.map_or("-", String::as_str);
    format!("{fact}\t{id}\t{field}\t{}", parts.join(" | "))
}

fn after(word: &str, text: Option<&String>) -> Option<String> {
    text.map(|text| format!("{word} {text}"))
}

fn voice(voice: record::Voice) -> Option<String> {
    (voice != record::Voice::Narrator).then(|| format!("voice {}", voice.word()))
}

fn name(id: &str, it: &NameClaim) -> String {
    let system = it.system.map(|it| serde_json::to_value(it).unwrap());
    let system = system.map(|it| it.as_str().unwrap().to_owned());
    let parts = [
        Some(it.text.clone()),
        after("reading", it.reading.as_ref()),
        system,
        voice(it.voice),
        Some(it.source.clone()),
    ];
    row(id, "name", &parts, it.fact.as_ref())
}

fn claim(id: &str, it: &Claim) -> String {
    let list = |word: &str, all: &[String], between: &str| {
        (!all.is_empty()).then(|| format!("{word} {}", all.join(between)))
    };
    let parts = [
        it.value.clone(),
        list("list", &it.list, " / "),
        after("thing", it.thing.as_ref()),
        it.date.clone(),
        after("relative", it.relative.as_ref()),
        list("weekday", &it.weekday, ", "),
        it.silent.then(|| "silent".to_owned()),
        after("printed", it.printed.as_ref()),
        after("reading", it.reading.as_ref()),
        voice(it.voice),
        after("speaker", it.speaker.as_ref()),
        list("quoted by", &it.quoted_by, ", "),
        it.derived.then(|| "derived".to_owned()),
        Some(it.source.clone()),
    ];
    row(id, &it.says, &parts, it.fact.as_ref())
}

fn listed(id: &str, it: &Attendance) -> String {
    let parts = [
        Some(it.person.clone()),
        after("printed", it.printed.as_ref()),
        it.capacity.clone(),
        Some(it.posts.join(", ")),
        it.note.clone(),
        Some(it.source.clone()),
    ];
    let field = format!("list, number {}", it.order);
    row(id, &field, &parts, it.fact.as_ref())
}

/// Everything the record says, a row each.
fn rows(record: &Record) -> Vec<String> {
    let mut rows = Vec::new();
    for (_, says) in &record.files {
        for it in &says.source {
            let parts = [
                Some(it.title.clone()),
                it.kind.clone(),
                it.publisher.clone(),
                it.date.clone(),
                after("relative", it.relative.as_ref()),
                it.note.clone(),
            ];
            rows.push(row(&it.id, "source", &parts, None));
        }
        for thing in Kind::OF_THINGS.into_iter().flat_map(|kind| says.of(kind)) {
            rows.extend(thing.name.iter().map(|it| name(&thing.id, it)));
            rows.extend(thing.claim.iter().map(|it| claim(&thing.id, it)));
            rows.extend(thing.attendance.iter().map(|it| listed(&thing.id, it)));
        }
        for tag in &says.tag {
            let parts = [
                Some(tag.text.clone()),
                after("reading", tag.reading.as_ref()),
                tag.among.clone(),
                after("affiliation", tag.affiliation.as_ref()),
            ];
            let about = match tag.about.as_slice() {
                [] => "-".to_owned(),
                about => about.join(", "),
            };
            rows.push(row(&about, "tag", &parts, tag.fact.as_ref()));
        }
    }
    rows
}

#[test]
fn every_name_claim_tag_and_credit_stands_in_the_sheet_and_nothing_else() {
    let rows = rows(&shipped());
    let sheet: Vec<&str> = SHEET.lines().collect();
    let said: BTreeSet<&str> = rows.iter().map(String::as_str).collect();
    let wanted: BTreeSet<&str> = sheet.iter().copied().collect();
    let missing: Vec<&&str> = wanted.difference(&said).collect();
    let more: Vec<&&str> = said.difference(&wanted).collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "not in the record: {missing:#?}\nnot in the sheet: {more:#?}"
    );
    assert_eq!(rows, sheet, "in the order of the files");
}

#[test]
fn every_fact_named_is_one_of_the_sheet_and_those_of_gatherings_are_all_there() {
    let number = |row: &str| -> Option<u32> {
        let fact = row.split('\t').next()?;
        fact.strip_prefix('S')?.parse().ok()
    };
    let named: BTreeSet<u32> = SHEET.lines().filter_map(number).collect();
    assert!(named.iter().all(|it| (1..=85).contains(it)), "{named:?}");
    for line in SHEET.lines() {
        let fact = line.split('\t').next().unwrap();
        assert!(fact == "-" || number(line).is_some(), "{line}");
    }
    // What is told once for several stands with one of them: the model of
    // events by ordinals (41), the same day of two events (55), and how the
    // second source prints (62, 64, 69, 80 to 85) with names, tags and dates.
    for fact in (36..=61).filter(|it| ![41, 55].contains(it)) {
        assert!(named.contains(&fact), "S{fact} is told nowhere");
    }
    for fact in [
        63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 75, 76, 77, 78, 79, 83,
    ] {
        assert!(named.contains(&fact), "S{fact} is told nowhere");
    }
}
