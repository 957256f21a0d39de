//! What to do next, as each problem says it, leads to a record without problems.

use crate::files::checked;

/// Somebody with a name, for lists and tags.
const PERSON: &str =
    "[[person]]\nid = \"p\"\n\n[[person.name]]\ntext = \"Choe Hwi\"\nsource = \"B\"\n";

/// What is wrong, words of the advice, and the same after it was followed.
struct Case {
    wrong: String,
    advice: &'static str,
    mended: String,
}

fn case(wrong: &str, advice: &'static str, mended: &str) -> Case {
    Case {
        wrong: wrong.to_owned(),
        advice,
        mended: mended.to_owned(),
    }
}

fn event(advice: &'static str, wrong: &str, mended: &str) -> Case {
    let claim = |text: &str| format!("[[event]]\nid = \"e\"\n\n[[event.claim]]\n{text}\n");
    case(&claim(wrong), advice, &claim(mended))
}

fn listed(advice: &'static str, wrong: &str, mended: &str) -> Case {
    let rows =
        |text: &str| format!("{PERSON}\n[[event]]\nid = \"e\"\n\n[[event.attendance]]\n{text}\n");
    case(&rows(wrong), advice, &rows(mended))
}

/// Dates that no calendar has, weekdays that do not fit, dates by others.
fn of_dates() -> Vec<Case> {
    let monday = "says = \"date\"\ndate = \"2017-12-26\"\nweekday = [\"Monday\"]\nsource = \"B\"";
    let read = "\nprinted = \"Monday 26 December\"\nreading = \"Tuesday 26 December\"";
    let tueday = monday.replace("Monday", "Tueday");
    let source = "[[source]]\nid = \"C\"\ntitle = \"Third\"\ndate = \"2017-12-26\"\nweekday = [\"Monday\"]\n";
    let by_date = "[[event.claim]]\nsays = \"date\"\ndate = \"2007-10\"\nsource = \"B\"";
    let by_other = "[[event.claim]]\nsays = \"date\"\nrelative = \"after 2010\"\nsource = ";
    let either = |relative: &str| format!("[[event]]\nid = \"e\"\n\n{by_date}\n\n{relative}\n");
    vec![
        event(
            "keep it and give the date as `printed`",
            monday,
            &format!("{monday}{read}"),
        ),
        event(
            "if the source prints it so",
            &tueday,
            &format!("{tueday}{read}"),
        ),
        case(
            source,
            "keep it and give the date as `printed`",
            &format!("{source}{}\n", read.trim_start()),
        ),
        event(
            "known to the day",
            "says = \"date\"\ndate = \"2017-12\"\nweekday = [\"Monday\"]\nsource = \"B\"",
            "says = \"date\"\ndate = \"2017-12-25\"\nweekday = [\"Monday\"]\nsource = \"B\"",
        ),
        event(
            "write a date as 1990, 1994-03",
            "says = \"date\"\ndate = \"2017-02-30\"\nsource = \"B\"",
            "says = \"date\"\ndate = \"2017-02\"\nprinted = \"30 February\"\nsource = \"B\"",
        ),
        event(
            "`in or before 1990`",
            "says = \"date\"\nrelative = \"some time later\"\nsource = \"B\"",
            "says = \"date\"\nrelative = \"in or after 1990\"\nprinted = \"some time later\"\nsource = \"B\"",
        ),
        case(
            &either(&format!("{by_other}\"B\"")),
            "if sources disagree, give each its own claim",
            &either(&format!("{by_other}\"A\"")),
        ),
    ]
}

/// Lists, names and tags.
fn of_people() -> Vec<Case> {
    let open = "order = 1\nperson = \"p\"\nprinted = \"Choe Hwi [WPK\"\nsource = \"B\"";
    let other = "order = 1\nperson = \"p\"\nprinted = \"Chwe Hwi\"\nsource = \"B\"";
    let tag = "[[tag]]\ntext = \"Choe Hwi (PAD]\"\nsource = \"B\"\n";
    let name =
        "[[person]]\nid = \"p\"\n\n[[person.name]]\ntext = \"Choe Hwi [Ch'oe\"\nsource = \"B\"\n";
    let of_tag = |more: &str| {
        format!("{PERSON}{more}\n[[tag]]\ntext = \"Hwi Ch.\"\nabout = [\"p\"]\nsource = \"B\"\n")
    };
    vec![
        listed("give your `reading` beside it", open, &format!("{open}\nreading = \"Choe Hwi\"")),
        listed("or give your `reading` beside it", other, &format!("{other}\nreading = \"Choe Hwi\"")),
        listed(
            "add it to the names of the person",
            other,
            &format!("{other}\n\n[[person]]\nid = \"q\"\n\n[[person.name]]\ntext = \"Chwe Hwi\"\nsource = \"B\"")
                .replace("person = \"p\"", "person = \"q\""),
        ),
        listed(
            "give the words of the source as `printed`",
            "order = 1\nperson = \"p\"\nreading = \"Choe Hwi\"\nsource = \"B\"",
            "order = 1\nperson = \"p\"\nprinted = \"Choe Hwl\"\nreading = \"Choe Hwi\"\nsource = \"B\"",
        ),
        listed(
            "number the rows of a source from 1",
            "order = 3\nperson = \"p\"\nsource = \"B\"",
            "order = 1\nperson = \"p\"\nsource = \"B\"",
        ),
        case(tag, "give your `reading` beside it", &format!("{tag}reading = \"Choe Hwi (PAD)\"\n")),
        case(name, "give your `reading` beside it", &format!("{name}reading = \"Choe Hwi [Ch'oe]\"\n")),
        case(
            &of_tag(""),
            "add the name to the person as the tag prints it, with the voice `tag`",
            &of_tag("\n[[person.name]]\ntext = \"Hwi Ch\"\nvoice = \"tag\"\nsource = \"B\"\n"),
        ),
        case(
            &PERSON.replace("source", "voice = \"tag\"\nsource"),
            "add `weak = true`",
            &PERSON
                .replace("source", "voice = \"tag\"\nsource")
                .replace("\"p\"\n", "\"p\"\nweak = true\n"),
        ),
        case(
            &PERSON.replace("\"p\"\n", "\"p\"\nweak = true\n"),
            "take `weak` out",
            PERSON,
        ),
    ]
}

/// What can be said, and by whom.
fn of_claims() -> Vec<Case> {
    let place = |more: &str| format!("says = \"place\"\n{more}");
    let twice = |voice: &str| {
        format!(
            "says = \"place\"\nvalue = \"Here\"\nsource = \"B\"\n\n[[event.claim]]\nsays = \"place\"\nvalue = \"There\"\n{voice}source = \"B\""
        )
    };
    vec![
        event(
            "say with `source`",
            &place("value = \"Here\""),
            &place("value = \"Here\"\nsource = \"B\""),
        ),
        event(
            "or say `silent = true`",
            &place("source = \"B\""),
            &place("silent = true\nsource = \"B\""),
        ),
        event(
            "take one of the two out",
            &place("value = \"Here\"\nsilent = true\nsource = \"B\""),
            &place("value = \"Here\"\nsource = \"B\""),
        ),
        event(
            "give it as `value`",
            &place("date = \"1990\"\nsource = \"B\""),
            &place("value = \"1990\"\nsource = \"B\""),
        ),
        event(
            "give it as `printed`",
            "says = \"wording\"\nsource = \"B\"",
            "says = \"wording\"\nprinted = \"to further the\"\nsource = \"B\"",
        ),
        event(
            "how the source prints it goes into `printed`",
            "says = \"ordinal\"\nvalue = \"fifth\"\nsource = \"B\"",
            "says = \"ordinal\"\nvalue = \"5\"\nprinted = \"fifth\"\nsource = \"B\"",
        ),
        event(
            "say in whose voice each stands",
            &twice(""),
            &twice("voice = \"quoted\"\n"),
        ),
        event(
            "correct the word, or take the line out",
            &place("value = \"Here\"\nnote = \"x\"\nsource = \"B\""),
            &place("value = \"Here\"\nsource = \"B\""),
        ),
        case(
            "[[event]]\nid = \"e\"\nremark = \"x\"\n",
            "or say it in a `note`",
            "[[event]]\nid = \"e\"\nnote = \"x\"\n",
        ),
        case(
            "[[event]]\nid = \"people\"\n",
            "give it another id",
            "[[event]]\nid = \"people-there\"\n",
        ),
        case(
            "[[event]]\nid = \"1\"\n",
            "begins with a letter",
            "[[event]]\nid = \"e-1\"\n",
        ),
    ]
}

#[test]
fn following_the_advice_of_a_problem_leads_to_a_record_without_any() {
    for it in of_dates().iter().chain(&of_people()).chain(&of_claims()) {
        let problems = checked(&it.wrong).problems;
        let advised = problems
            .iter()
            .any(|problem| problem.help.contains(it.advice));
        assert!(advised, "{}\n{problems:#?}", it.wrong);
        assert_eq!(checked(&it.mended).problems, [], "{}", it.mended);
    }
}

#[test]
fn a_weekday_that_a_source_prints_wrongly_is_kept_beside_its_reading() {
    let cases = of_dates();
    let text = &cases.first().unwrap().mended;
    let record = crate::files::record(text);
    let archive = record::Archive::of(&record);
    let event = archive.thing(record::Kind::Event, "e").unwrap();
    let dating = archive.datings(event).next().unwrap();
    assert_eq!(dating.claim.weekday, ["Monday"]);
    assert_eq!(dating.date.unwrap().weekdays(), ["Tuesday"]);
    assert_eq!(dating.claim.printed.as_deref(), Some("Monday 26 December"));
}
