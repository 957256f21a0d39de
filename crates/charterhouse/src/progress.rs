//! How far something has come, on standard error and only where somebody looks.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How often a waiting line moves.
const TICK: Duration = Duration::from_millis(120);

/// A line for work whose end cannot be told.
pub(crate) fn waiting(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what.to_owned());
    bar.enable_steady_tick(TICK);
    bar
}

/// A bar for work of so many steps.
pub(crate) fn steps(what: &str, count: usize) -> ProgressBar {
    let bar =
        ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX)).with_message(what.to_owned());
    match ProgressStyle::with_template("{msg:<28} {wide_bar} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A bar for long work, with how fast it goes and how long it will take.
pub(crate) fn rated() -> ProgressBar {
    let bar = ProgressBar::new(0);
    let template = "{msg:<24} {wide_bar} {percent:>3} %  {per_sec}  {eta} left";
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
