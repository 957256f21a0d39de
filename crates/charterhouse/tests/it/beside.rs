//! What can be asked while a server has the folder, and what cannot.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use crate::program::Program;

/// A server on a free port, ended with the value.
struct Serving(Child);

impl Serving {
    fn start(program: &Program) -> Serving {
        let mut command = program.command(&["serve", "data", "--port", "0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut line = String::new();
        let said = child.stdout.take().expect("its answer");
        BufReader::new(said).read_line(&mut line).expect("a line");
        assert!(line.starts_with("serving "), "{line}");
        Serving(child)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.kill().expect("it is ended");
        self.0.wait().expect("it has ended");
    }
}

#[test]
fn reading_commands_read_beside_a_server() {
    let program = Program::with_demo(600);
    let reads: [&[&str]; 4] = [
        &["check", "data", "--format", "json"],
        &["plan", "data", "--format", "json"],
        &["export", "data", "--to", "out"],
        &["verify", "data"],
    ];
    let before = reads.map(|read| program.run(read).out);
    let people = program.read("out/people.csv");
    assert!(people.lines().count() > 500 && !people.contains("no-card"));
    let _serving = Serving::start(&program);
    for (read, before) in reads.iter().zip(before) {
        let said = program.run(read);
        assert!(said.code < 2, "{read:?}: {said:?}");
        assert_eq!(said.out, before, "{read:?}");
    }
    assert_eq!(program.read("out/people.csv"), people);
}

#[test]
fn writing_commands_are_refused_beside_a_server_and_told_what_to_do() {
    let program = Program::with_demo(600);
    program.run(&["export", "data", "--to", "out"]).must();
    let _serving = Serving::start(&program);
    let writes: [&[&str]; 2] = [
        &["plan", "data", "--apply"],
        &[
            "import",
            "data",
            "--units",
            "out/units.csv",
            "--people",
            "out/people.csv",
        ],
    ];
    for write in writes {
        let said = program.run(write);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
        assert!(
            said.err.contains("in use by another process")
                && said
                    .err
                    .contains("end it (Ctrl-C where it runs) and try again"),
            "{said:?}"
        );
    }
}
