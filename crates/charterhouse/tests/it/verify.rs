//! Reading everything again.

use crate::program::Program;

#[test]
fn a_whole_folder_verifies_and_one_changed_byte_is_named() {
    let program = Program::with_demo(600);
    assert!(
        program
            .run(&["verify", "data"])
            .must()
            .contains("the same state as the journal's")
    );
    // A byte in the middle of an entry's text, found by what stands in it.
    let path = program.path("data/organisation.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let needle = b"\"member_admitted\"";
    let at = bytes
        .windows(needle.len())
        .position(|window| window == needle);
    let at = at
        .or_else(|| bytes.windows(6).position(|window| window == b"admitt"))
        .expect("an entry in plain JSON");
    bytes[at + 2] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let said = program.run(&["verify", "data"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.out.starts_with("not as it was written: entry "),
        "{said:?}"
    );
}

#[test]
fn what_is_no_organisation_cannot_be_verified() {
    let program = Program::new();
    assert_eq!(program.run(&["verify", "nowhere"]).code, 2);
}
