//! Names that are still being read: in the background all of them, and card by
//! card where one is wanted sooner.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread::{self, JoinHandle};

use journal::{ReadError, StorageError, Store};
use kernel::PersonId;

use super::{Directory, People};
use crate::{Card, CardError};

/// How many persons' cards are opened at once where one is wanted: those who
/// came together mostly stand together.
const PAGE_PERSONS: u32 = 16;

/// How many persons' cards are read at once in the background. While they are
/// read, though not while they are opened, others wait for the database.
const STRETCH_PERSONS: u32 = 1024;

/// Threads that open cards in the background, where there are so many.
const THREADS_MAX: usize = 4;

/// Why names could not be read.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// A card does not open, or the storage failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A card that was opened cannot be read.
    #[error(transparent)]
    Card(#[from] CardError),
}

/// What is known of the cards as they were kept at the start.
///
/// INVARIANT (what is newer wins): whoever was filed or taken out since then
/// stands in `changed`, and nobody asks here about them. A card that was read
/// before its person left is therefore never shown again.
pub(super) struct Coming {
    store: Arc<dyn Store>,
    /// The cards that somebody wanted, a page of persons each.
    opened: Vec<OnceLock<Vec<Option<Card>>>>,
    pub(super) changed: BTreeSet<PersonId>,
    whole: Arc<OnceLock<Directory>>,
}

impl Coming {
    fn of(store: Arc<dyn Store>, persons: u32) -> Coming {
        let pages = persons.div_ceil(PAGE_PERSONS);
        Coming {
            store,
            opened: (0..pages).map(|_| OnceLock::new()).collect(),
            changed: BTreeSet::new(),
            whole: Arc::default(),
        }
    }

    /// A person's card, which is opened for this if it must be.
    pub(super) fn card(&self, person: PersonId) -> Option<&Card> {
        if let Some(whole) = self.whole.get() {
            return whole.card(person);
        }
        let page = person.0 / PAGE_PERSONS;
        let opened = self.opened.get(page as usize)?;
        // Where this fails the reading in the background fails too, and says why.
        let cards = opened.get_or_init(|| self.open(page).unwrap_or_default());
        cards.get((person.0 % PAGE_PERSONS) as usize)?.as_ref()
    }

    fn open(&self, page: u32) -> Result<Vec<Option<Card>>, NamesError> {
        let from = page.saturating_mul(PAGE_PERSONS);
        let mut cards = Vec::new();
        for (person, bytes) in self.store.cards(from..from.saturating_add(PAGE_PERSONS))? {
            cards.resize_with((person % PAGE_PERSONS) as usize, || None);
            cards.push(Some(Card::from_bytes(person, &bytes)?));
        }
        Ok(cards)
    }

    /// The person with this code. Waits until all have been read, as do those below.
    pub(super) fn person(&self, code: &str) -> Option<PersonId> {
        let person = self.whole.wait().person(code)?;
        (!self.changed.contains(&person)).then_some(person)
    }

    /// Those who are found by a text.
    pub(super) fn find(&self, text: &str) -> People {
        let mut found = self.whole.wait().find(text);
        found.retain(|person| !self.changed.contains(&person));
        found
    }

    /// Those who are found by a text with a letter wrong.
    pub(super) fn find_near(&self, text: &str) -> People {
        let mut found = self.whole.wait().find_near(text);
        found.retain(|person| !self.changed.contains(&person));
        found
    }

    /// Those whose name sounds like a text.
    pub(super) fn find_sounding(&self, text: &str) -> People {
        let mut found = self.whole.wait().find_sounding(text);
        found.retain(|person| !self.changed.contains(&person));
        found
    }

    /// Every card, in the order of the persons' numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (PersonId, &Card)> {
        let all = self.whole.wait().iter();
        all.filter(|(person, _)| !self.changed.contains(person))
    }

    /// The directory of all cards as they were at the start, and who has
    /// changed since, once nobody else has them in hand.
    pub(super) fn arrived(self) -> Option<(Directory, BTreeSet<PersonId>)> {
        let whole = Arc::into_inner(self.whole).and_then(OnceLock::into_inner);
        whole.map(|whole| (whole, self.changed))
    }
}

/// The names in `store`, which are still to be read, and what has to be done
/// for that; nothing where there is no card.
pub(crate) fn coming(
    store: Arc<dyn Store>,
    persons: u32,
) -> Result<(Directory, Option<Errand>), NamesError> {
    let end = store.cards_end()?.min(persons);
    if end == 0 {
        return Ok((Directory::default(), None));
    }
    let coming = Coming::of(Arc::clone(&store), end);
    let errand = Errand {
        store,
        end,
        whole: Arc::clone(&coming.whole),
    };
    Ok((Directory::until(coming), Some(errand)))
}

/// All names in `store`, read now.
pub(crate) fn read_now(store: &dyn Store) -> Result<Directory, NamesError> {
    let cards = read(store, store.cards_end()?, &AtomicBool::new(false))?;
    Ok(directory_of(cards))
}

fn directory_of(cards: Vec<(PersonId, Card)>) -> Directory {
    let mut directory = Directory::default();
    directory.file_all(cards);
    directory
}

/// The cards of the first persons up to `end`, in order, opened on several
/// threads; not all of them once it is told to stop.
fn read(
    store: &dyn Store,
    end: u32,
    stop: &AtomicBool,
) -> Result<Vec<(PersonId, Card)>, NamesError> {
    let next = AtomicU32::new(0);
    let (tell, told) = mpsc::channel();
    let work = |tell: mpsc::Sender<_>| {
        while !stop.load(Ordering::Relaxed) {
            let stretch = next.fetch_add(1, Ordering::Relaxed);
            let from = stretch.saturating_mul(STRETCH_PERSONS);
            if from >= end {
                return;
            }
            let cards = stretch_of(store, from, end);
            let failed = cards.is_err();
            if tell.send((stretch, cards)).is_err() || failed {
                return;
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 1..threads.min(THREADS_MAX) {
            let tell = tell.clone();
            scope.spawn(|| work(tell));
        }
        work(tell);
    });
    let mut stretches: Vec<_> = told.into_iter().collect();
    stretches.sort_unstable_by_key(|(stretch, _)| *stretch);
    let mut all = Vec::with_capacity(end as usize);
    for (_, cards) in stretches {
        all.extend(cards?);
    }
    Ok(all)
}

fn stretch_of(store: &dyn Store, from: u32, end: u32) -> Result<Vec<(PersonId, Card)>, NamesError> {
    let cards = store.cards(from..from.saturating_add(STRETCH_PERSONS).min(end))?;
    let cards = cards.into_iter().map(|(person, bytes)| {
        let card = Card::from_bytes(person, &bytes)?;
        Ok((PersonId(person), card))
    });
    cards.collect()
}

/// The reading of all names, before it is begun.
pub(crate) struct Errand {
    store: Arc<dyn Store>,
    end: u32,
    whole: Arc<OnceLock<Directory>>,
}

impl Errand {
    /// Reads until it is told to stop; false when it was.
    fn run(self, stop: &AtomicBool) -> Result<bool, NamesError> {
        let cards = read(self.store.as_ref(), self.end, stop);
        if stop.load(Ordering::Relaxed) {
            return Ok(false);
        }
        // Whoever waits for names is not left waiting for those that cannot be read.
        let (cards, read) = match cards {
            Ok(cards) => (cards, Ok(true)),
            Err(error) => (Vec::new(), Err(error)),
        };
        self.whole.get_or_init(|| directory_of(cards));
        read
    }

    /// Begins to read on a thread of its own, and tells `done` when all names
    /// are there, or why they will not be.
    pub(crate) fn begin(
        self,
        done: impl FnOnce(Result<(), NamesError>) + Send + 'static,
    ) -> std::io::Result<Reading> {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = thread::Builder::new()
            .name("names".to_owned())
            .spawn(move || match self.run(&told) {
                Ok(true) => done(Ok(())),
                Ok(false) => {}
                Err(error) => done(Err(error)),
            })?;
        Ok(Reading {
            stop,
            thread: Some(thread),
        })
    }
}

/// The reading of all names in the background. It ends with this.
#[derive(Debug)]
pub(crate) struct Reading {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has been reported by the panic itself.
            drop(thread.join());
        }
    }
}
