//! What comes up, in a browser: the returns of base units and their sum, dues
//! and books that balance.

use jiff::Zoned;
use jiff::civil::Date;

use super::{Login, Screen, Server, Window};
use crate::program::Program;

/// The first day of the month before this one: since then there is an organisation.
fn since() -> Date {
    let first = Zoned::now().date().first_of_month();
    first.saturating_sub(jiff::Span::new().months(1))
}

/// An organisation under a charter of the project. Of a unit are named code, level, name
/// and parent, of people code, unit, grade and post.
fn organisation(charter: &str, units: &[[&str; 4]], people: &[[&str; 4]]) -> Program {
    let program = Program::new();
    let from = since().to_string();
    let charter = format!("{}/../../charters/{charter}.md", env!("CARGO_MANIFEST_DIR"));
    let init = ["init", "data", "--charter", &charter, "--from", &from];
    program.run(&init).must();
    let mut file = "code,level,name,parent,founded\n".to_owned();
    for [code, level, name, parent] in units {
        file.push_str(&format!("{code},{level},{name},{parent},{from}\n"));
    }
    program.write("units.csv", file);
    let mut file = "code,name,unit,grade,joined,post,email,phone\n".to_owned();
    for [code, unit, grade, post] in people {
        file.push_str(&format!(
            "{code},Name {code},{unit},{grade},{from},{post},,\n"
        ));
    }
    program.write("people.csv", file);
    let import = [
        "import",
        "data",
        "--units",
        "units.csv",
        "--people",
        "people.csv",
    ];
    program.run(&import).must();
    for [code, _, _, post] in people {
        if !post.is_empty() {
            program.may_sign_in(code);
        }
    }
    program
}

async fn sign_in(window: &Window, server: &Server, code: &str) {
    window.go(&server.at("/account")).await;
    if window.address().await == "/account" {
        window.press("Sign out").await;
        window.shows("Password").await;
    }
    let login = Login {
        unit: String::new(),
        name: code.to_owned(),
        password: format!("{code} {code}"),
    };
    window.sign_in(server, &login).await;
}

#[tokio::test]
async fn the_returns_of_every_unit_come_up_and_add_up() {
    let units = [
        ["block", "mission-block", "The Block", ""],
        ["fed", "clf", "North", "block"],
        ["hill", "vo", "Hill", "fed"],
        ["jasmine", "shg", "Jasmine", "hill"],
        ["lotus", "shg", "Lotus", "hill"],
    ];
    let people = [
        ["leader-j", "jasmine", "member", "group-leader@jasmine"],
        ["leader-l", "lotus", "member", "group-leader@lotus"],
        ["bearer", "lotus", "member", "office-bearer@fed"],
    ];
    let server = Server::over(organisation("self-help-groups", &units, &people));
    let window = Window::open(Screen::Phone).await;
    for (leader, saved) in [("leader-j", "11"), ("leader-l", "15")] {
        sign_in(&window, &server, leader).await;
        window.shows("Monthly report").await;
        window.follow("File it").await;
        window.can_be_used_by_everybody().await;
        window.fill("Members who saved", saved).await;
        window.fill("The books", "Up to date").await;
        window.press("File it").await;
        window.gone_from_ending("/file").await;
        window.shows(saved).await;
    }
    sign_in(&window, &server, "bearer").await;
    window.go(&server.at("/reports")).await;
    window.shows("2 of 2 are there").await;
    window.follow("See what it comes to").await;
    window.gone_from("/reports").await;
    window.shows("2 of 2 returns are there").await;
    // Members, meetings, and who saved: 11 and 15.
    window.shows("Together 2 of 2 3 0 26").await;
    window.can_be_used_by_everybody().await;
}

#[tokio::test]
async fn dues_are_ticked_off_handed_up_and_balance_at_every_level() {
    let units = [
        ["union", "national", "The Union", ""],
        ["east", "region", "East", "union"],
        ["harbour", "branch", "Harbour", "east"],
    ];
    let people = [
        ["treasurer", "harbour", "full", "treasurer@harbour"],
        ["organiser", "harbour", "full", "organiser@east"],
        ["mate", "harbour", "full", ""],
        ["cook", "harbour", "full", ""],
    ];
    let server = Server::over(organisation("union", &units, &people));
    let window = Window::open(Screen::Phone).await;
    sign_in(&window, &server, "treasurer").await;
    window.go(&server.at("/units")).await;
    window.go(&server.at("/units/2/dues")).await;
    window.can_be_used_by_everybody().await;
    let list = window.address().await;
    window.press("Write it down").await;
    window.shows("6.00 EUR was paid").await;
    assert!(window.address().await.starts_with(&list));
    window.follow("The books").await;
    window.follow("Hand up what goes up").await;
    window.can_be_used_by_everybody().await;
    window.press("It is handed up").await;
    window.gone_from_ending("/remit").await;
    // At the branch, the region and the top the accounts come to nought.
    for unit in [2, 1, 0] {
        window.go(&server.at(&format!("/units/{unit}/money"))).await;
        window
            .shows("Together: nought, since the books balance 0.00 0.00")
            .await;
        window.can_be_used_by_everybody().await;
    }
    // What was taken is what the branch kept and what went up: of 6.00 first 0.10 a head.
    window.shows("Charged to members 0.00 6.00").await;
}
