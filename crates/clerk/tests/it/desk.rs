//! What the desk promises: one effect for one key, everything or nothing,
//! and silence until it is durable.

use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clerk::{Clerk, Denial, Options, Whose};
use journal::{Document, Head, MemoryStore, PreparedRequest, RequestKey, StorageError, Store};
use kernel::meetings::MeetingEvent;
use kernel::members::RegisterPerson;
use kernel::{Actor, DocumentId, Event, PersonId, Reason, Subject};

use crate::office::{
    CIRCLE, admission, adoption, assembly, card, in_directory, in_memory, leaving, operator,
    options, reopened,
};
use crate::stores::Hooked;

#[test]
fn the_same_key_again_gives_the_first_answer_and_no_second_effect() {
    let clerk = in_memory();
    let first = clerk.submit(admission(10, "Ada")).unwrap();
    let again = clerk.submit(admission(10, "Ada")).unwrap();
    assert_eq!(first, again);
    assert_eq!(clerk.read(|state, _| state.roll_count(CIRCLE)).unwrap(), 1);
    let both = [
        clerk.hand_in(admission(11, "Ben")),
        clerk.hand_in(admission(11, "Ben")),
    ];
    let both = both.map(|pending| pending.unwrap().wait().unwrap());
    assert_eq!(both[0], both[1]);
    assert_eq!(clerk.read(|state, _| state.roll_count(CIRCLE)).unwrap(), 2);
}

#[test]
fn the_same_key_gives_the_first_answer_after_a_restart_too() {
    let directory = tempfile::tempdir().unwrap();
    let first = in_directory(directory.path())
        .submit(admission(10, "Ada"))
        .unwrap();
    let again = reopened(directory.path())
        .submit(admission(10, "Ada"))
        .unwrap();
    assert_eq!(first, again);
}

#[test]
fn somebody_elses_key_tells_nothing() {
    let clerk = in_memory();
    clerk.submit(admission(10, "Ada")).unwrap();
    let mut stolen = admission(10, "Ada");
    stolen.actor = Actor::Person(PersonId(0));
    assert_eq!(clerk.submit(stolen).unwrap_err(), Denial::KeyTaken);
}

#[test]
fn a_refusal_leaves_nothing_behind() {
    let clerk = in_memory();
    let before = clerk.state_hash().unwrap();
    let denial = clerk.submit(leaving(10, PersonId(7))).unwrap_err();
    assert!(matches!(
        denial,
        Denial::Refused(kernel::Refusal {
            reason: Reason::NoSuchPerson(PersonId(7)),
            ..
        })
    ));
    assert_eq!(clerk.state_hash().unwrap(), before);
    // The key of a refused request is free: what stood in the way may be gone next time.
    clerk.submit(admission(10, "Ada")).unwrap();
}

#[test]
fn a_card_is_for_a_registered_person_or_ones_own() {
    let clerk = in_memory();
    clerk.submit(admission(10, "Ada")).unwrap();
    let mut stray = admission(11, "Ben");
    stray.cards[0].0 = Whose::New(1);
    assert_eq!(
        clerk.submit(stray).unwrap_err(),
        Denial::Card {
            whose: Whose::New(1)
        }
    );
    let mut taken = admission(12, "Ben");
    taken.cards[0].1 = card("R-10", "Ben");
    assert_eq!(
        clerk.submit(taken).unwrap_err(),
        Denial::CodeTaken {
            code: "R-10".to_owned()
        }
    );
    let mut changed = operator(13, kernel::Command::Act(Vec::new()));
    changed
        .cards
        .push((Whose::Person(PersonId(0)), card("R-10", "Ada King")));
    changed.actor = Actor::Person(PersonId(9));
    let whose = Whose::Person(PersonId(0));
    assert_eq!(
        clerk.submit(changed.clone()).unwrap_err(),
        Denial::Card { whose }
    );
    changed.actor = Actor::Person(PersonId(0));
    let receipt = clerk.submit(changed).unwrap();
    assert_eq!(
        receipt.last_sequence + 1,
        receipt.first_sequence,
        "no entry was needed"
    );
    assert_eq!(
        clerk.read(|_, names| names.name(PersonId(0))).unwrap(),
        "Ada King"
    );
}

#[test]
fn a_card_that_cannot_be_read_is_refused_with_the_line_and_nothing_is_done() {
    let clerk = in_memory();
    let before = clerk.state_hash().unwrap();
    for (name, what) in [
        (
            "Kim [Gim",
            "in the name \"Kim [Gim\" `[` is never closed, at character 5; other forms of a name stand in brackets behind it",
        ),
        (
            "Kim\u{202e}",
            "the name holds the invisible character U+202E; type it again by hand",
        ),
        (" ", "the name is missing"),
    ] {
        let denial = clerk.submit(admission(10, name)).unwrap_err();
        assert_eq!(denial.to_string(), what);
    }
    assert_eq!(clerk.state_hash().unwrap(), before);
    clerk.submit(admission(10, "Kim [Gim]")).unwrap();
}

#[test]
fn whoever_leaves_is_forgotten() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = in_directory(directory.path());
    clerk.submit(admission(10, "Ada")).unwrap();
    clerk.submit(admission(11, "Ben")).unwrap();
    clerk
        .accounts()
        .add_account("ada", "person:0", "hash", 1)
        .unwrap();
    let names = |clerk: &Clerk| {
        clerk.read(|_, names| {
            names
                .iter()
                .map(|(_, card)| card.name.clone())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(names(&clerk).unwrap(), ["Ada", "Ben"]);
    clerk.submit(leaving(12, PersonId(0))).unwrap();
    assert_eq!(names(&clerk).unwrap(), ["Ben"]);
    assert_eq!(clerk.accounts().account_by_login("ada").unwrap(), None);
    drop(clerk);
    let clerk = reopened(directory.path());
    assert_eq!(names(&clerk).unwrap(), ["Ben"]);
    assert_eq!(clerk.read(|_, names| names.person("R-10")).unwrap(), None);
}

#[test]
fn what_was_written_is_read_again_by_its_number() {
    let clerk = in_memory();
    clerk.submit(admission(10, "Ada")).unwrap();
    clerk
        .submit(assembly(11, &["To read on.", "To meet again."]))
        .unwrap();
    let text = |id| match clerk.document(DocumentId(id)).unwrap() {
        Some(Document::Text { text, .. }) => String::from_utf8(text).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (text(0).as_str(), text(1).as_str()),
        ("To read on.", "To meet again.")
    );
    let history = clerk.history(Subject::Unit(CIRCLE), None, 9).unwrap();
    assert!(matches!(
        history[0].event,
        Event::Meeting(MeetingEvent::Recorded { .. })
    ));
    assert_eq!(history.len(), 3, "founded, joined, met");
}

#[test]
fn a_full_inbox_says_so_at_once() {
    let (gate, store) = gated();
    let (settings, _, _) = options();
    let settings = Options {
        inbox_requests_max: 2,
        batch_requests_max: 1,
        ..settings
    };
    let clerk = Clerk::start(Arc::new(store), settings).unwrap();
    gate.send(Verdict::Pass).unwrap();
    clerk.submit(adoption()).unwrap();
    // One lies on the desk, two in the inbox.
    let mut waiting = Vec::new();
    let busy = loop {
        match clerk.hand_in(operator(
            100 + waiting.len() as u64,
            kernel::Command::from(RegisterPerson),
        )) {
            Ok(pending) => waiting.push(pending),
            Err(denial) => break denial,
        }
    };
    assert_eq!(busy, Denial::Busy);
    assert!((2..=3).contains(&waiting.len()), "{}", waiting.len());
    waiting
        .iter()
        .for_each(|_| gate.send(Verdict::Pass).unwrap());
    assert!(waiting.into_iter().all(|pending| pending.wait().is_ok()));
}

#[test]
fn nothing_is_shown_before_it_is_durable() {
    let (gate, store) = gated();
    let clerk = Clerk::start(Arc::new(store), options().0).unwrap();
    gate.send(Verdict::Pass).unwrap();
    clerk.submit(adoption()).unwrap();
    gate.wait_for_an_append();
    let pending = clerk
        .hand_in(operator(9, kernel::Command::from(RegisterPerson)))
        .unwrap();
    // The person is in memory now and not on disk.
    gate.wait_for_an_append();
    let (tell, told) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let seen = clerk.read(|state, _| state.person_count());
        tell.send(seen).unwrap();
    });
    let early = told.recv_timeout(Duration::from_millis(200));
    assert!(
        early.is_err(),
        "a reader was told {early:?} before it was kept"
    );
    gate.send(Verdict::Pass).unwrap();
    pending.wait().unwrap();
    assert_eq!(told.recv().unwrap(), Ok(1));
    reader.join().unwrap();
}

#[test]
fn a_failed_append_stops_the_desk_and_is_never_tried_again() {
    let (gate, store) = gated();
    let kept = Arc::clone(&store.inner);
    let (settings, _, failures) = options();
    let clerk = Clerk::start(Arc::new(store), settings).unwrap();
    gate.send(Verdict::Pass).unwrap();
    clerk.submit(adoption()).unwrap();
    gate.send(Verdict::Fail).unwrap();
    let denial = clerk
        .submit(operator(9, kernel::Command::from(RegisterPerson)))
        .unwrap_err();
    assert_eq!(denial, Denial::Stopped(clerk::Stopped));
    gate.send(Verdict::Pass).unwrap_or_default();
    let denial = clerk
        .submit(operator(10, kernel::Command::from(RegisterPerson)))
        .unwrap_err();
    assert_eq!(denial, Denial::Stopped(clerk::Stopped));
    assert!(
        clerk.read(|state, _| state.person_count()).is_err(),
        "what is not durable was shown"
    );
    assert_eq!(failures.load(Ordering::SeqCst), 1);
    assert_eq!(kept.head().unwrap().sequence, 1);
}

#[test]
fn a_fault_of_the_program_stops_the_desk_and_leaves_nobody_waiting() {
    let (gate, store) = gated();
    let (settings, _, failures) = options();
    let clerk = Clerk::start(Arc::new(store), settings).unwrap();
    gate.send(Verdict::Pass).unwrap();
    clerk.submit(adoption()).unwrap();
    gate.send(Verdict::Panic).unwrap();
    let denial = clerk
        .submit(operator(9, kernel::Command::from(RegisterPerson)))
        .unwrap_err();
    assert_eq!(denial, Denial::Stopped(clerk::Stopped));
    assert!(clerk.read(|state, _| state.person_count()).is_err());
    assert_eq!(failures.load(Ordering::SeqCst), 1);
}

/// Says to the test binary that it is to fail as a server would.
const FAIL_HERE: &str = "CLERK_FAIL_HERE";

#[test]
fn a_process_whose_desk_fails() {
    if std::env::var(FAIL_HERE).is_err() {
        return;
    }
    let (gate, store) = gated();
    let clerk = Clerk::start(Arc::new(store), Options::default()).unwrap();
    gate.send(Verdict::Fail).unwrap();
    let answer = clerk.submit(adoption());
    panic!("the process lives on and answers {answer:?}");
}

#[test]
fn by_default_a_failure_ends_the_process_and_says_why() {
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["desk::a_process_whose_desk_fails", "--exact", "--nocapture"])
        .env(FAIL_HERE, "1")
        .output()
        .unwrap();
    assert_eq!(child.status.code(), Some(70));
    let said = String::from_utf8(child.stderr).unwrap();
    for line in [
        "charterhouse stops: the journal did not take the batch",
        "because: gone",
    ] {
        assert!(said.contains(line), "{said}");
    }
}

#[test]
fn an_answer_lost_on_the_way_is_found_by_the_next_start() {
    let (gate, store) = gated();
    let kept = Arc::clone(&store.inner);
    let clerk = Clerk::start(Arc::new(store), options().0).unwrap();
    gate.send(Verdict::Pass).unwrap();
    clerk.submit(adoption()).unwrap();
    gate.send(Verdict::FailAfterwards).unwrap();
    let request = operator(9, kernel::Command::from(RegisterPerson));
    assert!(clerk.submit(request.clone()).is_err());
    drop(clerk);
    let clerk = Clerk::start(kept, options().0).unwrap();
    let receipt = clerk.submit(request).unwrap();
    assert_eq!((receipt.first_sequence, receipt.last_sequence), (2, 2));
    assert_eq!(clerk.read(|state, _| state.person_count()).unwrap(), 1);
}

#[test]
fn a_second_writer_stops_the_desk() {
    let store = Arc::new(MemoryStore::new().unwrap());
    let (settings, _, failures) = options();
    let clerk = Clerk::start(Arc::clone(&store) as Arc<dyn Store>, settings).unwrap();
    clerk.submit(adoption()).unwrap();
    let foreign = PreparedRequest {
        key: RequestKey([9; 16]),
        at_ms: i64::MAX,
        actor: "operator".to_owned(),
        entries: vec![journal::PreparedEntry {
            event: r#"{"v":1,"event":"person-registered","person":0}"#.to_owned(),
            touched: vec![Subject::Person(PersonId(0))],
        }],
        cards: Vec::new(),
        documents: Vec::new(),
        charters: Vec::new(),
        erasures: Vec::new(),
    };
    store.append(&store.head().unwrap(), &[foreign]).unwrap();
    assert!(
        clerk
            .submit(operator(9, kernel::Command::from(RegisterPerson)))
            .is_err()
    );
    assert_eq!(failures.load(Ordering::SeqCst), 1);
}

/// What happens to the next append.
enum Verdict {
    Pass,
    Fail,
    /// It is carried out, and the news of it is lost.
    FailAfterwards,
    /// A fault of the program.
    Panic,
}

/// The test's end of the gate.
struct Gate {
    verdicts: mpsc::Sender<Verdict>,
    appends: mpsc::Receiver<()>,
}

impl Gate {
    fn send(&self, verdict: Verdict) -> Result<(), mpsc::SendError<Verdict>> {
        self.verdicts.send(verdict)
    }

    fn wait_for_an_append(&self) {
        self.appends.recv().expect("the desk appends");
    }
}

/// A store whose every append waits for a verdict.
fn gated() -> (Gate, Hooked) {
    let (verdicts, gate) = mpsc::channel();
    let (arrived, appends) = mpsc::channel();
    let gate = Mutex::new((gate, arrived));
    let append = move |inner: &MemoryStore, expected: &Head, batch: &[PreparedRequest]| {
        let lost = || StorageError {
            step: "write to a disk that is gone",
            cause: "gone".into(),
        };
        let (gate, arrived) = &*gate.lock().unwrap();
        // Nobody may be waiting for this any more.
        arrived.send(()).unwrap_or_default();
        match gate.recv().expect("the test gives a verdict") {
            Verdict::Pass => inner.append(expected, batch),
            Verdict::Fail => Err(lost().into()),
            Verdict::Panic => panic!("a fault of the program, made for this test"),
            Verdict::FailAfterwards => {
                inner.append(expected, batch)?;
                Err(lost().into())
            }
        }
    };
    let store = Hooked {
        append: Box::new(append),
        ..Hooked::new(Arc::new(MemoryStore::new().unwrap()))
    };
    (Gate { verdicts, appends }, store)
}
