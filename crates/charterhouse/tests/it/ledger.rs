//! `dues books` and `dues statement`: what was done with the money of a unit, and what a member
//! was charged and paid, at the command line.

use serde_json::Value;

use crate::bank::listed;
use crate::program::Program;

/// A hall in which everybody but one has paid, a banner was bought and given back.
fn busy() -> Program {
    let program = listed();
    for done in [
        r#"receives 1.50 EUR from "H-1" on 2024-01-21"#,
        r#"waives dues of "H-2" for 2024-01-01 because "between two jobs" on 2024-01-22"#,
        r#"spends 1.00 EUR of "H" for "stamps" on 2024-01-23"#,
        r#"strikes the expense of "H" of 2024-01-23 because "they were given" on 2024-01-24"#,
        r#"restores dues of "H-2" for 2024-01-01 because "it was her sister" on 2024-01-25"#,
    ] {
        program.run(&["do", "data", done]).must();
    }
    program
}

fn json(program: &Program, arguments: &[&str]) -> Value {
    let out = program.run(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&out.must()).unwrap()
}

#[test]
fn the_books_of_a_unit_name_each_expense_with_its_number_and_why_it_was_struck() {
    let program = busy();
    let books = ["dues", "books", "data", "--unit", "H"];
    let text = program.run(&books).must();
    assert!(
        text.contains("expense 1.00 for stamps, struck on 2024-01-24: they were given"),
        "{text}"
    );
    let json = json(&program, &books);
    assert_eq!(json["outlays"][0]["number"], 4, "{json}");
    assert_eq!(json["accounts"][0]["balance"], "1.50", "{json}");
    let none = program.run(&["dues", "books", "data", "--unit", "X"]);
    assert!(none.err.contains("no unit with the code `X`"), "{none:?}");
}

#[test]
fn a_statement_is_for_the_days_that_are_asked_for() {
    let program = busy();
    let unit = ["dues", "statement", "data", "--unit", "H"];
    let all = json(&program, &unit);
    assert_eq!(all["postings"].as_array().unwrap().len(), 6, "{all}");
    let days = ["--from", "2024-01-23", "--to", "2024-01-23"];
    let some = json(&program, &[&unit[..], &days].concat());
    let postings = some["postings"].as_array().unwrap();
    assert_eq!(postings.len(), 1, "{some}");
    assert_eq!(postings[0]["text"], "stamps", "{some}");
    assert_eq!(postings[0]["struck_by"], 5, "{some}");
    assert_eq!(some["accounts"][0]["before"], "1.50", "{some}");
    assert_eq!(some["accounts"][0]["after"], "0.50", "{some}");
    let member = ["dues", "statement", "data", "--member", "H-2"];
    let text = program.run(&member).must();
    for expected in [
        "H-2: 1.50 EUR open",
        "2024-01-25 restored 1.50 for 2024-01-01 (it was her sister)",
        "2024-01-22 waived 1.50 for 2024-01-01 (between two jobs)",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let late = json(&program, &[&member[..], &["--from", "2024-01-24"]].concat());
    assert_eq!(late["payments"].as_array().unwrap().len(), 1, "{late}");
    let neither = program.run(&["dues", "statement", "data"]);
    assert_eq!(neither.code, 2, "{neither:?}");
}
