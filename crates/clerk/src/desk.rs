//! The desk: the one thread that decides, applies and records.
//!
//! It takes whatever waits in the inbox, decides and applies each request in
//! order, appends all of it in one transaction, and answers only then.

pub(crate) mod prepare;
mod snapshots;

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use journal::{Erasure, Head, PreparedRequest, Randomness, RequestKey, Store};
use kernel::{Actor, Request, State};
use tokio::sync::oneshot;

pub use snapshots::SnapshotNews;
pub(crate) use snapshots::{NewsBoard, Snapshots};

use crate::directory::NamesError;
use crate::submission::Answer;
use crate::{
    Clock, Denial, DeskFailure, Directory, OnFailure, Receipt, Recent, Stopped, Submission, history,
};

/// What comes into the desk's inbox.
pub(crate) enum Letter {
    /// A submission, and where its answer goes.
    Request(Handed),
    /// The names have been read, or cannot be.
    Names(Result<(), NamesError>),
    /// Nobody can hand in anything any more.
    Close,
}

/// A submission on its way to the desk.
pub(crate) struct Handed {
    pub submission: Submission,
    pub answer: oneshot::Sender<Answer>,
}

/// What the desk shares with everybody who reads.
///
/// INVARIANT (two locks): the desk alone writes to the room; `durable` is
/// never waited for while the room is held.
pub(crate) struct Shared {
    room: RwLock<Room>,
    durable: Mutex<Durable>,
    advanced: Condvar,
}

/// The organisation in memory, perhaps a little ahead of the disk.
pub(crate) struct Room {
    pub state: State,
    pub directory: Directory,
    /// The last entry applied.
    pub applied: u64,
    /// What it and those before it touched.
    pub recent: Recent,
}

struct Durable {
    sequence: u64,
    stopped: bool,
}

impl Shared {
    pub(crate) fn new(room: Room) -> Shared {
        let durable = Durable {
            sequence: room.applied,
            stopped: false,
        };
        Shared {
            room: RwLock::new(room),
            durable: Mutex::new(durable),
            advanced: Condvar::new(),
        }
    }

    // The desk ends the process when it fails; behind a poisoned lock lies
    // what was applied so far, and nobody is shown it before it is durable.
    pub(crate) fn room(&self) -> RwLockReadGuard<'_, Room> {
        self.room.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The desk alone asks for this.
    fn room_to_change(&self) -> RwLockWriteGuard<'_, Room> {
        self.room.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the entry is on disk.
    pub(crate) fn wait_for(&self, sequence: u64) -> Result<(), Stopped> {
        let mut durable = self.durable.lock().unwrap_or_else(PoisonError::into_inner);
        while durable.sequence < sequence {
            if durable.stopped {
                return Err(Stopped);
            }
            durable = self
                .advanced
                .wait(durable)
                .unwrap_or_else(PoisonError::into_inner);
        }
        Ok(())
    }

    fn advance(&self, sequence: u64, stopped: bool) {
        let mut durable = self.durable.lock().unwrap_or_else(PoisonError::into_inner);
        *durable = Durable { sequence, stopped };
        drop(durable);
        self.advanced.notify_all();
    }
}

/// The one writer.
pub(crate) struct Desk {
    pub store: Arc<dyn Store>,
    pub shared: Arc<Shared>,
    pub inbox: Receiver<Letter>,
    pub clock: Clock,
    pub on_failure: OnFailure,
    pub inbox_requests_max: usize,
    pub batch_requests_max: usize,
    pub snapshots: Snapshots,
    /// Whether names are still being read in the background.
    pub names_are_coming: bool,
    /// Requests that bring cards and wait for the names: whether a code is
    /// taken is not known before, and the others shall not wait with them.
    pub aside: Vec<Handed>,
    pub head: Head,
    /// When the last entry was recorded; the next is never earlier.
    pub at_ms: i64,
    pub randomness: Randomness,
}

/// The desk stops, and has said why.
struct Failed;

/// What a batch has come to so far.
#[derive(Default)]
struct Tray {
    prepared: Vec<PreparedRequest>,
    receipts: BTreeMap<RequestKey, (Actor, Receipt)>,
    answers: Vec<(oneshot::Sender<Answer>, Answer)>,
    /// How many entries `prepared` has.
    entries: u64,
}

impl Drop for Desk {
    fn drop(&mut self) {
        // A bug is no ground to record on: whoever waits is told, and the
        // process ends as after any other failure.
        if std::thread::panicking() {
            (self.on_failure.0)(&DeskFailure::Panicked);
            self.shared.advance(self.head.sequence, true);
        }
    }
}

impl Desk {
    /// Works until nobody can hand in anything any more, or something fails.
    pub(crate) fn run(mut self) {
        if self.work().is_ok() {
            let state = self.shared.room().state.clone();
            self.snapshots.finish(&self.head, &state);
        }
        self.shared.advance(self.head.sequence, true);
    }

    /// Says why the desk stops, before anybody is left without an answer.
    fn fail(&self, failure: impl Into<DeskFailure>) -> Failed {
        (self.on_failure.0)(&failure.into());
        Failed
    }

    fn work(&mut self) -> Result<(), Failed> {
        let mut open = true;
        while open && let Ok(first) = self.inbox.recv() {
            let mut letters = vec![first];
            let more = self.batch_requests_max.saturating_sub(1);
            letters.extend(self.inbox.try_iter().take(more));
            open = !letters.iter().any(|it| matches!(it, Letter::Close));
            let ready = self.sort(letters)?;
            self.carry_out_all(ready)?;
        }
        while !self.aside.is_empty()
            && let Ok(letter) = self.inbox.recv()
        {
            let ready = self.sort(vec![letter])?;
            self.carry_out_all(ready)?;
        }
        Ok(())
    }

    /// The requests that can be carried out now.
    fn sort(&mut self, letters: Vec<Letter>) -> Result<VecDeque<Handed>, Failed> {
        let mut ready = VecDeque::with_capacity(letters.len());
        for letter in letters {
            match letter {
                Letter::Names(read) => {
                    read.map_err(|error| self.fail(error))?;
                    self.names_are_coming = false;
                    self.shared.room_to_change().directory.arrive();
                    ready.extend(self.aside.drain(..));
                }
                Letter::Request(handed)
                    if self.names_are_coming && !handed.submission.cards.is_empty() =>
                {
                    if self.aside.len() < self.inbox_requests_max {
                        self.aside.push(handed);
                    } else {
                        drop(handed.answer.send(Err(Denial::Busy)));
                    }
                }
                Letter::Request(handed) => ready.push_back(handed),
                Letter::Close => {}
            }
        }
        Ok(ready)
    }

    fn carry_out_all(&mut self, mut ready: VecDeque<Handed>) -> Result<(), Failed> {
        while !ready.is_empty() {
            let count = ready.len().min(self.batch_requests_max.max(1));
            let mut batch = ready.drain(..count).collect();
            let mut tray = Tray::default();
            self.carry_out(&mut batch, &mut tray)
                .map_err(|failure| self.fail(failure))?;
            if self.snapshots.are_due(&self.head) {
                let state = self.shared.room().state.clone();
                self.snapshots.begin(&self.head, state);
            }
        }
        Ok(())
    }

    /// Carries out a batch: everything in it is on disk, or this fails.
    fn carry_out(
        &mut self,
        batch: &mut VecDeque<Handed>,
        tray: &mut Tray,
    ) -> Result<(), DeskFailure> {
        while let Some(Handed { submission, answer }) = batch.pop_front() {
            let said = self.take(submission, tray);
            let (said, failure) = match said {
                Ok(said) => (said, None),
                Err(failure) => (Err(Denial::Stopped(Stopped)), Some(failure)),
            };
            tray.answers.push((answer, said));
            failure.map_or(Ok(()), Err)?;
        }
        if !tray.prepared.is_empty() {
            self.head = self.store.append(&self.head, &tray.prepared)?;
        }
        self.shared.advance(self.head.sequence, false);
        for (answer, said) in tray.answers.drain(..) {
            // Whoever no longer waits for the answer asks again with the same key.
            drop(answer.send(said));
        }
        Ok(())
    }

    /// Decides and applies one submission and puts what it leaves behind on the tray.
    fn take(&mut self, submission: Submission, tray: &mut Tray) -> Result<Answer, DeskFailure> {
        if let Some(answer) = self.answered_before(&submission, tray)? {
            return Ok(answer);
        }
        let Submission {
            key,
            actor,
            command,
            cards,
            charters,
        } = submission;
        let request = Request {
            actor,
            today: self.clock.today(),
            command,
        };
        let decided = {
            let room = self.shared.room();
            kernel::decide(&room.state, &request)
                .map_err(Denial::from)
                .and_then(|events| {
                    prepare::check(&room, actor, &events, &cards, &charters)?;
                    Ok(events)
                })
        };
        let events = match decided {
            Ok(events) => events,
            Err(denial) => return Ok(Err(denial)),
        };
        self.at_ms = self.at_ms.max(self.clock.now_ms());
        let cards = prepare::name_cards(&events, cards);
        let newest = self.shared.room().state.charter().cloned();
        let prepared = prepare::Preparation {
            key,
            at_ms: self.at_ms,
            request: &request,
            events: &events,
            cards: &cards,
            charters,
            newest,
        }
        .prepare(&mut self.randomness)?;
        let before = self.head.sequence + tray.entries;
        tray.entries += events.len() as u64;
        let receipt = Receipt {
            first_sequence: before + 1,
            last_sequence: before + events.len() as u64,
            events: events.into(),
        };
        self.apply(&receipt, cards);
        tray.prepared.push(prepared);
        tray.receipts.insert(key, (actor, receipt.clone()));
        Ok(Ok(receipt))
    }

    /// Makes what was decided visible, though not before it is durable.
    fn apply(&self, receipt: &Receipt, cards: Vec<(kernel::PersonId, crate::Card)>) {
        let mut room = self.shared.room_to_change();
        room.directory.file_all(cards);
        for event in receipt.events.iter() {
            room.state.apply(event);
            for erasure in crate::replay::erased_by(event) {
                if let Erasure::Person(person) = erasure {
                    room.directory.remove(kernel::PersonId(person));
                }
            }
        }
        room.applied = receipt.last_sequence;
        room.recent.note(&receipt.events);
    }

    /// The first answer to a key that was used before.
    fn answered_before(
        &self,
        submission: &Submission,
        tray: &Tray,
    ) -> Result<Option<Answer>, DeskFailure> {
        if let Some((actor, receipt)) = tray.receipts.get(&submission.key) {
            return Ok(Some(first_answer(*actor, receipt.clone(), submission)));
        }
        let Some(recorded) = self.store.request(&submission.key)? else {
            return Ok(None);
        };
        let count = usize::try_from(recorded.last + 1 - recorded.first).unwrap_or(usize::MAX);
        let entries = self.store.entries(recorded.first, count)?;
        let editions = self.shared.room().state.editions().to_vec();
        let entries = history::read(self.store.as_ref(), &editions, entries)?;
        let actor = entries
            .first()
            .map_or(submission.actor, |entry| entry.actor);
        let receipt = Receipt {
            first_sequence: recorded.first,
            last_sequence: recorded.last,
            events: entries.into_iter().map(|entry| entry.event).collect(),
        };
        Ok(Some(first_answer(actor, receipt, submission)))
    }
}

/// The first answer again, for whoever got it the first time.
fn first_answer(actor: Actor, receipt: Receipt, submission: &Submission) -> Answer {
    if actor == submission.actor {
        Ok(receipt)
    } else {
        Err(Denial::KeyTaken)
    }
}
