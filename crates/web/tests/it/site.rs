//! A small organisation behind the real router, and browsers of named people
//! in front of it. Nothing listens on a port.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use clerk::{Card, Clerk, Clock, Options, SetClock, Submission, Whose};
use jiff::civil::{Date, date};
use journal::{RequestKey, Session, sha256};
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Actor, Command, PersonId, UnitId};
use tower::ServiceExt as _;
use web::Settings;

/// The day on which every test happens.
pub(crate) const TODAY: Date = date(2026, 11, 23);
/// Since when the charter is in force and everybody belongs.
const SINCE: Date = date(2024, 1, 1);

/// What a test's organisation is made of.
struct Sketch {
    charter: &'static str,
    /// Whether what goes by steps may also be done directly, as tests of those acts need it.
    direct: bool,
    /// Code, level, name, code of the parent.
    units: &'static [(
        &'static str,
        &'static str,
        &'static str,
        Option<&'static str>,
    )],
    /// Code of the unit, grade, how many. Their codes are `UNIT/1`, `UNIT/2`, ...
    rolls: &'static [(&'static str, &'static str, u32)],
    /// Code of the person, post, code of the unit.
    posts: &'static [(&'static str, &'static str, &'static str)],
}

impl Sketch {
    /// The charter as it is adopted.
    fn text(&self) -> String {
        if self.direct {
            done_directly_too(self.charter)
        } else {
            self.charter.to_owned()
        }
    }
}

/// An edition in which whatever goes by steps may also be done directly.
pub(crate) fn done_directly_too(charter: &str) -> String {
    charter.replace(
        "direct   = { value = \"operator\"",
        "direct   = { value = \"allowed\"",
    )
}

/// The strictest charter: A-1 is inside the rules, A-2 too small, B-1 too large.
const PARTY_CELL: Sketch = Sketch {
    charter: include_str!("../../../../charters/party-cell.md"),
    direct: true,
    units: &[
        ("C", "central", "Central Committee", None),
        ("P", "province", "North Province", Some("C")),
        ("A", "county", "County A", Some("P")),
        ("B", "county", "County B", Some("P")),
        ("A-1", "cell", "No. 1 Cell", Some("A")),
        ("A-2", "cell", "No. 2 Cell", Some("A")),
        ("B-1", "cell", "No. 1 Cell of B", Some("B")),
    ],
    rolls: &[
        ("A-1", "member", 12),
        ("A-1", "candidate", 2),
        ("A-2", "member", 4),
        ("B-1", "member", 33),
    ],
    posts: &[
        ("A-1/1", "secretary", "A-1"),
        ("A-2/1", "secretary", "A-2"),
        ("A-1/2", "officer", "A"),
        ("B-1/1", "secretary", "B-1"),
    ],
};

/// The same, with nothing done directly that the charter does by steps.
const BY_STEPS: Sketch = Sketch {
    direct: false,
    ..PARTY_CELL
};

/// The same, with more people in a cell than stand on one page.
const LARGE_CELL: Sketch = Sketch {
    rolls: &[("A-1", "member", 12), ("B-1", "member", 430)],
    posts: &[("A-1/1", "secretary", "A-1"), ("B-1/1", "secretary", "B-1")],
    ..PARTY_CELL
};

/// Another charter: fewer levels, other words, figures open to everybody.
const UNION: Sketch = Sketch {
    charter: include_str!("../../../../charters/union.md"),
    direct: false,
    units: &[
        ("N", "national", "The Union", None),
        ("R", "region", "East", Some("N")),
        ("R-1", "branch", "Harbour", Some("R")),
        ("R-2", "branch", "Mills", Some("R")),
    ],
    rolls: &[("R-1", "full", 60), ("R-2", "full", 55)],
    posts: &[
        ("R-1/1", "branch-secretary", "R-1"),
        ("R-1/2", "treasurer", "R-1"),
        ("R-1/3", "organiser", "R"),
    ],
};

/// A charter with letters that go down and a report that comes up.
const SELF_HELP: Sketch = Sketch {
    charter: include_str!("../../../../charters/self-help-groups.md"),
    direct: false,
    units: &[
        ("M", "mission-block", "The Mission", None),
        ("F", "clf", "North", Some("M")),
        ("H", "vo", "Hill", Some("F")),
        ("H-1", "shg", "Jasmine", Some("H")),
        ("H-2", "shg", "Lotus", Some("H")),
        ("V", "vo", "Valley", Some("F")),
        ("V-1", "shg", "Neem", Some("V")),
    ],
    rolls: &[
        ("H-1", "member", 12),
        ("H-2", "member", 15),
        ("V-1", "member", 11),
    ],
    posts: &[
        ("H-1/2", "office-bearer", "F"),
        ("H-1/1", "group-leader", "H-1"),
        ("H-2/1", "group-leader", "H-2"),
        ("H-2/2", "office-bearer", "H"),
        ("V-1/1", "group-leader", "V-1"),
    ],
};

/// A site with its organisation.
pub(crate) struct TestSite {
    pub(crate) clerk: Clerk,
    pub(crate) clock: SetClock,
    router: Router,
    tokens: AtomicU32,
    log: std::sync::Arc<Mutex<Vec<String>>>,
}

impl TestSite {
    /// The organisation under the strictest charter.
    pub(crate) fn party_cell() -> TestSite {
        TestSite::with(&PARTY_CELL, |_| {})
    }

    /// The organisation under the strictest charter as it stands, where people come in by steps.
    pub(crate) fn by_steps() -> TestSite {
        TestSite::with(&BY_STEPS, |_| {})
    }

    /// The organisation with a cell that is far too large.
    pub(crate) fn large_cell() -> TestSite {
        TestSite::with(&LARGE_CELL, |_| {})
    }

    /// The same with other settings.
    pub(crate) fn party_cell_with(change: impl FnOnce(&mut Settings)) -> TestSite {
        TestSite::with(&PARTY_CELL, change)
    }

    /// An organisation under a charter with letters and reports.
    pub(crate) fn self_help() -> TestSite {
        TestSite::with(&SELF_HELP, |_| {})
    }

    /// An organisation under another charter.
    pub(crate) fn union() -> TestSite {
        TestSite::with(&UNION, |_| {})
    }

    /// The organisation under the strictest charter, kept in a directory.
    pub(crate) fn party_cell_in(directory: &std::path::Path) -> TestSite {
        TestSite::kept(&PARTY_CELL, Some(directory), |settings| {
            settings.data = Some(directory.to_owned())
        })
    }

    fn with(sketch: &Sketch, change: impl FnOnce(&mut Settings)) -> TestSite {
        TestSite::kept(sketch, None, change)
    }

    fn kept(
        sketch: &Sketch,
        directory: Option<&std::path::Path>,
        change: impl FnOnce(&mut Settings),
    ) -> TestSite {
        let (clock, hand) = Clock::set_to(TODAY);
        let options = Options {
            clock,
            ..Options::default()
        };
        // The clerk's own thread answers, so it is asked outside of the test's runtime.
        let clerk = std::thread::scope(|scope| {
            let found = || {
                let charter = sketch.text();
                let clerk = match directory {
                    Some(directory) => Clerk::create(directory, &charter, SINCE, options),
                    None => Clerk::in_memory(&charter, SINCE, options),
                };
                let clerk = clerk.unwrap();
                enter(&clerk, sketch);
                clerk
            };
            scope.spawn(found).join().unwrap()
        });
        let log = std::sync::Arc::<Mutex<Vec<String>>>::default();
        let kept = std::sync::Arc::clone(&log);
        let mut settings = Settings {
            log: web::Log::to(move |line| kept.lock().unwrap().push(line.to_owned())),
            ..Settings::default()
        };
        change(&mut settings);
        let router = web::router(clerk.clone(), settings).unwrap();
        TestSite {
            clerk,
            clock: hand,
            router,
            tokens: AtomicU32::new(1),
            log,
        }
    }

    /// What was reported as a fault.
    pub(crate) fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// The number of the person with this code.
    pub(crate) fn person(&self, code: &str) -> PersonId {
        self.clerk
            .read(|_, directory| directory.person(code).unwrap())
            .unwrap()
    }

    /// The number of the unit with this code.
    pub(crate) fn unit(&self, code: &str) -> UnitId {
        self.clerk
            .read(|state, _| state.unit_by_code(code).unwrap())
            .unwrap()
    }

    /// A browser that nobody has signed in with.
    pub(crate) fn stranger(&self) -> Browser<'_> {
        Browser {
            site: self,
            cookie: None,
            bearer: None,
            address: None,
        }
    }

    /// The browser of the person with this code, signed in.
    pub(crate) fn person_browser(&self, code: &str) -> Browser<'_> {
        self.signed_in(&format!("person:{}", self.person(code)))
    }

    /// The browser of the operator, signed in.
    pub(crate) fn operator(&self) -> Browser<'_> {
        self.signed_in("operator")
    }

    fn signed_in(&self, actor: &str) -> Browser<'_> {
        let number = self.tokens.fetch_add(1, Ordering::Relaxed);
        let token = sha256(&number.to_be_bytes());
        let now_ms = self.clerk.clock().now_ms();
        let accounts = self.clerk.accounts();
        // Nobody signs in with these by password, so none is hashed.
        let account = accounts
            .add_account(&format!("login {number}"), actor, "-", now_ms)
            .unwrap();
        let session = Session {
            token: sha256(&token),
            account: account.id,
            created_ms: now_ms,
            seen_ms: now_ms,
            expires_ms: now_ms + 30 * 24 * 3_600_000,
        };
        accounts.open_session(&session).unwrap();
        Browser {
            cookie: Some(format!("charterhouse={}", journal::hex(&token))),
            ..self.stranger()
        }
    }

    /// An account that signs in with this name and password.
    pub(crate) fn add_account(&self, login: &str, password: &str, code: &str) {
        let actor = format!("person:{}", self.person(code));
        let sealed = web::seal_password(password).unwrap();
        self.clerk
            .accounts()
            .add_account(login, &actor, &sealed, self.clerk.clock().now_ms())
            .unwrap();
    }

    /// Moves the clock on by so many days.
    pub(crate) fn wait_days(&self, days: i64) {
        self.clock
            .set(TODAY.saturating_add(jiff::Span::new().days(days)));
    }

    /// How many entries the journal has.
    pub(crate) fn entries(&self) -> u64 {
        self.clerk.head().unwrap().sequence
    }
}

fn enter(clerk: &Clerk, sketch: &Sketch) {
    let charter = clerk
        .read(|state, _| state.charter().unwrap().clone())
        .unwrap();
    let units = sketch
        .units
        .iter()
        .map(|(code, level, name, parent)| UnitRow {
            code: (*code).to_owned(),
            level: charter.level_named(level).unwrap(),
            name: (*name).to_owned(),
            parent: parent.map(str::to_owned),
            founded: Some(SINCE),
        });
    let mut register = EnterRegister {
        units: units.collect(),
        people: Vec::new(),
    };
    let mut cards = Vec::new();
    for (unit, grade, count) in sketch.rolls {
        for _ in 0..*count {
            let number = register
                .people
                .iter()
                .filter(|row| row.unit == *unit)
                .count()
                + 1;
            let code = format!("{unit}/{number}");
            let held = sketch.posts.iter().filter(|(person, ..)| *person == code);
            register.people.push(PersonRow {
                person: None,
                unit: (*unit).to_owned(),
                grade: charter.grade_named(grade).unwrap(),
                joined: SINCE,
                posts: held
                    .map(|(_, post, unit)| (charter.post_named(post).unwrap(), (*unit).to_owned()))
                    .collect(),
            });
            let card = Card {
                name: format!("Name {code}"),
                email: Some(format!("{code}@example.org")),
                code,
                ..Card::default()
            };
            cards.push((Whose::New(cards.len()), card));
        }
    }
    let mut submission = Submission::new(
        RequestKey([7; 16]),
        Actor::Operator,
        Command::EnterRegister(register),
    );
    submission.cards = cards;
    clerk.submit(submission).unwrap();
}

/// A browser, or a program, in front of a site.
#[derive(Clone)]
pub(crate) struct Browser<'a> {
    pub(crate) site: &'a TestSite,
    pub(crate) cookie: Option<String>,
    pub(crate) bearer: Option<String>,
    pub(crate) address: Option<SocketAddr>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// The body as it came, for what is no text.
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// A header's text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The value of the first hidden field of this name.
    pub(crate) fn hidden(&self, name: &str) -> Option<String> {
        let field = format!("name=\"{name}\" value=\"");
        let (_, after) = self.body.split_once(&field)?;
        Some(after.split_once('"')?.0.to_owned())
    }
}

impl Browser<'_> {
    /// Looks at an address.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form as it stands on the page at `page`, with these fields filled in.
    pub(crate) async fn fill_in(
        &self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let drawn = self.get(page).await;
        assert_eq!(drawn.status, StatusCode::OK, "{page}: {}", drawn.body);
        self.send_form(&drawn, action, fields).await
    }

    /// Sends a form of a page that was drawn, with these fields filled in.
    pub(crate) async fn send_form(
        &self,
        drawn: &Answer,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let (token, key) = (drawn.hidden("token").unwrap(), drawn.hidden("key").unwrap());
        let guarded = [("token", token.as_str()), ("key", key.as_str())];
        self.post(action, &[&guarded, fields].concat()).await
    }

    /// Sends these fields and nothing else.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(
            self.form_request(path)
                .body(Body::from(form(fields)))
                .unwrap(),
        )
        .await
    }

    /// Hands a file in by the form of a page, as a browser does.
    pub(crate) async fn hand_in(&self, page: &str, file: (&str, &[u8])) -> Answer {
        self.hand_in_with(page, file, &[]).await
    }

    /// The same with these fields beside the file.
    pub(crate) async fn hand_in_with(
        &self,
        page: &str,
        (name, file): (&str, &[u8]),
        fields: &[(&str, &str)],
    ) -> Answer {
        let drawn = self.get(page).await;
        assert_eq!(drawn.status, StatusCode::OK, "{page}: {}", drawn.body);
        let token = drawn.hidden("token").unwrap();
        let head = format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv");
        let mut parts = vec![
            ("name=\"token\"".to_owned(), token.as_bytes()),
            (head, file),
        ];
        let beside = fields.iter();
        parts.extend(beside.map(|(name, value)| (format!("name=\"{name}\""), value.as_bytes())));
        let mut body = Vec::new();
        for (head, value) in parts {
            body.extend(format!("--X\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
            body.extend(value);
            body.extend(b"\r\n");
        }
        body.extend(b"--X--\r\n");
        let request = self
            .request("POST", page)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=X");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends JSON.
    pub(crate) async fn post_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// A request with a form, before its body.
    pub(crate) fn form_request(&self, path: &str) -> axum::http::request::Builder {
        self.request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    /// A request of this browser.
    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:7700");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(bearer) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
        }
        if let Some(address) = self.address {
            request = request.extension(ConnectInfo(address));
        }
        request
    }

    /// Sends a request and reads the answer to its end.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.site.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 8 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.into(),
        }
    }
}

/// Fields as a browser writes them.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect::<String>()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}
