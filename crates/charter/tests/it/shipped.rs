//! The charters that ship with the program.

use charter::{Charter, read, render};

const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");

fn shipped(name: &str, text: &str) -> Charter {
    let reading = read(text);
    reading
        .charter
        .unwrap_or_else(|| panic!("{}", render(&reading.problems, name, text)))
}

fn party_cell() -> Charter {
    shipped("charters/party-cell.md", PARTY_CELL)
}

fn union() -> Charter {
    shipped("charters/union.md", UNION)
}

#[test]
fn every_rule_of_a_shipped_charter_has_a_case() {
    for charter in [party_cell(), union()] {
        let without: Vec<&str> = charter
            .rules_without_case()
            .into_iter()
            .filter_map(|rule| charter.rule(rule))
            .map(|rule| rule.name.as_str())
            .collect();
        assert!(
            without.is_empty(),
            "{}: no case shows {without:?}",
            charter.id
        );
    }
}

#[test]
fn the_party_cell_charter_is_explained() {
    insta::assert_snapshot!(charter::show(&party_cell()));
}

#[test]
fn the_union_charter_is_explained() {
    insta::assert_snapshot!(charter::show(&union()));
}

#[test]
fn the_text_of_an_article_has_no_blocks_in_it() {
    for charter in [party_cell(), union()] {
        for article in &charter.articles {
            assert!(!article.text.is_empty(), "{} has no text", article.number);
            assert!(!article.text.contains("```"), "{}", article.text);
            assert!(!article.text.contains("\n\n\n"), "{}", article.text);
        }
    }
}

#[test]
fn the_title_of_a_post_goes_by_the_date() {
    let charter = party_cell();
    let head = charter
        .post(charter.post_named("secretary").unwrap())
        .unwrap();
    let titles: Vec<&str> = [
        "2007-10-27",
        "2016-05-09",
        "2016-05-10",
        "2021-01-08",
        "2021-01-09",
    ]
    .map(|day| head.title_on(day.parse().unwrap()))
    .into();
    assert_eq!(
        titles,
        [
            "secretary",
            "secretary",
            "chairperson",
            "chairperson",
            "secretary"
        ]
    );
}
