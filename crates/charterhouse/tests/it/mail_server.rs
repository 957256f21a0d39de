//! A real mail server for as long as a test runs: `tests/mail/server.py`, which
//! reads the mails that arrive with a parser that is not ours.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

/// How long a mail may take to arrive on a busy machine.
const ARRIVES: Duration = Duration::from_secs(60);

/// A server and what has arrived there.
pub(crate) struct MailServer {
    process: Child,
    lines: Receiver<Value>,
    pub(crate) port: u16,
}

impl MailServer {
    /// Starts a server of a kind: `plain`, `auth`, `starttls` or `tls`.
    pub(crate) fn start(kind: &str) -> MailServer {
        let mut process = Command::new(python())
            .arg(beside("server.py"))
            .arg(kind)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("python starts");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        let (say, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let line = serde_json::from_str(&line).expect("a line of JSON");
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        let first: Value = lines
            .recv_timeout(ARRIVES)
            .expect("the mail server starts; `cargo xtask test` installs what it needs");
        MailServer {
            process,
            lines,
            port: u16::try_from(first["port"].as_u64().expect("a port")).expect("a port"),
        }
    }

    /// The next mail, waiting for it.
    pub(crate) fn next(&self) -> Mail {
        Mail(self.lines.recv_timeout(ARRIVES).expect("a mail arrives"))
    }

    /// What has arrived until now: a mail is told of before it is answered.
    pub(crate) fn arrived(&self) -> Vec<Mail> {
        // What was written to the pipe may still be on its way through the thread.
        let patience = Duration::from_millis(300);
        std::iter::from_fn(|| self.lines.recv_timeout(patience).ok())
            .map(Mail)
            .collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A mail as it arrived.
#[derive(Debug)]
pub(crate) struct Mail(Value);

impl Mail {
    /// The only recipient.
    pub(crate) fn to(&self) -> &str {
        assert_eq!(self.0["recipients"].as_array().unwrap().len(), 1);
        self.0["recipients"][0].as_str().unwrap()
    }

    /// The only header of this name.
    pub(crate) fn header(&self, name: &str) -> &str {
        let headers = self.0["headers"].as_array().unwrap();
        let mut found = headers.iter().filter(|pair| pair[0] == name);
        let value = found.next().unwrap_or_else(|| panic!("{name}: {self:?}"));
        assert!(found.next().is_none(), "{name} twice: {self:?}");
        value[1].as_str().unwrap()
    }

    /// The text, its lines ended as here.
    pub(crate) fn text(&self) -> String {
        self.0["text"].as_str().unwrap().replace("\r\n", "\n")
    }

    /// What else the server says of it.
    pub(crate) fn fact(&self, name: &str) -> &Value {
        &self.0[name]
    }

    /// The address in it under which it is stopped.
    pub(crate) fn stop(&self) -> String {
        let header = self.header("List-Unsubscribe");
        let address = header.strip_prefix('<').unwrap().strip_suffix('>').unwrap();
        assert!(self.text().contains(&format!("{address}\n")), "{self:?}");
        address.to_owned()
    }
}

/// A file beside the server.
pub(crate) fn beside(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail")).join(name)
}

/// The Python that has the server's library: the one that was found, or Debian's.
fn python() -> PathBuf {
    std::env::var_os("CHARTERHOUSE_PYTHON").map_or_else(|| "/usr/bin/python3".into(), PathBuf::from)
}
