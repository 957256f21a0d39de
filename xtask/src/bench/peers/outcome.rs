//! What came of a comparison, as it is kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::super::kept::Circumstances;

/// Every comparison by its name.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    /// The comparisons.
    pub(super) parts: BTreeMap<String, Part>,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// Where and of what.
    pub(super) of: Circumstances,
    /// The processes that wanted to run before it began, on average over a minute.
    pub(super) load: Option<f64>,
    /// With how many members.
    pub(super) members: u64,
    /// How often each program was run, at least.
    pub(super) runs: usize,
    /// The command.
    pub(super) command: String,
    /// The programs, ourselves first.
    pub(super) entries: Vec<Entry>,
}

/// How long one program took in one way of doing the work.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The program.
    pub(super) program: String,
    /// Its version; none for our own, which is the commit.
    pub(super) version: Option<String>,
    /// From what or on how many threads.
    pub(super) how: String,
    /// Seconds on the clock: the middle of all runs.
    pub(super) wall: f64,
    /// Seconds of all processors together.
    pub(super) processor: f64,
    /// How often it was run.
    pub(super) runs: u64,
}

impl Outcome {
    /// Reads what was kept; none where nothing was.
    pub(super) fn read(path: &Path) -> Result<Option<Outcome>> {
        if !path.exists() {
            return Ok(None);
        }
        let shown = path.display();
        let text = fs::read_to_string(path).with_context(|| format!("reading {shown}"))?;
        let outcome = serde_json::from_str(&text).with_context(|| format!("reading {shown}"))?;
        Ok(Some(outcome))
    }

    /// Keeps it.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        fs::write(path, text).with_context(|| format!("writing {}", path.display()))
    }
}

/// The ways in which a program may tell its times, and what they are called.
const WAYS: [(&str, &str); 4] = [
    ("threads_1", "one thread"),
    ("threads_2", "two threads"),
    ("rows", "from the rows"),
    ("counted", "people and last meetings already counted"),
];

/// Reads what a program told, if every answer it gave is the right one.
///
/// # Errors
///
/// When an answer differs, or a time is missing.
pub(super) fn read_entries(
    program: &str,
    told: &Json,
    answer: &Json,
    entries: &mut Vec<Entry>,
) -> Result<()> {
    let before = entries.len();
    for (key, how) in WAYS {
        let Some(way) = told.get(key) else {
            continue;
        };
        let given = way.get("answer").or(told.get("answer"));
        if given != Some(answer) {
            bail!(
                "{program} ({how}) answers differently: {}",
                differing(given, answer)
            );
        }
        let number = |name: &str| {
            way.get(name)
                .and_then(Json::as_f64)
                .with_context(|| format!("{program} does not tell `{name}`"))
        };
        let form = way.get("form").and_then(Json::as_str);
        entries.push(Entry {
            program: program.to_owned(),
            version: told
                .get("version")
                .and_then(Json::as_str)
                .map(str::to_owned),
            how: form.map_or(how.to_owned(), |form| format!("{how}; best form: {form}")),
            wall: number("wall")?,
            processor: number("processor")?,
            runs: way.get("runs").and_then(Json::as_u64).unwrap_or(1),
        });
    }
    if entries.len() == before {
        bail!("{program} tells no times");
    }
    Ok(())
}

/// What differs between two answers, in short.
fn differing(given: Option<&Json>, wanted: &Json) -> String {
    let (Some(Json::Object(given)), Json::Object(wanted)) = (given, wanted) else {
        return "it gives none".to_owned();
    };
    let names: Vec<&str> = wanted
        .iter()
        .filter(|(name, value)| given.get(*name) != Some(value))
        .map(|(name, _)| name.as_str())
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read_entries;

    #[test]
    fn a_program_whose_answer_differs_is_not_kept() {
        let answer = json!({"findings": 3, "sha256": "ab"});
        let mut entries = Vec::new();
        let told = json!({"rows": {"wall": 0.5, "processor": 0.9, "runs": 4, "answer": answer}});
        read_entries("One", &told, &answer, &mut entries).expect("the same answer");
        assert_eq!((entries.len(), entries[0].runs), (1, 4));
        let wrong = json!({"findings": 3, "sha256": "ac"});
        let told = json!({"rows": {"wall": 0.5, "processor": 0.9, "answer": wrong}});
        let error =
            read_entries("Other", &told, &answer, &mut entries).expect_err("another answer");
        assert!(format!("{error}").contains("sha256"), "{error}");
        assert!(!format!("{error}").contains("findings"), "{error}");
        assert_eq!(entries.len(), 1);
        read_entries("Silent", &json!({}), &answer, &mut entries).expect_err("no times");
    }
}
