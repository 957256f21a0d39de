//! The register that people keep: in, out, and in again.

use std::fmt::Write as _;
use std::time::Instant;

use crate::program::Program;

const IMPORT: [&str; 6] = [
    "import",
    "data",
    "--units",
    "units.csv",
    "--people",
    "people.csv",
];

/// What an import says about findings.
fn findings_said(program: &Program, more: &[&str]) -> String {
    let said = program.run(&[&IMPORT, more].concat()).must();
    let line = said.lines().find(|line| line.contains(" findings: "));
    line.unwrap_or_else(|| panic!("{said}")).to_owned()
}

#[test]
fn what_is_exported_imports_again_to_the_same_register() {
    let demo = Program::with_demo(2_000);
    demo.run(&["export", "data", "--to", "out"]).must();
    let other = Program::with_empty();
    for name in ["units.csv", "people.csv"] {
        other.write(name, demo.read(&format!("out/{name}")));
    }
    let findings = findings_said(&other, &["--dry-run"]);
    assert!(
        findings.ends_with("once the register is entered"),
        "{findings}"
    );
    let findings = findings_said(&other, &[]);
    let count = findings.split(' ').next().unwrap();
    assert_eq!(count, other.findings().len().to_string(), "{findings}");
    other.run(&["export", "data", "--to", "out"]).must();
    let sorted = |text: String| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    for name in ["units.csv", "people.csv"] {
        let name = format!("out/{name}");
        assert_eq!(
            sorted(other.read(&name)),
            sorted(demo.read(&name)),
            "{name}"
        );
    }
    // The same files into the organisation they came from change nothing.
    let entries = |program: &Program| {
        program
            .run(&["verify", "data"])
            .must()
            .lines()
            .next()
            .map(str::to_owned)
    };
    let before = entries(&demo);
    let said = demo
        .run(&[
            "import",
            "data",
            "--units",
            "out/units.csv",
            "--people",
            "out/people.csv",
        ])
        .must();
    assert!(said.contains("nothing had to change"), "{said}");
    assert_eq!(entries(&demo), before);
}

#[test]
fn a_later_file_updates_and_leaves_everybody_else_alone() {
    let program = Program::with_empty();
    program.write("units.csv", small_units());
    program.write("people.csv", small_people());
    program.run(&IMPORT).must();
    program.write(
        "people.csv",
        "code;name;unit;grade;joined;post;email;phone\r\nP-2;Bo Birch;T-2;member;2011-03-03;secretary;;\r\n",
    );
    let said = program
        .run(&["import", "data", "--people", "people.csv"])
        .must();
    assert!(
        said.contains("people: 0 new, 1 changed; cards: 1 changed; posts: 1 taken up"),
        "{said}"
    );
    program.run(&["export", "data", "--to", "out"]).must();
    let people = program.read("out/people.csv");
    assert!(
        people.contains("\nP-1,Ann Ashe,T-1,member,2010-01-01,secretary,ann@example.org,\n"),
        "{people}"
    );
    assert!(
        people.contains("\nP-2,Bo Birch,T-2,member,2011-03-03,secretary,,\n"),
        "{people}"
    );
}

#[test]
fn a_dry_run_tells_everything_and_changes_nothing() {
    let program = Program::with_empty();
    program.write("units.csv", small_units());
    program.write("people.csv", small_people());
    let mut arguments = IMPORT.to_vec();
    arguments.push("--dry-run");
    let said = program.run(&arguments).must();
    assert!(
        said.contains("units: 5 founded, 0 changed; people: 2 new") && said.contains("a dry run"),
        "{said}"
    );
    program.run(&["export", "data", "--to", "out"]).must();
    assert_eq!(program.read("out/units.csv").lines().count(), 1);
}

fn small_units() -> &'static str {
    "code,level,name,parent,founded\nO,central,Top,,\nQ,province,Quarter,O,\nK,county,Kreis,Q,\n\
     T-1,cell,First,K,2001-01-01\nT-2,cell,Second,K,\n"
}

fn small_people() -> &'static str {
    "code,name,unit,grade,joined,post,email,phone\n\
     P-1,Ann Ashe,T-1,member,2010-01-01,secretary,ann@example.org,\n\
     P-2,Bo Beech,T-1,member,2011-01-01,,,\n"
}

/// Fifty rows, each wrong in its own way, and what the answer must say of each:
/// the column by name, or nothing where the row as a whole is wrong.
const UNIT_FAULTS: [(&str, &str, &str); 18] = [
    (
        "Z,central,Second top,,",
        "parent",
        "a second unit at the top",
    ),
    ("X-1,cel,Mistyped level,K-1,", "level", "write `cell`"),
    ("X-2,,No level,K-1,", "level", "it is empty"),
    (",cell,No code,K-1,", "code", "it is empty"),
    ("X-3,cell,,K-1,", "name", "it is empty"),
    (
        "C-1,cell,Again,K-1,",
        "code",
        "already has a unit with this code",
    ),
    ("X 4,cell,Blank,K-1,", "code", "a code holds no blank"),
    (
        "X-5,cell,Nowhere,K-77,",
        "parent",
        "there is no unit with this code",
    ),
    ("X-6,cell,On its own,X-6,", "parent", "under itself"),
    (
        "X-7,cell,Under nothing,,",
        "parent",
        "stands under another unit",
    ),
    ("X-8,cell,Circle,X-9,", "parent", "in a circle"),
    (
        "X-10,cell,Other form,K-1,03.02.2001",
        "founded",
        "write it as 2001-02-03",
    ),
    (
        "X-11,cell,No such day,K-1,2001-02-30",
        "founded",
        "February 2001 has 28 days",
    ),
    ("X-12,cell,Ahead,K-1,2070-01-01", "founded", "in the future"),
    (
        "X-13,cell,Too early,K-1,1066-10-14",
        "founded",
        "the record begins with 1900",
    ),
    ("X-14,cell,Short,K-1", "", "has 4 values"),
    ("X-15,cell,Long, row,K-1,", "", "has 6 values"),
    (
        "X-16,cell,#REF!,K-1,",
        "name",
        "error message of a spreadsheet",
    ),
];

const PEOPLE_FAULTS: [(&str, &str, &str); 32] = [
    (",Nobody,C-1,member,2020-01-01,,,", "code", "it is empty"),
    ("F-1,,C-1,member,2020-01-01,,,", "name", "it is empty"),
    ("F-2,Ann,,member,2020-01-01,,,", "unit", "it is empty"),
    ("F-3,Ann,C-1,,2020-01-01,,,", "grade", "it is empty"),
    ("F-4,Ann,C-1,member,,,,", "joined", "it is empty"),
    (
        "P-1,Ann,C-1,member,2020-01-01,,,",
        "code",
        "already has a person with this code",
    ),
    (
        "P-2,Ann,C-1,member,2020-01-01,,,",
        "code",
        "a person belongs to one unit",
    ),
    (
        "F-5,Zoë Example 3,C-3,member,2015-03-04,,p3@example.org,",
        "code",
        "the same person under another code",
    ),
    ("F+6,Ann,C-1,member,2020-01-01,,,", "code", "none of @ +"),
    ("F-7,Ann,c-001,member,2020-01-01,,,", "unit", "write `C-1`"),
    (
        "F-8,Ann,K-1,member,2020-01-01,,,",
        "unit",
        "to which nobody belongs",
    ),
    (
        "F-9,Ann,C-1,membre,2020-01-01,,,",
        "grade",
        "write `member`",
    ),
    (
        "F-10,Ann,C-1,member,31.12.2019,,,",
        "joined",
        "write it as 2019-12-31",
    ),
    (
        "F-11,Ann,C-1,member,2019-02-30,,,",
        "joined",
        "February 2019 has 28 days",
    ),
    (
        "F-12,Ann,C-1,member,2062-01-01,,,",
        "joined",
        "in the future",
    ),
    (
        "F-13,Ann,C-1,member,0202-01-01,,,",
        "joined",
        "the record begins with 1900",
    ),
    (
        "F-14,Ann,C-1,member,2020-01-01,secretery,,",
        "post",
        "write `secretary`",
    ),
    (
        "F-15,Ann,C-1,member,2020-01-01,secretary@C-9999999,,",
        "post",
        "no unit with the code `C-9999999`",
    ),
    (
        "F-16,Ann,C-1,member,2020-01-01,officer,,",
        "post",
        "has no post `officer`",
    ),
    (
        "F-17,Ann,C-1,member,2020-01-01,secretary++secretary@C-2,,",
        "post",
        "not a list of posts",
    ),
    (
        "F-18,Ann,C-1,member,2020-01-01,secretary@,,",
        "post",
        "not a list of posts",
    ),
    (
        "F-19,Ann,C-1,member,2020-01-01,secretary+secretary,,",
        "post",
        "stands in it twice",
    ),
    (
        "F-20,Ann,C-1,member,2020-01-01,,ann.example.org,",
        "email",
        "not an e-mail address",
    ),
    (
        "F-21,Ann,C-1,member,2020-01-01,,,ask her",
        "phone",
        "not a telephone number",
    ),
    (
        "F-22,Ann,C-1,member,2020-01-01,,,4.14412E+10",
        "phone",
        "lost its end",
    ),
    (
        "F-23,A\u{7}nn,C-1,member,2020-01-01,,,",
        "name",
        "control character U+0007",
    ),
    (
        "F-24,A\u{202e}nn,C-1,member,2020-01-01,,,",
        "name",
        "invisible character U+202E",
    ),
    (
        "F-25,A\u{fffd}n,C-1,member,2020-01-01,,,",
        "name",
        "a letter was lost",
    ),
    (
        "F-26,Ann \"Nan\" Ashe,C-1,member,2020-01-01,,,",
        "name",
        "a quotation mark stands in a value",
    ),
    (
        "F-27,\"Ann\" Ashe,C-1,member,2020-01-01,,,",
        "",
        "text follows the closing quotation mark",
    ),
    ("F-28,Ann,C-1,member,2020-01-01,,", "", "has 7 values"),
    ("F-29,\"Ann,C-1,member,2020-01-01,,,", "", "is never closed"),
];

#[test]
fn fifty_faults_among_a_hundred_thousand_people_are_all_named_and_nothing_is_changed() {
    let program = Program::with_empty();
    let (units, people) = large_register();
    let unit_lines = units.lines().count();
    let person_lines = people.lines().count();
    let with = |text: &str, rows: &mut dyn Iterator<Item = &str>| {
        let rows: Vec<&str> = rows.collect();
        format!("{text}{}\n", rows.join("\n"))
    };
    let circle = ["X-9,cell,Circle,X-8,"];
    program.write(
        "units.csv",
        with(
            &units,
            &mut UNIT_FAULTS.iter().map(|(row, ..)| *row).chain(circle),
        ),
    );
    program.write(
        "people.csv",
        with(&people, &mut PEOPLE_FAULTS.iter().map(|(row, ..)| *row)),
    );
    let said = program.run(&IMPORT);
    assert_eq!(said.code, 1, "{}", said.err);
    let problems: Vec<&str> = said.out.lines().collect();
    let places = [
        ("units.csv", unit_lines, &UNIT_FAULTS[..]),
        ("people.csv", person_lines, &PEOPLE_FAULTS[..]),
    ];
    for (file, lines_before, faults) in places {
        for (number, (row, column, says)) in faults.iter().enumerate() {
            let at = format!("{file}:{}: ", lines_before + 1 + number);
            let found = problems.iter().any(|problem| {
                problem.starts_with(&at)
                    && problem.contains(says)
                    && (column.is_empty() || problem.contains(&format!("`{column}`")))
            });
            assert!(found, "{at}{row:?} should say {says:?}:\n{}", said.out);
        }
    }
    assert_eq!(problems.len(), 51, "{}", said.out);
    assert_eq!(problems.last(), Some(&"50 problems: nothing was changed"));
    program.run(&["export", "data", "--to", "out"]).must();
    assert_eq!(program.read("out/people.csv").lines().count(), 1);
}

#[test]
fn a_hundred_thousand_people_are_entered_within_seconds() {
    let program = Program::with_empty();
    let (units, people) = large_register();
    program.write("units.csv", units);
    program.write("people.csv", people);
    let begun = Instant::now();
    let said = program.run(&IMPORT).must();
    let took = begun.elapsed();
    assert!(said.contains("people: 100000 new"), "{said}");
    // What people run is an optimised build, and that is the figure promised.
    let seconds_max = if cfg!(debug_assertions) { 60.0 } else { 3.0 };
    assert!(took.as_secs_f64() < seconds_max, "took {took:?}");
    let again = program.run(&IMPORT).must();
    assert!(again.contains("nothing had to change"), "{again}");
}

/// 5,000 units of twenty people.
fn large_register() -> (String, String) {
    let mut units =
        "code,level,name,parent,founded\nO,central,Top,,\nQ,province,Quarter,O,\nK-1,county,Kreis,Q,\n".to_owned();
    let mut people = "code,name,unit,grade,joined,post,email,phone\n".to_owned();
    for unit in 0..5_000 {
        writeln!(units, "C-{unit},cell,No. {unit},K-1,2001-02-03").unwrap();
    }
    for person in 0..100_000 {
        writeln!(
            people,
            "P-{person},Zoë Example {person},C-{},member,2015-03-04,{},p{person}@example.org,",
            person % 5_000,
            if person < 5_000 { "secretary" } else { "" }
        )
        .unwrap();
    }
    (units, people)
}
