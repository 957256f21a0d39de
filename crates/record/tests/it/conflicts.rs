//! Where sources disagree both stand, and it is no mistake.

use record::{Conflicting, find_people};

use crate::files::{checked, record};

const TWO_PLACES: &str = r#"[[event]]
id = "e"

[[event.claim]]
says = "place"
value = "Here"
source = "A"

[[event.claim]]
says = "place"
value = "There"
source = "B"
"#;

#[test]
fn two_sources_that_disagree_are_shown_and_nothing_is_wrong() {
    let report = checked(TWO_PLACES);
    assert_eq!(report.problems, []);
    let [
        Conflicting {
            id,
            what,
            sides,
            line,
            ..
        },
    ] = &report.conflicts[..]
    else {
        panic!("one: {report:?}")
    };
    assert_eq!((id, what.as_str(), *line), (&None, "the place of `e`", 9));
    let said: Vec<(&str, &str)> = sides
        .iter()
        .map(|it| (it.source.as_str(), it.value.as_str()))
        .collect();
    assert_eq!(said, [("A", "Here"), ("B", "There")]);
}

#[test]
fn a_source_may_disagree_with_itself_in_another_voice() {
    let report =
        checked(&TWO_PLACES.replace("source = \"A\"", "voice = \"caption\"\nsource = \"B\""));
    assert_eq!((report.problems.len(), report.conflicts.len()), (0, 1));
}

#[test]
fn a_disagreement_that_is_listed_is_shown_once_and_must_be_there() {
    let listed = |here: &str, there: &str| {
        format!(
            "{TWO_PLACES}\n[[conflict]]\nid = \"c\"\nwhat = \"where it was\"\n\n[[conflict.side]]\nthing = \"e\"\nsays = \"place\"\nvalue = \"{here}\"\nsource = \"A\"\n\n[[conflict.side]]\nthing = \"e\"\nsays = \"place\"\nvalue = \"{there}\"\nsource = \"B\"\n"
        )
    };
    let report = checked(&listed("Here", "There"));
    assert_eq!(report.problems, []);
    assert_eq!(report.conflicts.len(), 1);
    assert_eq!(report.conflicts[0].id.as_deref(), Some("c"));
    let report = checked(&listed("Here", "Elsewhere"));
    let said = report.problems[0].to_string();
    assert!(
        said.starts_with("it.toml:24: no place of the record says `Elsewhere` by B"),
        "{said}"
    );
    let report = checked(&listed("Here", "Here"));
    assert!(
        report
            .problems
            .iter()
            .any(|it| it.message.contains("is no disagreement")),
        "{report:?}"
    );
}

#[test]
fn two_people_who_differ_by_an_apostrophe_are_proposed_as_one_and_stay_two() {
    let text = "[[person]]\nid = \"a\"\n\n[[person.name]]\ntext = \"Ch\u{2019}oe Hwi\"\nsource = \"A\"\n\n\
                [[person]]\nid = \"b\"\n\n[[person.name]]\ntext = \"Ch'oe Hwi\"\nsource = \"B\"\n";
    let report = checked(text);
    assert_eq!((report.problems.len(), report.proposals.len()), (0, 1));
    let record = record(text);
    let found = find_people(&record, "choe hwi").unwrap();
    let ids: Vec<&str> = found.iter().map(|it| it.person.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
}
