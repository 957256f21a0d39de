//! What is measured: each part is one program at one size, and names itself so
//! that it can be measured alone.

/// A thousand, a million and so on, as names have them.
const SIZES: [(&str, u64); 3] = [("10k", 10_000), ("1m", 1_000_000), ("100m", 100_000_000)];

/// Memory that a part needs for each of a hundred million members, in bytes:
/// the organisation, and what the program makes beside it.
const ROOM_A_MEMBER: u64 = 80;

/// A variable of the environment and its value, with which every example runs: the C
/// library then asks for memory in large pages, which an organisation of a hundred
/// million members, spread over gigabytes, is found in more quickly.
pub(super) const LARGE_PAGES: (&str, &str) = ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

/// One program at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// What it is called in options and in what is kept.
    pub(super) name: String,
    /// What it measures, as a heading.
    pub(super) title: &'static str,
    /// How many members.
    pub(super) size: u64,
    /// How it is run.
    pub(super) program: Program,
    /// How often, where the options do not say.
    pub(super) runs: usize,
    /// Whether it is measured only when it is named.
    pub(super) on_request: bool,
}

/// How a part is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// An example of a crate, which says what it measured in lines of JSON.
    Example {
        /// The crate.
        package: &'static str,
        /// The example.
        name: &'static str,
        /// What stands behind it.
        arguments: Vec<String>,
    },
    /// A command of cargo whose time on the clock is the figure.
    Cargo {
        /// The figure.
        figure: &'static str,
        /// What stands behind `cargo`.
        arguments: Vec<String>,
        /// A folder that must not be there when it begins.
        afresh: Option<&'static str>,
    },
}

impl Part {
    /// Whether one of the beginnings of names wished for is this part's; all parts
    /// but those on request are wished for where nothing is said.
    pub(super) fn is_wished(&self, only: &[String]) -> bool {
        if only.is_empty() {
            return !self.on_request;
        }
        only.iter().any(|wish| self.name.starts_with(wish.as_str()))
    }

    /// The command that does what the part does, as a reader may type it.
    pub(super) fn command(&self) -> String {
        match &self.program {
            Program::Example {
                package,
                name,
                arguments,
            } => {
                let (variable, value) = LARGE_PAGES;
                format!(
                    "{variable}={value} cargo run --release -p {package} --example {name} -- {}",
                    arguments.join(" ")
                )
            }
            Program::Cargo { arguments, .. } => format!("cargo {}", arguments.join(" ")),
        }
    }

    /// The organisation on disk that it needs, as words behind `charterhouse`
    /// that make it, and the folder in which it then is.
    pub(super) fn organisation(&self) -> Option<(Vec<String>, String)> {
        let Program::Example {
            package: "charterhouse",
            ..
        } = self.program
        else {
            return None;
        };
        let (members, folder) = (self.size.to_string(), folder_of(self.size));
        let words = [
            "demo",
            "--no-serve",
            "--members",
            &members,
            "--data",
            &folder,
        ];
        Some((words.map(str::to_owned).to_vec(), folder.clone()))
    }

    /// The memory without which it is not begun, in bytes.
    pub(super) fn memory_needed(&self) -> u64 {
        self.size.saturating_mul(ROOM_A_MEMBER)
    }
}

/// All parts in the order in which they are measured and shown.
pub(super) fn all(quick: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    let each: [(
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        &[&str],
    ); 3] = [
        (
            "kernel",
            "Commands, the check and memory",
            "kernel",
            "timing",
            &["10k", "1m", "100m"],
        ),
        (
            "year",
            "A simulated year",
            "sim",
            "years",
            &["10k", "1m", "100m"],
        ),
        (
            "snapshot",
            "Snapshots",
            "clerk",
            "snapshots",
            &["1m", "100m"],
        ),
    ];
    for (name, title, package, example, sizes) in each {
        for (short, size) in SIZES.into_iter().filter(|(short, _)| sizes.contains(short)) {
            let size = sized(size, quick);
            parts.push(Part {
                name: format!("{name}-{short}"),
                title,
                size,
                program: Program::Example {
                    package,
                    name: example,
                    arguments: vec![size.to_string()],
                },
                runs: if short == "100m" { 2 } else { 5 },
                on_request: false,
            });
        }
    }
    parts.extend(served(quick));
    parts.extend(cargo());
    parts
}

/// What the program itself does over an organisation that is made for it once:
/// entering a register, starting, and serving.
fn served(quick: bool) -> impl Iterator<Item = Part> {
    let size = sized(1_000_000, quick);
    let folder = folder_of(size);
    let outside = |name: &str| ("outside", vec![name.to_owned(), folder.clone()]);
    let pages = ("pages", vec!["--data".to_owned(), folder.clone()]);
    let each = [
        ("import-1m", "Entering a register", outside("import"), 3),
        ("start-1m", "Starting from a snapshot", outside("start"), 3),
        (
            "writes-1m",
            "Durable requests through HTTP",
            outside("writes"),
            2,
        ),
        ("pages-1m", "Pages", pages, 3),
    ];
    each.into_iter()
        .map(move |(name, title, (example, arguments), runs)| Part {
            name: name.to_owned(),
            title,
            size,
            program: Program::Example {
                package: "charterhouse",
                name: example,
                arguments,
            },
            runs,
            on_request: false,
        })
}

/// Where an organisation of so many members is made to be measured.
fn folder_of(size: u64) -> String {
    format!("{}/{}{size}", super::FOLDER, super::MADE)
}

/// What a developer waits for. It takes long and says little about the program.
fn cargo() -> [Part; 2] {
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect();
    [
        Part {
            name: "build".to_owned(),
            title: "Building the release from nothing",
            size: 0,
            program: Program::Cargo {
                figure: "build",
                arguments: words("build --release -p charterhouse --target-dir target/bench/build"),
                afresh: Some("target/bench/build"),
            },
            runs: 1,
            on_request: true,
        },
        Part {
            name: "tests".to_owned(),
            title: "The whole test suite",
            size: 0,
            program: Program::Cargo {
                figure: "tests",
                arguments: words("xtask test"),
                afresh: None,
            },
            runs: 1,
            on_request: true,
        },
    ]
}

/// A five-hundredth where programs are only tried out, and never too few to make an organisation.
fn sized(size: u64, quick: bool) -> u64 {
    if quick { (size / 500).max(2_000) } else { size }
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn parts_are_chosen_by_the_beginning_of_their_names() {
        let chosen = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(|&word| word.to_owned()).collect();
            let parts = all(false).into_iter();
            parts
                .filter(|part| part.is_wished(&only))
                .map(|part| part.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(chosen(&["year"]), ["year-10k", "year-1m", "year-100m"]);
        assert_eq!(chosen(&["year-1m", "build"]), ["year-1m", "build"]);
        assert!(!chosen(&[]).contains(&"build".to_owned()));
        assert!(chosen(&["day"]).is_empty());
    }

    #[test]
    fn names_are_unique_and_a_command_can_be_typed() {
        let parts = all(false);
        let names: std::collections::BTreeSet<_> = parts.iter().map(|part| &part.name).collect();
        assert_eq!(names.len(), parts.len());
        assert_eq!(
            parts[0].command(),
            "GLIBC_TUNABLES=glibc.malloc.hugetlb=1 cargo run --release -p kernel --example timing -- 10000"
        );
    }
}
