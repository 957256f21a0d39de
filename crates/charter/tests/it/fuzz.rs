//! Whatever is written, the reader answers; and what an expression says is true.

use charter::expression::{Expression, Figures};
use charter::{read, render};
use proptest::prelude::*;

const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");

/// A charter with one stretch of it replaced.
fn damaged() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just(String::new()),
        Just("\"".to_owned()),
        Just("```".to_owned()),
        Just("+++".to_owned()),
        Just("[[size]]\n".to_owned()),
        Just("= -99999999999".to_owned()),
        Just("more than ".to_owned()),
        "\\PC{0,12}",
    ];
    (
        any::<bool>(),
        any::<prop::sample::Index>(),
        0_usize..200,
        pieces,
    )
        .prop_map(|(union, at, length, piece)| {
            let text: Vec<char> = if union { UNION } else { PARTY_CELL }.chars().collect();
            let from = at.index(text.len());
            let until = (from + length).min(text.len());
            text[..from]
                .iter()
                .copied()
                .chain(piece.chars())
                .chain(text[until..].iter().copied())
                .collect()
        })
}

/// An expression as text, with the whole number it asks for, worked out another way.
fn share() -> impl Strategy<Value = (String, Figures, u64)> {
    (0_u64..=400, 0_u64..5_000, any::<bool>(), 0_u64..100).prop_map(
        |(percent, members, strictly, floor)| {
            let exact = percent * members;
            let needed = if strictly {
                exact / 100 + 1
            } else {
                exact.div_ceil(100)
            };
            let than = if strictly { "more than " } else { "" };
            let figures = Figures {
                members: Some(members),
                ..Figures::default()
            };
            (
                format!("max({floor}, {than}{percent}% of members)"),
                figures,
                needed.max(floor),
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_damaged_charter_is_answered_and_its_problems_can_be_printed(text in damaged()) {
        let reading = read(&text);
        prop_assert_eq!(reading.charter.is_some(), reading.problems.is_empty());
        let printed = render(&reading.problems, "damaged.md", &text);
        prop_assert_eq!(printed.is_empty(), reading.problems.is_empty());
    }

    #[test]
    fn any_text_is_an_expression_or_is_told_where_it_is_not(text in "[a-z0-9%/.,()+* -]{0,60}") {
        match Expression::read(&text) {
            Ok(expression) => {
                let known = Figures { members: Some(100), entitled: Some(80), present: Some(60), ..Figures::default() };
                if let Some(needed) = expression.needed(&known) {
                    prop_assert!(!needed.explained.is_empty());
                }
            }
            Err(wrong) => {
                prop_assert!(wrong.at.start <= wrong.at.end && wrong.at.end <= text.len());
                prop_assert!(text.get(wrong.at).is_some());
            }
        }
    }

    #[test]
    fn a_share_is_worked_out_exactly((text, figures, needed) in share()) {
        let found = Expression::read(&text).unwrap().needed(&figures).unwrap();
        prop_assert_eq!(found.count, needed, "{} : {}", text, found.explained);
    }

    #[test]
    fn an_expression_knows_exactly_when_its_figures_are_known(
        members in any::<Option<u32>>(), entitled in any::<Option<u32>>(), present in any::<Option<u32>>()
    ) {
        let figures = Figures {
            members: members.map(u64::from),
            entitled: entitled.map(u64::from),
            present: present.map(u64::from),
            ..Figures::default()
        };
        let expression = Expression::read("min(half of present, members) + 1").unwrap();
        prop_assert_eq!(expression.needed(&figures).is_some(), members.is_some() && present.is_some());
    }
}

#[test]
fn brackets_in_brackets_have_an_end() {
    let deep = format!("{}1{}", "(".repeat(99), ")".repeat(99));
    assert_eq!(
        Expression::read(&deep)
            .unwrap()
            .needed(&Figures::default())
            .unwrap()
            .count,
        1
    );
    assert!(Expression::read(&"(".repeat(10_000)).is_err());
    assert!(Expression::read(&"half of ".repeat(24)).is_err());
}
