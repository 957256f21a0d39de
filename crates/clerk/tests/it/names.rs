//! Names are read in the background, and nobody notices but by the clock.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use clerk::{Clerk, Denial, Stopped};
use journal::{MemoryStore, StorageError, Store};
use kernel::PersonId;

use crate::office::{
    admission, adoption, card, found_units, in_directory, leaving, options, reopened,
};
use crate::stores::Hooked;

/// Three readers with the codes, kept in a store.
fn kept() -> Arc<MemoryStore> {
    let store = Arc::new(MemoryStore::new().unwrap());
    let clerk = Clerk::start(Arc::clone(&store) as Arc<dyn Store>, options().0).unwrap();
    clerk.submit(adoption()).unwrap();
    found_units(&clerk);
    for (key, name) in [(100, "Ada"), (101, "Ben"), (102, "Cleo")] {
        clerk.submit(admission(key, name)).unwrap();
    }
    store
}

/// The test's hold on the reading in the background: it has read every card
/// and hands none of them on.
struct Held {
    clerk: Clerk,
    release: mpsc::Sender<()>,
}

fn held() -> Held {
    let (tell, reached) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let (gate, first) = (Mutex::new((tell, released)), AtomicBool::new(true));
    let store = Hooked {
        after_cards: Box::new(move |_| {
            // Whoever comes later wants a card by itself.
            if first.swap(false, Ordering::SeqCst) {
                let (tell, released) = &*gate.lock().unwrap();
                tell.send(()).unwrap();
                released.recv().unwrap_or_default();
            }
            Ok(())
        }),
        ..Hooked::new(kept())
    };
    let clerk = Clerk::start(Arc::new(store), options().0).unwrap();
    reached.recv().unwrap();
    Held { clerk, release }
}

fn codes(clerk: &Clerk) -> Vec<String> {
    let all = clerk.read(|_, names| names.iter().map(|(_, card)| card.code.clone()).collect());
    all.unwrap()
}

#[test]
fn a_name_is_there_before_all_names_are() {
    let Held { clerk, release } = held();
    let seen = clerk.read(|_, names| (names.name(PersonId(1)), names.is_complete()));
    assert_eq!(seen.unwrap(), ("Ben".to_owned(), false));
    // What needs all of them waits for them.
    let (tell, told) = mpsc::channel();
    let searching = clerk.clone();
    let search = std::thread::spawn(move || {
        let found = searching.read(|_, names| names.search("cle").map(|(id, _)| id).collect());
        tell.send(found).unwrap();
    });
    let early: Result<Result<Vec<PersonId>, Stopped>, _> =
        told.recv_timeout(Duration::from_millis(100));
    assert!(early.is_err(), "{early:?}");
    release.send(()).unwrap();
    assert_eq!(told.recv().unwrap().unwrap(), [PersonId(2)]);
    search.join().unwrap();
    clerk.submit(admission(103, "Dan")).unwrap();
    assert!(clerk.read(|_, names| names.is_complete()).unwrap());
    assert_eq!(codes(&clerk), ["R-100", "R-101", "R-102", "R-103"]);
}

#[test]
fn whoever_leaves_while_names_are_read_is_not_named_again() {
    let Held { clerk, release } = held();
    let name = |clerk: &Clerk| clerk.read(|_, names| names.name(PersonId(1))).unwrap();
    assert_eq!(name(&clerk), "Ben");
    // Their card has been read by now, and lies there to be handed on.
    clerk.submit(leaving(200, PersonId(1))).unwrap();
    assert_eq!(name(&clerk), "No. 1");
    release.send(()).unwrap();
    assert_eq!(codes(&clerk), ["R-100", "R-102"]);
    let mut again = admission(103, "Dan");
    again.cards[0].1 = card("R-101", "Dan");
    clerk.submit(again).expect("the code is free again");
    let seen = clerk.read(|_, names| {
        let found = names.search("ben").count();
        (
            found,
            names.person("R-101"),
            names.card(PersonId(1)).is_some(),
            names.iter().count(),
        )
    });
    assert_eq!(seen.unwrap(), (0, Some(PersonId(3)), false, 3));
    assert_eq!(name(&clerk), "No. 1");
}

#[test]
fn whoever_brings_a_card_waits_for_the_names_and_nobody_else_does() {
    let Held { clerk, release } = held();
    let mut taken = admission(103, "Dan");
    taken.cards[0].1 = card("R-102", "Dan");
    let (taken, free) = (
        clerk.hand_in(taken).unwrap(),
        clerk.hand_in(admission(104, "Eve")).unwrap(),
    );
    clerk
        .submit(leaving(200, PersonId(0)))
        .expect("nobody stands in the way");
    assert_eq!(clerk.read(|state, _| state.person_count()).unwrap(), 3);
    release.send(()).unwrap();
    let code = "R-102".to_owned();
    assert_eq!(taken.wait().unwrap_err(), Denial::CodeTaken { code });
    free.wait().unwrap();
    assert_eq!(codes(&clerk), ["R-101", "R-102", "R-104"]);
}

#[test]
fn a_clerk_that_is_dropped_early_finishes_what_waits_for_the_names() {
    let Held { clerk, release } = held();
    let pending = clerk.hand_in(admission(103, "Dan")).unwrap();
    let dropping = std::thread::spawn(move || drop(clerk));
    release.send(()).unwrap();
    pending.wait().unwrap();
    dropping.join().unwrap();
}

#[test]
fn a_card_that_cannot_be_read_stops_the_desk() {
    let (settings, _, failures) = options();
    let store = Hooked {
        after_cards: Box::new(|_| {
            Err(StorageError {
                step: "read from a disk that is gone",
                cause: "gone".into(),
            })
        }),
        ..Hooked::new(kept())
    };
    let clerk = Clerk::start(Arc::new(store), settings).unwrap();
    let denial = loop {
        // The desk learns of it in its own time.
        match clerk.submit(leaving(200, PersonId(9))) {
            Err(Denial::Refused(_)) => std::thread::yield_now(),
            other => break other.unwrap_err(),
        }
    };
    assert_eq!(denial, Denial::Stopped(Stopped));
    assert_eq!(failures.load(Ordering::SeqCst), 1);
}

#[test]
fn many_names_are_read_from_files_and_each_is_its_own_persons() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = in_directory(directory.path());
    let hand_in = |key: u64| {
        clerk
            .hand_in(admission(key, &format!("Reader {key}")))
            .unwrap()
    };
    for hundred in 0..25_u64 {
        let pending: Vec<_> = (0..100)
            .map(|one| hand_in(1000 + hundred * 100 + one))
            .collect();
        pending.into_iter().for_each(|it| drop(it.wait().unwrap()));
    }
    for person in (0..2500).step_by(7) {
        clerk
            .submit(leaving(9000 + u64::from(person), PersonId(person)))
            .unwrap();
    }
    let all = |clerk: &Clerk| {
        let all = clerk.read(|_, names| {
            let card =
                |(id, card): (PersonId, &clerk::Card)| (id, card.code.clone(), names.name(id));
            names.iter().map(card).collect::<Vec<_>>()
        });
        all.unwrap()
    };
    let before = all(&clerk);
    assert_eq!(before.len(), 2500 - 358);
    drop(clerk);
    let clerk = reopened(directory.path());
    let named = clerk.read(|_, names| before.iter().all(|(id, _, name)| names.name(*id) == *name));
    assert!(named.unwrap());
    assert_eq!(all(&clerk), before);
}
