//! The two files that pages load: the style sheet and the icon. They are part
//! of the program, and their addresses change when they do, so that a browser
//! may keep them for ever.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

/// The style sheet as it is written.
const WRITTEN: &str = include_str!("../assets/style.css");

/// The style sheet as it is sent: without what is there for whoever writes it.
#[must_use]
pub fn style() -> &'static str {
    static SENT: OnceLock<String> = OnceLock::new();
    SENT.get_or_init(|| packed(WRITTEN))
}

/// The same rules without remarks, and without blanks that mean nothing. No string in
/// the sheet holds what is taken away here.
fn packed(written: &str) -> String {
    let mut bare = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((ahead, behind)) = rest.split_once("/*") {
        bare.push_str(ahead);
        rest = behind.split_once("*/").map_or("", |(_, behind)| behind);
    }
    bare.push_str(rest);
    let lines = bare.lines().map(str::trim);
    let mut packed: String = lines.collect();
    for (long, short) in [
        (" { ", "{"),
        (" {", "{"),
        ("{ ", "{"),
        ("; }", "}"),
        (";}", "}"),
        (" }", "}"),
        ("; ", ";"),
        (": ", ":"),
        (", ", ","),
        (" > ", ">"),
    ] {
        packed = packed.replace(long, short);
    }
    packed
}

/// The icon.
pub const ICON: &str = include_str!("../assets/icon.svg");

/// Address of the style sheet: its path is `/assets/style.css`, and the query
/// names this edition of it.
#[must_use]
pub fn style_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let hash = Sha256::digest(style().as_bytes());
        let mark: String = hash
            .iter()
            .take(5)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("/assets/style.css?v={mark}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_says_what_was_written() {
        let written =
            "/* A */\na, b > c { d: e;\n  f: \" ☰\"; }\n@media (x: 1) {\n  g { h: i, j }\n}\n";
        assert_eq!(packed(written), "a,b>c{d:e;f:\" ☰\"}@media (x:1){g{h:i,j}}");
        for kept in ["{", "}", ":focus-visible"] {
            assert_eq!(
                WRITTEN.matches(kept).count(),
                style().matches(kept).count(),
                "{kept}"
            );
        }
    }
}
