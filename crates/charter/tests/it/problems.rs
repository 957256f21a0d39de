//! What the reader finds wrong, and how it says so. The document at the base
//! is without problems; each test changes a piece of it.

use charter::{Reading, read, render};

const GOOD: &str = include_str!("fixture.md");

/// Reads the document with each old piece replaced, once, by the new one.
fn changed(pieces: &[(&str, &str)]) -> (String, Reading) {
    let mut text = GOOD.to_owned();
    for (old, new) in pieces {
        assert!(text.contains(old), "the document has no {old:?}");
        text = text.replacen(old, new, 1);
    }
    let reading = read(&text);
    (text, reading)
}

/// Asserts that the change causes exactly this one problem, at this marked text.
#[track_caller]
fn one(pieces: &[(&str, &str)], message: &str, marked: &str) {
    let (text, reading) = changed(pieces);
    let found: Vec<(&str, &str)> = reading
        .problems
        .iter()
        .map(|problem| {
            (
                problem.message.as_str(),
                text.get(problem.span.clone()).unwrap(),
            )
        })
        .collect();
    assert_eq!(found, [(message, marked)]);
    assert_eq!(reading.charter, None);
}

#[test]
fn the_document_at_the_base_has_no_problems() {
    let (text, reading) = changed(&[]);
    assert!(
        reading.charter.is_some(),
        "{}",
        render(&reading.problems, "fixture.md", &text)
    );
}

#[test]
fn two_levels_at_the_top() {
    one(
        &[("under    = [\"league\"]\n", "")],
        "two levels stand at the top: `league` and `district`",
        "\"district\"",
    );
}

#[test]
fn no_level_at_the_top() {
    one(
        &[(
            "title    = \"league\"\n",
            "title = \"league\"\nunder = [\"district\"]\n",
        )],
        "no level stands at the top",
        "[\"district\"]",
    );
}

#[test]
fn levels_that_stand_under_each_other() {
    let ring = "\n```rule\n[level]\nid = \"fleet\"\ntitle = \"fleet\"\nunder = [\"flotilla\"]\nmodality = \"must\"\nbasis = \"assumed\"\n```\n\
                ```rule\n[level]\nid = \"flotilla\"\ntitle = \"flotilla\"\nunder = [\"fleet\"]\nmodality = \"must\"\nbasis = \"assumed\"\n```\n\
                \n## Article 2. Rowers";
    let (_, reading) = changed(&[("\n## Article 2. Rowers", ring)]);
    let found: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "no unit of the level `fleet` can ever stand anywhere",
            "no unit of the level `flotilla` can ever stand anywhere",
        ]
    );
}

#[test]
fn a_level_nobody_can_stand_under() {
    one(
        &[
            (
                "under    = [\"league\", \"district\"]",
                "under = [\"league\"]",
            ),
            ("form district", "split"),
        ],
        "nobody can stand under the level `district`",
        "\"district\"",
    );
}

#[test]
fn people_belong_where_other_units_stand() {
    one(
        &[(
            "under    = [\"league\"]\n",
            "under = [\"league\"]\nmembers = true\n",
        )],
        "people belong to the level `district`, and other levels stand under it",
        "true",
    );
}

#[test]
fn nobody_belongs_anywhere() {
    let (_, reading) = changed(&[("members  = true\n", "")]);
    let found: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "nobody can stand under the level `club`",
            "nobody belongs to any level"
        ]
    );
}

#[test]
fn a_size_where_nobody_belongs() {
    one(
        &[
            ("level     = \"club\"", "level = \"district\""),
            ("form district", "split"),
            ("case size.club", "case size.district"),
        ],
        "nobody belongs to a unit of the level `district`",
        "\"district\"",
    );
}

#[test]
fn no_grade_of_entry() {
    one(
        &[("entry       = true", "entry = false")],
        "nobody can be admitted to a unit of the level `club`",
        "\"club\"",
    );
}

#[test]
fn a_grade_nobody_can_come_by() {
    one(
        &[("next        = \"rower\"\nwait_months = 6\n", "")],
        "nobody can ever come to be a `rower`",
        "\"rower\"",
    );
}

#[test]
fn grades_that_run_in_a_circle() {
    let (_, reading) = changed(&[("entry    = false\n", "entry = false\nnext = \"novice\"\n")]);
    let found: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "the grades after `novice` run in a circle",
            "the grades after `rower` run in a circle"
        ]
    );
}

#[test]
fn a_waiting_time_that_leads_nowhere() {
    let (_, reading) = changed(&[("next        = \"rower\"\n", "")]);
    let found: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        found,
        ["there is a time to wait, and no grade that it leads to"]
    );
}

#[test]
fn a_size_with_a_gap() {
    one(
        &[("when  = \"..4\"", "when = \"..3\"")],
        "nothing says what happens to a unit of 3",
        "\"8..=40\"",
    );
}

#[test]
fn a_size_with_a_gap_without_end() {
    one(
        &[("when  = \"above\"", "when = \"41..=80\"")],
        "nothing says what happens to a unit of 81 or more",
        "\"8..=40\"",
    );
}

#[test]
fn outcomes_that_overlap_without_an_order() {
    one(
        &[("when  = \"..4\"", "when = \"below\"")],
        "two outcomes speak of the same sizes (4 to 7 and 7 or fewer) and no order says which comes first",
        "\"below\"",
    );
}

#[test]
fn outcomes_that_overlap_with_an_order_are_well() {
    let (_, reading) = changed(&[
        ("when  = \"4..8\"\n", "when = \"4..8\"\norder = 2\n"),
        ("when  = \"..4\"\n", "when = \"below\"\norder = 1\n"),
    ]);
    let charter = reading.charter.unwrap();
    let below: Vec<charter::Remedy> = charter.sizes[0]
        .outside
        .iter()
        .filter(|outcome| outcome.least <= 5 && outcome.most.is_some_and(|most| most >= 5))
        .map(|outcome| outcome.then)
        .collect();
    assert_eq!(below, [charter::Remedy::Merge, charter::Remedy::Allow]);
}

#[test]
fn an_outcome_inside_the_range() {
    one(
        &[("when  = \"4..8\"", "when = \"4..9\"")],
        "4 to 8 overlaps the range itself, 8 to 40",
        "\"4..9\"",
    );
}

#[test]
fn a_range_that_holds_nothing() {
    one(
        &[("8..=40", "40..=8")],
        "`40..=8` is no range",
        "\"40..=8\"",
    );
}

#[test]
fn a_unit_that_would_become_what_cannot_stand_there() {
    one(
        &[("form district", "form league")],
        "a `league` can never take the place of a `club`",
        "[[size.outside]]",
    );
}

#[test]
fn a_post_at_a_level_that_does_not_exist() {
    one(
        &[(
            "levels   = [\"club\"]\nholders",
            "levels = [\"clubb\"]\nholders",
        )],
        "this charter has no level `clubb`",
        "\"clubb\"",
    );
}

#[test]
fn two_heads_of_one_unit() {
    one(
        &[(
            "levels       = [\"league\", \"district\"]\nholders      = \"0..=3\"",
            "levels = [\"club\"]\nholders = \"1\"\nhead = true",
        )],
        "`captain` and `steward` both head a unit of the level `club`",
        "true",
    );
}

#[test]
fn a_head_with_room_for_several() {
    one(
        &[("holders  = \"1\"", "holders = \"1..=2\"")],
        "`captain` heads the unit and has room for 2 holders",
        "\"1..=2\"",
    );
}

#[test]
fn a_post_that_nobody_could_hold() {
    let (_, reading) = changed(&[(
        "from         = \"own unit or below\"",
        "from = \"own unit\"",
    )]);
    let found: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "nobody can hold `steward` in a unit of the level `league`",
            "nobody can hold `steward` in a unit of the level `district`",
        ]
    );
}

#[test]
fn a_title_that_ends_before_it_begins() {
    one(
        &[("until = 2019-12-31", "until = 2018-12-31")],
        "the title ends on 2018-12-31, before it begins on 2019-01-01",
        "2018-12-31",
    );
}

#[test]
fn a_right_without_an_action() {
    one(
        &[(
            "own_unit    = [\"see figures\"]\nunits_below = [\"see figures\", \"divide unit\"]\n",
            "",
        )],
        "a right without an action",
        "[right]",
    );
}

#[test]
fn a_right_with_an_unknown_action() {
    one(
        &[("divide unit", "devide unit")],
        "`devide unit` is no action",
        "\"devide unit\"",
    );
}

#[test]
fn a_right_for_nobody() {
    one(
        &[("holder      = \"steward\"", "holder = \"stewart\"")],
        "this charter has no post or grade `stewart`",
        "\"stewart\"",
    );
}

#[test]
fn a_right_that_binds() {
    one(
        &[(
            "\"divide unit\"]\nmodality    = \"may\"",
            "\"divide unit\"]\nmodality = \"must\"",
        )],
        "a right allows and does not bind",
        "\"must\"",
    );
}

#[test]
fn a_right_below_a_unit_that_has_nothing_below() {
    one(
        &[("holder      = \"steward\"", "holder = \"rower\"")],
        "no unit stands below the one to which a `rower` belongs",
        "[\"see figures\", \"divide unit\"]",
    );
}

#[test]
fn two_rules_with_one_name() {
    one(
        &[
            ("id           = \"steward\"\n", "id = \"captain\"\n"),
            ("holder      = \"steward\"", "holder = \"captain\""),
            ("incompatible = [\"captain\"]\n", ""),
            ("units_below = [\"see figures\", \"divide unit\"]\n", ""),
        ],
        "two rules are called `post.captain`",
        "\"captain\"",
    );
}

#[test]
fn a_basis_that_is_no_source() {
    one(
        &[("BOOK p. 7", "BOK p. 7")],
        "`BOK` is no source of this charter",
        "\"BOK p. 7\"",
    );
}

#[test]
fn what_to_do_about_a_source_is_one_sentence() {
    for (written, help) in [
        (
            "BOK p. 7",
            "did you mean `BOOK`? If not, name it in the front matter as `[sources.BOK]`",
        ),
        (
            "elsewhere",
            "write `BOOK` or `assumed`, or name it in the front matter as `[sources.elsewhere]`",
        ),
    ] {
        let (_, reading) = changed(&[("BOOK p. 7", written)]);
        assert_eq!(reading.problems[0].help.as_deref(), Some(help));
    }
}

#[test]
fn a_rule_without_modality_and_basis() {
    let (_, reading) = changed(&[("modality = \"must\"\nbasis    = \"BOOK p. 7\"\n", "")]);
    let found: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "`[meeting]` has no `modality`",
            "`[meeting]` has no `basis`"
        ]
    );
}

#[test]
fn a_misspelt_key_is_reported_once() {
    one(
        &[("attends", "atends")],
        "`[meeting]` has no key `atends`",
        "atends",
    );
    one(
        &[(
            "levels   = [\"club\"]\nevery",
            "levls   = [\"club\"]\nevery",
        )],
        "`[meeting]` has no key `levls`",
        "levls",
    );
}

#[test]
fn a_quorum_is_marked_where_it_goes_wrong() {
    one(
        &[("half of entitled", "half of everybody")],
        "this expression cannot be read",
        "everybody",
    );
}

#[test]
fn a_rhythm_that_does_not_fill_a_year() {
    one(
        &[("\"quarter\"", "\"5 months\"")],
        "`5 months` is no rhythm",
        "\"5 months\"",
    );
}

#[test]
fn leaving_cannot_be_forbidden() {
    one(
        &[("free     = true", "free = false")],
        "leaving is always possible",
        "false",
    );
}

#[test]
fn nobody_belongs_to_two_units() {
    one(
        &[("units    = 1", "units = 2")],
        "nobody can belong to 2 base units",
        "2",
    );
}

#[test]
fn a_case_that_names_nothing() {
    one(
        &[(
            "expect finding size \"Swans\"",
            "expect finding size \"Ducks\"",
        )],
        "this case knows no unit \"Ducks\"",
        "\"Ducks\"",
    );
    one(
        &[("41 rowers", "41 rowrs")],
        "this line cannot be read",
        "rowrs",
    );
    one(
        &[("case size.club", "case size.clubs")],
        "this charter has no rule `size.clubs`",
        "size.clubs",
    );
}

#[test]
fn a_case_that_expects_or_does_nothing() {
    let (_, reading) = changed(&[("expect finding size \"Swans\" above\n", "")]);
    assert_eq!(reading.problems[0].message, "this case expects nothing");
    let (_, reading) = changed(&[("check  on 2020-05-01\n", "")]);
    assert_eq!(
        reading.problems[0].message,
        "nothing is done or checked in this case"
    );
}

#[test]
fn a_block_outside_every_article_or_inside_another_block() {
    let rule = "```rule\n[leaving]\nfree = true\nmodality = \"must\"\nbasis = \"assumed\"\n```\n\n## Article 1.";
    one(
        &[("## Article 1.", rule)],
        "this rule block stands under no article",
        "```rule",
    );
    let listed = "\n- so it is\n\n  ```rule\n  [leaving]\n  ```\n\n## Article 2.";
    one(
        &[("\n## Article 2.", listed)],
        "a rule block inside another block is not read",
        "```rule",
    );
}

#[test]
fn a_document_without_front_matter() {
    let reading = read("## Article 1. Nothing\n\nNothing at all.\n");
    assert_eq!(
        reading.problems[0].message,
        "the document has no front matter"
    );
}

#[test]
fn several_problems_are_printed_with_their_lines() {
    let (text, reading) = changed(&[
        ("edition = 2020-01-01", "edition = \"2020-01-01\""),
        ("under    = [\"league\"]", "under = [\"leage\"]"),
        ("when  = \"4..8\"", "when = \"3..8\""),
        ("half of entitled", "half of the entitled"),
        ("given  club \"Swans\" with", "given  club \"Swans\" wiht"),
        ("modality    = \"may\"", "modality    = \"maybe\""),
    ]);
    insta::assert_snapshot!(render(&reading.problems, "charters/rowing.md", &text));
}

#[test]
fn a_document_with_windows_line_ends_and_a_mark_at_the_front_reads_the_same() {
    let (_, plain) = changed(&[]);
    let windows = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    let reading = read(&windows);
    assert!(
        reading.problems.is_empty(),
        "{}",
        render(&reading.problems, "fixture.md", &windows)
    );
    let (plain, windows) = (plain.charter.unwrap(), reading.charter.unwrap());
    assert_eq!(plain.rules, windows.rules);
    assert_eq!(plain.cases, windows.cases);
}

#[test]
fn a_document_without_levels() {
    let front = GOOD.split("# A league").next().unwrap();
    let reading = read(&format!("{front}## Article 1. Nothing\n\nNothing yet.\n"));
    let found: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(found, ["this charter has no levels"]);
}

#[test]
fn a_level_under_itself() {
    one(
        &[(
            "under    = [\"league\"]\n",
            "under = [\"league\", \"district\"]\n",
        )],
        "the level `district` stands under itself",
        "[\"league\", \"district\"]",
    );
}

#[test]
fn a_unit_that_would_become_what_it_cannot_stand_under() {
    one(
        &[
            (
                "under    = [\"league\", \"district\"]",
                "under = [\"league\"]",
            ),
            (
                "## Article 2. Rowers",
                "```rule\n[level]\nid = \"crew\"\ntitle = \"crew\"\nunder = [\"district\"]\nmembers = true\n\
                 modality = \"must\"\nbasis = \"assumed\"\n```\n\n## Article 2. Rowers",
            ),
        ],
        "`club` cannot become `district` with units beneath it",
        "[[size.outside]]",
    );
}

#[test]
fn values_that_are_none() {
    one(
        &[("then  = \"merge\"", "then = \"mend\"")],
        "`mend` is nothing that can happen to a unit",
        "\"mend\"",
    );
    one(
        &[("\"0..=3\"", "\"a few\"")],
        "`a few` is no number of holders",
        "\"a few\"",
    );
    one(
        &[("\"own unit or below\"", "\"outside\"")],
        "nobody can come from `outside`",
        "\"outside\"",
    );
    one(
        &[("wait_months = 6", "wait_months = -6")],
        "`wait_months` cannot be -6",
        "-6",
    );
    one(
        &[("wait_months = 6", "wait_months = \"6\"")],
        "`wait_months` has to be a whole number",
        "\"6\"",
    );
    one(
        &[("title    = \"regatta\"", "title = \" \"")],
        "`title` is empty",
        "\" \"",
    );
    one(
        &[("id       = \"boats\"", "id = \"dry boats\"")],
        "`dry boats` is no identifier",
        "\"dry boats\"",
    );
    one(
        &[("attends  = [\"rower\"]", "attends = [\"rower\", \"rower\"]")],
        "`rower` stands in `attends` twice",
        "\"rower\"",
    );
    one(
        &[("attends  = [\"rower\"]", "attends = []")],
        "`attends` names no grade",
        "[]",
    );
    one(
        &[("every    = \"quarter\"", "every = { basis = \"assumed\" }")],
        "`every` has no value",
        "{ basis = \"assumed\" }",
    );
    one(
        &[("when  = \"..4\"", "when = \"few\"")],
        "`few` is no range",
        "\"few\"",
    );
}

#[test]
fn an_outcome_for_sizes_there_are_none_of() {
    one(
        &[("\"8..=40\"", "\"8..\"")],
        "nothing is above this range",
        "\"above\"",
    );
    one(
        &[
            ("\"8..=40\"", "\"..=40\""),
            ("when  = \"4..8\"", "when = \"below\""),
            (
                "[[size.outside]]\nwhen  = \"..4\"\nthen  = \"merge\"\nbasis = \"assumed\"\n",
                "",
            ),
        ],
        "nothing is below this range",
        "\"below\"",
    );
}

#[test]
fn a_post_beside_itself() {
    one(
        &[(
            "incompatible = [\"captain\"]",
            "incompatible = [\"steward\"]",
        )],
        "`steward` may not be held beside itself",
        "[\"steward\"]",
    );
}

#[test]
fn a_right_of_a_post_that_is_also_a_grade() {
    one(
        &[
            ("id           = \"steward\"", "id = \"rower\""),
            ("holder      = \"steward\"", "holder = \"rower\""),
        ],
        "`rower` is a post and a grade",
        "\"rower\"",
    );
}

#[test]
fn leaving_before_belonging() {
    one(
        &[(
            "[belonging]\nunits    = 1\nmodality = \"must\"\nbasis    = \"BOOK p. 2\"\n",
            "",
        )],
        "leaving is spoken of before belonging",
        "[leaving]",
    );
}

#[test]
fn a_duty_of_nobody() {
    one(
        &[("on       = [\"club\", \"rower\"]", "on = [\"clubs\"]")],
        "this charter has no level, post or grade `clubs`",
        "\"clubs\"",
    );
}

#[test]
fn articles_and_blocks_that_are_none() {
    one(
        &[("## Article 5.", "## Article 4.")],
        "two articles have the number 4",
        "## Article 4. Regattas\n",
    );
    one(
        &[(
            "## Article 5. Regattas",
            "## Article 5. Regattas\n\n```rules\n[meeting]\n```\n",
        )],
        "`rules` is no kind of block",
        "```rules",
    );
    one(
        &[("[duty]\n", "[dutty]\n")],
        "`dutty` is no kind of rule",
        "dutty",
    );
    one(
        &[(
            "## Article 5. Regattas",
            "## Article 5. Regattas\n\n```rule\n```\n",
        )],
        "this rule block says nothing",
        "```rule\n```",
    );
    let (_, reading) = changed(&[("## Article 3. Size", "## Article three. Size")]);
    assert_eq!(
        reading.problems[0].message,
        "an article needs a number and a title"
    );
    let open = GOOD.trim_end().trim_end_matches("```");
    let messages: Vec<String> = read(open)
        .problems
        .into_iter()
        .map(|problem| problem.message)
        .collect();
    assert_eq!(messages, ["this rule block does not end"]);
    let front: Vec<String> = read("+++\ncharter = \"x\"\n")
        .problems
        .into_iter()
        .map(|problem| problem.message)
        .collect();
    assert_eq!(front, ["the front matter does not end"]);
}

#[test]
fn a_line_of_a_case_that_makes_no_sense_is_marked() {
    let check = "check  on 2020-05-01\n";
    let case = |line: &str| {
        let (text, reading) = changed(&[(check, &format!("{line}\n{check}"))]);
        let problem = reading
            .problems
            .first()
            .unwrap_or_else(|| panic!("nothing is wrong with {line:?}"));
        let marked = text.get(problem.span.clone()).unwrap();
        format!("{}: {marked}", problem.message)
    };
    let lines = [
        "givn club \"Ducks\"",
        "given clubb \"Ducks\"",
        "given club \"Swans\"",
        "given club \"Ducks\" with many rowers",
        "given club \"Ducks",
        "given club \"\"",
        "given \"Kim\" is captain of \"Swans\"",
        "given \"Kim\", rower of \"Ducks\"",
        "given \"Kim\", rower",
        "given regatta of \"Swans\" on Monday",
        "given regatta of \"Swans\" on 2020-02-30",
        "when nobody founds club \"Ducks\"",
        "when operator fonds club \"Ducks\"",
        "when operator leaves",
        "when operator takes up captain of \"Swans\"",
        "when \"Kim\" leaves",
        "when operator founds club \"Ducks\" under district \"Swans\"",
        "when operator records regatta of \"Swans\" with some present",
        "expect nothing",
        "expect refused by article 9",
        "expect finding sizes \"Swans\"",
        "expect duty boots in words only",
        "expect duty boats",
        "expect event regatta rowed",
        "expect 41 rowers on \"Swans\"",
        "expect done and dusted",
        "expect done; really",
    ];
    let answers: Vec<String> = lines
        .iter()
        .map(|line| format!("{line}\n    {}", case(line)))
        .collect();
    insta::assert_snapshot!(answers.join("\n"));
}
