//! The program itself, started as an operator would start it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::Trouble;

/// The program: it lies in the folder above this example's.
fn program() -> Result<PathBuf, Trouble> {
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(Path::parent);
    let path = folder.ok_or("nowhere to look for the program")?;
    let path = path.join("charterhouse");
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("{} is not there: build it first", path.display()).into())
    }
}

/// Runs a subcommand to its end, with so much on its standard input.
pub(crate) fn run(words: &[&str], input: &str) -> Result<(), Trouble> {
    let mut child = Command::new(program()?)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut said)?;
    }
    let status = child.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("charterhouse {} failed ({status}): {said}", words.join(" ")).into())
    }
}

/// A server, ended with the value.
#[derive(Debug)]
pub(crate) struct Serving {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Serving {
    /// Starts a server and waits until it says where it listens.
    pub(crate) fn start(folder: &Path) -> Result<Serving, Trouble> {
        let mut child = Command::new(program()?)
            .arg("serve")
            .arg(folder)
            .args(["--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let said = child.stdout.take().ok_or("the server has no output")?;
        BufReader::new(said).read_line(&mut line)?;
        let address = line
            .split_whitespace()
            .find_map(|word| word.strip_prefix("http://"))
            .ok_or_else(|| format!("the server said {line:?}"))?;
        Ok(Serving {
            address: address.parse()?,
            child,
        })
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // What it answered is kept, so nothing is lost by ending it at once; where
        // it has ended already there is nothing to do.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A folder beside another that is made empty now, and goes with the value.
#[derive(Debug)]
pub(crate) struct Beside(PathBuf);

impl Beside {
    /// An empty folder of this name.
    pub(crate) fn empty(folder: &Path, name: &str) -> Result<Beside, Trouble> {
        let mut path = folder.as_os_str().to_owned();
        path.push(format!("-{name}"));
        let path = PathBuf::from(path);
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        Ok(Beside(path))
    }

    /// A copy of an organisation under this name.
    pub(crate) fn copy(folder: &Path, name: &str) -> Result<Beside, Trouble> {
        let beside = Beside::empty(folder, name)?;
        for entry in fs::read_dir(folder)? {
            let from = entry?.path();
            let file = from.file_name().ok_or("a file without a name")?;
            // SQLite makes its shared memory afresh.
            if from.is_file() && !file.to_string_lossy().ends_with("-shm") {
                let to = beside.0.join(file);
                fs::copy(&from, &to)?;
                // Else the first to ask for durability would wait for the whole copy.
                fs::File::open(&to)?.sync_all()?;
            }
        }
        Ok(beside)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// A file in it, as a word of a command.
    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // A folder that cannot be removed is made empty before it is used again.
        drop(fs::remove_dir_all(&self.0));
    }
}
