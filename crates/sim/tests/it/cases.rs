//! The cases of the shipped charters, run on the kernel.

use std::sync::Arc;

use sim::case::run_all;

const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");

fn hold(name: &str, text: &str) {
    let reading = charter::read(text);
    let charter = reading
        .charter
        .unwrap_or_else(|| panic!("{}", charter::render(&reading.problems, name, text)));
    let charter = Arc::new(charter);
    let outcomes = run_all(&charter);
    let failures: Vec<String> = outcomes
        .iter()
        .flat_map(|outcome| &outcome.failures)
        .map(|failure| format!("{name}, {failure}"))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(!outcomes.is_empty());
}

#[test]
fn the_cases_of_the_party_cell_charter_hold() {
    hold("charters/party-cell.md", PARTY_CELL);
}

#[test]
fn the_cases_of_the_union_charter_hold() {
    hold("charters/union.md", UNION);
}

#[test]
fn the_cases_of_the_charter_of_self_help_groups_hold() {
    hold(
        "charters/self-help-groups.md",
        include_str!("../../../../charters/self-help-groups.md"),
    );
}

/// What comes of one case, put at the end of the party-cell charter.
fn found(case: &str) -> Vec<String> {
    let text = format!("{PARTY_CELL}\n```case\n{case}\n```\n");
    let reading = charter::read(&text);
    let charter = reading
        .charter
        .unwrap_or_else(|| panic!("{}", charter::render(&reading.problems, "case", &text)));
    let charter = Arc::new(charter);
    let outcome = sim::case::run(&charter, charter.cases.last().unwrap());
    outcome
        .failures
        .into_iter()
        .map(|failure| failure.found)
        .collect()
}

#[track_caller]
fn fails(case: &str, with: &str) {
    let found = found(case);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains(with), "{found:?}");
}

#[test]
fn a_case_that_expects_the_wrong_thing_does_not_hold() {
    let thirty = "given cell \"No. 2\" under county \"A\" with 30 members\ncheck on 2017-12-26\n";
    let one_more = thirty.replace("30", "31");
    fails(
        &format!("{thirty}expect finding size \"No. 2\" above"),
        "post.secretary",
    );
    fails(
        &format!("{one_more}expect finding size \"No. 2\" below"),
        "31 people",
    );
    fails(
        &format!("{one_more}expect finding size \"No. 2\" above, remedy \"split\""),
        "form primary",
    );
    fails(
        &format!("{one_more}expect finding size \"No. 2\" above since 2017-12-25"),
        "since 2017-12-26",
    );
    fails(&format!("{one_more}expect no finding size"), "size.cell");
    fails(
        &format!("{thirty}expect 29 members in \"No. 2\""),
        "30 of them",
    );
    fails(&format!("{thirty}expect 2 cells under \"A\""), "1 of them");
    fails(
        &format!("{thirty}expect primary \"No. 2\" under \"A\""),
        "party cell",
    );
    fails(
        &format!("{thirty}expect \"No. 2\" is dissolved"),
        "still stands",
    );
    fails(&format!("{thirty}expect done"), "nothing was done");
    fails(
        &format!("{thirty}expect secretary called \"secretary\""),
        "chairperson",
    );
    fails(
        &format!("{thirty}expect duty D1 in words only\nand quorum 3"),
        "nothing was done",
    );
}

#[test]
fn a_deed_comes_out_as_it_does_and_not_as_a_case_would_have_it() {
    let given = "given cell \"No. 2\" under county \"A\" with 20 members\n\
                 and \"Kim\", member of \"No. 2\"\nand \"Lee\", candidate of \"No. 2\"\n";
    let records = format!(
        "{given}when operator records general meeting of \"No. 2\" with 12 present on 2017-12-26\n"
    );
    fails(&format!("{records}expect quorum 12"), "a quorum of 11");
    fails(
        &format!("{records}expect quorum not reached"),
        "11 with a vote were present, 11 needed",
    );
    fails(&format!("{records}expect refused"), "done");
    fails(
        &format!("{records}expect event member left"),
        "meeting recorded",
    );
    let refused = format!(
        "{given}when \"Lee\" records general meeting of \"No. 2\" with 12 present on 2017-12-26\n"
    );
    fails(
        &format!("{refused}expect refused by article 8"),
        "refused by article 9",
    );
    fails(&format!("{refused}expect done"), "refused by article 9");
    fails(
        &format!("{refused}expect \"Lee\" in \"No. 2\""),
        "the case does not say so",
    );
    fails(
        &format!("{refused}expect refused\nand \"Lee\" may record meeting in \"No. 2\""),
        "may not",
    );
    fails(
        &format!("{refused}expect refused\nand \"Kim\" may not see roll in \"No. 2\""),
        "they may",
    );
    fails(
        &format!("{refused}expect refused\nand \"Kim\" is secretary of \"No. 2\""),
        "does not hold",
    );
    fails(
        &format!("{refused}expect refused\nand \"Kim\" is a candidate"),
        "member",
    );
    fails(
        &format!("{refused}expect refused\nand \"Kim\" in no unit"),
        "in \"No. 2\"",
    );
}

#[test]
fn a_refusal_in_the_middle_has_to_be_expected_too() {
    fails(
        "given cell \"No. 2\" under county \"A\" with 20 members\n\
         when operator founds cell \"No. 3\" under \"No. 2\" on 2017-12-26\n\
         when operator founds cell \"No. 4\" under \"A\"\n\
         expect done",
        "the case does not say so",
    );
}

#[test]
fn a_plan_is_carried_out_by_whoever_has_the_right() {
    let given = "given cell \"No. 2\" under county \"A\" with 31 members\n\
                 and cell \"No. 3\" under \"A\" with 3 members\n\
                 and cell \"No. 4\" under \"A\" with 10 members\n\
                 and \"Kim\", member of \"No. 4\"\nand \"Kim\" is officer of \"A\"\n";
    let applied = format!(
        "{given}when \"Kim\" applies the plan for \"A\" on 2017-12-26\nexpect done\nand no finding size"
    );
    assert_eq!(found(&applied), Vec::<String>::new());
    let nobody =
        format!("{given}when \"Kim\" applies the plan for \"No. 4\" on 2017-12-26\nexpect done");
    fails(&nobody, "nothing this actor could plan");
}

#[test]
fn units_are_split_as_a_case_says() {
    let case = "given cell \"No. 2\" under section \"Bureau\" with 31 members\n\
                and \"Kim\", member of \"No. 2\"\n\
                when operator splits \"No. 2\" giving \"Kim\" and 15 people to \"No. 3\" on 2017-12-26\n\
                expect done\nand \"Kim\" in \"No. 3\"\nand 16 people in \"No. 3\"\nand 16 people in \"No. 2\"\n\
                and 2 cells under \"Bureau\"\nand no finding size";
    assert_eq!(found(case), Vec::<String>::new());
}
