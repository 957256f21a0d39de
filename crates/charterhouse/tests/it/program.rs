//! The program, run in a folder of its own that is gone afterwards.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The reference charter, where it stands in the project.
pub(crate) const CHARTER: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../charters/party-cell.md");

/// A folder to run the program in.
pub(crate) struct Program {
    folder: TempDir,
}

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Program {
    pub(crate) fn new() -> Program {
        Program {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// A made-up organisation in `data`.
    pub(crate) fn with_demo(members: u32) -> Program {
        let program = Program::new();
        let members = members.to_string();
        program
            .run(&[
                "demo",
                "--no-serve",
                "--data",
                "data",
                "--members",
                &members,
            ])
            .must();
        program
    }

    /// An organisation under the reference charter in `data`, without anybody in it.
    pub(crate) fn with_empty() -> Program {
        let program = Program::new();
        program
            .run(&["init", "data", "--charter", CHARTER, "--from", "2020-01-01"])
            .must();
        program
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).expect("the file is written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// A command of the program, in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_charterhouse")));
        command.current_dir(self.folder.path()).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(arguments).output().expect("the program runs");
        Said {
            code: status.code().expect("it ended by itself"),
            out: String::from_utf8(stdout).expect("text"),
            err: String::from_utf8(stderr).expect("text"),
        }
    }

    /// An account for the person with this code, who signs in as it and with it.
    pub(crate) fn may_sign_in(&self, code: &str) {
        self.write("password", format!("{code} {code}\n"));
        let password = std::fs::File::open(self.path("password")).expect("the file is there");
        let status = self
            .command(&["account", "add", "data", code, "--person", code])
            .arg("--password-stdin")
            .stdin(password)
            .stdout(std::process::Stdio::null())
            .status()
            .expect("the program runs");
        assert!(status.success(), "{code} gets an account");
    }

    /// What `check` finds, as `unit rule`, sorted.
    pub(crate) fn findings(&self) -> Vec<String> {
        let said = self.run(&["check", "data", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        let mut found: Vec<String> = json["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|finding| {
                format!(
                    "{} {}",
                    finding["unit"]["code"].as_str().unwrap(),
                    finding["rule"].as_str().unwrap()
                )
            })
            .collect();
        found.sort();
        found
    }
}

impl Said {
    /// Fails unless the program ended well, and gives what it said.
    pub(crate) fn must(self) -> String {
        assert_eq!(self.code, 0, "{self:#?}");
        self.out
    }
}
