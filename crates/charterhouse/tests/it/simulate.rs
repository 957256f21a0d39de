//! Years simulated from the command line.

use crate::program::Program;

const SCENARIO: &str = "title = \"Smaller\"\n\n[[amendment]]\nfrom = 2026-07-01\nreplace = 'range     = \"5..=30\"'\nby = 'range     = \"5..=20\"'\n";

#[test]
fn the_same_command_gives_the_same_answer_and_charts() {
    let program = Program::new();
    program.write("smaller.toml", SCENARIO);
    let arguments = [
        "simulate",
        "--members",
        "1500",
        "--seed",
        "9",
        "--against",
        "smaller.toml",
        "--charts",
        "charts",
        "--threads",
    ];
    let with = |threads| [arguments.as_slice(), &[threads]].concat();
    let said = program.run(&with("1")).must();
    let chart = program.read("charts/base_units.svg");
    assert_eq!(said, program.run(&with("3")).must());
    assert_eq!(chart, program.read("charts/base_units.svg"));
    assert!(
        said.contains("Usual rates under") && said.contains("Smaller under"),
        "{said}"
    );
    assert!(
        said.contains("difference")
            && said.contains("state ")
            && said.matches("every invariant holds").count() == 2,
        "{said}"
    );
    assert_eq!(chart.matches("<polyline").count(), 2);
}

#[test]
fn json_and_csv_hold_the_same_figures() {
    let program = Program::new();
    let run = |form| {
        program
            .run(&["simulate", "--members", "1500", "--format", form])
            .must()
    };
    let json: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    let csv = run("csv");
    let lines: Vec<&str> = csv.lines().collect();
    let months = json["runs"][0]["months"].as_array().unwrap();
    assert_eq!((months.len(), lines.len()), (13, 14));
    let column = lines[0]
        .split(',')
        .position(|key| key == "meetings")
        .unwrap();
    for (month, line) in months.iter().zip(&lines[1..]) {
        let cell = line.split(',').nth(column).unwrap();
        assert_eq!(month["meetings"].to_string(), cell);
    }
    assert!(months[3]["meetings"].as_u64().unwrap() > 50);
}

/// The line of the reference charter that three members do not come up to.
const SIZES: &str = r#"range     = "5..=30""#;

#[test]
fn mistakes_are_shown_with_their_line_before_any_work() {
    let program = Program::new();
    program.write("s.toml", "[rates]\njoining = 3\n");
    let said = program.run(&["simulate", "--scenario", "s.toml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("s.toml:2") && said.err.contains("0.03"),
        "{}",
        said.err
    );
    program.write(
        "s.toml",
        "[[shock]]\non = 2026-05-01\nleave = 0.5\narea = \"county-999\"\n",
    );
    let said = program.run(&["simulate", "--scenario", "s.toml", "--members", "1500"]);
    assert!(
        said.err.contains("s.toml:4") && said.err.contains("county-999"),
        "{}",
        said.err
    );
    let said = program.run(&["simulate", "--members", "3"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("article 4"), "{}", said.err);
    // The one line of the sizes of a cell.
    let charter = include_str!("../../../../charters/party-cell.md");
    let line = charter.lines().position(|line| line == SIZES).unwrap() + 1;
    let place = format!("the reference charter:{line}:");
    assert!(said.err.contains(&place), "{}", said.err);
}

/// A charter of one article with rules.
fn charter_of(rules: &[&str]) -> String {
    let front = "+++\ncharter = \"t\"\ntitle = \"T\"\nedition = 2026-01-01\n+++\n\n# T\n\n## Article 1. All\n\nAll.\n";
    let end = "modality = \"must\"\nbasis = \"assumed\"\n";
    let rules = rules.iter().map(|rule| match rule.split_once("\n\n") {
        Some((rule, tables)) => format!("\n```rule\n{rule}\n{end}\n{tables}```\n"),
        None => format!("\n```rule\n{rule}{end}```\n"),
    });
    format!("{front}{}", rules.collect::<String>())
}

#[test]
fn a_charter_that_cannot_be_populated_is_shown_with_its_line() {
    const TOP: &str = "[level]\nid = \"top\"\ntitle = \"top\"\nunder = []\n";
    const CLUB: &str =
        "[level]\nid = \"club\"\ntitle = \"club\"\nunder = [\"top\"]\nmembers = true\n";
    const GRADE: &str = "[grade]\nid = \"full\"\ntitle = \"full\"\nentry = true\nvotes = true\n";
    const SIZE: &str = "[size]\nlevel = \"club\"\nrange = \"500..=600\"\n\n[[size.outside]]\nwhen = \"below\"\nthen = \"merge\"\nbasis = \"assumed\"\n\n[[size.outside]]\nwhen = \"above\"\nthen = \"split\"\nbasis = \"assumed\"\n";
    let program = Program::new();
    let cases: [(&[&str], &str, &str); 5] = [
        (
            &[TOP, CLUB, GRADE, SIZE],
            "range = \"500",
            "members do not fill",
        ),
        (&[&CLUB.replace("top", "club"), GRADE], "under =", "stand"),
        (&[TOP, GRADE], "id = \"top\"", "nobody"),
        (&[TOP, CLUB], "id = \"club\"", "nobody can be admitted"),
        (
            &[
                &TOP.replace("under = []", "under = []\nmembers = true"),
                GRADE,
            ],
            "members = true",
            "beneath the top",
        ),
    ];
    for (rules, marked, why) in cases {
        let text = charter_of(rules);
        program.write("c.md", &text);
        let said = program.run(&["simulate", "--charter", "c.md", "--members", "100"]);
        let line = text.lines().position(|line| line.contains(marked)).unwrap() + 1;
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
        assert!(
            said.err.contains(&format!("c.md:{line}")) && said.err.contains(why),
            "line {line}: {why}\n{}",
            said.err
        );
    }
}
