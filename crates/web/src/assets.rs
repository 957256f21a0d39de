//! The two files that pages load: the style sheet and the icon. They are part
//! of the program, and their addresses change when they do, so that a browser
//! may keep them for ever.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

/// The style sheet.
pub const STYLE: &str = include_str!("../assets/style.css");

/// The icon.
pub const ICON: &str = include_str!("../assets/icon.svg");

/// Address of the style sheet: its path is `/assets/style.css`, and the query
/// names this edition of it.
#[must_use]
pub fn style_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let hash = Sha256::digest(STYLE.as_bytes());
        let mark: String = hash
            .iter()
            .take(5)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("/assets/style.css?v={mark}")
    })
}
