//! The working life of an organisation through the API alone: what goes down
//! and comes back, what comes up and adds up, money that balances, who comes
//! in, what is asked and answered, and what a unit receives. Everybody signs
//! in with a password of their own.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::served::Served;

/// A made-up organisation that is served, and the tokens with which those sign in who act for
/// its units.
struct Walk {
    served: Served,
    tokens: BTreeMap<String, String>,
}

impl std::ops::Deref for Walk {
    type Target = Served;

    fn deref(&self) -> &Served {
        &self.served
    }
}

impl Walk {
    fn begin() -> Walk {
        let served = Served::with(300);
        let units = served.units.iter();
        let tokens = units.map(|(code, unit)| (code.clone(), served.sign_in(&unit.login)));
        Walk {
            tokens: tokens.collect(),
            served,
        }
    }

    fn get(&self, path: &str, token: &str) -> Value {
        self.call("GET", path, Some(token), "")
    }

    /// What the officer of a unit does.
    fn does(&self, code: &str, path: &str, body: &Value) -> Value {
        self.call("POST", path, Some(&self.tokens[code]), &body.to_string())
    }

    fn sees(&self, code: &str, path: &str) -> Value {
        self.get(path, &self.tokens[code])
    }

    /// A decision goes from the centre to every unit and comes back answered by each.
    fn a_directive_goes_down_and_comes_back(&self) {
        let at = |code: &str, what: &str| format!("/api/units/{}/{what}", self.id(code));
        let issued = json!({"kind": "decision", "to": ["cell"], "text": "Count the tools."});
        let done = self.does(self.top(), &at(self.top(), "directives"), &issued);
        let directive = done["new"].as_u64().unwrap();
        for level in ["province", "county"] {
            for code in self.of(level) {
                let way = at(code, &format!("directives/{directive}/pass-on"));
                self.does(code, &way, &json!({}));
            }
        }
        let cells = self.of("cell");
        for code in &cells {
            let way = at(code, &format!("directives/{directive}/answer"));
            self.does(code, &way, &json!({"outcome": "done", "text": "Counted."}));
        }
        let seen = self.sees(self.top(), &format!("/api/directives/{directive}"));
        let figures = |level: &str, of: &str| {
            let rows = seen["cascade"].as_array().unwrap();
            let row = rows.iter().find(|row| row["level"] == level).unwrap();
            usize::try_from(row[of].as_u64().unwrap()).unwrap()
        };
        for level in ["province", "county"] {
            assert_eq!(figures(level, "passed_on"), self.of(level).len(), "{seen}");
        }
        for of in ["addressed", "received", "done"] {
            assert_eq!(figures("cell", of), cells.len(), "{of}: {seen}");
        }
    }

    /// Every base unit's report of last month reaches the centre, and the sums
    /// are right to the unit at every level.
    fn reports_come_up_and_add_up(&self) {
        let month = self.last_month();
        let mut gave: BTreeMap<&String, u64> = BTreeMap::new();
        for (number, code) in (7..).zip(self.of("cell")) {
            let unit = self.id(code);
            let returns = self.sees(code, &format!("/api/units/{unit}/reports"));
            let filed = returns.as_array().unwrap();
            let there = filed.iter().any(|it| it["period"] == month.as_str());
            let mut body = json!({"fields": {"beyond": number}});
            let act = if there {
                body["reason"] = json!("counted again");
                "correct"
            } else {
                "file"
            };
            let way = format!("/api/units/{unit}/reports/monthly/{month}/{act}");
            self.does(code, &way, &body);
            gave.insert(code, number);
        }
        for (code, unit) in self.units.iter().filter(|(_, unit)| unit.level != "cell") {
            let within = gave
                .iter()
                .filter(|(base, _)| self.way_from(base).contains(code));
            let (count, sum) = within.fold((0_u64, 0), |(count, sum), (_, gave)| {
                (count + 1, sum + gave)
            });
            let way = format!("/api/reports/monthly/{month}?unit={}", unit.id);
            let seen = self.sees(code, &way);
            assert_eq!(seen["now"]["filed"], count, "{code}: {seen}");
            assert_eq!(seen["now"]["fields"]["beyond"], sum, "{code}: {seen}");
            assert_eq!(
                seen["missing"].as_array().unwrap().len(),
                0,
                "{code}: {seen}"
            );
        }
    }

    /// Dues are ticked off, one payment comes by bank, what goes up is handed
    /// up, and the books of every unit come to nought.
    fn dues_balance_at_every_level(&self) {
        let period = self.today.first_of_month();
        let first = &self.way_up[0];
        let period = json!({"period": period.to_string()});
        for code in self.of("cell") {
            let at = |what: &str| format!("/api/units/{}/{what}", self.id(code));
            // Late in a month some of it is done already, and refused a second time.
            let does = |what: &str, body: &Value| {
                let token = Some(self.tokens[code].as_str());
                let (status, answer) = self.server.ask("POST", &at(what), token, &body.to_string());
                assert!(matches!(status.as_str(), "200" | "422"), "{answer}");
            };
            if code == first {
                does("dues/assess", &period);
                self.a_payment_comes_by_bank(code);
            }
            does("dues/collect", &period);
            does("money/remit", &json!({}));
            let list = at(&format!("dues/{}", self.today.first_of_month()));
            assert_eq!(self.sees(code, &list)["open"], "0.00", "{code}");
            let books = self.sees(code, &at("money"));
            assert_eq!(books["to_hand_up"].as_array().unwrap().len(), 0, "{books}");
        }
        for (code, unit) in &self.units {
            let seen = self.sees(code, &format!("/api/units/{}/money", unit.id));
            for accounts in ["accounts", "within"] {
                let rows = seen[accounts].as_array().unwrap();
                let minor = |row: &Value| -> i64 {
                    row["balance"]
                        .as_str()
                        .unwrap()
                        .replace('.', "")
                        .parse()
                        .unwrap()
                };
                assert!(rows.iter().map(minor).any(|it| it != 0) || unit.level != "cell");
                assert_eq!(rows.iter().map(minor).sum::<i64>(), 0, "{code}: {seen}");
            }
        }
    }

    fn a_payment_comes_by_bank(&self, code: &str) {
        let unit = self.id(code);
        let list = format!("/api/units/{unit}/dues/{}", self.today.first_of_month());
        let seen = self.sees(code, &list);
        let person = seen["lines"][0]["person"].as_u64().unwrap();
        if seen["lines"][0]["open"] == "0.00" {
            let nothing = format!("0.00 {}", seen["currency"].as_str().unwrap());
            let corrected =
                json!({"period": seen["period"], "paid": nothing, "reason": "it was not"});
            let way = format!("/api/people/{person}/dues/correct");
            self.does(code, &way, &corrected);
        }
        let seen = self.sees(code, &list);
        let line = &seen["lines"][0];
        let payer = self.sees(code, &format!("/api/people/{person}"));
        let file = format!(
            "date;name;text;amount\n{};{};dues of {};{}\n",
            self.today,
            payer["name"].as_str().unwrap(),
            payer["code"].as_str().unwrap(),
            line["open"].as_str().unwrap(),
        );
        let way = format!("/api/units/{unit}/money/bank");
        let look = || self.does(code, &way, &json!({"file": file}))["lines"][0].clone();
        let found = look();
        assert_eq!(found["finding"], "certain", "{found}");
        assert_eq!(found["person"], person, "{found}");
        let payment = json!({
            "amount": found["amount"], "reference": found["reference"], "on": found["on"],
        });
        self.does(code, &format!("/api/people/{person}/dues/pay"), &payment);
        assert_eq!(look()["finding"], "recorded");
    }

    /// Somebody applies, is vouched for, agreed to and ratified, and belongs.
    fn an_applicant_becomes_a_member(&self) {
        let [cell, county, ..] = self.way_up.as_slice() else {
            panic!("a way up");
        };
        let unit = self.id(cell);
        let on = self.today;
        let opened = json!({"procedure": "admission", "name": "Lee Marsh", "on": on.to_string()});
        let opened = self.does(cell, &format!("/api/units/{unit}/applications"), &opened);
        let at = format!("/api/applications/{}", opened["new"]);
        let roll = self.sees(cell, &format!("/api/units/{unit}/roll"));
        let roll = roll.as_array().unwrap();
        let mut voters: Vec<&Value> = roll.iter().filter(|row| row["grade"] == "member").collect();
        voters.sort_by_key(|row| row["since"].as_str().unwrap());
        for sponsor in voters.iter().take(2) {
            let signs = json!({"person": sponsor["person"], "on": on.to_string()});
            self.does(cell, &format!("{at}/sign"), &signs);
        }
        let all = voters.len();
        let vote = json!({"step": "meeting", "outcome": "agreed", "on": on.to_string(),
            "votes": {"present": all, "in_favour": all}});
        self.does(cell, &format!("{at}/decide"), &vote);
        let ratified = json!({"step": "ratification", "outcome": "ratified", "on": on.to_string()});
        self.does(county, &format!("{at}/decide"), &ratified);
        let seen = self.sees(cell, &at);
        assert_eq!(seen["course"], "done", "{seen}");
        let person = self.sees(cell, &format!("/api/people/{}", seen["person"]));
        assert_eq!(person["name"], "Lee Marsh");
        assert_eq!(person["membership"]["unit"]["id"], unit, "{person}");
        assert_eq!(person["membership"]["grade"], "candidate", "{person}");
    }

    /// A stranger asks without an account; it climbs two levels and is answered.
    fn a_strangers_request_climbs_and_is_answered(&self) {
        let [cell, county, province, ..] = self.way_up.as_slice() else {
            panic!("a way up");
        };
        let ask = json!({"text": "A lamp for the yard."}).to_string();
        let way = format!("/api/units/{}/ask", self.id(cell));
        let asked = self.call("POST", &way, None, &ask);
        let number = &asked["number"];
        for (from, to) in [(cell, county), (county, province)] {
            let passed = json!({"to": self.id(to), "reason": "They pay for lamps."});
            self.does(from, &format!("/api/petitions/{number}/pass-on"), &passed);
            // Whoever has it now is told at once.
            let due = self.sees(to, "/api/due");
            let waits = due
                .as_array()
                .unwrap()
                .iter()
                .any(|it| it["unit"]["id"] == self.id(to));
            assert!(waits, "{to}: {due}");
        }
        let answer = json!({"text": "It hangs since Monday."});
        self.does(
            province,
            &format!("/api/petitions/{number}/answer"),
            &answer,
        );
        let secret = asked["secret"].as_str().unwrap();
        let seen = self.call("GET", &format!("/api/asked/{number}/{secret}"), None, "");
        assert_eq!(seen["standing"], "answered", "{seen}");
        assert_eq!(seen["answer"], "It hangs since Monday.", "{seen}");
    }

    /// A unit is proposed with its figures and receives an award.
    fn a_unit_receives_an_award(&self) {
        let [cell, county, ..] = self.way_up.as_slice() else {
            panic!("a way up");
        };
        let last_year = Date::new(self.today.year() - 1, 1, 1).unwrap();
        let proposal = json!({"award": "loyalty", "period": last_year.to_string()});
        let way = format!("/api/units/{}/awards/propose", self.id(cell));
        let award = self.does(cell, &way, &proposal)["new"].as_u64().unwrap();
        self.does(
            county,
            &format!("/api/awards/{award}/decide"),
            &json!({"granted": true}),
        );
        let seen = self.sees(self.top(), &format!("/api/awards/{award}"));
        assert_eq!(seen.to_string().matches("granted").count(), 1, "{seen}");
    }
}

#[test]
fn the_working_life_of_an_organisation_goes_through_the_api_alone() {
    let walk = Walk::begin();
    walk.a_directive_goes_down_and_comes_back();
    walk.reports_come_up_and_add_up();
    walk.dues_balance_at_every_level();
    walk.an_applicant_becomes_a_member();
    walk.a_strangers_request_climbs_and_is_answered();
    walk.a_unit_receives_an_award();
}
