//! A snapshot is written beside the desk, which does not stop for it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use clerk::{Clerk, Options, SnapshotStanding};
use journal::{MemoryStore, StorageError, Store};
use kernel::Command;
use kernel::members::RegisterPerson;

use crate::office::{adoption, operator, options};
use crate::stores::Hooked;

fn often() -> Options {
    Options {
        snapshot_entries: 5,
        ..options().0
    }
}

fn begun(store: Hooked, options: Options) -> Clerk {
    let clerk = Clerk::start(Arc::new(store), options).unwrap();
    clerk.submit(adoption()).unwrap();
    clerk
}

fn register(clerk: &Clerk, key: u64) {
    let command = Command::from(RegisterPerson);
    clerk.submit(operator(key, command)).unwrap();
}

#[test]
fn the_desk_answers_on_and_on_while_one_snapshot_is_written() {
    let (answers, enough) = mpsc::channel::<()>();
    let (begun_writing, writing) = mpsc::channel();
    let gate = Mutex::new((begun_writing, enough));
    let stood_still = Arc::new(AtomicBool::new(false));
    let (waited_in_vain, under_way) = (Arc::clone(&stood_still), AtomicUsize::new(0));
    let inner = Arc::new(MemoryStore::new().unwrap());
    let before_snapshot = move || {
        assert_eq!(under_way.fetch_add(1, Ordering::SeqCst), 0, "two at a time");
        let (begun_writing, enough) = &*gate.lock().unwrap();
        begun_writing.send(()).unwrap_or_default();
        // It takes as long as two hundred answers, however long they take.
        if enough.recv_timeout(Duration::from_secs(10)) == Err(mpsc::RecvTimeoutError::Timeout) {
            waited_in_vain.store(true, Ordering::SeqCst);
        }
        under_way.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    };
    let store = Hooked {
        before_snapshot: Box::new(before_snapshot),
        ..Hooked::new(Arc::clone(&inner))
    };
    let clerk = begun(store, often());
    (2..10).for_each(|key| register(&clerk, key));
    writing.recv().unwrap();
    for key in 10..210 {
        register(&clerk, key);
        assert!(
            !stood_still.load(Ordering::SeqCst),
            "the desk stood still before {key}"
        );
    }
    assert!(clerk.snapshots().under_way);
    answers.send(()).unwrap();
    // The wish that came meanwhile has waited, and the last one is finished.
    drop(answers);
    register(&clerk, 210);
    let head = clerk.head().unwrap();
    drop(clerk);
    assert_eq!(
        inner.snapshot().unwrap().unwrap().head().sequence,
        head.sequence
    );
    assert!(writing.iter().count() > 0);
}

#[test]
fn a_disk_that_is_full_leaves_the_snapshot_before_and_the_desk() {
    let inner = Arc::new(MemoryStore::new().unwrap());
    let full = Arc::new(AtomicBool::new(false));
    let is_full = Arc::clone(&full);
    let store = Hooked {
        before_snapshot: Box::new(move || match is_full.load(Ordering::SeqCst) {
            false => Ok(()),
            true => Err(StorageError {
                step: "write the snapshot",
                cause: "no space left".into(),
            }),
        }),
        ..Hooked::new(Arc::clone(&inner))
    };
    let (settings, _, failures) = options();
    let settings = Options {
        snapshot_entries: 5,
        ..settings
    };
    let clerk = begun(store, settings);
    let mut key = 2;
    while clerk.snapshots().sequence == 0 {
        register(&clerk, key);
        key += 1;
    }
    full.store(true, Ordering::SeqCst);
    while clerk.snapshots().failure.is_none() {
        register(&clerk, key);
        key += 1;
    }
    let news = clerk.snapshots();
    assert!(news.failure.unwrap().contains("no space left"));
    let running = clerk.state_hash().unwrap();
    drop(clerk);
    assert_eq!(failures.load(Ordering::SeqCst), 0);
    let clerk = Clerk::start(inner, options().0).unwrap();
    let used = SnapshotStanding::Used {
        sequence: news.sequence,
    };
    assert_eq!(clerk.started().snapshot, used);
    assert!(news.sequence > 0 && clerk.started().replayed > 0);
    assert_eq!(clerk.state_hash().unwrap(), running);
}
