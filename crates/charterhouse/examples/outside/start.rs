//! From the start of the server to the first page it shows.

use std::path::Path;
use std::time::Instant;

use crate::connection::Connection;
use crate::program::{Beside, Serving};
use crate::{Figure, Trouble};

/// Starts in one go.
const STARTS: usize = 3;

/// Starts the server on a copy a few times.
pub(crate) fn measure(folder: &Path) -> Result<Vec<Figure>, Trouble> {
    if !folder.join("snapshot.bin").exists() {
        return Err("the organisation has no snapshot to start from".into());
    }
    let copy = Beside::copy(folder, "start")?;
    let mut figures = Vec::new();
    for _ in 0..STARTS {
        let begun = Instant::now();
        let serving = Serving::start(copy.path())?;
        Connection::open(serving.address, "")?.get("/signin")?;
        figures.push(Figure::new("start", begun.elapsed().as_secs_f64(), "s"));
    }
    Ok(figures)
}
