//! What the page about the language shows has to be the language.

use charter::case::HAPPENINGS;
use charter::expression::Expression;
use charter::{Action, read, render};

const PAGE: &str = include_str!("../../../../docs/charter-language.md");
const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");

/// What the page's lines on directives, reports, conferences and dues speak of; they stand in the place
/// of that charter's own articles on its report and its dues.
const FLOW: &str = r#"
```rule
[directive]
id       = "circular"
title    = "circular"
levels   = ["county"]
to       = ["section", "cell"]
modality = "may"
basis    = "assumed"

[report]
id       = "monthly"
title    = "monthly report"
levels   = ["cell"]
every    = "month"
due_days = 10
modality = "must"
basis    = "assumed"

[[report.fields]]
id    = "boats"
title = "boats"
kind  = "number"

[[report.fields]]
id      = "weather"
title   = "the weather"
kind    = "choice"
choices = ["wet", "dry"]

[conference]
id       = "moot"
title    = "moot"
calls    = ["county"]
sends    = ["cell"]
majority = "more than half of valid"
modality = "may"
basis    = "assumed"

[conference.key]
per_unit    = 2
substitutes = 1

[dues]
currency = "EUR"
every    = "month"
due_day  = 15
modality = "must"
basis    = "assumed"

[[dues.bands]]
id    = "wage"
share = "1%"
```
"#;

/// The indented lines of the page that begin with a word.
fn shown(word: &str) -> Vec<&'static str> {
    PAGE.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.split_whitespace().next() == Some(word))
        .collect()
}

/// Units and people a line may speak of and does not bring in itself.
fn cast(line: &str) -> String {
    let mut given = String::from("given county \"B\"\ngiven cell \"No. 2\" under county \"A\"\n");
    for unit in ["No. 1", "No. 3", "No. 4"] {
        let brings = format!("to \"{unit}\"");
        let divides = line.contains("giving") && line.contains(&brings);
        let founds = line.contains("founds") && line.contains(unit);
        if !(divides || founds) {
            given.push_str(&format!("given cell \"{unit}\" under \"A\"\n"));
        }
    }
    given.push_str("given \"Kim\", member of \"No. 2\"\n");
    given.push_str("given \"Pak\", member of \"No. 2\"\n");
    if !line.contains("admits") {
        given.push_str("given \"Lee\", member of \"No. 2\"\n");
    }
    if line.contains("\"count the boats\"") && !line.contains("issues circular \"count the boats\"")
    {
        given.push_str("when operator issues circular \"count the boats\" from \"A\" to cells\n");
    }
    given.replace(
        "cell \"No. 1\" under \"A\"",
        "primary \"No. 1\" under \"A\"",
    )
}

#[track_caller]
fn reads(case: &str) {
    let (before, own) = PARTY_CELL.split_once("## Article 13.").unwrap();
    let (_, after) = own.split_once("## Article 15.").unwrap();
    let text = format!("{before}## Article 15.{after}\n{FLOW}\n```case\n{case}\n```\n");
    let reading = read(&text);
    assert!(
        reading.problems.is_empty(),
        "{}",
        render(&reading.problems, "docs/charter-language.md", &text)
    );
}

#[test]
fn every_line_of_a_case_on_the_page_can_be_read() {
    let given: Vec<&str> = shown("given")
        .into_iter()
        .filter(|line| !line.starts_with("given  "))
        .collect();
    assert_eq!(given.len(), 4, "{given:?}");
    reads(&format!(
        "{}\ncheck on 2017-12-26\nexpect no finding",
        given.join("\n")
    ));
    let (deeds, expectations) = (shown("when"), shown("expect"));
    assert!(deeds.len() > 15 && expectations.len() > 20);
    for line in deeds {
        reads(&format!("{}{line}\nexpect done", cast(line)));
    }
    for line in expectations {
        reads(&format!("{}check on 2017-12-26\n{line}", cast(line)));
    }
}

#[test]
fn every_action_and_event_stands_on_the_page() {
    let words: Vec<&str> = Action::ALL.iter().map(|it| it.words()).collect();
    let events = HAPPENINGS.iter().copied();
    let page = PAGE.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in words.into_iter().chain(events) {
        assert!(page.contains(&format!("`{word}`")), "{word}");
    }
}

#[test]
fn every_expression_on_the_page_can_be_read() {
    let list = PAGE.split("## Expressions").nth(1).unwrap();
    let lines: Vec<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .take_while(|line| !line.starts_with("given") && !line.starts_with("```"))
        .collect();
    assert_eq!(lines.len(), 7, "{lines:?}");
    for line in lines {
        assert!(Expression::read(line).is_ok(), "{line}");
    }
}
