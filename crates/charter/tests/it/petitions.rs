//! Petitions: what the reader makes of them, and what it finds wrong.

use charter::{AskedBy, read};

const WISH: &str = r#"
## Article 20. What anybody may ask

```rule
[petition]
id           = "wish"
title        = "wish"
plural       = "wishes"
levels       = ["club", "district"]
from         = "anyone"
answer_days  = { value = 14, basis = "assumed" }
pass_on_days = 3
passes       = ["up", "sideways"]
erase_days   = 1
modality     = "must"
basis        = "BOOK p. 20"
```
"#;

fn changed(old: &str, new: &str) -> String {
    let text = include_str!("fixture.md").to_owned() + WISH;
    assert!(text.contains(old), "the document has no {old:?}");
    text.replacen(old, new, 1)
}

#[test]
fn a_petition_is_read_and_said_in_words() {
    let reading = read(&changed("", ""));
    assert_eq!(reading.problems, []);
    let charter = reading.charter.unwrap();
    let wish = charter.petition(charter.petition_named("wish").unwrap());
    let wish = wish.unwrap();
    assert_eq!((wish.from, wish.answer_days), (AskedBy::Anyone, 14));
    assert_eq!(
        (wish.pass_on_days, wish.up, wish.sideways),
        (Some(3), true, true)
    );
    assert!(!wish.seen_after);
    let rule = charter.rule(wish.rule).unwrap();
    assert_eq!(
        rule.sentence,
        "Anybody may bring a wish to a club or a district; the unit that has it must answer \
         within 14 days or pass it up or sideways within 3 days, without which the day of the answer \
         stays as it was; 1 day after the answer everything written is erased, and a unit that \
         passed it on does not read it any more."
    );
    assert_eq!(rule.assumed().as_deref(), Some("the time to answer"));
}

#[test]
fn what_cannot_be_is_named() {
    let wrong = [
        (
            "\"anyone\"",
            "\"anybody\"",
            "`anybody` does not say who may ask",
        ),
        ("\"sideways\"", "\"down\"", "`down` is no way to pass it on"),
        ("erase_days   = 1\n", "", "`[petition]` has no `erase_days`"),
        (
            "[\"club\", \"district\"]",
            "[\"cub\"]",
            "this charter has no level `cub`",
        ),
        (
            "\"up\", ",
            "\"up\", \"up\", ",
            "`up` stands in `passes` twice",
        ),
    ];
    for (old, new, said) in wrong {
        let problems = read(&changed(old, new)).problems;
        let messages: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages, [said]);
    }
}
