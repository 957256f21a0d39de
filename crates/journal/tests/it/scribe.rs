//! Fixtures: short ways to write into a store.

use journal::{
    Contents, Entry, Head, PreparedEntry, PreparedRequest, Randomness, RequestKey, Store,
    hash_from_hex,
};
use kernel::{MeetingId, PersonId, Subject, UnitId};

/// A request by the operator with key `key` and one entry for each event.
pub(crate) fn request(key: u8, events: &[(&str, &[Subject])]) -> PreparedRequest {
    let entry = |(event, touched): &(&str, &[Subject])| PreparedEntry {
        event: (*event).to_owned(),
        touched: touched.to_vec(),
    };
    PreparedRequest {
        key: RequestKey([key; 16]),
        at_ms: 1_700_000_000_000 + i64::from(key),
        actor: "operator".to_owned(),
        entries: events.iter().map(entry).collect(),
        cards: Vec::new(),
        documents: Vec::new(),
        charters: Vec::new(),
        erasures: Vec::new(),
    }
}

/// Appends one request behind whatever is there.
pub(crate) fn append(store: &dyn Store, request: PreparedRequest) -> Head {
    store.append(&store.head().unwrap(), &[request]).unwrap()
}

/// A small organisation: three requests, five entries, a charter, two cards, a document.
pub(crate) fn small_journal(store: &dyn Store) {
    let mut randomness = Randomness::new();
    let charter = "# Statutes\n".to_owned();
    let hash = journal::hex(&journal::sha256(charter.as_bytes()));
    let mut founding = request(
        1,
        &[(
            &format!(r#"{{"v":1,"event":"charter-adopted","charter":"{hash}"}}"#),
            &[],
        )],
    );
    founding.charters.push(charter);
    let mut joining = request(
        2,
        &[
            (
                r#"{"v":1,"event":"unit-founded","unit":0,"name":"Nº 1"}"#,
                &[Subject::Unit(UnitId(0))],
            ),
            (
                r#"{"v":1,"event":"person-registered","person":0}"#,
                &[Subject::Person(PersonId(0))],
            ),
            (
                r#"{"v":1,"event":"person-registered","person":1}"#,
                &[Subject::Person(PersonId(1))],
            ),
        ],
    );
    joining.cards.push(randomness.seal_card(0, b"Ada").unwrap());
    joining.cards.push(randomness.seal_card(1, b"Ben").unwrap());
    let minutes = randomness
        .seal_document(0, b"resolved: to meet again")
        .unwrap();
    let fingerprint = journal::hex(&minutes.fingerprint);
    let touched = [
        Subject::Meeting(MeetingId(0)),
        Subject::Unit(UnitId(0)),
        Subject::Person(PersonId(0)),
    ];
    let event = format!(
        r#"{{"v":1,"event":"meeting-recorded","meeting":0,"unit":0,"person":0,"document":0,"fingerprint":"{fingerprint}"}}"#
    );
    let mut meeting = request(3, &[(&event, &touched)]);
    meeting.actor = "person:0".to_owned();
    meeting.documents.push(minutes);
    let head = store.append(&Head::EMPTY, &[founding]).unwrap();
    store.append(&head, &[joining, meeting]).unwrap();
}

/// Reads the events that [`small_journal`] writes, strictly.
pub(crate) fn read(entry: &Entry) -> Result<Contents, String> {
    let event: serde_json::Value =
        serde_json::from_str(&entry.event).map_err(|error| error.to_string())?;
    let number = |field: &str| {
        event
            .get(field)
            .and_then(serde_json::Value::as_u64)
            .and_then(|n| u32::try_from(n).ok())
    };
    let hash = |field: &str| {
        event
            .get(field)
            .and_then(|hash| hash_from_hex(hash.as_str()?))
    };
    let mut contents = Contents::default();
    contents
        .subjects
        .extend(number("meeting").map(|number| Subject::Meeting(MeetingId(number))));
    contents
        .subjects
        .extend(number("unit").map(|number| Subject::Unit(UnitId(number))));
    contents
        .subjects
        .extend(number("person").map(|number| Subject::Person(PersonId(number))));
    contents
        .documents
        .extend(number("document").zip(hash("fingerprint")));
    contents.charters.extend(hash("charter"));
    Ok(contents)
}
