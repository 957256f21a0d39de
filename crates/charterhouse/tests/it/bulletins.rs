//! Bulletins at the command line: written by the sentences of cases, listed,
//! shown, and no word of a draft told.

use crate::program::Program;

#[test]
fn a_bulletin_goes_its_way_by_sentences_and_is_listed() {
    let program = Program::with_demo(600);
    let said = program
        .run(&["visit", "list", "data", "--format", "json"])
        .must();
    let units: serde_json::Value = serde_json::from_str(&said).unwrap();
    let code = units[0]["code"].as_str().unwrap();
    let nothing = program.run(&["bulletin", "list", "data"]).must();
    assert_eq!(nothing, "no bulletin was written\n");
    let draft = format!("operator drafts a bulletin of \"{code}\" \"We met in the hall.\"");
    program.run(&["do", "data", &draft]).must();
    let listed = program.run(&["bulletin", "list", "data"]).must();
    assert_eq!(listed, format!("0 {code}: drafted\n"));
    assert!(!listed.contains("hall"), "{listed}");
    // Nobody reviews what they wrote, and the article says so.
    let own = program.run(&[
        "do",
        "data",
        &format!("operator reviews bulletin 1 of \"{code}\""),
    ]);
    assert_eq!(own.code, 2, "{}{}", own.out, own.err);
    let told = format!("{}{}", own.out, own.err);
    assert!(
        told.contains("another person") && told.contains("rticle 24"),
        "{told}"
    );
    let drop = format!("operator retracts bulletin 1 of \"{code}\" because \"no hall\"");
    program.run(&["do", "data", &drop]).must();
    let shown = program
        .run(&["bulletin", "show", "data", "0", "--format", "json"])
        .must();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["standing"], "withdrawn");
    assert_eq!(shown["published"], serde_json::Value::Null);
    let unknown = program.run(&["bulletin", "show", "data", "7"]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
}

#[test]
fn what_is_published_goes_out_with_the_record_and_is_found_by_name() {
    let program = Program::with_demo(600);
    let said = program
        .run(&["post", "list", "data", "--now", "--format", "json"])
        .must();
    let posts: serde_json::Value = serde_json::from_str(&said).unwrap();
    let all = posts.as_array().unwrap().iter();
    let (unit, head) = all
        .filter_map(|it| Some((it["unit"].as_str()?, it["person_code"].as_str()?)))
        .next_back()
        .unwrap_or_else(|| panic!("{said}"));
    let text =
        "+++\nattendance = [{name = 'Ada Vale [Eda Vale]', posts = ['chair']}]\n+++\nWe met.";
    for sentence in [
        format!("operator drafts a bulletin of \"{unit}\" \"{text}\""),
        format!("\"{head}\" reviews bulletin 1 of \"{unit}\""),
        format!("operator publishes bulletin 1 of \"{unit}\""),
    ] {
        program.run(&["do", "data", &sentence]).must();
    }
    let found = program.run(&["who", "data", "Eda Vale"]).must();
    assert!(found.contains("Ada Vale"), "{found}");
    for form in ["popolo", "org", "json", "csv"] {
        let out = program
            .run(&["record", "export", "data", "--format", form])
            .must();
        assert!(out.contains("Ada Vale"), "{form}: {out}");
    }
    program
        .run(&["record", "export", "data", "--to", "out"])
        .must();
    assert!(program.read("out/own-bulletins.toml").contains("Eda Vale"));
    // What the record of the past tells goes out with it.
    assert!(program.run(&["record", "check", "out"]).code < 2);
}
