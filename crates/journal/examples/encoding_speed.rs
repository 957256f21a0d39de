//! How long events take to be written down and read again, an event.
//!
//! `cargo run --release -p journal --example encoding_speed`

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Instant;

use charter::{GradeId, MeetingKindId};
use jiff::civil::date;
use journal::encoding::{Decoder, encode};
use journal::{MemoryStore, sha256};
use kernel::meetings::{MeetingEvent, MeetingRecord};
use kernel::members::MemberEvent;
use kernel::units::UnitEvent;
use kernel::{DocumentId, Event, MeetingId, PersonId, UnitId};

const CHARTER: &str = include_str!("../../../charters/union.md");
const ROUNDS: u32 = 300_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let charter = charter::read(CHARTER).charter.map(std::sync::Arc::new);
    let fingerprints = BTreeMap::from([(DocumentId(7), sha256(b"a text"))]);
    let on = date(2017, 12, 26);
    let events = [
        (
            "member-admitted",
            Event::from(MemberEvent::Admitted {
                person: PersonId(1_000_000),
                unit: UnitId(5000),
                grade: GradeId(0),
                on,
            }),
        ),
        (
            "unit-renamed",
            Event::from(UnitEvent::Renamed {
                unit: UnitId(5000),
                name: "Kraków \"North\"".to_owned(),
                on,
            }),
        ),
        (
            "meeting-recorded",
            Event::from(MeetingEvent::Recorded {
                meeting: MeetingId(80_000),
                record: MeetingRecord {
                    unit: UnitId(5000),
                    kind: MeetingKindId(0),
                    on,
                    expected: 12,
                    entitled: 11,
                    voting: 9,
                    absent: vec![PersonId(12), PersonId(1_000_000)],
                    needed: Some(6),
                    resolutions: vec![DocumentId(7)],
                },
            }),
        ),
    ];
    let store = MemoryStore::new()?;
    let mut out = std::io::stdout().lock();
    for (name, event) in events {
        let begun = Instant::now();
        let mut line = String::new();
        for _ in 0..ROUNDS {
            line = encode(&event, charter.as_deref(), &fingerprints)?;
        }
        let written = begun.elapsed() / ROUNDS;
        let mut decoder = Decoder::under(&store, charter.clone());
        let begun = Instant::now();
        for _ in 0..ROUNDS {
            std::hint::black_box(decoder.decode(&line)?);
        }
        let read = begun.elapsed() / ROUNDS;
        writeln!(out, "{name}: {written:?} written, {read:?} read")?;
    }
    Ok(())
}
