//! Awards: what the reader makes of them, and what it finds wrong.

use charter::expression::{Denominator, Figures};
use charter::{Bound, Measured, read};

const AWARD: &str = r#"
## Article 21. The pennant

```rule
[award]
id         = "pennant"
title      = "blue pennant"
origin     = { value = "A pennant was found in 1901.", basis = "BOOK p. 30" }
levels     = ["club"]
decides    = ["district"]
every      = "year"
judgements = ["that the boats are dry"]
modality   = "may"
basis      = "BOOK p. 30"

[[award.criteria]]
id       = "met"
title    = "they met"
figure   = "kept"
at_least = "90% of due"
basis    = "assumed"

[[award.criteria]]
id      = "vacant"
title   = "somebody led"
figure  = "vacant"
at_most = "2.5"
```
"#;

fn changed(pieces: &[(&str, &str)]) -> String {
    let mut text = include_str!("fixture.md").to_owned() + AWARD;
    for (old, new) in pieces {
        assert!(text.contains(old), "the document has no {old:?}");
        text = text.replacen(old, new, 1);
    }
    text
}

#[test]
fn an_award_is_read_and_said_in_words() {
    let charter = read(&changed(&[])).charter.unwrap();
    let pennant = charter
        .award(charter.award_named("pennant").unwrap())
        .unwrap();
    assert_eq!(
        charter.rule(pennant.rule).unwrap().sentence,
        "A club may receive the award blue pennant for a year, by decision of the district above; \
         the record has to say: they met (meetings held in time: at least 90% of meetings due) and \
         somebody led (days with a post vacant: at most 2.5); left to the judgement of who decides: \
         that the boats are dry."
    );
    let [met, vacant] = &pennant.criteria[..] else {
        panic!("{:?}", pennant.criteria);
    };
    assert_eq!((met.figure, met.bound), (Denominator::Kept, Bound::AtLeast));
    let figures = |due, kept, vacant| Figures {
        due,
        kept,
        vacant,
        ..Figures::default()
    };
    // Three-valued: met, not met, and not known.
    let year = figures(Some(12), Some(11), Some(3));
    let measured = met.measured(&year).unwrap();
    let (found, needed) = (11, 11);
    assert_eq!(measured, Measured { found, needed });
    assert!(met.met(measured));
    let measured = vacant.measured(&year).unwrap();
    assert_eq!(measured.needed, 2, "half a day more is a day too many");
    assert!(!vacant.met(measured));
    assert_eq!(met.measured(&figures(None, Some(11), None)), None);
    assert_eq!(vacant.measured(&figures(Some(12), Some(11), None)), None);
}

#[test]
fn what_cannot_be_is_named() {
    let cases = [
        (
            ("decides    = [\"district\"]", "decides    = [\"club\"]"),
            "no club ever stands above a unit that may receive `pennant`",
        ),
        (
            ("decides    = [\"district\"]\n", ""),
            "`[award]` has no `decides`",
        ),
        (
            ("figure   = \"kept\"", "figure   = \"loyal\""),
            "the record keeps no figure `loyal`",
        ),
        (
            ("90% of due", "90% of present"),
            "`present` is not known here",
        ),
        (
            ("at_most = \"2.5\"\n", ""),
            "`[award.criteria]` has no `at_least`",
        ),
        (
            ("at_most = \"2.5\"", "at_most = \"2.5\"\nat_least = \"1\""),
            "a criterion with two amounts",
        ),
        (
            ("id      = \"vacant\"", "id      = \"met\""),
            "two criteria are called `met`",
        ),
        (
            (
                "quorum   = \"half of entitled\"",
                "quorum   = \"half of kept\"",
            ),
            "`kept` is not known here",
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
