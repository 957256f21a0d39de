//! How fast the program is, seen from outside: each part starts `charterhouse`
//! as an operator would and measures until it has answered.
//!
//! `cargo build --release -p charterhouse`, then
//! `cargo run --release -p charterhouse --example outside -- PART DIR` with the
//! data folder of a made-up organisation, as `charterhouse demo --no-serve` makes
//! it. The folder is read and never changed. Figures are JSON lines on standard output.
//!
//! - `import`: its register, exported, is entered into an organisation just founded.
//! - `start`: from the start of `charterhouse serve` to the first page.
//! - `writes`: durable requests through HTTP, and the same rows by SQLite alone.

mod alone;
mod connection;
mod import;
mod program;
mod start;
mod writes;

use std::io::Write as _;
use std::path::PathBuf;

use clerk::Onlooker;

/// What may go wrong, in words.
type Trouble = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Trouble> {
    let mut words = std::env::args().skip(1);
    let (Some(part), Some(folder)) = (words.next(), words.next().map(PathBuf::from)) else {
        return Err("usage: outside PART DIR".into());
    };
    let measured = match part.as_str() {
        "import" => import::measure(&folder)?,
        "start" => start::measure(&folder)?,
        "writes" => writes::measure(&folder)?,
        _ => return Err(format!("there is no part {part}").into()),
    };
    let size = Onlooker::open(&folder)?.state()?.member_count();
    let mut out = std::io::stdout();
    for Figure { name, value, unit } in measured {
        let line = serde_json::json!({"figure": name, "size": size, "value": value, "unit": unit});
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Something that was measured.
#[derive(Debug)]
struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
}

impl Figure {
    /// A figure, its value to five digits.
    fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Figure {
        Figure {
            name: name.into(),
            value: format!("{value:.4e}").parse().unwrap_or(value),
            unit,
        }
    }
}
