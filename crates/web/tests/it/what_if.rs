//! What if: worked out on a copy, and never recorded.

use axum::http::StatusCode;

use crate::reading::text;
use crate::site::{Answer, Browser, TestSite};

const PAGE: &str = "/charter/what-if";
const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");

/// What the form holds when nobody has touched it, and a number chosen.
const QUESTION: [(&str, &str); 6] = [
    ("months", "6"),
    ("joining", "3"),
    ("leaving", "2"),
    ("holding", "97"),
    ("number", "most.cell"),
    ("becomes", "10"),
];

/// The question with some fields filled in differently.
fn with<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = QUESTION.to_vec();
    for (name, value) in others {
        match fields.iter_mut().find(|(field, _)| field == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    fields
}

/// Asks, and sees that nothing was recorded and the organisation is as it was.
async fn ask(browser: &Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    let before = record(browser.site);
    let answer = browser.fill_in(PAGE, PAGE, fields).await;
    assert_eq!(record(browser.site), before, "the record is another");
    answer
}

fn record(site: &TestSite) -> (u64, [u8; 32], [u8; 32]) {
    let state = site.clerk.state_hash().unwrap();
    (state.sequence, state.hash, site.clerk.head().unwrap().hash)
}

/// The cells of the row with this title.
fn row(answer: &Answer, title: &str) -> Vec<String> {
    let (_, rest) = answer
        .body
        .split_once(&format!("<tr><th scope=\"row\">{title}</th>"))
        .unwrap();
    let (row, _) = rest.split_once("</tr>").unwrap();
    let plain = |cell: &str| {
        let mut text = String::new();
        for (at, part) in cell.split('<').enumerate() {
            text.push_str(if at == 0 {
                part
            } else {
                part.split_once('>').map_or("", |it| it.1)
            });
        }
        text
    };
    row.split("<td class=\"n\">").skip(1).map(plain).collect()
}

#[tokio::test]
async fn both_ways_are_shown_and_nothing_is_recorded() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let charter = operator.get("/charter").await;
    assert!(charter.body.contains("href=\"/charter/what-if\""));
    let answer = ask(&operator, &with(&[])).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let said = text(&answer);
    assert!(
        said.contains("Most in a party cell: 10 instead of 30."),
        "{said}"
    );
    assert!(said.contains("in force from 1 December 2026"), "{said}");
    let units = row(&answer, "Units");
    assert_eq!(units[0], "7", "today");
    let count = |cell: &str| cell.split(' ').next().unwrap().parse::<u64>().unwrap();
    assert!(
        count(&units[2]) > count(&units[1]),
        "smaller units are more: {units:?}"
    );
    assert!(units[2].contains(" +"), "{units:?}");
    assert_eq!(
        row(&answer, "Moves a year")[0],
        "",
        "what takes time has no today"
    );
    assert_eq!(answer.body.matches("<polyline").count(), 8);
    assert!(said.contains("May 2027"), "{said}");
    // The same question has the same answer.
    assert_eq!(row(&ask(&operator, &with(&[])).await, "Units"), units);
    // Whatever is kept does change when something is done: the control of `ask`.
    let before = record(&site);
    let unit = site.unit("A-2");
    let way = format!("/units/{unit}/rename");
    operator
        .fill_in(
            &way,
            &way,
            &[("name", "Another name"), ("on", "2026-11-23")],
        )
        .await;
    assert_ne!(record(&site), before);
}

#[tokio::test]
async fn rates_make_a_difference() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let none = ask(
        &operator,
        &with(&[("holding", "0"), ("joining", "0"), ("leaving", "0")]),
    )
    .await;
    assert_eq!(row(&none, "Meetings a month")[1], "0");
    assert_eq!(row(&none, "Members")[..2], ["51", "51"]);
    let most = ask(&operator, &with(&[("leaving", "100"), ("months", "12")])).await;
    assert_ne!(row(&most, "Members")[1], "51");
}

#[tokio::test]
async fn a_whole_text_is_compared() {
    // The charter in force is the text as it stands, steps and all.
    let site = TestSite::by_steps();
    let smaller = PARTY_CELL.replacen("\"5..=30\"", "\"5..=10\"", 1);
    // Browsers send the ends of lines as two letters.
    let sent = smaller.replace('\n', "\r\n");
    let fields = with(&[("number", "text"), ("becomes", ""), ("charter", &sent)]);
    let answer = ask(&site.operator(), &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", text(&answer));
    let number = ask(&site.operator(), &with(&[])).await;
    assert_eq!(
        row(&answer, "Units"),
        row(&number, "Units"),
        "said in two ways"
    );
}

#[tokio::test]
async fn only_those_who_may_see_the_whole_know_of_it() {
    let site = TestSite::party_cell();
    let head = site.person_browser("A-1/1");
    assert!(!head.get("/charter").await.body.contains("what-if"));
    assert_eq!(head.get(PAGE).await.status, StatusCode::NOT_FOUND);
    let account = head.get("/account").await;
    let answer = head.send_form(&account, PAGE, &with(&[])).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    // Figures are open to everybody under another charter.
    let site = TestSite::union();
    let member = site.person_browser("R-2/7");
    assert!(member.get("/charter").await.body.contains("what-if"));
    let page = member.get(PAGE).await;
    let (_, rest) = page.body.split_once("<option value=\"most.").unwrap();
    let key = format!("most.{}", rest.split('"').next().unwrap());
    let answer = ask(&member, &with(&[("number", &key), ("becomes", "52")])).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", text(&answer));
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_what_was_typed_stays() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let wrong = [
        (("months", "2"), "from 3 to 36 months"),
        (("months", "soon"), "from 3 to 36 months"),
        (("joining", "101"), "from 0 to 100 in a hundred"),
        (("leaving", "-1"), "from 0 to 100 in a hundred"),
        (("holding", ""), "from 0 to 100 in a hundred"),
        (("number", "most.nothing"), "has no such number"),
        (("number", "text"), "Choose a number, or write the text"),
        (("number", ""), "Choose a number, or write the text"),
        (("becomes", "4"), "from 5 to 10000 here"),
        (("becomes", ""), "from 5 to 10000 here"),
        (("becomes", "30"), "It is 30 already"),
        (("charter", "# Something"), "and not both"),
    ];
    for (field, what) in wrong {
        let answer = ask(
            &operator,
            &with(&[field, ("months", field_or(field, "months", "6"))]),
        )
        .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field:?}");
        let said = text(&answer);
        assert!(said.contains(what), "{field:?}: {said}");
        assert!(!answer.body.contains("<polyline"), "{field:?}");
        let typed = answer.body.contains(&format!("value=\"{}\"", field.1)) || field.1.is_empty();
        assert!(
            typed || field.0 == "number" || answer.body.contains(field.1),
            "{field:?}"
        );
    }
}

/// What a field says: its wrong value where it is the wrong one.
fn field_or<'a>(wrong: (&str, &'a str), name: &str, otherwise: &'a str) -> &'a str {
    if wrong.0 == name { wrong.1 } else { otherwise }
}

#[tokio::test]
async fn a_text_that_does_not_read_is_shown_with_its_lines() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let broken = PARTY_CELL.replacen("\"5..=30\"", "\"thirty\"", 1);
    let line = PARTY_CELL
        .lines()
        .position(|line| line.contains("\"5..=30\""))
        .unwrap()
        + 1;
    let text_alone = [("number", "text"), ("becomes", "")];
    let answer = ask(
        &operator,
        &with(&[text_alone.as_slice(), &[("charter", broken.as_str())]].concat()),
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = text(&answer);
    assert!(said.contains(&format!("Line {line}: ")), "{said}");
    assert!(answer.body.contains("thirty"), "what was typed stays");
    // A text that reads and cannot follow the one in force.
    let answer = ask(
        &operator,
        &with(&[text_alone.as_slice(), &[("charter", UNION)]].concat()),
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&answer).contains("levels"), "{}", text(&answer));
}

#[tokio::test]
async fn a_question_that_is_too_large_is_refused_with_the_way_out() {
    let site = TestSite::party_cell_with(|settings| settings.member_months_max = 51 * 2 * 6);
    let operator = site.operator();
    assert_eq!(ask(&operator, &with(&[])).await.status, StatusCode::OK);
    let answer = ask(&operator, &with(&[("months", "7")])).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = text(&answer);
    assert!(said.contains("714 member-months are too many"), "{said}");
    assert!(said.contains("Look at most 6 months ahead"), "{said}");
    assert!(
        said.contains("charterhouse simulate --members 51"),
        "{said}"
    );
}
