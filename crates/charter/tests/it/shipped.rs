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

fn self_help_groups() -> Charter {
    shipped(
        "charters/self-help-groups.md",
        include_str!("../../../../charters/self-help-groups.md"),
    )
}

fn union() -> Charter {
    shipped("charters/union.md", UNION)
}

#[test]
fn every_rule_of_a_shipped_charter_has_a_case() {
    for charter in [party_cell(), union(), self_help_groups()] {
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
    for charter in [party_cell(), union(), self_help_groups()] {
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

/// The line below the sentence of a rule, as `charter show` prints it.
fn shown<'a>(text: &'a str, rule: &str) -> &'a str {
    let begins = format!("  [{rule}, ");
    text.lines()
        .find(|line| line.starts_with(&begins))
        .unwrap_or_else(|| panic!("{rule} is not shown"))
}

#[test]
fn every_outcome_outside_a_size_has_a_basis_of_its_own_and_shows_it() {
    let text = charter::show(&party_cell());
    let line = shown(&text, "size.cell");
    for part in [
        "who counts (ASSUMED: no source says so)",
        "with 31 or more: form a primary committee (source SRC-1 S11)",
        "with 31 or more: split (ASSUMED: no source says so)",
        "with 4 or fewer: go over to another party cell (ASSUMED: no source says so)",
        "with 4 or fewer: join others like it (ASSUMED: no source says so)",
    ] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let line = shown(&text, "post.secretary");
    assert!(
        line.contains("the title chairperson (source DNKJ-2016)"),
        "{line}"
    );
}

#[test]
fn whatever_a_shipped_charter_assumes_is_shown_as_assumed() {
    for text in [PARTY_CELL, UNION] {
        let charter = shipped("a shipped charter", text);
        let shown_text = charter::show(&charter);
        let written = text.matches("\"assumed\"").count();
        let shown_so = shown_text.matches("ASSUMED: no source says so").count();
        assert_eq!(shown_so, written, "{}", charter.id);
    }
}

#[test]
fn sentences_are_plain_words() {
    let text = charter::show(&party_cell());
    for words in [
        "A party cell must have 5 to 30 people (members and candidate members count); with 31",
        "; more than half of those with a vote must be present.",
        "called chairperson from 10 May 2016 until 8 January 2021;",
        "party-cell, edition of 28 December 2017",
        "A secretary may see the figures, the roll, the contacts and the journal of the own unit; \
         admit a member, promote a member, record a leaving, call a meeting, record a meeting \
         and correct a meeting in the own unit.",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let text = charter::show(&union());
    for words in [
        "A branch as a rule has 50 or more people (full members and apprentice members count);",
        "; those present with a vote must number 1.5% of those on the roll.",
        "; those present with a vote must number 20 or 5% of those on the roll, whichever is more.",
    ] {
        assert!(text.contains(words), "{words}");
    }
}
