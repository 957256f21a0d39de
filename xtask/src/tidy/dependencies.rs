//! Dependencies point down only:
//! charterhouse → web → papers → clerk → journal → kernel → charter,
//! web → sim → kernel, and web → record → names.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Each crate of the project and those of the project that its code may use.
const FLOORS: [(&str, &[&str]); 11] = [
    ("charter", &[]),
    ("names", &[]),
    ("record", &["names"]),
    ("kernel", &["charter"]),
    ("journal", &["kernel", "charter"]),
    ("clerk", &["journal", "names", "kernel", "charter"]),
    ("papers", &["clerk", "names", "kernel", "charter"]),
    (
        "web",
        &[
            "papers", "clerk", "journal", "record", "names", "sim", "kernel", "charter",
        ],
    ),
    ("sim", &["kernel", "charter"]),
    (
        "charterhouse",
        &[
            "web", "papers", "clerk", "journal", "record", "names", "sim", "kernel", "charter",
        ],
    ),
    ("xtask", &["charter"]),
];

pub(super) fn faults(root: &Path) -> Result<Vec<String>> {
    let output = Command::new(crate::cargo_path())
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("starting cargo metadata")?;
    if !output.status.success() {
        bail!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let metadata =
        serde_json::from_slice(&output.stdout).context("reading what cargo metadata says")?;
    Ok(judge(&metadata))
}

fn judge(metadata: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for package in list(metadata, "packages") {
        let name = text(package, "name");
        let Some((_, allowed)) = FLOORS.iter().find(|(floor, _)| *floor == name) else {
            faults.push(format!(
                "crate {name}: on no floor; give it one in xtask/src/tidy/dependencies.rs"
            ));
            continue;
        };
        for dependency in list(package, "dependencies") {
            let on = text(dependency, "name");
            let is_ours = FLOORS.iter().any(|(floor, _)| *floor == on);
            // Tests may drive any floor with made-up organisations.
            let for_tests = text(dependency, "kind") == "dev" && on == "sim";
            if is_ours && !for_tests && !allowed.contains(&on) {
                faults.push(format!(
                    "crate {name}: depends on {on}, and dependencies point down only"
                ));
            }
        }
    }
    faults
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::judge;
    use serde_json::json;

    fn package(name: &str, on: &str, kind: Option<&str>) -> serde_json::Value {
        json!({ "packages": [{ "name": name, "dependencies": [{ "name": on, "kind": kind }] }] })
    }

    #[test]
    fn a_dependency_that_points_up_is_named() {
        assert_eq!(judge(&package("web", "clerk", None)), Vec::<String>::new());
        assert_eq!(
            judge(&package("kernel", "web", None)),
            ["crate kernel: depends on web, and dependencies point down only"]
        );
    }

    #[test]
    fn only_tests_may_use_the_simulator_from_below() {
        assert_eq!(
            judge(&package("kernel", "sim", Some("dev"))),
            Vec::<String>::new()
        );
        assert_eq!(judge(&package("kernel", "sim", None)).len(), 1);
    }

    #[test]
    fn a_crate_on_no_floor_is_named() {
        assert!(judge(&package("attic", "serde", None))[0].starts_with("crate attic: on no floor"));
    }
}
