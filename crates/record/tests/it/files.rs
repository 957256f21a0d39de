//! Records given as text.

use record::{File, Record, Report, check};

/// Two sources, for claims to come from.
pub(crate) const SOURCES: &str = "\
[[source]]
id = \"A\"
title = \"One\"
relative = \"after 2007-10-28\"

[[source]]
id = \"B\"
title = \"Other\"
date = \"2017-12-28\"
weekday = [\"Thursday\"]
";

/// A record of one file beside the two sources.
pub(crate) fn record(text: &str) -> Record {
    Record::read(vec![
        File {
            path: "sources.toml".to_owned(),
            text: SOURCES.to_owned(),
        },
        File {
            path: "it.toml".to_owned(),
            text: text.to_owned(),
        },
    ])
}

pub(crate) fn checked(text: &str) -> Report {
    check(&record(text))
}

/// The problems, a line each.
pub(crate) fn problems(text: &str) -> String {
    let report = checked(text);
    let lines = report.problems.iter().map(|problem| format!("{problem}\n"));
    lines.collect()
}
