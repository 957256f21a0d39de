//! The program serving a small made-up organisation, for as long as a test runs.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use crate::program::Program;

/// People to make up: enough for every kind of unit, few enough for a moment.
const MEMBERS: &str = "2000";

/// People to make up where pictures are taken: as many as the demo has.
const MEMBERS_PICTURED: &str = "20000";

/// A server process with its data.
pub(crate) struct Server {
    process: Child,
    address: String,
    pub(crate) logins: Vec<Login>,
    pub(crate) program: Program,
}

/// Somebody of the made-up organisation to sign in as.
#[derive(Clone, Debug)]
pub(crate) struct Login {
    /// Name of the unit in which they are what they are.
    pub(crate) unit: String,
    pub(crate) name: String,
    pub(crate) password: String,
}

impl Server {
    /// Makes an organisation and serves it on a port that is free.
    pub(crate) fn start() -> Server {
        let is_pictured = std::env::var_os("CHARTERHOUSE_SCREENSHOTS").is_some();
        let members = if is_pictured {
            MEMBERS_PICTURED
        } else {
            MEMBERS
        };
        let demo = [
            "demo",
            "--data",
            "data",
            "--members",
            members,
            "--port",
            "0",
        ];
        Server::run(Program::new(), &demo)
    }

    /// Serves the organisation that stands in `data` already.
    pub(crate) fn over(program: Program) -> Server {
        Server::run(program, &["serve", "data", "--port", "0"])
    }

    fn run(program: Program, arguments: &[&str]) -> Server {
        let mut process = program
            .command(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut logins = Vec::new();
        let mut address = None;
        for line in lines.map_while(Result::ok) {
            if let Some((words, password)) = line.rsplit_once(" / ") {
                let (who, name) = words.rsplit_once(": ").expect("who: name / password");
                let (_, unit) = who.split_once(", ").expect("what they are, where");
                logins.push(Login {
                    unit: unit.to_owned(),
                    name: name.to_owned(),
                    password: password.to_owned(),
                });
            }
            if let Some(rest) = line.strip_prefix("serving ") {
                address = rest.split(' ').next().map(str::to_owned);
                break;
            }
        }
        let address = address.expect("the program says where it serves");
        Server {
            process,
            address,
            logins,
            program,
        }
    }

    /// The address of a page.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The status and the body of what the API answers.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &str,
    ) -> (String, String) {
        let at = self.at("");
        let mut stream = TcpStream::connect(at.strip_prefix("http://").unwrap()).unwrap();
        let bearer = token.map_or_else(String::new, |token| {
            format!("Authorization: Bearer {token}\r\n")
        });
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             {bearer}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, content) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap();
        (status.to_owned(), content.to_owned())
    }

    /// How many units were planted outside rules whose names hold `part`.
    pub(crate) fn planted(&self, part: &str) -> usize {
        let example: serde_json::Value =
            serde_json::from_str(&self.program.read("data/made-up.json")).expect("JSON");
        let planted = example["planted"].as_array().expect("a list");
        let rule = |planted: &serde_json::Value| {
            format!(" {}", planted["rule"].as_str().unwrap_or_default())
        };
        planted
            .iter()
            .filter(|planted| rule(planted).contains(part))
            .count()
    }

    /// Somebody without a post.
    pub(crate) fn member(&self) -> &Login {
        &self.logins[0]
    }

    /// The head of a base unit.
    pub(crate) fn head(&self) -> &Login {
        &self.logins[1]
    }

    /// Somebody who looks after the units below.
    pub(crate) fn organiser(&self) -> &Login {
        &self.logins[2]
    }

    /// Ends the server so that commands may have the data folder.
    pub(crate) fn stop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
