//! A conference of five thousand in a made-up organisation: called and given its
//! seats, delegates chosen, their codes printed, and the first of them let in, in
//! a browser; the many others are recorded through the API.

use std::process::Stdio;

use jiff::Zoned;
use serde_json::{Value, json};

use super::{Login, Screen, Server, Window};
use crate::program::Program;

const UNION: &str = include_str!("../../../../../charters/union.md");
/// How many members are made up: two of them make a seat.
const MEMBERS: &str = "10000";

/// The union's charter with a key of one seat for every two members, called the same day.
fn charter() -> String {
    let key = [
        ("per_unit    = 2\n", "per_unit    = 0\n"),
        ("beyond      = 200\n", ""),
        ("per_members = 225\n", "per_members = 2\n"),
        ("notice_days = { value = 28, basis = \"assumed\" }\n", ""),
    ];
    key.into_iter().fold(UNION.to_owned(), |text, (from, to)| {
        let at = text.rfind(from).expect("the article on the conference");
        format!("{}{to}{}", &text[..at], &text[at + from.len()..])
    })
}

struct Walk {
    server: Server,
    token: String,
}

impl Walk {
    fn begin() -> Walk {
        let program = Program::new();
        program.write("charter.md", charter());
        let demo = [
            "demo",
            "--data",
            "data",
            "--charter",
            "charter.md",
            "--members",
            MEMBERS,
            "--no-serve",
        ];
        program.run(&demo).must();
        program.write("password", "the operator\n");
        let password = std::fs::File::open(program.path("password")).unwrap();
        let added = program
            .command(&["account", "add", "data", "operator", "--operator"])
            .arg("--password-stdin")
            .stdin(password)
            .stdout(Stdio::null())
            .status();
        assert!(added.unwrap().success());
        let mut walk = Walk {
            server: Server::over(program),
            token: String::new(),
        };
        let body = json!({"name": "operator", "password": "the operator"});
        let session = walk.call("POST", "/api/session", &body);
        walk.token = session["token"].as_str().unwrap().to_owned();
        walk
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let token = Some(self.token.as_str()).filter(|token| !token.is_empty());
        let (status, answer) = self.server.ask(method, path, token, &body.to_string());
        assert_eq!(status, "200", "{method} {path} {body}: {answer}");
        serde_json::from_str(&answer).unwrap()
    }

    fn get(&self, path: &str) -> Value {
        self.call("GET", path, &Value::Null)
    }

    /// Everybody on the roll of a unit who may be chosen and has no seat by a post.
    fn roll(&self, unit: u64, by_post: &[Value]) -> Vec<Value> {
        let rows = self.get(&format!("/api/units/{unit}/roll?count=1000"));
        let rows = rows.as_array().unwrap().iter();
        rows.filter(|row| row["grade"] != "retired" && !by_post.contains(&row["person"]))
            .cloned()
            .collect()
    }
}

#[tokio::test]
async fn five_thousand_delegates_are_apportioned_elected_and_let_in() {
    let walk = Walk::begin();
    let window = Window::open(Screen::Desk).await;
    let operator = Login {
        unit: String::new(),
        name: "operator".to_owned(),
        password: "the operator".to_owned(),
    };
    window.sign_in(&walk.server, &operator).await;
    let top = walk.get("/api/units")[0]["id"].as_u64().unwrap();
    let today = Zoned::now().date().to_string();
    // Called: every unit that sends delegates has its seats at once.
    window
        .go(&walk.server.at(&format!(
            "/units/{top}/conferences/call?first={today}&last={today}"
        )))
        .await;
    window.fill("Name of its own", "The Great Congress").await;
    window.fill("Where", "The Long Hall").await;
    window.press("Call it").await;
    window.shows("not chosen yet").await;
    window.can_be_used_by_everybody().await;
    let shown = walk.get("/api/conferences/0");
    let seats = shown["conference"]["seats"].as_u64().unwrap();
    assert!(seats >= 5_000, "{seats}");
    assert_eq!(shown["conference"]["members"], 10_000);
    // Chosen: one unit in the browser, by codes, since it is large.
    let units = shown["units"].as_array().unwrap();
    let (first, others) = units.split_first().unwrap();
    let unit = first["unit"]["id"].as_u64().unwrap();
    let most = usize::try_from(first["delegates"].as_u64().unwrap()).unwrap();
    let by_post = walk.get("/api/conferences/0/delegates");
    let by_post: Vec<Value> = by_post
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["person"].clone())
        .collect();
    let roll = walk.roll(unit, &by_post);
    let chosen = &roll[..most.min(roll.len())];
    window
        .go(&walk.server.at(&format!("/conferences/0/elect?unit={unit}")))
        .await;
    if window.text().await.contains("Codes of the delegates") {
        let codes = chosen.iter().map(|row| row["code"].as_str().unwrap());
        let codes: Vec<&str> = codes.collect();
        window
            .fill("Codes of the delegates", &codes.join("\n"))
            .await;
    } else {
        for row in chosen {
            window.tick(row["name"].as_str().unwrap()).await;
        }
    }
    window.fill("Entitled to vote", "90").await;
    window.fill("Ballots cast", "60").await;
    window.press("Record it").await;
    window.shows("Strike the record").await;
    // The others through the API.
    for row in others {
        let unit = row["unit"]["id"].as_u64().unwrap();
        let most = usize::try_from(row["delegates"].as_u64().unwrap()).unwrap();
        let roll = walk.roll(unit, &by_post);
        let people: Vec<&Value> = roll.iter().take(most).map(|row| &row["person"]).collect();
        let body = json!({"unit": unit, "delegates": people, "entitled": 90, "ballots": 60});
        walk.call("POST", "/api/conferences/0/elect", &body);
    }
    let shown = walk.get("/api/conferences/0");
    let delegates = shown["conference"]["delegates"].as_u64().unwrap();
    assert!(delegates >= 4_700, "{delegates} of {seats}");
    // Their codes on paper, and the first of them at the door.
    window
        .go(&walk
            .server
            .at(&format!("/conferences/0/credentials?unit={unit}")))
        .await;
    window.shows("Codes of the delegates").await;
    window.can_be_used_by_everybody().await;
    let codes = walk.get("/api/conferences/0/credentials?count=40");
    let codes: Vec<&str> = codes
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["code"].as_str().unwrap())
        .collect();
    assert!(
        window.text().await.contains(codes[0]),
        "the code on the list is the one at the door"
    );
    window.go(&walk.server.at("/conferences/0/door")).await;
    window.fill("Code", codes[0]).await;
    window.press("Let them in").await;
    window.shows("1 of ").await;
    window.fill("Code", codes[0]).await;
    window.press("Let them in").await;
    window.shows("came in already").await;
    window.can_be_used_by_everybody().await;
    for code in &codes[1..] {
        walk.call(
            "POST",
            "/api/conferences/0/check-in",
            &json!({"code": code}),
        );
    }
    let shown = walk.get("/api/conferences/0");
    assert_eq!(shown["conference"]["came"], codes.len());
    // On a phone the page of it is as good.
    let phone = Window::open(Screen::Phone).await;
    phone.sign_in(&walk.server, &operator).await;
    phone.go(&walk.server.at("/conferences/0")).await;
    phone.shows("The Great Congress").await;
    phone.can_be_used_by_everybody().await;
}
