//! The names of somebody: in with a register, found, shown for a day, out and in again.

use crate::program::Program;

/// A cell, and in it somebody who has married and somebody known in three scripts.
fn with_names() -> Program {
    let program = Program::with_empty();
    for sentence in [
        r#"founds central "C" on 2020-02-01"#,
        r#"founds province "P" under "C" on 2020-02-01"#,
        r#"founds county "A" under "P" on 2020-02-01"#,
        r#"founds cell "A-1" under "A" on 2020-02-01"#,
    ] {
        program.run(&["do", "data", sentence]).must();
    }
    program.write("people.csv", PEOPLE);
    program.run(&IMPORT).must();
    program
}

const IMPORT: [&str; 4] = ["import", "data", "--people", "people.csv"];

const PEOPLE: &str = "\
code,name,unit,grade,joined,post,email,phone,names
P-1,Ana Bell,A-1,candidate,2020-03-01,,,,; from=2021-06-01 | Ana Ruiz; until=2021-05-31; source=a = b\\; c
P-2,Choe Hwi [Ch'oe Hwi],A-1,candidate,2020-03-01,,,,최휘; system=hangul; order=family-first
";

fn json(told: &str) -> serde_json::Value {
    serde_json::from_str(told).unwrap()
}

#[test]
fn names_come_in_are_found_and_are_shown_for_their_days() {
    let program = with_names();
    for (asked, form) in [
        ("Ana Ruiz", "Ana Ruiz"),
        ("최휘", "최휘"),
        ("Ch'oe Hwi", "Ch'oe Hwi"),
    ] {
        let told = program
            .run(&["who", "data", asked, "--format", "json"])
            .must();
        let roll = &json(&told)["roll"];
        assert_eq!(roll.as_array().unwrap().len(), 1, "{asked}: {told}");
        assert_eq!(roll[0]["form"], form, "{asked}: {told}");
    }
    let told = program.run(&["who", "data", "Ana Ruiz"]).must();
    assert_eq!(
        told,
        "Ana Bell (P-1), in A-1: same\n  also Ana Ruiz, found by it\n"
    );
    let on = |day: &str| program.run(&["show", "data", "P-1", "--on", day]).must();
    let before = on("2021-05-31");
    assert!(
        before.starts_with("Ana Ruiz (P-1, No. 0), as of 2021-05-31\ncalled Ana Bell today\n"),
        "{before}"
    );
    assert!(
        before.contains("  name: Ana Ruiz (latin, until 2021-05-31, source: a = b; c)\n"),
        "{before}"
    );
    assert!(on("2021-06-01").starts_with("Ana Bell (P-1, No. 0)"));
    // A roll of that day has the name of that day.
    let roll = program
        .run(&["show", "data", "A-1", "--on", "2021-05-31"])
        .must();
    assert!(
        roll.contains("Ana Ruiz (No. 0)") && !roll.contains("Ana Bell"),
        "{roll}"
    );
    // A sentence with a bracket gives two names, and one that does not close gives none.
    let admit = |name: &str| format!(r#"admits "{name}" to "A-1" as candidate on 2022-01-01"#);
    let said = program.run(&[
        "do",
        "data",
        &admit("Pak Thae Dok [Pak T'ae-dok]"),
        "--code",
        "P-3",
    ]);
    said.must();
    let told = program.run(&["who", "data", "Pak T'ae-dok"]).must();
    assert!(told.starts_with("Pak Thae Dok (P-3), in A-1"), "{told}");
    let said = program.run(&["do", "data", &admit("Kim [Gim"), "--code", "P-4"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(
        said.err
            .contains("in the name \"Kim [Gim\" `[` is never closed, at character 5"),
        "{}",
        said.err
    );
}

#[test]
fn what_is_exported_brings_every_name_in_again() {
    let program = with_names();
    let export = ["export", "data", "--to", "out"];
    program.run(&export).must();
    let people = program.read("out/people.csv");
    assert!(
        people.starts_with("code,name,unit,grade,joined,post,email,phone,names\n"),
        "{people}"
    );
    let other = Program::with_empty();
    for name in ["units.csv", "people.csv"] {
        other.write(name, program.read(&format!("out/{name}")));
    }
    other
        .run(&[
            "import",
            "data",
            "--units",
            "units.csv",
            "--people",
            "people.csv",
        ])
        .must();
    other.run(&export).must();
    assert_eq!(other.read("out/people.csv"), people);
    for files in [people.as_str(), PEOPLE] {
        program.write("people.csv", files);
        let said = program.run(&IMPORT).must();
        assert!(said.contains("nothing had to change"), "{said}");
    }
    // A file that says nothing of other names leaves them.
    let without: String = PEOPLE
        .lines()
        .map(|line| format!("{}\n", line.rsplit_once(',').unwrap().0))
        .collect();
    program.write("people.csv", without);
    let said = program.run(&IMPORT).must();
    assert!(said.contains("nothing had to change"), "{said}");
    program.run(&export).must();
    assert_eq!(program.read("out/people.csv"), people);
}

#[test]
fn names_that_cannot_be_read_are_named_with_line_and_column() {
    let program = with_names();
    for (row, told) in [
        (
            "P-9,Kim [Gim,A-1,candidate,2020-03-01,,,,",
            ":2: column 2 `name`",
        ),
        (
            "P-9,Kim,A-1,candidate,2020-03-01,,,,Gim; until=May",
            "\"May\" is no day, month or year",
        ),
        (
            "P-9,Kim,A-1,candidate,2020-03-01,,,,Gim [K",
            "`[` is never closed",
        ),
        (
            "P-9,Kim,A-1,candidate,2020-03-01,,,,Kim; until=2019",
            "1 problem",
        ),
    ] {
        let heads = PEOPLE.lines().next().unwrap();
        program.write("people.csv", format!("{heads}\n{row}\n"));
        let said = program.run(&IMPORT);
        assert_eq!(said.code, 1, "{row}: {said:?}");
        assert!(said.out.contains(told), "{row}: {}", said.out);
    }
}

#[test]
fn no_name_stands_plainly_on_disk_and_erasing_takes_all_of_them() {
    let program = with_names();
    let holds = |name: &str| {
        let files = std::fs::read_dir(program.path("data")).unwrap();
        let files = files.map(|it| it.unwrap().path()).filter(|it| it.is_file());
        let mut bytes = files.map(|it| std::fs::read(it).unwrap());
        bytes.any(|it| it.windows(name.len()).any(|part| part == name.as_bytes()))
    };
    assert!(holds("A-1"), "units are read there");
    for name in ["Ana Bell", "Ana Ruiz", "최휘", "Ch'oe Hwi"] {
        assert!(!holds(name), "{name}");
    }
    program
        .run(&["do", "data", r#""P-1" leaves on 2022-01-01"#])
        .must();
    for name in ["Ana Bell", "Ana Ruiz"] {
        let told = program.run(&["who", "data", name]).must();
        assert_eq!(told, "nobody is known under a name like that\n", "{name}");
    }
}
