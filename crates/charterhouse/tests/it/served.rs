//! A made-up organisation that is served, in which everybody who heads a unit
//! signs in with a password of their own.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, Zoned};
use serde_json::{Value, json};

use crate::browser::{Login, Server};
use crate::program::Program;

/// Rows of a file of the register, by column.
pub(crate) fn rows(program: &Program, file: &str) -> Vec<BTreeMap<String, String>> {
    let text = program.read(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// A unit, and how whoever acts for it signs in.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) id: u64,
    pub(crate) level: String,
    parent: String,
    pub(crate) login: Login,
    /// Whether whoever runs the site stands in, since nobody holds the post.
    pub(crate) stood_in: bool,
}

/// A made-up organisation that is served.
pub(crate) struct Served {
    pub(crate) server: Server,
    pub(crate) units: BTreeMap<String, Unit>,
    /// A base unit inside the rules whose way up is whole, and what it stands under.
    pub(crate) way_up: Vec<String>,
    pub(crate) today: Date,
}

impl Served {
    /// Makes one up under the reference charter, with an account for each who heads a unit.
    pub(crate) fn with(members: u32) -> Served {
        let program = Program::new();
        let members = members.to_string();
        let demo = ["demo", "--data", "data", "--members", &members];
        program
            .run(&[&demo[..], &["--years", "2", "--no-serve"]].concat())
            .must();
        program.run(&["export", "data", "--to", "register"]).must();
        let found = program.findings();
        let heads = heads(&program);
        for code in heads.values() {
            program.may_sign_in(code);
        }
        let operator = operator(&program);
        let listed = rows(&program, "register/units.csv");
        let mut served = Served {
            server: Server::over(program),
            units: BTreeMap::new(),
            way_up: Vec::new(),
            today: Zoned::now().date(),
        };
        let ids = served.ids(&served.sign_in(&operator));
        for unit in listed {
            let code = unit["code"].clone();
            let head = heads.get(&code).map(|head| Login {
                unit: unit["name"].clone(),
                name: head.clone(),
                password: format!("{head} {head}"),
            });
            let it = Unit {
                id: ids[&code],
                level: unit["level"].clone(),
                parent: unit["parent"].clone(),
                stood_in: head.is_none(),
                login: head.unwrap_or_else(|| operator.clone()),
            };
            served.units.insert(code, it);
        }
        let inside = |code: &String| !found.iter().any(|it| it.starts_with(&format!("{code} ")));
        let bases = served.units.iter().filter(|(_, unit)| unit.level == "cell");
        let mut ways = bases
            .map(|(code, _)| served.way_from(code))
            .filter(|way| inside(&way[0]) && way.iter().all(|code| heads.contains_key(code)));
        served.way_up = ways.next().expect("a base unit inside the rules");
        served
    }

    /// A unit and what it stands under, up to the top.
    pub(crate) fn way_from(&self, code: &str) -> Vec<String> {
        let up = |code: &String| {
            let parent = &self.units.get(code)?.parent;
            (!parent.is_empty()).then(|| parent.clone())
        };
        std::iter::successors(Some(code.to_owned()), up).collect()
    }

    /// The number of each unit, going down from the top.
    fn ids(&self, token: &str) -> BTreeMap<String, u64> {
        let mut ids = BTreeMap::new();
        let mut open = vec!["/api/units".to_owned()];
        while let Some(path) = open.pop() {
            let units = self.call("GET", &path, Some(token), "");
            for unit in units.as_array().unwrap() {
                let id = unit["id"].as_u64().unwrap();
                ids.insert(unit["code"].as_str().unwrap().to_owned(), id);
                open.push(format!("/api/units?under={id}"));
            }
        }
        ids
    }

    /// What the API answers; it has to be content.
    pub(crate) fn call(&self, method: &str, path: &str, token: Option<&str>, body: &str) -> Value {
        let (status, answer) = self.server.ask(method, path, token, body);
        assert_eq!(status, "200", "{method} {path} {body}: {answer}");
        serde_json::from_str(&answer).unwrap()
    }

    /// The token of somebody who signs in through the API.
    pub(crate) fn sign_in(&self, login: &Login) -> String {
        let body = json!({"name": login.name, "password": login.password});
        let session = self.call("POST", "/api/session", None, &body.to_string());
        session["token"].as_str().unwrap().to_owned()
    }

    pub(crate) fn id(&self, code: &str) -> u64 {
        self.units[code].id
    }

    /// The units of a level, by code.
    pub(crate) fn of(&self, level: &str) -> Vec<&String> {
        let units = self.units.iter().filter(|(_, unit)| unit.level == level);
        units.map(|(code, _)| code).collect()
    }

    pub(crate) fn top(&self) -> &str {
        self.way_up.last().unwrap()
    }

    /// The month before this one, as an address has it.
    pub(crate) fn last_month(&self) -> String {
        let before = self.today.saturating_sub(Span::new().months(1));
        before.strftime("%Y-%m").to_string()
    }
}

/// Code of whoever heads each unit, by the unit's code.
fn heads(program: &Program) -> BTreeMap<String, String> {
    let mut heads = BTreeMap::new();
    for person in rows(program, "register/people.csv") {
        for post in person["post"].split('+') {
            // A post in the unit to which its holder belongs stands there without the unit.
            let (post, unit) = post.split_once('@').unwrap_or((post, &person["unit"]));
            if matches!(post, "secretary" | "officer") {
                heads.insert(unit.to_owned(), person["code"].clone());
            }
        }
    }
    heads
}

/// An account for whoever runs the site, who stands in where a post is vacant.
fn operator(program: &Program) -> Login {
    program.write("password", "the operator\n");
    let password = std::fs::File::open(program.path("password")).unwrap();
    let added = program
        .command(&["account", "add", "data", "operator", "--operator"])
        .arg("--password-stdin")
        .stdin(password)
        .stdout(std::process::Stdio::null())
        .status();
    assert!(added.unwrap().success());
    Login {
        unit: String::new(),
        name: "operator".to_owned(),
        password: "the operator".to_owned(),
    }
}
