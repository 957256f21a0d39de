//! Directives and reports: what the reader makes of them, and what it finds wrong.

use charter::{Every, FieldKind, RecordFigure, read};

const FLOW: &str = r#"
## Article 20. What goes down and comes up

```rule
[directive]
id           = "circular"
title        = "circular"
levels       = ["league", "district"]
to           = ["club"]
pass_on_days = 7
answer_days  = { value = 30, basis = "assumed" }
modality     = "must"
basis        = "BOOK p. 20"
```

```rule
[report]
id           = "quarterly"
title        = "quarterly report"
levels       = ["club"]
every        = "quarter"
due_days     = 10
cut_off_days = 20
modality     = "must"
basis        = "BOOK p. 21"

[[report.fields]]
id     = "people"
title  = "how many row"
kind   = "record"
figure = "people"

[[report.fields]]
id    = "boats"
title = "boats afloat"
kind  = "number"
basis = "assumed"

[[report.fields]]
id      = "water"
title   = "the water"
kind    = "choice"
choices = ["high", "low"]

[[report.fields]]
id    = "remarks"
title = "what else there is"
kind  = "text"
```
"#;

fn changed(pieces: &[(&str, &str)]) -> String {
    let mut text = include_str!("fixture.md").to_owned() + FLOW;
    for (old, new) in pieces {
        assert!(text.contains(old), "the document has no {old:?}");
        text = text.replacen(old, new, 1);
    }
    text
}

#[test]
fn a_directive_and_a_report_are_read_and_said_in_words() {
    let charter = read(&changed(&[])).charter.unwrap();
    let id = charter.directive_named("circular").unwrap();
    let circular = charter.directive(id).unwrap();
    assert_eq!(
        (circular.pass_on_days, circular.answer_days),
        (Some(7), Some(30))
    );
    let report = charter
        .report(charter.report_named("quarterly").unwrap())
        .unwrap();
    assert_eq!(report.every, Every::Months(3));
    assert_eq!((report.due_days, report.cut_off_days), (10, 20));
    let kinds: Vec<&FieldKind> = report.fields.iter().map(|field| &field.kind).collect();
    let choices = FieldKind::Choice(vec!["high".to_owned(), "low".to_owned()]);
    assert_eq!(
        kinds,
        [
            &FieldKind::Record(RecordFigure::People),
            &FieldKind::Number,
            &choices,
            &FieldKind::Text
        ]
    );
    let sentence = |rule| charter.rule(rule).unwrap().sentence.clone();
    assert_eq!(
        sentence(circular.rule),
        "The league or a district may hand down a circular to clubs; a unit on the way must pass it \
         on within 7 days; whoever it is addressed to must answer within 30 days of receiving it."
    );
    assert_eq!(
        sentence(report.rule),
        "For each quarter a club must send up a quarterly report within 10 days; sums are struck after \
         20 days; it says how many row (from the record: people on the roll), boats afloat (a number), \
         the water (high or low) and what else there is (in words)."
    );
    let assumed = |rule| charter.rule(rule).unwrap().assumed();
    assert_eq!(assumed(circular.rule).unwrap(), "the time to answer");
    assert!(assumed(report.rule).is_some());
}

#[test]
fn what_cannot_be_is_named() {
    let cases = [
        (
            (
                "to           = [\"club\"]",
                "to           = [\"club\", \"league\"]",
            ),
            "no league ever stands beneath a unit that issues `circular`",
        ),
        (("due_days     = 10\n", ""), "`[report]` has no `due_days`"),
        (
            ("cut_off_days = 20", "cut_off_days = 5"),
            "sums are struck 5 days after the end",
        ),
        (
            ("kind  = \"number\"", "kind  = \"nummer\""),
            "`nummer` is no kind of field",
        ),
        (
            ("figure = \"people\"", "figure = \"boats\""),
            "the record keeps no figure `boats`",
        ),
        (
            ("id    = \"boats\"", "id    = \"people\""),
            "two fields are called `people`",
        ),
        (
            ("choices = [\"high\", \"low\"]\n", ""),
            "`[report.fields]` has no `choices`",
        ),
        (
            ("to           = [\"club\"]\n", ""),
            "`[directive]` has no `to`",
        ),
        (
            ("every        = \"quarter\"\n", ""),
            "`[report]` has no `every`",
        ),
    ];
    for (piece, message) in cases {
        let reading = read(&changed(&[piece]));
        let messages: Vec<String> = reading
            .problems
            .into_iter()
            .map(|problem| problem.message)
            .collect();
        assert_eq!(messages, [message], "{piece:?}");
    }
}
