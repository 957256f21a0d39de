//! The pages that are asked for, by whom, and a connection to ask through.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use charter::Charter;
use clerk::{Clerk, Directory};
use journal::{Session, sha256};
use kernel::{Actor, PersonId, State, UnitId};

use crate::{Trouble, timed};

/// As many addresses each page has, so that none is asked for twice in a row.
const ADDRESSES: usize = 64;
/// Letters of a name that somebody types.
const TYPED: usize = 4;

/// A page as somebody asks for it.
pub(crate) struct Page {
    /// What it is called among the figures.
    pub(crate) name: String,
    cookie: String,
    addresses: Vec<String>,
}

/// One connection, kept open.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Result<Connection, Trouble> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream: BufReader::new(stream),
            body: Vec::new(),
        })
    }

    /// Asks for a page and reads all of it; any answer but the page is an error.
    pub(crate) fn get(&mut self, page: &Page, turn: usize) -> Result<Duration, Trouble> {
        let address = page.addresses.get(turn % page.addresses.len().max(1));
        let address = address.ok_or("a page without an address")?;
        let request = format!(
            "GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: charterhouse={}\r\n\r\n",
            page.cookie
        );
        let (status, took) = timed(|| {
            self.stream.get_mut().write_all(request.as_bytes())?;
            self.answer()
        })?;
        if status.contains(" 200 ") {
            return Ok(took);
        }
        let body = String::from_utf8_lossy(&self.body);
        Err(format!("{address}: {status}\n{body}").into())
    }

    fn answer(&mut self) -> Result<String, Trouble> {
        let mut status = String::new();
        self.stream.read_line(&mut status)?;
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 || line == "\r\n" {
                break;
            }
            let line = line.to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(status)
    }
}

/// The pages of whoever sees everything, of a head high up, and of a head at the base.
pub(crate) fn pages(clerk: &Clerk) -> Result<Vec<Page>, Trouble> {
    clerk.read(|state, directory| {
        let today = clerk.clock().today();
        let charter = state.charter_on(today).ok_or("no charter is in force")?;
        let scene = Scene::of(state, charter, directory);
        let all = sign_in(clerk, Actor::Operator, "measuring all")?;
        let mut pages = scene.of_everything(&all);
        for (whose, seat) in [("high", scene.high), ("base", scene.base)] {
            if let Some((person, unit)) = seat {
                let cookie = sign_in(clerk, Actor::Person(person), whose)?;
                pages.extend(of_holder(&cookie, whose, unit));
            }
        }
        Ok(pages)
    })?
}

/// What there is to ask for.
struct Scene {
    bases: Vec<UnitId>,
    others: Vec<UnitId>,
    people: Vec<PersonId>,
    names: Vec<String>,
    codes: Vec<String>,
    high: Option<(PersonId, UnitId)>,
    base: Option<(PersonId, UnitId)>,
}

impl Scene {
    fn of(state: &State, charter: &Charter, directory: &Directory) -> Scene {
        let holds = |unit: UnitId| charter.level(state.standing_level(unit)?);
        let is_base = |unit: UnitId| holds(unit).is_some_and(|level| level.members);
        let units = state.top_unit().map(|top| state.units_within(top));
        let (bases, others): (Vec<UnitId>, Vec<UnitId>) = units
            .unwrap_or_default()
            .into_iter()
            .partition(|unit| is_base(*unit));
        let headed = |units: &[UnitId]| {
            units.iter().find_map(|unit| {
                let tenure = state.tenures_in(*unit).find(|it| it.until.is_none())?;
                Some((tenure.person, *unit))
            })
        };
        let (high, base) = (headed(&others), headed(&bases));
        let on_rolls: Vec<PersonId> = spread(&bases)
            .flat_map(|unit| state.roll(unit).next())
            .collect();
        let cards = || on_rolls.iter().filter_map(|person| directory.card(*person));
        let typed = |name: &str| name.chars().take(TYPED).collect::<String>();
        Scene {
            names: cards().map(|card| typed(&card.name)).collect(),
            codes: cards().map(|card| card.code.clone()).collect(),
            people: on_rolls.clone(),
            bases: spread(&bases).collect(),
            others: spread(&others).collect(),
            high,
            base,
        }
    }

    fn of_everything(&self, cookie: &str) -> Vec<Page> {
        let page = |name: &str, addresses: Vec<String>| Page {
            name: name.to_owned(),
            cookie: cookie.to_owned(),
            addresses,
        };
        let one = |address: &str| page(address, vec![address.to_owned()]);
        let letters = ["a", "e", "i", "o", "u", "r", "n", "s"];
        let asked = |name: &str, words: &[String]| {
            page(
                name,
                words.iter().map(|it| format!("/people?q={it}")).collect(),
            )
        };
        let two: Vec<String> = self
            .names
            .iter()
            .zip(letters.iter().cycle())
            .map(|(name, letter)| format!("{name}+{letter}"))
            .collect();
        let units = |name: &str, units: &[UnitId], after: &str| {
            page(
                name,
                units
                    .iter()
                    .map(|it| format!("/units/{it}{after}"))
                    .collect(),
            )
        };
        vec![
            one("/"),
            one("/units"),
            one("/units?standing=near"),
            page(
                "/units?q=",
                (10..74)
                    .map(|number| format!("/units?q=No.+{number}"))
                    .collect(),
            ),
            units("/units/committee", &self.others, ""),
            units("/units/base", &self.bases, ""),
            units(
                "/units/base/meetings/record",
                &self.bases,
                "/meetings/record",
            ),
            one("/findings"),
            one("/charter"),
            one("/journal"),
            one("/people"),
            page(
                "/people?page=",
                (1..65)
                    .map(|it| format!("/people?page={}", it * 300))
                    .collect(),
            ),
            asked("/people?q=name", &self.names),
            asked("/people?q=two words", &two),
            asked("/people?q=code", &self.codes),
            asked("/people?q=letter", &letters.map(str::to_owned)),
            page(
                "/people/person",
                self.people
                    .iter()
                    .map(|it| format!("/people/{it}"))
                    .collect(),
            ),
            one("/plan"),
        ]
    }
}

/// Some of them, from all over.
fn spread(units: &[UnitId]) -> impl Iterator<Item = UnitId> {
    units
        .iter()
        .copied()
        .step_by((units.len() / ADDRESSES).max(1))
        .take(ADDRESSES)
}

fn of_holder(cookie: &str, whose: &str, unit: UnitId) -> Vec<Page> {
    let page = |name: &str, address: String| Page {
        name: format!("{name} ({whose})"),
        cookie: cookie.to_owned(),
        addresses: vec![address],
    };
    vec![
        page("/", "/".to_owned()),
        page("/units", "/units".to_owned()),
        page("/units/own", format!("/units/{unit}")),
        page("/findings", "/findings".to_owned()),
    ]
}

/// A session of somebody, and the cookie that carries it.
fn sign_in(clerk: &Clerk, actor: Actor, login: &str) -> Result<String, Trouble> {
    let now_ms = clerk.clock().now_ms();
    let login = format!("{login} {now_ms}");
    let token = sha256(login.as_bytes());
    let accounts = clerk.accounts();
    // Nobody signs in with it by password, so none is hashed.
    let account = accounts.add_account(&login, &journal::actor_text(actor), "-", now_ms)?;
    accounts.open_session(&Session {
        token: sha256(&token),
        account: account.id,
        created_ms: now_ms,
        seen_ms: now_ms,
        expires_ms: now_ms + 24 * 3_600_000,
    })?;
    Ok(journal::hex(&token))
}
