//! Each mistake is named with its file and line, and nothing else is.

use record::{File, FolderError, Record, check, load, store};

use crate::files::problems;

#[test]
fn dates_that_no_calendar_has_are_named() {
    insta::assert_snapshot!(problems(
        r#"[[event]]
id = "e"

[[event.claim]]
says = "date"
date = "2017-02-30"
source = "B"

[[event.claim]]
says = "date"
date = "2007-10-28/2007-10-27"
voice = "tag"
source = "B"

[[text]]
id = "t"

[[text.claim]]
says = "date"
relative = "some time later"
valid = "26 December"
source = "A"
"#
    ));
}

#[test]
fn a_weekday_that_does_not_fit_is_named_with_the_one_that_does() {
    let dated = |date: &str, weekday: &str| {
        problems(&format!(
            "[[event]]\nid = \"e\"\n\n[[event.claim]]\nsays = \"date\"\ndate = \"{date}\"\nweekday = [{weekday}]\nsource = \"B\"\n"
        ))
    };
    assert_eq!(dated("2017-12-26", "\"Tuesday\""), "");
    assert_eq!(
        dated("2017-12-25/2017-12-26", "\"Monday\", \"Tuesday\""),
        ""
    );
    let said = dated("2017-12-26", "\"Monday\"");
    assert!(
        said.starts_with("it.toml:7: 2017-12-26 is a Tuesday, not a Monday\n"),
        "{said}"
    );
    let said = dated("2017-12-25/2017-12-26", "\"Monday\", \"Friday\"");
    assert!(
        said.contains("2017-12-26 is a Tuesday, not a Friday"),
        "{said}"
    );
    let said = dated("2017-12", "\"Monday\"");
    assert!(
        said.contains(":7: there is not one day for each weekday"),
        "{said}"
    );
    let said = dated("2017-12-26", "\"Tueday\"");
    assert!(
        said.contains("`Tueday` is no weekday\n  2017-12-26 is a Tuesday"),
        "{said}"
    );
}

#[test]
fn dates_by_others_are_held_against_them() {
    insta::assert_snapshot!(problems(
        r#"[[event]]
id = "first"

[[event.claim]]
says = "date"
date = "1994-03"
source = "A"

[[event]]
id = "second"

[[event.claim]]
says = "date"
date = "2008-10"
relative = "13 years after first"
source = "A"

[[event]]
id = "hen"

[[event.claim]]
says = "date"
relative = "after egg"
source = "A"

[[event]]
id = "egg"

[[event.claim]]
says = "date"
relative = "after hen"
source = "A"

[[event]]
id = "lost"

[[event.claim]]
says = "date"
relative = "same year as firts"
source = "A"
"#
    ));
}

#[test]
fn claims_without_a_source_and_names_of_nothing_are_named() {
    insta::assert_snapshot!(problems(
        r#"[[person]]
id = "p"

[[person.name]]
text = "Choe Hwi"

[[person.claim]]
says = "post"
thing = "chair"
source = "C"

[[person.claim]]
says = "opinion"
value = "none of ours"
source = "B"

[[post]]
id = "chairs"

[[post.name]]
text = "Chair"
source = "B"

[[event]]
id = "p"

[[event.claim]]
says = "part-of"
thing = "chairs"
source = "B"

[[event.claim]]
says = "ordinal"
value = "fifth"
speaker = "nobody"
source = "B"
"#
    ));
}

#[test]
fn a_file_that_contradicts_itself_is_named() {
    insta::assert_snapshot!(problems(
        r#"[[person]]
id = "weak"
weak = true

[[person.name]]
text = "Choe Hwi"
source = "B"

[[person]]
id = "strong"

[[person.name]]
text = "Thae Jong Su"
script = "hangul"
voice = "tag"
source = "B"

[[event]]
id = "e"

[[event.claim]]
says = "place"
value = "Here"
source = "B"

[[event.claim]]
says = "place"
value = "There"
source = "B"

[[event.claim]]
says = "date"
date = "1990"
silent = true
source = "B"

[[event.attendance]]
order = 1
person = "weak"
printed = "Choe Hwi [Ch'oe Hwi]"
source = "B"

[[event.attendance]]
order = 3
person = "weak"
source = "B"
"#
    ));
}

#[test]
fn brackets_that_do_not_close_are_named_unless_they_are_read() {
    let tag = |text: &str, more: &str| {
        problems(&format!(
            "[[tag]]\ntext = \"{text}\"\n{more}source = \"B\"\n"
        ))
    };
    let said = tag("Choe Hwi (PAD]", "");
    assert!(
        said.starts_with("it.toml:2: in `Choe Hwi (PAD]` `(` is closed by `]`, at character 14\n"),
        "{said}"
    );
    assert_eq!(tag("Choe Hwi (PAD]", "reading = \"Choe Hwi (PAD)\"\n"), "");
    let said = problems(
        "[[person]]\nid = \"p\"\n\n[[person.name]]\ntext = \"Choe Hwi [Ch'oe\"\nsource = \"B\"\n",
    );
    assert!(
        said.starts_with("it.toml:5: in `Choe Hwi [Ch'oe` `[` is never closed, at character 10"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked_all_the_same() {
    let said = problems("[[person]]\nid = \"p\"\nnick-name = \"x\"\n");
    assert!(
        said.contains("it.toml:3: unknown field `nick-name`"),
        "{said}"
    );
    assert!(
        said.contains("it.toml:1: a person without a name"),
        "{said}"
    );
    let said = problems("[[person]]\nid = \"p\n");
    assert!(said.starts_with("it.toml:2: "), "{said}");
    let files = ["id = \"x\"\ntitle = \"One\"\ndate = \"2017-13\"", "id = 4"].map(|text| File {
        path: format!("{}.toml", text.len()),
        text: format!("[[source]]\n{text}\n"),
    });
    let report = check(&Record::read(files.to_vec()));
    let lines: Vec<(&str, usize)> = report
        .problems
        .iter()
        .map(|it| (it.file.as_str(), it.line))
        .collect();
    // What is read without its id lacks one and a title, too.
    assert_eq!(
        lines,
        [("39.toml", 4), ("6.toml", 1), ("6.toml", 1), ("6.toml", 2)]
    );
}

#[test]
fn no_path_leads_out_of_the_folder_and_no_strange_file_is_passed_over() {
    let away = tempfile::tempdir().unwrap();
    let file = |path: &str| File {
        path: path.to_owned(),
        text: String::new(),
    };
    for path in [
        "../a.toml",
        "/a.toml",
        "a/../../b.toml",
        ".a.toml",
        "a.sh",
        "",
        "a\\b.toml",
    ] {
        let error = store(&[file(path)], &away.path().join("r")).unwrap_err();
        assert!(matches!(error, FolderError::Path(_)), "{path}: {error}");
        assert!(!away.path().join("r").exists());
    }
    store(
        &[file("b/a.toml"), file("README.md")],
        &away.path().join("r"),
    )
    .unwrap();
    let paths: Vec<String> = load(&away.path().join("r"))
        .unwrap()
        .into_iter()
        .map(|it| it.path)
        .collect();
    assert_eq!(paths, ["README.md", "b/a.toml"]);
    std::fs::write(away.path().join("r/picture.png"), [0]).unwrap();
    let error = load(&away.path().join("r")).unwrap_err();
    assert!(matches!(error, FolderError::Stranger { .. }), "{error}");
}

#[test]
fn an_id_that_is_the_address_of_a_page_is_named() {
    for id in record::RESERVED_IDS {
        let said = problems(&format!(
            "[[event]]\nid = \"e\"\n\n[[text]]\nid = \"{id}\"\n"
        ));
        let wanted = format!("it.toml:5: the id `{id}` is the address of a page of the record");
        assert!(said.starts_with(&wanted), "{said}");
    }
    assert_eq!(problems("[[event]]\nid = \"person\"\n"), "");
}
