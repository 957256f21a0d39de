//! How long SQLite takes to keep an import of 100,000 people in one request:
//! an entry, two rows of the touched-index and a sealed card each.
//!
//! Run with `cargo run --release -p journal --example import_speed`.

use std::io::Write as _;
use std::time::Instant;

use journal::{
    Head, PreparedEntry, PreparedRequest, Randomness, RequestKey, SqliteStore, Store, verify,
};
use kernel::{PersonId, Subject, UnitId};

const PEOPLE: u32 = 100_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout();
    let directory = std::env::temp_dir().join(format!("import-speed-{}", std::process::id()));
    let store = SqliteStore::create(&directory)?;

    let begun = Instant::now();
    let mut randomness = Randomness::new();
    let mut request = PreparedRequest {
        key: RequestKey([1; 16]),
        at_ms: 1,
        actor: "operator".to_owned(),
        entries: Vec::new(),
        cards: Vec::new(),
        documents: Vec::new(),
        charters: Vec::new(),
        erasures: Vec::new(),
    };
    for person in 0..PEOPLE {
        let unit = person % 5_000;
        request.entries.push(PreparedEntry {
            event: format!(r#"{{"v":1,"event":"person-registered","person":{person}}}"#),
            touched: vec![
                Subject::Person(PersonId(person)),
                Subject::Unit(UnitId(unit)),
            ],
        });
        let card = format!(
            r#"{{"v":1,"code":"M-{person:06}","name":"A made-up person {person}","email":"{person}@example.org"}}"#
        );
        request
            .cards
            .push(randomness.seal_card(person, card.as_bytes())?);
    }
    writeln!(
        out,
        "prepared and sealed in {} ms",
        begun.elapsed().as_millis()
    )?;

    let begun = Instant::now();
    store.append(&Head::EMPTY, &[request])?;
    writeln!(out, "appended in {} ms", begun.elapsed().as_millis())?;

    let begun = Instant::now();
    let mut cards = 0;
    store.each_card(&mut |_, _| cards += 1)?;
    writeln!(
        out,
        "opened {cards} cards in {} ms",
        begun.elapsed().as_millis()
    )?;

    let begun = Instant::now();
    let mut entries = 0;
    // The rows of the index are made up and the verifier finds that out, last of all.
    let verdict = verify(&store, &mut |_| entries += 1).map(|_| ());
    writeln!(
        out,
        "verified {entries} entries in {} ms ({verdict:?})",
        begun.elapsed().as_millis()
    )?;

    drop(store);
    std::fs::remove_dir_all(&directory)?;
    Ok(())
}
