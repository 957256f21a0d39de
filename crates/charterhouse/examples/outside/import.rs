//! A register that people keep is entered into an organisation just founded.

use std::path::Path;
use std::time::Instant;

use crate::program::{Beside, run};
use crate::{Figure, Trouble};

const CHARTER: &str = "bench/charter.md";

/// Exports the register, founds an organisation and enters it there.
pub(crate) fn measure(folder: &Path) -> Result<Vec<Figure>, Trouble> {
    let shown = folder.display().to_string();
    let files = Beside::empty(folder, "export")?;
    let entered = Beside::empty(folder, "import")?;
    let (to, data) = (files.file(""), entered.file("data"));
    run(&["export", &shown, "--to", &to], "")?;
    run(&["init", &data, "--charter", CHARTER], "")?;
    let (units, people) = (files.file("units.csv"), files.file("people.csv"));
    let begun = Instant::now();
    run(
        &["import", &data, "--units", &units, "--people", &people],
        "",
    )?;
    Ok(vec![Figure::new(
        "import",
        begun.elapsed().as_secs_f64(),
        "s",
    )])
}
