//! One ChromeDriver process and one browser in it, both gone when the test is.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// How long an answer of the driver may take.
const ANSWER_SECONDS_MAX: u64 = 60;

/// A driver that was started for one test.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    /// The browser it opened, to be closed first.
    session: Option<String>,
    /// The browser's profile: new, empty and gone afterwards.
    profile: TempDir,
}

impl Driver {
    /// Starts a driver on a port that is free.
    pub(crate) fn start() -> Driver {
        let mut process = Command::new(program("CHARTERHOUSE_CHROMEDRIVER", &["chromedriver"]))
            .args(["--port=0", "--allowed-ips=127.0.0.1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.rsplit_once("started successfully on port ")?
                    .1
                    .trim_end_matches('.')
                    .parse()
                    .ok()
            })
            .expect("chromedriver says which port it took");
        // The pipe is read to its end so that the driver never waits for a reader.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let profile = tempfile::tempdir().expect("a folder for the profile");
        Driver {
            process,
            port,
            session: None,
            profile,
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What a browser of its own is started with.
    pub(crate) fn capabilities(&self) -> serde_json::Map<String, serde_json::Value> {
        let chromium = program(
            "CHARTERHOUSE_CHROMIUM",
            &["chromium", "chromium-browser", "google-chrome"],
        );
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--lang=en-GB",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.push(format!("--user-data-dir={}", self.profile.path().display()));
        let options = serde_json::json!({ "binary": chromium, "args": arguments });
        serde_json::Map::from_iter([("goog:chromeOptions".to_owned(), options)])
    }

    /// Notes the browser that was opened, so that it ends with the test.
    pub(crate) fn opened(&mut self, session: String) {
        self.session = Some(session);
    }

    /// A command of the browser's own protocol, for what WebDriver cannot say.
    pub(crate) fn command(&self, name: &str, parameters: &serde_json::Value) {
        let session = self.session.as_deref().expect("a browser is open");
        let body = serde_json::json!({ "cmd": name, "params": parameters });
        let answer = self
            .ask(
                "POST",
                &format!("/session/{session}/goog/cdp/execute"),
                &body.to_string(),
            )
            .expect("the driver answers");
        assert!(answer.starts_with("HTTP/1.1 200"), "{name}: {answer}");
    }

    /// One request to the driver, without the client, so that it also works
    /// while a failed test is being cleared away.
    fn ask(&self, method: &str, path: &str, body: &str) -> std::io::Result<String> {
        let timeout = std::time::Duration::from_secs(ANSWER_SECONDS_MAX);
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(timeout))?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut answer = BufReader::new(stream);
        let mut status = String::new();
        answer.read_line(&mut status)?;
        // The driver keeps the connection open, so the body is read by its length.
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line)?;
            match line.trim().to_ascii_lowercase().split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse().unwrap_or(0),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body)?;
        Ok(format!("{status}{}", String::from_utf8_lossy(&body)))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            // A test that failed must not fail a second time here: the driver's
            // own end, which follows, is what counts.
            drop(self.ask("DELETE", &format!("/session/{session}"), ""));
        }
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The program a variable names, or the first of `names` on the PATH.
fn program(variable: &str, names: &[&str]) -> PathBuf {
    if let Some(path) = std::env::var_os(variable) {
        return PathBuf::from(path);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
        .unwrap_or_else(|| {
            panic!(
                "{} is not installed: `cargo xtask test` installs it or says how",
                names[0]
            )
        })
}
