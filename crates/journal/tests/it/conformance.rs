//! One suite over every store: what it must do, whatever it is made of.

use jiff::civil::{Date, date};
use journal::{
    AccountError, AppendError, Document, Erasure, Head, MemoryStore, Notice, NoticeStanding,
    PreparedRequest, Randomness, Recorded, RequestKey, Session, Snapshot, SnapshotHead,
    SqliteStore, Store, View, hash_of, verify_with,
};
use kernel::{MeetingId, PersonId, Subject, UnitId};

use crate::scribe::{append, read, request, small_journal};

macro_rules! every_store {
    ($($claim:ident),+ $(,)?) => {
        mod memory {
            $(#[test] fn $claim() { super::$claim(&super::MemoryStore::new().unwrap()); })+
        }
        mod sqlite {
            $(#[test] fn $claim() {
                let directory = tempfile::tempdir().unwrap();
                super::$claim(&super::SqliteStore::create(directory.path()).unwrap());
            })+
        }
    };
}

every_store!(
    an_empty_store_has_no_head,
    entries_come_back_in_order_and_chained,
    entries_of_one_request_share_its_number,
    a_batch_on_another_head_is_refused,
    a_used_key_or_document_number_refuses_the_whole_batch,
    a_request_that_changed_nothing_is_remembered,
    history_is_found_by_subject_newest_first,
    a_changed_card_replaces_the_former,
    an_erased_person_is_gone_with_accounts_and_views,
    a_person_erased_and_entered_again_in_one_batch_has_the_new_card,
    an_erased_document_leaves_its_number,
    charters_are_found_by_their_hash,
    a_snapshot_replaces_the_one_before,
    cards_are_found_by_a_range_of_numbers,
    accounts_are_found_by_login_however_it_is_written,
    sessions_begin_and_end,
    calendars_are_opened_replaced_and_closed,
    views_come_newest_first,
    a_notice_is_begun_once_a_day_and_ends_or_is_taken_back,
    notices_go_to_whoever_signs_in_and_has_not_turned_them_off,
    an_erased_person_leaves_no_notice_and_gets_none,
    a_whole_journal_verifies,
);

fn an_empty_store_has_no_head(store: &dyn Store) {
    assert_eq!(store.head().unwrap(), Head::EMPTY);
    assert_eq!(store.entries(1, 10).unwrap(), []);
    assert!(store.snapshot().unwrap().is_none());
    assert_eq!(store.card(0).unwrap(), None);
    assert_eq!(store.document(0).unwrap(), None);
    assert_eq!(store.request(&RequestKey([0; 16])).unwrap(), None);
    let verified = verify_with(store, &mut read).unwrap();
    assert_eq!(verified.head, Head::EMPTY);
}

fn entries_come_back_in_order_and_chained(store: &dyn Store) {
    small_journal(store);
    let entries = store.entries(1, 100).unwrap();
    assert_eq!(
        entries
            .iter()
            .map(|entry| entry.sequence)
            .collect::<Vec<_>>(),
        [1, 2, 3, 4, 5]
    );
    let mut previous = [0; 32];
    for entry in &entries {
        assert_eq!(entry.previous, previous);
        assert_eq!(entry.hash, hash_of(entry));
        previous = entry.hash;
    }
    assert_eq!(
        store.head().unwrap(),
        Head {
            sequence: 5,
            request: 3,
            hash: previous
        }
    );
    assert_eq!(store.entries(2, 3).unwrap(), entries[1..4]);
    assert_eq!(
        entries[1].event,
        r#"{"v":1,"event":"unit-founded","unit":0,"name":"Nº 1"}"#
    );
    assert_eq!(entries[4].actor, "person:0");
    assert_eq!(entries[4].at_ms, 1_700_000_000_003);
}

fn entries_of_one_request_share_its_number(store: &dyn Store) {
    small_journal(store);
    let numbers = store
        .entries(1, 9)
        .unwrap()
        .iter()
        .map(|entry| entry.request)
        .collect::<Vec<_>>();
    assert_eq!(numbers, [1, 2, 2, 2, 3]);
    let recorded = store.request(&RequestKey([2; 16])).unwrap();
    assert_eq!(
        recorded,
        Some(Recorded {
            key: RequestKey([2; 16]),
            first: 2,
            last: 4
        })
    );
}

fn a_batch_on_another_head_is_refused(store: &dyn Store) {
    append(store, request(1, &[("{}", &[])]));
    let head = append(store, request(2, &[("{}", &[])]));
    let stale = store
        .append(&Head::EMPTY, &[request(3, &[("{}", &[])])])
        .unwrap_err();
    assert!(
        matches!(
            stale,
            AppendError::HeadMoved {
                expected: 0,
                found: 2
            }
        ),
        "{stale}"
    );
    let forged = Head {
        hash: [9; 32],
        ..head
    };
    let forged = store
        .append(&forged, &[request(3, &[("{}", &[])])])
        .unwrap_err();
    assert!(
        matches!(
            forged,
            AppendError::HeadMoved {
                expected: 2,
                found: 2
            }
        ),
        "{forged}"
    );
    assert_eq!(store.head().unwrap(), head);
}

fn a_used_key_or_document_number_refuses_the_whole_batch(store: &dyn Store) {
    let mut randomness = Randomness::new();
    let mut first = request(1, &[("{}", &[])]);
    first
        .documents
        .push(randomness.seal_document(4, b"text").unwrap());
    let head = append(store, first);
    let batch = [request(2, &[("{}", &[])]), request(1, &[("{}", &[])])];
    assert!(matches!(
        store.append(&head, &batch).unwrap_err(),
        AppendError::KeyUsed
    ));
    let mut again = request(3, &[("{}", &[])]);
    again
        .documents
        .push(randomness.seal_document(4, b"other").unwrap());
    let batch = [request(2, &[("{}", &[])]), again];
    let refusal = store.append(&head, &batch).unwrap_err();
    assert!(
        matches!(refusal, AppendError::DocumentUsed { id: 4 }),
        "{refusal}"
    );
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(store.request(&RequestKey([2; 16])).unwrap(), None);
    assert!(
        matches!(store.document(4).unwrap(), Some(Document::Text { text, .. }) if text == b"text")
    );
}

fn a_request_that_changed_nothing_is_remembered(store: &dyn Store) {
    small_journal(store);
    let head = store.head().unwrap();
    assert_eq!(append(store, request(7, &[])), head);
    let recorded = store.request(&RequestKey([7; 16])).unwrap().unwrap();
    assert_eq!((recorded.first, recorded.last), (6, 5));
    append(store, request(8, &[("{}", &[])]));
    assert_eq!(verify_with(store, &mut read).unwrap().requests, 4);
}

fn history_is_found_by_subject_newest_first(store: &dyn Store) {
    small_journal(store);
    append(
        store,
        request(9, &[(r#"{"unit":0}"#, &[Subject::Unit(UnitId(0))])]),
    );
    let sequences = |subject, before, count_max| {
        let entries = store.history(subject, before, count_max).unwrap();
        entries
            .iter()
            .map(|entry| entry.sequence)
            .collect::<Vec<_>>()
    };
    assert_eq!(sequences(Subject::Unit(UnitId(0)), None, 9), [6, 5, 2]);
    assert_eq!(sequences(Subject::Unit(UnitId(0)), Some(6), 1), [5]);
    assert_eq!(sequences(Subject::Person(PersonId(0)), None, 9), [5, 3]);
    assert_eq!(sequences(Subject::Meeting(MeetingId(0)), None, 9), [5]);
    assert!(sequences(Subject::Meeting(MeetingId(1)), None, 9).is_empty());
}

fn a_changed_card_replaces_the_former(store: &dyn Store) {
    small_journal(store);
    let mut change = request(9, &[]);
    change
        .cards
        .push(Randomness::new().seal_card(1, b"Benjamin").unwrap());
    append(store, change);
    assert_eq!(store.card(1).unwrap().unwrap(), b"Benjamin");
    let mut cards = Vec::new();
    store
        .each_card(&mut |person, card| cards.push((person, card)))
        .unwrap();
    assert_eq!(cards, [(0, b"Ada".to_vec()), (1, b"Benjamin".to_vec())]);
}

fn an_erased_person_is_gone_with_accounts_and_views(store: &dyn Store) {
    small_journal(store);
    let account = store.add_account("ben", "person:1", "hash", 1).unwrap();
    let other = store.add_account("ada", "person:0", "hash", 1).unwrap();
    for (token, account) in [([1; 32], account.id), ([2; 32], other.id)] {
        let session = Session {
            token,
            account,
            created_ms: 1,
            seen_ms: 1,
            expires_ms: 9,
        };
        store.open_session(&session).unwrap();
    }
    store
        .record_view(&View {
            viewer: "operator".to_owned(),
            person: 1,
            at_ms: 5,
        })
        .unwrap();
    let mut leaving = request(9, &[(r#"{"person":1}"#, &[Subject::Person(PersonId(1))])]);
    leaving.erasures.push(Erasure::Person(1));
    append(store, leaving);
    assert_eq!(store.card(1).unwrap(), None);
    assert_eq!(store.card(0).unwrap().unwrap(), b"Ada");
    assert_eq!(store.account_by_login("ben").unwrap(), None);
    assert_eq!(store.session(&[1; 32]).unwrap(), None);
    assert_eq!(store.session(&[2; 32]).unwrap().unwrap().1, other);
    assert_eq!(store.views_of(1, 9).unwrap(), []);
    assert_eq!(verify_with(store, &mut read).unwrap().cards, 1);
}

fn a_person_erased_and_entered_again_in_one_batch_has_the_new_card(store: &dyn Store) {
    small_journal(store);
    let mut leaving = request(8, &[("{}", &[])]);
    leaving.erasures.push(Erasure::Person(1));
    let mut joining = request(9, &[("{}", &[])]);
    joining
        .cards
        .push(Randomness::new().seal_card(1, b"Ben again").unwrap());
    store
        .append(&store.head().unwrap(), &[leaving, joining])
        .unwrap();
    assert_eq!(store.card(1).unwrap().unwrap(), b"Ben again");
}

fn an_erased_document_leaves_its_number(store: &dyn Store) {
    small_journal(store);
    let Some(Document::Text { text, fingerprint }) = store.document(0).unwrap() else {
        panic!("the document is not there");
    };
    assert_eq!(text, b"resolved: to meet again");
    assert!(
        store.entries(5, 1).unwrap()[0]
            .event
            .contains(&journal::hex(&fingerprint))
    );
    let mut erasing = request(9, &[]);
    erasing.erasures.push(Erasure::Document(0));
    append(store, erasing);
    assert_eq!(store.document(0).unwrap(), Some(Document::Erased));
    assert_eq!(store.document_ids().unwrap(), [0]);
    let verified = verify_with(store, &mut read).unwrap();
    assert_eq!((verified.documents, verified.documents_erased), (0, 1));
}

fn charters_are_found_by_their_hash(store: &dyn Store) {
    small_journal(store);
    let hash = journal::sha256(b"# Statutes\n");
    assert_eq!(store.charter(&hash).unwrap().unwrap(), "# Statutes\n");
    assert_eq!(store.charter(&[0; 32]).unwrap(), None);
    assert_eq!(store.charter_hashes().unwrap(), [hash]);
}

fn a_snapshot_replaces_the_one_before(store: &dyn Store) {
    let mut before = None;
    for byte in [3_u8, 5] {
        let sequence = u64::from(byte);
        let head = SnapshotHead {
            format: 1,
            sequence,
            hash: [2; 32],
        };
        // Every second byte is another one for another snapshot.
        let state = [7, byte].repeat(100_000);
        store
            .put_snapshot(&head, &mut |sink| state.chunks(999).for_each(&mut *sink))
            .unwrap();
        let mut snapshot = store.snapshot().unwrap().unwrap();
        assert_eq!(snapshot.head(), &head);
        assert_eq!(content(&mut snapshot), state);
        // Whoever holds the one before goes on reading it.
        if let Some((mut held, state)) = before.replace((snapshot, state)) {
            assert_eq!(content(&mut held), state);
        }
    }
}

fn content(snapshot: &mut Snapshot) -> Vec<u8> {
    let mut state = Vec::new();
    snapshot
        .read(|source| source.read_to_end(&mut state).unwrap())
        .unwrap();
    state
}

fn cards_are_found_by_a_range_of_numbers(store: &dyn Store) {
    assert_eq!(store.cards_end().unwrap(), 0);
    let mut randomness = Randomness::new();
    let text = |person: u32| format!("card of {person}").into_bytes();
    let mut file = |key: u8, persons: &[u32]| {
        let cards = persons.iter().map(|person| {
            let text = text(*person);
            randomness.seal_card(*person, &text).unwrap()
        });
        let cards = cards.collect();
        let head = store.head().unwrap();
        let request = PreparedRequest {
            cards,
            ..request(key, &[])
        };
        store.append(&head, &[request]).unwrap();
    };
    file(1, &[3, 4, 5, 90]);
    // A new card has a new key, far from its neighbours'.
    file(2, &[4]);
    file(3, &[1_000_000]);
    let found = |persons| store.cards(persons).unwrap();
    assert_eq!(found(0..3), []);
    assert_eq!(found(3..5), [(3, text(3)), (4, text(4))]);
    assert_eq!(found(5..91), [(5, text(5)), (90, text(90))]);
    assert_eq!(store.cards_end().unwrap(), 1_000_001);
    let mut all = Vec::new();
    store.each_card(&mut |person, _| all.push(person)).unwrap();
    assert_eq!(all, [3, 4, 5, 90, 1_000_000]);
}

fn calendars_are_opened_replaced_and_closed(store: &dyn Store) {
    small_journal(store);
    let account = store.add_account("ben", "person:1", "hash", 1).unwrap();
    assert!(!store.has_calendar(account.id).unwrap());
    assert!(store.set_calendar(99, Some(&[1; 32])).is_err());
    store.set_calendar(account.id, Some(&[1; 32])).unwrap();
    store.set_calendar(account.id, Some(&[2; 32])).unwrap();
    let opened = |token: u8| store.account_of_calendar(&[token; 32]).unwrap();
    assert_eq!((opened(1), opened(2)), (None, Some(account.clone())));
    assert!(store.has_calendar(account.id).unwrap());
    store.set_calendar(account.id, None).unwrap();
    assert_eq!(opened(2), None);
    // Whoever is erased leaves no address behind.
    store.set_calendar(account.id, Some(&[3; 32])).unwrap();
    let mut leaving = request(9, &[(r#"{"person":1}"#, &[Subject::Person(PersonId(1))])]);
    leaving.erasures.push(Erasure::Person(1));
    append(store, leaving);
    assert_eq!(opened(3), None);
    assert!(!store.has_calendar(account.id).unwrap());
}

fn accounts_are_found_by_login_however_it_is_written(store: &dyn Store) {
    let account = store
        .add_account("Ada@Example.org", "person:0", "hash", 1)
        .unwrap();
    assert_eq!(
        store.account_by_login(" ada@example.ORG").unwrap().unwrap(),
        account
    );
    assert_eq!(store.account_by_login("bea@example.org").unwrap(), None);
    let taken = store
        .add_account("ada@example.org", "person:1", "hash", 1)
        .unwrap_err();
    assert!(matches!(taken, AccountError::LoginTaken));
    let second = store.add_account("ada2", "person:0", "hash", 1).unwrap();
    assert_eq!(
        store.accounts_of("person:0").unwrap(),
        [account.clone(), second]
    );
    assert!(store.set_password(account.id, "other").unwrap());
    assert!(!store.set_password(99, "other").unwrap());
    assert_eq!(
        store
            .account_by_login("ada@example.org")
            .unwrap()
            .unwrap()
            .password,
        "other"
    );
}

fn sessions_begin_and_end(store: &dyn Store) {
    let account = store.add_account("ada", "operator", "hash", 1).unwrap().id;
    let session = |token: u8, expires_ms| Session {
        token: [token; 32],
        account,
        created_ms: 10,
        seen_ms: 10,
        expires_ms,
    };
    for (token, expires_ms) in [(1, 100), (2, 200), (3, 300), (4, 400)] {
        store.open_session(&session(token, expires_ms)).unwrap();
    }
    let lost = Session {
        account: 99,
        ..session(5, 9)
    };
    assert!(
        store.open_session(&lost).is_err(),
        "a session without an account"
    );
    store.touch_session(&[3; 32], 50).unwrap();
    store.touch_session(&[4; 32], 50).unwrap();
    assert_eq!(store.session(&[3; 32]).unwrap().unwrap().0.seen_ms, 50);
    store.close_session(&[4; 32]).unwrap();
    assert_eq!(store.session(&[4; 32]).unwrap(), None);
    let seen: Vec<i64> = store
        .sessions_of(account)
        .unwrap()
        .iter()
        .map(|it| it.seen_ms)
        .collect();
    assert!(
        seen.len() > 1 && seen.is_sorted_by(|one, next| one >= next),
        "{seen:?}"
    );
    assert_eq!(store.sessions_of(account + 1).unwrap(), []);
    assert_eq!(
        store.close_stale_sessions(100, 10).unwrap(),
        1,
        "the first has expired"
    );
    assert_eq!(
        store.close_stale_sessions(100, 20).unwrap(),
        1,
        "the second lay idle"
    );
    assert_eq!(store.close_sessions_of(account).unwrap(), 1);
    assert_eq!(store.session(&[3; 32]).unwrap(), None);
}

fn views_come_newest_first(store: &dyn Store) {
    let view = |viewer: &str, person, at_ms| View {
        viewer: viewer.to_owned(),
        person,
        at_ms,
    };
    for seen in [
        view("operator", 1, 1),
        view("person:2", 1, 2),
        view("operator", 3, 3),
    ] {
        store.record_view(&seen).unwrap();
    }
    let seen = store.views_of(1, 9).unwrap();
    assert_eq!(seen, [view("person:2", 1, 2), view("operator", 1, 1)]);
    assert_eq!(store.views_of(1, 1).unwrap().len(), 1);
}

fn a_whole_journal_verifies(store: &dyn Store) {
    small_journal(store);
    let verified = verify_with(store, &mut read).unwrap();
    assert_eq!(verified.head, store.head().unwrap());
    assert_eq!((verified.requests, verified.cards), (3, 2));
    assert_eq!(
        (
            verified.documents,
            verified.documents_erased,
            verified.charters
        ),
        (1, 0, 1)
    );
}

fn notice(person: u32, day: Date) -> Notice {
    Notice {
        person,
        day,
        at_ms: 5,
        standing: NoticeStanding::Begun,
        told: vec![1, u32::MAX],
    }
}

const MONDAY: Date = date(2026, 11, 23);
const TUESDAY: Date = date(2026, 11, 24);

fn a_notice_is_begun_once_a_day_and_ends_or_is_taken_back(store: &dyn Store) {
    small_journal(store);
    assert_eq!(store.last_notice(0).unwrap(), None);
    assert!(store.begin_notice(&notice(0, MONDAY)).unwrap());
    assert!(!store.begin_notice(&notice(0, MONDAY)).unwrap());
    assert_eq!(store.last_notice(0).unwrap(), Some(notice(0, MONDAY)));
    assert!(store.begin_notice(&notice(1, MONDAY)).unwrap());
    assert!(store.begin_notice(&notice(0, TUESDAY)).unwrap());
    store.end_notice(0, MONDAY, NoticeStanding::Sent).unwrap();
    store
        .end_notice(1, MONDAY, NoticeStanding::Refused)
        .unwrap();
    let all = store.notices_since(MONDAY, 9).unwrap();
    let standings: Vec<_> = all
        .iter()
        .map(|it| (it.person, it.day, it.standing))
        .collect();
    assert_eq!(
        standings,
        [
            (0, TUESDAY, NoticeStanding::Begun),
            (0, MONDAY, NoticeStanding::Sent),
            (1, MONDAY, NoticeStanding::Refused),
        ]
    );
    assert_eq!(store.notices_since(TUESDAY, 9).unwrap().len(), 1);
    assert_eq!(store.notices_since(MONDAY, 2).unwrap().len(), 2);
    assert_eq!(store.last_notice(0).unwrap().unwrap().day, TUESDAY);
    // What was not sent for certain can be begun again the same day.
    store.withdraw_notice(0, TUESDAY).unwrap();
    assert_eq!(store.last_notice(0).unwrap().unwrap().day, MONDAY);
    assert!(store.begin_notice(&notice(0, TUESDAY)).unwrap());
    assert_eq!(store.forget_notices_before(TUESDAY).unwrap(), 2);
    assert_eq!(store.notices_since(Date::MIN, 9).unwrap().len(), 1);
}

fn notices_go_to_whoever_signs_in_and_has_not_turned_them_off(store: &dyn Store) {
    small_journal(store);
    assert!(store.persons_to_notify().unwrap().is_empty());
    store.add_account("ops", "operator", "hash", 1).unwrap();
    store.add_account("ben", "person:1", "hash", 1).unwrap();
    store.add_account("ada", "person:0", "hash", 1).unwrap();
    store.add_account("ada2", "person:0", "hash", 1).unwrap();
    assert_eq!(store.persons_to_notify().unwrap(), [0, 1]);
    for _ in 0..2 {
        store.set_notices_off(0, true).unwrap();
        assert!(store.has_notices_off(0).unwrap() && !store.has_notices_off(1).unwrap());
        assert_eq!(store.persons_to_notify().unwrap(), [1]);
        assert!(!store.begin_notice(&notice(0, MONDAY)).unwrap());
    }
    store.set_notices_off(0, false).unwrap();
    assert!(!store.has_notices_off(0).unwrap());
    assert_eq!(store.persons_to_notify().unwrap(), [0, 1]);
    assert_eq!(store.notice_secret(0), store.notice_secret(0));
    assert_ne!(store.notice_secret(0), store.notice_secret(1));
}

fn an_erased_person_leaves_no_notice_and_gets_none(store: &dyn Store) {
    small_journal(store);
    store.add_account("ben", "person:1", "hash", 1).unwrap();
    assert!(store.begin_notice(&notice(1, MONDAY)).unwrap());
    store.set_notices_off(1, true).unwrap();
    let mut leaving = request(9, &[(r#"{"person":1}"#, &[Subject::Person(PersonId(1))])]);
    leaving.erasures.push(Erasure::Person(1));
    append(store, leaving);
    assert_eq!(store.notices_since(Date::MIN, 9).unwrap(), []);
    assert!(!store.has_notices_off(1).unwrap());
    assert!(store.persons_to_notify().unwrap().is_empty());
    // A round that had begun before, and an old mail, leave no row behind either.
    assert!(!store.begin_notice(&notice(1, TUESDAY)).unwrap());
    store.end_notice(1, MONDAY, NoticeStanding::Sent).unwrap();
    store.set_notices_off(1, true).unwrap();
    assert!(!store.has_notices_off(1).unwrap());
    assert_eq!(store.notices_since(Date::MIN, 9).unwrap(), []);
}
