//! Durable requests through HTTP from eight connections, and what SQLite alone
//! takes for the rows they leave behind, round after round.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clerk::{Clock, Onlooker};
use kernel::{State, UnitId};
use serde_json::{Value, json};

use crate::alone::{Alone, Rows, Transactions};
use crate::connection::Connection;
use crate::program::{Beside, Serving, run};
use crate::{Figure, Trouble};

/// Connections that ask at the same time.
const CONNECTIONS: usize = 8;
/// Rounds of each kind.
const ROUNDS: usize = 5;
/// Requests in a round, where there are units enough.
const REQUESTS: usize = 4_000;
const LOGIN: &str = "measuring";
const PASSWORD: &str = "a password for measuring";

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Records a meeting: a row each in three tables.
    Meeting,
    /// Admits somebody new: a sealed card beside the rows, and its key in the other file.
    Admit,
}

/// Sends rounds of requests to a server on a copy, and has SQLite write their
/// rows into another.
pub(crate) fn measure(folder: &Path) -> Result<Vec<Figure>, Trouble> {
    let (served, other) = (
        Beside::copy(folder, "served")?,
        Beside::copy(folder, "alone")?,
    );
    let shown = served.path().display().to_string();
    let add = [
        "account",
        "add",
        &shown,
        LOGIN,
        "--operator",
        "--password-stdin",
    ];
    run(&add, PASSWORD)?;
    let ground = Ground::of(&Onlooker::open(folder)?.state()?)?;
    let mut alone = Alone::open(other.path())?;
    let serving = Serving::start(served.path())?;
    let token = sign_in(serving.address)?;
    let mut figures = Vec::new();
    let mut bodies = Bodies::new(&ground);
    for _ in 0..ROUNDS {
        for kind in [Kind::Meeting, Kind::Admit] {
            let requests = bodies.next(kind);
            let before = Rows::end(served.path())?;
            let counted = Transactions::count(served.path())?;
            let through = send(serving.address, &token, &requests)?;
            let counted = Transactions::count(served.path())?.since(&counted);
            let rows = Rows::after(served.path(), &before)?;
            let by_itself = alone.write(&rows, &counted)?;
            figures.extend(told(kind, requests.len(), &counted, through, by_itself));
        }
    }
    Ok(figures)
}

fn told(
    kind: Kind,
    requests: usize,
    counted: &Transactions,
    through: Duration,
    alone: Duration,
) -> [Figure; 4] {
    let name = match kind {
        Kind::Meeting => "meeting",
        Kind::Admit => "admit",
    };
    let a_second = |time: Duration| requests as f64 / time.as_secs_f64();
    [
        Figure::new(format!("{name}-http"), a_second(through), "a second"),
        Figure::new(format!("{name}-alone"), a_second(alone), "a second"),
        Figure::new(
            format!("{name}-ratio"),
            alone.as_secs_f64() / through.as_secs_f64(),
            "ratio",
        ),
        Figure::new(
            format!("{name}-batch"),
            requests as f64 / f64::from(counted.organisation.max(1)),
            "requests",
        ),
    ]
}

/// What requests are about.
#[derive(Debug)]
struct Ground {
    units: Vec<UnitId>,
    meeting: String,
    grade: String,
    today: String,
}

impl Ground {
    fn of(state: &State) -> Result<Ground, Trouble> {
        let today = Clock::System.today();
        let charter = state.charter_on(today).ok_or("no charter is in force")?;
        let (at, level) = charter
            .levels
            .iter()
            .enumerate()
            .find(|(_, level)| level.members)
            .ok_or("no level has members")?;
        let is_base = |unit: &UnitId| {
            state
                .standing_level(*unit)
                .is_some_and(|it| it.index() == at)
        };
        let meeting = charter
            .meetings
            .iter()
            .find(|row| row.levels.iter().any(|it| it.index() == at));
        let grade = charter.grades.iter().find(|grade| grade.entry);
        Ok(Ground {
            units: state
                .standing_units()
                .filter(is_base)
                .filter(|unit| state.roll_count(*unit) > 0)
                .collect(),
            meeting: meeting
                .ok_or_else(|| format!("no meeting of {}", level.title))?
                .id
                .clone(),
            grade: grade.ok_or("no grade to begin in")?.id.clone(),
            today: today.to_string(),
        })
    }
}

/// Requests: each meeting in a unit of its own, people all over.
struct Bodies<'a> {
    ground: &'a Ground,
    at: usize,
}

impl<'a> Bodies<'a> {
    fn new(ground: &'a Ground) -> Bodies<'a> {
        Bodies { ground, at: 0 }
    }

    /// The addresses and contents of a round.
    fn next(&mut self, kind: Kind) -> Vec<(String, Value)> {
        let units = &self.ground.units;
        let count = REQUESTS.min(units.len() / (2 * ROUNDS));
        let from = self.at;
        self.at += count;
        let round = units.iter().enumerate().skip(from).take(count);
        round
            .map(|(number, unit)| match kind {
                Kind::Meeting => (
                    format!("/api/units/{unit}/meetings"),
                    json!({"kind": self.ground.meeting, "on": self.ground.today, "absent": []}),
                ),
                Kind::Admit => (
                    format!("/api/units/{unit}/admit"),
                    json!({"name": format!("Made Up {number}"), "code": format!("MU-{number}"),
                           "email": format!("made.up.{number}@example.org"),
                           "grade": self.ground.grade}),
                ),
            })
            .collect()
    }
}

fn sign_in(address: SocketAddr) -> Result<String, Trouble> {
    let body = json!({"name": LOGIN, "password": PASSWORD});
    let answer = Connection::open(address, "")?.post("/api/session", &body)?;
    let token = answer.get("token").and_then(Value::as_str);
    Ok(token.ok_or("no token was given")?.to_owned())
}

/// Sends all requests over the connections, each of which takes the next when
/// its last is answered, and says how long that took.
fn send(
    address: SocketAddr,
    token: &str,
    requests: &[(String, Value)],
) -> Result<Duration, Trouble> {
    let next = AtomicUsize::new(0);
    let mut connections = (0..CONNECTIONS)
        .map(|_| Connection::open(address, token))
        .collect::<Result<Vec<_>, _>>()?;
    let begun = Instant::now();
    std::thread::scope(|scope| -> Result<(), Trouble> {
        let hands: Vec<_> = connections
            .iter_mut()
            .map(|connection| {
                let next = &next;
                scope.spawn(move || -> Result<(), Trouble> {
                    while let Some((path, body)) =
                        requests.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        connection.post(path, body)?;
                    }
                    Ok(())
                })
            })
            .collect();
        for hand in hands {
            hand.join().map_err(|_| "a connection panicked")??;
        }
        Ok(())
    })?;
    Ok(begun.elapsed())
}

impl Transactions {
    /// How many there were up to now in each file, by the counter that SQLite
    /// keeps in its shared memory ("iChange" in the format of the write-ahead log).
    fn count(folder: &Path) -> Result<Transactions, Trouble> {
        let counter = |file: &str| -> Result<u32, Trouble> {
            let mut shared = File::open(folder.join(file))?;
            shared.seek(SeekFrom::Start(8))?;
            let mut bytes = [0; 4];
            shared.read_exact(&mut bytes)?;
            Ok(u32::from_ne_bytes(bytes))
        };
        Ok(Transactions {
            organisation: counter("organisation.db-shm")?,
            keys: counter("keys.db-shm")?,
        })
    }

    fn since(self, before: &Transactions) -> Transactions {
        Transactions {
            organisation: self.organisation.wrapping_sub(before.organisation),
            keys: self.keys.wrapping_sub(before.keys),
        }
    }
}
