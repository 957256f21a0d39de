//! The working life of an organisation through pages alone: what goes down and
//! comes back from every base unit, what comes up and adds up, money that
//! balances, who comes in, what is asked and answered, and what a unit receives.

use std::collections::BTreeMap;

use super::{Screen, Window};
use crate::served::{Served, rows};

/// Members of the organisation: few enough for a head of every base unit to sit down at a
/// telephone one after the other.
const MEMBERS: u32 = 200;

/// The organisation, and the telephone that goes from hand to hand.
struct Walk {
    served: Served,
    window: Window,
}

/// What base units say they gave beyond the dues, and what they charged, by code.
#[derive(Debug, Default)]
struct Said {
    beyond: BTreeMap<String, u64>,
    charged: BTreeMap<String, u64>,
}

impl Walk {
    async fn begin() -> Walk {
        Walk {
            served: Served::with(MEMBERS),
            window: Window::open(Screen::Phone).await,
        }
    }

    async fn go(&self, path: &str) {
        self.window.go(&self.served.server.at(path)).await;
    }

    /// Whoever acts for a unit takes the telephone and goes there.
    async fn acts_for(&self, code: &str, path: &str) {
        self.go("/account").await;
        if self.window.address().await == "/account" {
            self.window.press("Sign out").await;
            self.window.shows("Password").await;
        }
        let login = &self.served.units[code].login;
        self.window.sign_in(&self.served.server, login).await;
        self.go(path).await;
    }

    /// The number in the row of a table that begins with these words, so many from its end.
    async fn figure(&self, row: &str, from_end: usize) -> u64 {
        let text = self.window.text().await;
        let line = text.lines().find(|line| line.starts_with(row));
        let line = line.unwrap_or_else(|| panic!("no row {row:?} in\n{text}"));
        let figure = line.split(' ').nth_back(from_end).unwrap();
        let digits: String = figure.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    }

    async fn a_decision_is_issued(&self) -> String {
        let Walk { served, window } = self;
        self.acts_for(served.top(), "/directives").await;
        window.follow("Issue a decision").await;
        window.fill("What is decided", "Count the tools.").await;
        window.tick("Party cells").await;
        window.can_be_used_by_everybody().await;
        window.press("Issue it").await;
        window.shows("Count the tools.").await;
        window.gone_from_ending("/new").await;
        window
            .shows(&format!("0 of {}", served.of("cell").len()))
            .await;
        bare(&window.address().await)
    }

    async fn it_is_passed_on(&self, directive: &str) {
        let Walk { served, window } = self;
        // From the top down: everything between it and a base unit is on the way.
        let bases = served.of("cell").into_iter();
        let ways: Vec<Vec<String>> = bases.map(|base| served.way_from(base)).collect();
        let between = ways.iter().flat_map(|way| &way[1..way.len() - 1]);
        let mut between: Vec<(usize, &String)> = between
            .map(|code| (served.way_from(code).len(), code))
            .collect();
        between.sort();
        between.dedup();
        for (_, code) in between {
            let unit = &served.units[code];
            if unit.stood_in {
                let form = format!("/units/{}{directive}/pass-on", unit.id);
                self.acts_for(code, &form).await;
            } else {
                self.acts_for(code, directive).await;
                window.follow("Pass it on").await;
            }
            window.press("Pass it on").await;
            window.gone_from_ending("/pass-on").await;
            window.can_be_used_by_everybody().await;
        }
    }

    /// Whoever heads a base unit answers, reports, and ticks off who has paid.
    async fn every_base_unit_does_its_part(&self, directive: &str) -> Said {
        let mut said = Said::default();
        for (beyond, code) in (7..).zip(self.served.of("cell")) {
            self.it_answers(code, directive).await;
            self.it_reports(code, beyond).await;
            said.beyond.insert(code.clone(), beyond);
            let charged = self.it_collects(code).await;
            said.charged.insert(code.clone(), charged);
        }
        said
    }

    async fn it_answers(&self, code: &str, directive: &str) {
        let (unit, window) = (&self.served.units[code], &self.window);
        if unit.stood_in {
            let form = format!("/units/{}{directive}/answer", unit.id);
            self.acts_for(code, &form).await;
        } else {
            self.acts_for(code, "/").await;
            window.shows("From above").await;
            self.go(directive).await;
            window.follow("Answer it").await;
        }
        window.fill("It was", "Done").await;
        window.can_be_used_by_everybody().await;
        window.press("Answer").await;
        window.gone_from_ending("/answer").await;
    }

    async fn it_reports(&self, code: &str, beyond: u64) {
        let (id, window) = (self.served.id(code), &self.window);
        let month = self.served.last_month();
        self.go(&format!("/units/{id}/reports/monthly/{month}"))
            .await;
        // What the made-up years left unsaid is said, and what they said is set right.
        let filed = window.text().await.contains("Correct it");
        let act = if filed { "Correct it" } else { "File it" };
        window.follow(act).await;
        window
            .fill("Given beyond the dues", &beyond.to_string())
            .await;
        if filed {
            window.fill("Why it is corrected", "Counted again.").await;
        }
        window.can_be_used_by_everybody().await;
        window.press(act).await;
        let ending = if filed { "/correct" } else { "/file" };
        window.gone_from_ending(ending).await;
    }

    /// What is open is ticked off and handed up; the answer is what was charged in all.
    async fn it_collects(&self, code: &str) -> u64 {
        let (id, window) = (self.served.id(code), &self.window);
        let books = format!("/units/{id}/money");
        self.go(&books).await;
        if window.text().await.contains("Tick off") {
            window.follow("Tick off").await;
            window.can_be_used_by_everybody().await;
            window.press("Write it down").await;
            window.shows("was paid, and 0.00").await;
            window.follow("The books").await;
            window.shows("The books of").await;
        }
        if window.text().await.contains("Hand up what goes up") {
            window.follow("Hand up what goes up").await;
            window.press("It is handed up").await;
            window.gone_from_ending("/remit").await;
        }
        window.can_be_used_by_everybody().await;
        assert_eq!(self.figure("Still open of members", 1).await, 0, "{code}");
        assert_eq!(self.figure("Still to hand up", 1).await, 0, "{code}");
        self.figure("Charged to members", 1).await
    }

    /// The top sees every answer, the sums of every level, and books that come to nought.
    async fn all_of_it_reaches_the_top(&self, directive: &str, said: &Said) {
        let Walk { served, window } = self;
        let cells = served.of("cell").len();
        self.acts_for(served.top(), directive).await;
        window.shows(&format!("{cells} done")).await;
        window
            .shows(&format!("{cells} of {cells} {cells} of {cells}"))
            .await;
        window.can_be_used_by_everybody().await;
        let month = served.last_month();
        for (code, unit) in served.units.iter().filter(|(_, unit)| unit.level != "cell") {
            let beneath = |base: &&String| served.way_from(base).contains(code);
            let bases: Vec<&String> = said.beyond.keys().filter(beneath).collect();
            let sum = |of: &BTreeMap<String, u64>| bases.iter().map(|base| of[*base]).sum::<u64>();
            self.go(&format!("/reports/monthly/{month}?unit={}", unit.id))
                .await;
            window
                .shows(&format!("Together {0} of {0} ", bases.len()))
                .await;
            assert_eq!(
                self.figure("Together ", 0).await,
                sum(&said.beyond),
                "{code}"
            );
            self.go(&format!("/units/{}/money", unit.id)).await;
            window
                .shows("Together: nought, since the books balance 0.00 0.00")
                .await;
            let charged = self.figure("Charged to members", 0).await;
            assert_eq!(charged, sum(&said.charged), "{code}");
            assert!(charged > 0 || bases.is_empty(), "{code}");
        }
        window.can_be_used_by_everybody().await;
    }

    async fn an_applicant_comes_in_by_every_step(&self) {
        let Walk { served, window } = self;
        let [cell, county, ..] = served.way_up.as_slice() else {
            panic!("a way up");
        };
        let unit = format!("/units/{}", served.id(cell));
        self.acts_for(cell, &unit).await;
        window.press("More that can be done").await;
        window.follow("Open an admission").await;
        window.fill("Name", "Lee Marsh").await;
        window.press("Open it").await;
        window.gone_from_ending("/new").await;
        window.shows("0 of 2 have signed").await;
        let application = bare(&window.address().await);
        let voters = voters(served, cell);
        for (before, sponsor) in voters.iter().take(2).enumerate() {
            window.follow("Enter who signs").await;
            window.fill("Who signs", sponsor).await;
            window.press("Enter the signature").await;
            window.gone_from_ending("/sign").await;
            window
                .shows(&format!("{} of 2 have signed", before + 1))
                .await;
        }
        window.follow("Enter the decision").await;
        let agreed = "Agreed: then the committee above ratifies";
        window.fill("Put to the vote", agreed).await;
        window.fill("Present with a vote", "1").await;
        window.fill("In favour", "1").await;
        window.press("Enter the decision").await;
        // One alone is no quorum, and what was typed is kept.
        window.shows("quorum").await;
        window.can_be_used_by_everybody().await;
        assert_eq!(window.value("In favour").await, "1");
        let all = voters.len().to_string();
        window.fill("Present with a vote", &all).await;
        window.fill("In favour", &all).await;
        window.press("Enter the decision").await;
        window.gone_from_ending("/decide").await;
        window.shows("The committee above ratifies").await;
        // The officer of the committee above finds it among what is due.
        self.acts_for(county, "/").await;
        window.shows("Lee Marsh").await;
        self.go(&application).await;
        window.follow("Enter the decision").await;
        let ratified = "Ratified: admits the person as a candidate member";
        window.fill("Decision", ratified).await;
        window.press("Enter the decision").await;
        window.gone_from_ending("/decide").await;
        window.shows("Admitted Lee Marsh").await;
        window.can_be_used_by_everybody().await;
        self.acts_for(cell, &format!("{unit}?q=Lee+Marsh")).await;
        window.shows("Lee Marsh").await;
        window.shows("Candidate member").await;
    }

    async fn what_a_stranger_asks_climbs_two_levels_and_is_answered(&self, stranger: &Window) {
        let Walk { served, window } = self;
        let [cell, county, province, ..] = served.way_up.as_slice() else {
            panic!("a way up");
        };
        let name = |code: &String| &served.units[code].login.unit;
        stranger.go(&served.server.at("/ask")).await;
        stranger.fill("Unit", name(cell)).await;
        stranger.press("Show").await;
        stranger.follow(name(cell)).await;
        stranger.fill("What is asked", "A lamp for the yard.").await;
        stranger.can_be_used_by_everybody().await;
        stranger.press("Send it").await;
        stranger.shows("Keep the address of this page").await;
        let asked = bare(&stranger.address().await);
        // `/asked/NUMBER/SECRET`: those within know it by its number.
        let number = asked.split('/').nth(2).expect("a number in the address");
        let petition = format!("/petitions/{number}");
        for (from, to) in [(cell, county), (county, province)] {
            self.acts_for(from, &petition).await;
            window.shows("A lamp for the yard.").await;
            window.follow("Pass it on").await;
            window.fill("To", name(to)).await;
            window.fill("Why", "They pay for lamps.").await;
            window.can_be_used_by_everybody().await;
            window.press("Pass it on").await;
            window.gone_from_ending("/pass-on").await;
            stranger.go(&served.server.at(&asked)).await;
            stranger.shows(&format!("waits in {}", name(to))).await;
        }
        self.acts_for(province, &petition).await;
        window.follow("Answer it").await;
        window.fill("The answer", "It hangs since Monday.").await;
        window.press("Answer").await;
        window.gone_from_ending("/answer").await;
        window.shows("It hangs since Monday.").await;
        stranger.go(&served.server.at(&asked)).await;
        stranger.shows("It hangs since Monday.").await;
        stranger.can_be_used_by_everybody().await;
    }

    async fn a_unit_receives_an_award(&self) {
        let Walk { served, window } = self;
        let [cell, county, ..] = served.way_up.as_slice() else {
            panic!("a way up");
        };
        let unit = format!("/units/{}", served.id(cell));
        self.acts_for(cell, &unit).await;
        window.follow("Propose it for an award").await;
        window.can_be_used_by_everybody().await;
        window.press("Propose it").await;
        window.gone_from_ending("/propose").await;
        window.shows("nobody has decided yet").await;
        let award = bare(&window.address().await);
        self.acts_for(county, &award).await;
        window.follow("Decide").await;
        window.fill("Decision", "Award it").await;
        window.press("Record the decision").await;
        window.gone_from_ending("/decide").await;
        window.shows("awarded on").await;
        window.can_be_used_by_everybody().await;
        self.acts_for(cell, &unit).await;
        window.shows("awarded on").await;
    }
}

/// An address without what stands behind its question mark.
fn bare(address: &str) -> String {
    address.split('?').next().unwrap_or_default().to_owned()
}

/// Names of everybody of a unit who has a vote, whoever belongs to it longest first.
fn voters(served: &Served, unit: &str) -> Vec<String> {
    let people = rows(&served.server.program, "register/people.csv");
    let mut voters: Vec<_> = people
        .iter()
        .filter(|person| person["unit"] == unit && person["grade"] == "member")
        .map(|person| (person["joined"].clone(), person["name"].clone()))
        .collect();
    voters.sort();
    voters.into_iter().map(|(_, name)| name).collect()
}

#[tokio::test]
async fn the_working_life_of_an_organisation_goes_through_pages_alone() {
    let walk = Walk::begin().await;
    let directive = walk.a_decision_is_issued().await;
    walk.it_is_passed_on(&directive).await;
    let said = walk.every_base_unit_does_its_part(&directive).await;
    walk.all_of_it_reaches_the_top(&directive, &said).await;
    walk.an_applicant_comes_in_by_every_step().await;
    let stranger = Window::open(Screen::Phone).await;
    walk.what_a_stranger_asks_climbs_two_levels_and_is_answered(&stranger)
        .await;
    walk.a_unit_receives_an_award().await;
}
