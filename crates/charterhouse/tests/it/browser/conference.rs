//! A conference of five thousand delegates, from the call to what everybody
//! reads of it, by the people who would do it.

use std::collections::BTreeMap;

use super::{Login, Screen, Server, Window};
use crate::program::{CHARTER, Program};

/// Enough people for five thousand seats by the key of the reference charter.
const MEMBERS: &str = "43000";
/// Delegates who are chosen; seats beyond them stay empty.
const DELEGATES: usize = 5_000;
/// Units whose choice is recorded by the form, one by one.
const BY_FORM: usize = 2;
/// Bytes of a page at the most, before it is packed.
const PAGE_BYTES_MAX: u64 = 50_000;

/// A base unit with those who can be chosen there.
struct Sender {
    code: String,
    seats: usize,
    /// Code and name of each.
    able: Vec<(String, String)>,
}

/// An organisation with accounts for the officer and the clerk of its top.
struct Gathering {
    server: Server,
    officer: Login,
    clerk: Login,
    senders: Vec<Sender>,
}

fn rows(program: &Program, file: &str) -> Vec<BTreeMap<String, String>> {
    let text = program.read(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize();
    rows.map(|row| row.expect("a row")).collect()
}

impl Gathering {
    fn begin() -> Gathering {
        let program = Program::new();
        // The reference charter asks for two weeks' notice, and nobody walks for so long.
        let charter = std::fs::read_to_string(CHARTER).expect("the charter");
        let notice = "notice_days = { value = 14, basis = \"assumed\" }\n";
        assert!(charter.contains(notice), "the charter says otherwise");
        program.write("charter.md", charter.replace(notice, ""));
        let demo = [
            "demo",
            "--no-serve",
            "--data",
            "data",
            "--members",
            MEMBERS,
            "--years",
            "0",
            "--charter",
            "charter.md",
        ];
        program.run(&demo).must();
        program.run(&["export", "data", "--to", "register"]).must();
        let units = rows(&program, "register/units.csv");
        let people = rows(&program, "register/people.csv");
        let top = units.iter().find(|unit| unit["level"] == "central");
        let top = top.expect("a top");
        let login = |post: &str| {
            let post = format!("{post}@{}", top["code"]);
            let holds =
                |person: &&BTreeMap<String, String>| person["post"].split('+').any(|it| it == post);
            let person = people.iter().find(holds).expect("somebody holds it");
            program.may_sign_in(&person["code"]);
            Login {
                unit: top["name"].clone(),
                name: person["code"].clone(),
                password: format!("{0} {0}", person["code"]),
            }
        };
        let (officer, clerk) = (login("officer"), login("registrar"));
        Gathering {
            senders: senders(&people),
            server: Server::over(program),
            officer,
            clerk,
        }
    }

    async fn window(&self, who: &Login, screen: Screen) -> Window {
        let window = Window::open(screen).await;
        window.sign_in(&self.server, who).await;
        window
    }

    async fn go(&self, window: &Window, path: &str) {
        window.go(&self.server.at(path)).await;
        window.can_be_used_by_everybody().await;
        let bytes = window.weight().await;
        assert!(bytes < PAGE_BYTES_MAX, "{path}: {bytes} bytes");
    }

    /// The codes of everybody with a seat, as what prints the cards asks for them.
    fn codes(&self) -> Vec<String> {
        let Login { name, password, .. } = &self.clerk;
        let body = serde_json::json!({ "name": name, "password": password }).to_string();
        let (_, session) = self.server.ask("POST", "/api/session", None, &body);
        let session: serde_json::Value = serde_json::from_str(&session).expect("JSON");
        let token = session["token"].as_str().expect("a token");
        let mut codes = Vec::new();
        loop {
            let path = format!(
                "/api/conferences/0/credentials?from={}&count=200",
                codes.len()
            );
            let (status, rows) = self.server.ask("GET", &path, Some(token), "");
            assert_eq!(status, "200", "{rows}");
            let rows: Vec<serde_json::Value> = serde_json::from_str(&rows).expect("JSON");
            if rows.is_empty() {
                return codes;
            }
            let code = |row: &serde_json::Value| row["code"].as_str().unwrap().to_owned();
            codes.extend(rows.iter().map(code));
        }
    }
}

/// The base units by the register, with their seats by the key of the charter.
fn senders(people: &[BTreeMap<String, String>]) -> Vec<Sender> {
    type Sent = (usize, Vec<(String, String)>);
    let mut by_unit: BTreeMap<&str, Sent> = BTreeMap::new();
    for person in people {
        let (all, able) = by_unit.entry(&person["unit"]).or_default();
        *all += 1;
        if person["grade"] == "member" {
            able.push((person["code"].clone(), person["name"].clone()));
        }
    }
    let senders = by_unit.into_iter().map(|(code, (all, able))| Sender {
        code: code.to_owned(),
        seats: 1 + all.saturating_sub(10).div_ceil(10),
        able,
    });
    let mut senders: Vec<Sender> = senders.collect();
    // A long code is found by itself: no other begins with it.
    senders.sort_by_key(|it| std::cmp::Reverse(it.code.len()));
    senders
}

#[tokio::test]
async fn five_thousand_delegates_are_apportioned_elected_credentialed_and_what_they_did_is_published()
 {
    let gathering = Gathering::begin();
    let officer = gathering.window(&gathering.officer, Screen::Desk).await;
    is_called(&gathering, &officer).await;
    some_choose_by_the_form(&gathering, &officer).await;
    the_others_choose_by_a_table(&gathering, &officer).await;
    let clerk = gathering.window(&gathering.clerk, Screen::Desk).await;
    they_come_in(&gathering, &clerk).await;
    they_vote(&gathering, &clerk).await;
    attendance_is_put_in_order(&gathering, &clerk).await;
    it_is_written_down_read_and_published(&gathering, &clerk, &officer).await;
    a_stranger_reads(&gathering).await;
}

async fn is_called(gathering: &Gathering, officer: &Window) {
    // The menu leads there, as a phone opens it and a desk shows it.
    assert!(officer.links().await.iter().any(|it| it == "/conferences"));
    gathering.go(officer, "/conferences").await;
    officer.shows("No conferences").await;
    officer.follow("Call one of").await;
    let today = officer.value("Key day").await;
    officer.paste("First day", &today).await;
    let tomorrow: jiff::civil::Date = today.parse().unwrap();
    let tomorrow = tomorrow.tomorrow().unwrap().to_string();
    officer.paste("Last day", &tomorrow).await;
    officer
        .fill("Name of its own", "The Fifth Conference")
        .await;
    officer.fill("Where", "The Old Theatre").await;
    officer.can_be_used_by_everybody().await;
    officer.press("Call it").await;
    officer.gone_from_ending("/call").await;
    officer.shows("The Fifth Conference").await;
    officer.shows("nobody chosen yet").await;
    let seats: usize = gathering.senders.iter().map(|it| it.seats).sum();
    assert!(seats >= DELEGATES, "{seats} seats are too few");
    let units = u64::try_from(gathering.senders.len()).unwrap();
    let words = format!(
        "{} seats of {} units",
        web::words::figure(u64::try_from(seats).unwrap()),
        web::words::figure(units)
    );
    officer.shows(&words).await;
    officer.picture("conference").await;
    gathering.go(officer, "/conferences/0").await;
    officer.follow("Next").await;
    officer.shows("61 to 120 of").await;
}

async fn some_choose_by_the_form(gathering: &Gathering, officer: &Window) {
    for sender in &gathering.senders[..BY_FORM] {
        let path = format!("/conferences/0?q={}", sender.code);
        gathering.go(officer, &path).await;
        officer.follow("Record whom it sends").await;
        for (_, name) in &sender.able[..sender.seats] {
            officer.tick(name).await;
        }
        officer.fill("Entitled to vote", "5").await;
        officer.fill("Ballots cast", "6").await;
        officer.press("Record it").await;
        // What was counted cannot be, and what was typed is kept.
        officer
            .shows("6 ballots were cast, and 5 were entitled to vote")
            .await;
        officer.can_be_used_by_everybody().await;
        officer.fill("Entitled to vote", "12").await;
        officer.fill("Ballots cast", "9").await;
        officer.press("Record it").await;
        officer.gone_from_ending("/elect").await;
        officer.shows("Something wrong? Strike the record").await;
        officer.can_be_used_by_everybody().await;
    }
}

/// The lists of the units that have not chosen, until everybody wished for is named, and two
/// lists that cannot be recorded.
fn table(senders: &[Sender]) -> (String, usize) {
    let chosen: usize = senders[..BY_FORM].iter().map(|it| it.seats).sum();
    let mut wanted = DELEGATES - chosen;
    let mut text = "unit,person,as,entitled,ballots\n".to_owned();
    let mut lists = 0;
    for sender in &senders[BY_FORM..] {
        let sent = sender.seats.min(sender.able.len()).min(wanted);
        let (unit, able) = (&sender.code, sender.able.len());
        for (code, _) in &sender.able[..sent] {
            text.push_str(&format!("{unit},{code},delegate,{able},{able}\n"));
        }
        wanted -= sent;
        lists += usize::from(sent > 0);
        if wanted == 0 {
            break;
        }
    }
    assert_eq!(wanted, 0, "too few can be chosen");
    text.push_str("No. 0,nobody,delegate,3,3\n");
    let first = &senders[0];
    text.push_str(&format!("{},{},,,\n", first.code, first.able[0].0));
    (text, lists)
}

async fn the_others_choose_by_a_table(gathering: &Gathering, officer: &Window) {
    gathering.go(officer, "/conferences/0").await;
    officer.follow("Record whom many units send").await;
    officer.can_be_used_by_everybody().await;
    let (text, lists) = table(&gathering.senders);
    gathering.server.program.write("lists.csv", text);
    let file = gathering.server.program.path("lists.csv");
    officer.give("Table (CSV)", &file).await;
    officer.press("Show the lists").await;
    let lists = web::words::figure(u64::try_from(lists).unwrap());
    officer
        .shows(&format!(
            "{lists} lists can be recorded, 2 lists or lines cannot."
        ))
        .await;
    officer
        .shows("No unit you may know of has this code.")
        .await;
    officer
        .shows("No line of it says how many were entitled to vote.")
        .await;
    officer.can_be_used_by_everybody().await;
    officer.picture("conference-lists").await;
    officer.press(&format!("Record {lists} lists")).await;
    officer.shows("All of it is recorded.").await;
    officer.shows("5,000 delegates chosen by").await;
    gathering.go(officer, "/conferences/0/delegates").await;
    officer.shows("1 to 50 of 5,000 delegates").await;
    gathering
        .go(officer, "/conferences/0/delegates?page=84")
        .await;
}

async fn they_come_in(gathering: &Gathering, clerk: &Window) {
    gathering
        .go(clerk, "/conferences/0/credentials?page=2")
        .await;
    let codes = gathering.codes();
    assert_eq!(codes.len(), DELEGATES);
    // The list that prints has the same codes.
    let printed = clerk.text().await;
    assert!(codes[120..240].iter().all(|code| printed.contains(code)));
    gathering.go(clerk, "/conferences/0").await;
    clerk.follow("At the door").await;
    for code in &codes[..2] {
        clerk.fill("Code", &code.to_lowercase()).await;
        clerk.press("Let them in").await;
        clerk.shows("Was it somebody else? Take it back").await;
    }
    clerk.shows("2 of 5,000 delegates are in.").await;
    clerk.picture("conference-door").await;
    // The first two again, two who did not come, and somebody's ticket for the tram.
    let mut scanned = codes[..DELEGATES - 2].to_vec();
    scanned.push("TRAM-2026".to_owned());
    clerk.paste("Codes, a line each", &scanned.join("\n")).await;
    clerk.press("Let all of them in").await;
    clerk
        .shows("4,996 were let in, 3 not. 4,998 of 5,000 delegates are in.")
        .await;
    clerk.shows("came in already").await;
    clerk.shows("Line 4999: TRAM-2026").await;
    clerk.can_be_used_by_everybody().await;
    clerk.picture("conference-scanned").await;
}

async fn they_vote(gathering: &Gathering, clerk: &Window) {
    gathering.go(clerk, "/conferences/0/proceedings").await;
    clerk.shows("1 to 100 of 4,998 lines").await;
    for (kind, title, under) in [
        ("Session", "The first day", ""),
        ("Point", "Meetings every month", "1"),
    ] {
        clerk.follow("Enter an item").await;
        clerk.fill("What it is", kind).await;
        clerk.fill("Title", title).await;
        clerk.fill("Number of what it stands under", under).await;
        clerk.press("Enter it").await;
        clerk.gone_from_ending("/item").await;
        clerk.shows("Something wrong? Strike it").await;
    }
    clerk.follow("Record a vote").await;
    clerk.shows("4,998 of 5,000 with a seat came in.").await;
    for (label, count) in [
        ("Number of the item", "2"),
        ("Present", "4999"),
        ("For", "4000"),
        ("Against", "900"),
        ("Abstained", "90"),
    ] {
        clerk.fill(label, count).await;
    }
    clerk.press("Record it").await;
    clerk
        .shows("4999 are said to be there, and 4998 came in")
        .await;
    clerk.can_be_used_by_everybody().await;
    clerk.fill("Present", "4998").await;
    clerk.press("Record it").await;
    clerk.gone_from_ending("/vote").await;
    clerk.shows("4,000 for, 900 against, 90 abstained; 4,998 of 5,000 with a seat were there, 2,500 had to be there; 2,451 votes were needed. Adopted.").await;
    clerk.shows("Something wrong? Strike the record").await;
    clerk.picture("conference-vote").await;
}

async fn attendance_is_put_in_order(gathering: &Gathering, clerk: &Window) {
    gathering.go(clerk, "/conferences/0/attendance").await;
    let delegate = &gathering.senders[0].able[0].0;
    let lines = format!(
        "platform: {}\nguest: An envoy from abroad\nparticipant: {delegate}",
        gathering.officer.name
    );
    clerk.paste("Who attends", &lines).await;
    clerk.press("List them").await;
    clerk.gone_from_ending("/attendance").await;
    clerk.shows("An envoy from abroad").await;
    clerk.shows("platform · officer of").await;
    clerk.shows("1 to 100 of").await;
    // Once it stands, the form begins with it.
    gathering.go(clerk, "/conferences/0/attendance").await;
    assert!(
        clerk
            .value("Who attends")
            .await
            .contains("guest: An envoy from abroad")
    );
    gathering
        .go(clerk, "/conferences/0/proceedings?page=50")
        .await;
}

async fn it_is_written_down_read_and_published(
    gathering: &Gathering,
    clerk: &Window,
    officer: &Window,
) {
    gathering.go(clerk, "/conferences/0").await;
    clerk.follow("Write a bulletin about it").await;
    clerk.can_be_used_by_everybody().await;
    assert_eq!(clerk.value("Title").await, "The Fifth Conference");
    let attendance = clerk.value("Who was there").await;
    let listed: Vec<&str> = attendance.lines().collect();
    assert_eq!(listed.len(), 3, "{attendance}");
    assert!(
        listed[0].contains("officer of") && listed[0].ends_with("platform"),
        "{attendance}"
    );
    assert!(clerk.value("Text").await.contains("4,998 came."));
    clerk.press("Keep the draft").await;
    clerk.shows("Waits for another person to read it.").await;
    clerk.can_be_used_by_everybody().await;
    clerk.picture("conference-draft").await;
    let draft = clerk.address().await;
    let draft = draft.split('?').next().unwrap_or_default();
    gathering.go(officer, draft).await;
    officer.follow("Review it").await;
    officer
        .press("I have read it and it may be published")
        .await;
    officer.shows("Reviewed, and waits to be published.").await;
    officer.follow("Publish it").await;
    officer.press("Publish it").await;
    officer.shows("What everybody reads").await;
}

async fn a_stranger_reads(gathering: &Gathering) {
    let stranger = Window::open(Screen::Phone).await;
    stranger.without_programs().await;
    stranger.go(&gathering.server.at("/bulletins")).await;
    stranger.follow("The Fifth Conference").await;
    stranger.shows("The Old Theatre").await;
    stranger.shows("4,998 came.").await;
    stranger.shows("An envoy from abroad").await;
    stranger.shows("as platform").await;
    for is_dark in [false, true] {
        stranger.dark(is_dark);
        for (width, is_phone) in [(320, true), (1280, false)] {
            stranger.resize(width, 800, is_phone);
            stranger.can_be_used_by_everybody().await;
        }
        stranger
            .picture(if is_dark {
                "conference-public-dark"
            } else {
                "conference-public"
            })
            .await;
    }
    let (status, page) = gathering
        .server
        .ask("GET", "/bulletins/bulletin-0", None, "");
    assert_eq!(status, "200");
    assert!(page.len() < 50_000, "{} bytes", page.len());
    for wanted in [
        r#""@type":"Event""#,
        "startDate",
        "endDate",
        "An envoy from abroad",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
}
