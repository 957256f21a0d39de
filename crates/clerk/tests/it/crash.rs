//! Killing a process under load, again and again.
//!
//! The process under load is this test binary itself, started with a
//! directory in its environment. It writes a line for every acknowledgement
//! into a pipe, which outlives it; whoever reads the pipe then opens the
//! directory and asks for everything that was acknowledged.
//!
//! A killed process takes nothing with it that the system has been given, so
//! this shows that nothing is acknowledged too early and nothing is kept by
//! halves. That what was given reaches the disk is SQLite's `synchronous=FULL`.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clerk::{Clerk, Receipt, RequestKey, Submission, Whose, verify};
use kernel::meetings::CorrectMeeting;
use kernel::members::{AdmitMember, MemberEvent, RegisterPerson};
use kernel::{Event, MeetingId, PersonId};

use crate::office::{
    CIRCLE, TODAY, admission, assembly, card, in_directory, leaving, operator, options,
};

const DIRECTORY: &str = "CLERK_CRASH_DIRECTORY";
const FIRST_KEY: &str = "CLERK_CRASH_FIRST_KEY";
const ACKNOWLEDGE_EARLY: &str = "CLERK_CRASH_ACKNOWLEDGE_EARLY";

const KILLS: u64 = 200;
/// How many times one organisation is killed before the next is founded.
const KILLS_EACH: u64 = 20;
const SEED: u64 = 0x5eed;

/// What a request under this key asks for; the same in both processes.
fn submission(key: u64) -> Submission {
    match key % 3 {
        0 => admission(key, "Reader"),
        1 => {
            let join = || {
                kernel::Command::from(AdmitMember {
                    person: None,
                    unit: CIRCLE,
                    grade: charter::GradeId(0),
                    on: TODAY,
                })
            };
            let mut both = operator(key, kernel::Command::Act(vec![join(), join()]));
            both.cards
                .push((Whose::New(0), card(&format!("A-{key}"), "First")));
            both.cards
                .push((Whose::New(1), card(&format!("B-{key}"), "Second")));
            both
        }
        _ => {
            let correction = CorrectMeeting {
                meeting: MeetingId(0),
                on: TODAY,
                absent: Vec::new(),
                resolutions: vec!["To read on.".to_owned()],
                reason: format!("Mistake number {key}."),
            };
            operator(key, kernel::Command::from(correction))
        }
    }
}

/// How many entries [`submission`] makes.
fn entries_of(key: u64) -> u64 {
    [2, 4, 1][usize::try_from(key % 3).unwrap()]
}

/// The load. Does nothing unless it is started with a directory.
#[test]
fn a_process_under_load() {
    let Ok(directory) = std::env::var(DIRECTORY) else {
        return;
    };
    let first_key: u64 = std::env::var(FIRST_KEY).unwrap().parse().unwrap();
    let early = std::env::var(ACKNOWLEDGE_EARLY).is_ok();
    let clerk = Clerk::open(Path::new(&directory), options().0).unwrap();
    let next = AtomicU64::new(first_key);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let key = next.fetch_add(1, Ordering::SeqCst);
                    work(&clerk, key, early);
                }
            });
        }
    });
}

/// One request, and for each second person who joins a leaving.
fn work(clerk: &Clerk, key: u64, early: bool) {
    let pending = clerk.hand_in(submission(key)).unwrap();
    if early {
        acknowledge(key, None);
    }
    let receipt = pending.wait().unwrap();
    if !early {
        acknowledge(key, Some(&receipt));
    }
    if let (1, Some(person)) = (key % 3, receipt.registered().next()) {
        let receipt = clerk.submit(leaving(leaving_key(key), person)).unwrap();
        acknowledge(leaving_key(key), Some(&receipt));
    }
}

fn leaving_key(key: u64) -> u64 {
    key + (1 << 40)
}

/// One line into the pipe; when nobody reads it any more, the load ends.
fn acknowledge(key: u64, receipt: Option<&Receipt>) {
    let (first, last) = receipt.map_or((0, 0), |receipt| {
        (receipt.first_sequence, receipt.last_sequence)
    });
    // The test harness may have begun a line of its own.
    let line = format!("\nacknowledged {key} {first} {last}\n");
    if std::io::stdout().lock().write_all(line.as_bytes()).is_err() {
        std::process::exit(1);
    }
}

/// Lets a process work on `directory` and kills it at a moment drawn from
/// `chance`. Returns what it acknowledged: for each key the entries, if it said.
fn kill_under_load(
    directory: &Path,
    first_key: u64,
    chance: &mut Chance,
    early: bool,
) -> BTreeMap<u64, (u64, u64)> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["crash::a_process_under_load", "--exact", "--nocapture"]);
    command
        .env(DIRECTORY, directory)
        .env(FIRST_KEY, first_key.to_string());
    if early {
        command.env(ACKNOWLEDGE_EARLY, "1");
    }
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = BTreeMap::new();
    let mut note = |line: String| {
        let words: Vec<_> = line.split(' ').collect();
        if let ["acknowledged", key, first, last] = words[..] {
            let entries = (first.parse().unwrap(), last.parse().unwrap());
            acknowledged.insert(key.parse().unwrap(), entries);
        }
    };
    // One time in ten it is killed while it starts.
    let lines_before = if chance.below(10) == 0 {
        0
    } else {
        4 + chance.below(150)
    };
    for line in lines.by_ref().take(usize::try_from(lines_before).unwrap()) {
        note(line.unwrap());
    }
    let moment = Instant::now() + Duration::from_micros(chance.below(3_000));
    while Instant::now() < moment {
        std::hint::spin_loop();
    }
    assert_eq!(child.try_wait().unwrap(), None, "it ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();
    // A line may be cut off where the process was killed.
    lines
        .map_while(Result::ok)
        .filter(|line| line.matches(' ').count() == 3)
        .for_each(note);
    acknowledged
}

/// An organisation with one assembly, which the load corrects again and again.
fn founded() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let clerk = in_directory(directory.path());
    clerk.submit(admission(10, "Reader")).unwrap();
    clerk.submit(assembly(11, &["To read on."])).unwrap();
    directory
}

/// What is wrong after a kill: what was lost, and what was kept by halves.
fn inspect(directory: &Path, acknowledged: &BTreeMap<u64, (u64, u64)>, early: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Err(error) = verify(directory) {
        wrong.push(format!("does not verify: {error}"));
    }
    let store = journal::SqliteStore::open_read_only(directory).unwrap();
    let kept: BTreeMap<RequestKey, (u64, u64)> = journal::Store::requests(&store)
        .unwrap()
        .into_iter()
        .map(|recorded| (recorded.key, (recorded.first, recorded.last)))
        .collect();
    for (key, entries) in acknowledged {
        match kept.get(&operator(*key, kernel::Command::from(RegisterPerson)).key) {
            None => wrong.push(format!("request {key} was acknowledged and is lost")),
            Some(kept) if kept != entries && !early => {
                wrong.push(format!(
                    "request {key} was acknowledged as {entries:?} and is {kept:?}"
                ));
            }
            Some(_) => {}
        }
    }
    wrong
}

/// Opens what is left and looks for requests kept by halves: too few entries,
/// a member without a card, a card without a member, a meeting without texts.
fn halves(directory: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let clerk = Clerk::open(directory, options().0).unwrap();
    let entries = clerk.entries(1, usize::MAX).unwrap();
    let mut joined = BTreeMap::new();
    for entry in &entries {
        match entry.event {
            Event::Member(MemberEvent::Admitted { person, .. }) => {
                joined.insert(person, entry.sequence);
            }
            Event::Member(MemberEvent::Left { person, .. }) => {
                joined.remove(&person);
            }
            _ => {}
        }
    }
    let carded: Vec<PersonId> = clerk
        .read(|_, names| names.iter().map(|(id, _)| id).collect())
        .unwrap();
    if !joined.keys().eq(&carded) {
        wrong.push(format!(
            "{} members and {} cards",
            joined.len(),
            carded.len()
        ));
    }
    let texts = entries.iter().flat_map(|entry| entry.event.documents());
    for document in texts {
        if !matches!(
            clerk.document(document),
            Ok(Some(journal::Document::Text { .. }))
        ) {
            wrong.push(format!("document {document} cannot be read"));
        }
    }
    wrong
}

#[test]
fn two_hundred_kills_lose_nothing_and_leave_no_halves() {
    let mut chance = Chance(SEED);
    let (mut directory, mut all) = (founded(), BTreeMap::new());
    let mut count = 0;
    for kill in 0..KILLS {
        if kill % KILLS_EACH == 0 {
            (directory, all) = (founded(), BTreeMap::new());
        }
        let acknowledged =
            kill_under_load(directory.path(), 1_000 + kill * 10_000, &mut chance, false);
        count += acknowledged.len();
        for (key, (first, last)) in &acknowledged {
            let expected = if *key >= 1 << 40 { 1 } else { entries_of(*key) };
            assert_eq!(last + 1 - first, expected, "request {key}");
        }
        all.extend(acknowledged);
        let mut wrong = inspect(directory.path(), &all, false);
        wrong.extend(halves(directory.path()));
        assert!(
            wrong.is_empty(),
            "kill {kill} of seed {SEED:#x}: {wrong:#?}"
        );
    }
    assert!(
        count > 5_000,
        "only {count} requests were acknowledged: the load was too light"
    );
}

#[test]
fn a_desk_that_answered_too_early_would_be_found_out() {
    let mut chance = Chance(SEED);
    let directory = founded();
    let found = (0..50).any(|kill| {
        let acknowledged =
            kill_under_load(directory.path(), 1_000 + kill * 10_000, &mut chance, true);
        let wrong = inspect(directory.path(), &acknowledged, true);
        assert!(
            wrong.iter().all(|wrong| wrong.ends_with("is lost")),
            "{wrong:?}"
        );
        !wrong.is_empty()
    });
    assert!(
        found,
        "fifty kills lost nothing although answers came too early"
    );
}

/// Numbers that look drawn and are the same every time: splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}
