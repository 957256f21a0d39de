//! The working life of units in a browser: what goes down and comes back, who
//! comes in, what is asked and answered, and what a unit receives.

use std::collections::BTreeMap;

use super::{Login, Screen, Server, Window};
use crate::program::Program;

/// A made-up organisation with an account for each officer above one base unit and for its head.
struct Walk {
    server: Server,
    /// Name of the base unit.
    cell: String,
    /// How many base units there are.
    cells: usize,
    /// The unit and its officer, from the base unit to the top.
    chain: Vec<Login>,
    /// Names of two who belong to it longest.
    sponsors: Vec<String>,
}

/// Rows of a file of the register, by column.
fn rows(program: &Program, file: &str) -> Vec<BTreeMap<String, String>> {
    let text = program.read(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

impl Walk {
    fn begin() -> Walk {
        let program = Program::new();
        let demo = ["demo", "--data", "data", "--members", "600", "--years", "2"];
        program.run(&[&demo[..], &["--no-serve"]].concat()).must();
        program.run(&["export", "data", "--to", "register"]).must();
        let outside = program.findings();
        let units = rows(&program, "register/units.csv");
        let people = rows(&program, "register/people.csv");
        let unit = |code: &str| units.iter().find(|unit| unit["code"] == code);
        // A post in the unit to which its holder belongs stands there without the unit.
        let login = |code: &str| {
            let officer = format!("officer@{code}");
            let person = people.iter().find(|person| {
                person["post"] == officer || person["post"] == "secretary" && person["unit"] == code
            })?;
            Some(Login {
                unit: unit(code)?["name"].clone(),
                name: person["code"].clone(),
                password: format!("{0} {0}", person["code"]),
            })
        };
        let way_up = |code: &str| {
            let up =
                |code: &String| Some(unit(code)?["parent"].clone()).filter(|up| !up.is_empty());
            std::iter::successors(Some(code.to_owned()), up).collect::<Vec<_>>()
        };
        let cells: Vec<&str> = units
            .iter()
            .filter(|unit| unit["level"] == "cell")
            .map(|unit| unit["code"].as_str())
            .collect();
        let fitting = |code: &&str| {
            let way = way_up(code);
            let found = |unit: &String| {
                let start = format!("{unit} ");
                outside.iter().any(|finding| finding.starts_with(&start))
            };
            way.len() == 4 && !found(&way[0]) && way.iter().all(|code| login(code).is_some())
        };
        let cell = *cells
            .iter()
            .find(|code| fitting(code))
            .expect("a unit whose way up is whole");
        let chain: Vec<Login> = way_up(cell).iter().filter_map(|code| login(code)).collect();
        for login in &chain {
            program.may_sign_in(&login.name);
        }
        let mut members: Vec<_> = people
            .iter()
            .filter(|person| person["unit"] == cell && person["grade"] == "member")
            .map(|person| (person["joined"].clone(), person["name"].clone()))
            .collect();
        members.sort();
        Walk {
            cell: chain[0].unit.clone(),
            cells: cells.len(),
            chain,
            sponsors: members.into_iter().take(2).map(|(_, name)| name).collect(),
            server: Server::over(program),
        }
    }

    /// Signs in as who is so many steps above the base unit, and goes there.
    async fn as_step(&self, window: &Window, step: usize, path: &str) {
        self.sign_out(window).await;
        window.sign_in(&self.server, &self.chain[step]).await;
        window.go(&self.server.at(path)).await;
    }

    async fn sign_out(&self, window: &Window) {
        window.go(&self.server.at("/account")).await;
        if window.address().await == "/account" {
            window.press("Sign out").await;
            window.shows("Password").await;
        }
    }

    /// The head's own unit, by following its name.
    async fn own_unit(&self, window: &Window) -> String {
        self.as_step(window, 0, "/").await;
        window.follow(&self.cell).await;
        window.gone_from("/").await;
        bare(&window.address().await)
    }
}

/// An address without what stands behind its question mark.
fn bare(address: &str) -> String {
    address.split('?').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_decision_goes_from_the_top_to_a_base_unit_and_its_answer_comes_back() {
    let walk = Walk::begin();
    let window = Window::open(Screen::Phone).await;
    let top = walk.chain.len() - 1;
    walk.as_step(&window, top, "/directives").await;
    window.follow("Issue a decision").await;
    window.fill("What is decided", "Count the tools.").await;
    window.tick("Party cells").await;
    window.can_be_used_by_everybody().await;
    window.press("Issue it").await;
    window.shows("Count the tools.").await;
    window.gone_from_ending("/new").await;
    let directive = bare(&window.address().await);
    window.shows(&format!("0 of {}", walk.cells)).await;
    for step in (1..top).rev() {
        walk.as_step(&window, step, &directive).await;
        window.follow("Pass it on").await;
        window.press("Pass it on").await;
        window.gone_from_ending("/pass-on").await;
        window.shows("Passed on on").await;
        window.can_be_used_by_everybody().await;
    }
    walk.as_step(&window, 0, "/").await;
    window.shows("From above").await;
    window.go(&walk.server.at(&directive)).await;
    window.follow("Answer it").await;
    window.fill("It was", "Done").await;
    window.can_be_used_by_everybody().await;
    window.press("Answer").await;
    window.gone_from_ending("/answer").await;
    window.shows("Answered: done on").await;
    walk.as_step(&window, top, &directive).await;
    window.shows(&format!("1 of {}", walk.cells)).await;
    window.can_be_used_by_everybody().await;
}

#[tokio::test]
async fn an_applicant_comes_in_by_every_step() {
    let walk = Walk::begin();
    let window = Window::open(Screen::Phone).await;
    let unit = walk.own_unit(&window).await;
    window.press("More that can be done").await;
    window.follow("Open an admission").await;
    window.fill("Name", "Lee Marsh").await;
    window.press("Open it").await;
    window.gone_from_ending("/new").await;
    window.shows("0 of 2 have signed").await;
    let application = bare(&window.address().await);
    for (before, sponsor) in walk.sponsors.iter().enumerate() {
        window.follow("Enter who signs").await;
        window.fill("Who signs", sponsor).await;
        window.press("Enter the signature").await;
        window.gone_from_ending("/sign").await;
        window
            .shows(&format!("{} of 2 have signed", before + 1))
            .await;
    }
    window.follow("Enter the decision").await;
    window
        .fill(
            "Put to the vote",
            "Agreed: then the committee above ratifies",
        )
        .await;
    window.fill("Present with a vote", "5").await;
    window.fill("In favour", "5").await;
    window.press("Enter the decision").await;
    // Five are too few for a quorum, and what was typed is kept.
    window.shows("quorum").await;
    window.can_be_used_by_everybody().await;
    assert_eq!(window.value("In favour").await, "5");
    let all = window_members(&walk).to_string();
    window.fill("Present with a vote", &all).await;
    window.fill("In favour", &all).await;
    window.press("Enter the decision").await;
    window.gone_from_ending("/decide").await;
    window.shows("The committee above ratifies").await;
    // The officer of the committee above finds it among what is due.
    walk.as_step(&window, 1, "/").await;
    window.shows("Lee Marsh").await;
    window.go(&walk.server.at(&application)).await;
    window.follow("Enter the decision").await;
    window
        .fill(
            "Decision",
            "Ratified: admits the person as a candidate member",
        )
        .await;
    window.press("Enter the decision").await;
    window.gone_from_ending("/decide").await;
    window.shows("Admitted Lee Marsh").await;
    window.can_be_used_by_everybody().await;
    walk.as_step(&window, 0, &format!("{unit}?q=Lee+Marsh"))
        .await;
    window.shows("Lee Marsh").await;
    window.shows("Candidate member").await;
}

/// Everybody of the base unit who has a vote.
fn window_members(walk: &Walk) -> usize {
    let people = rows(&walk.server.program, "register/people.csv");
    let cell = people
        .iter()
        .find(|person| person["code"] == walk.chain[0].name)
        .map(|head| head["unit"].clone());
    people
        .iter()
        .filter(|person| Some(&person["unit"]) == cell.as_ref() && person["grade"] == "member")
        .count()
}

#[tokio::test]
async fn what_a_stranger_asks_climbs_two_levels_and_the_answer_is_read() {
    let walk = Walk::begin();
    let [stranger, window] = [
        Window::open(Screen::Phone).await,
        Window::open(Screen::Phone).await,
    ];
    stranger.go(&walk.server.at("/ask")).await;
    stranger.fill("Unit", &walk.cell).await;
    stranger.press("Show").await;
    stranger.follow(&walk.cell).await;
    stranger.fill("What is asked", "A lamp for the yard.").await;
    stranger.can_be_used_by_everybody().await;
    stranger.press("Send it").await;
    stranger.shows("Keep the address of this page").await;
    let asked = bare(&stranger.address().await);
    // `/asked/NUMBER/SECRET`: those within know it by its number.
    let number = asked.split('/').nth(2).expect("a number in the address");
    let petition = format!("/petitions/{number}");
    for step in 0..2 {
        let next = &walk.chain[step + 1].unit;
        walk.as_step(&window, step, &petition).await;
        window.shows("A lamp for the yard.").await;
        window.follow("Pass it on").await;
        window.fill("To", next).await;
        window.fill("Why", "They pay for lamps.").await;
        window.can_be_used_by_everybody().await;
        window.press("Pass it on").await;
        window.gone_from_ending("/pass-on").await;
        stranger.go(&walk.server.at(&asked)).await;
        stranger.shows(&format!("waits in {next}")).await;
    }
    walk.as_step(&window, 2, &petition).await;
    window.follow("Answer it").await;
    window.fill("The answer", "It hangs since Monday.").await;
    window.press("Answer").await;
    window.gone_from_ending("/answer").await;
    window.shows("It hangs since Monday.").await;
    stranger.go(&walk.server.at(&asked)).await;
    stranger.shows("It hangs since Monday.").await;
    stranger.can_be_used_by_everybody().await;
}

#[tokio::test]
async fn a_unit_is_proposed_and_receives_an_award() {
    let walk = Walk::begin();
    let window = Window::open(Screen::Phone).await;
    let unit = walk.own_unit(&window).await;
    window.follow("Propose it for an award").await;
    window.can_be_used_by_everybody().await;
    window.press("Propose it").await;
    window.gone_from_ending("/propose").await;
    window.shows("nobody has decided yet").await;
    let award = bare(&window.address().await);
    walk.as_step(&window, 1, &award).await;
    window.follow("Decide").await;
    window.fill("Decision", "Award it").await;
    window.press("Record the decision").await;
    window.gone_from_ending("/decide").await;
    window.shows("awarded on").await;
    window.can_be_used_by_everybody().await;
    walk.as_step(&window, 0, &unit).await;
    window.shows("awarded on").await;
}
