//! One chart a figure: months to the right, a line for each run, and the
//! figures themselves in its text for those who do not see it.

use std::fs;
use std::path::Path;

use sim::simulate::Figures;

use super::report::Run;
use crate::error::CommandError;

/// Width and height of a chart, and the room around its lines.
const WIDTH: u64 = 720;
const HEIGHT: u64 = 320;
const LEFT: u64 = 90;
const AROUND: u64 = 40;

/// A colour and a dash for each run, so that neither alone has to tell them apart.
const LINES: [(&str, &str); 2] = [("#0b5394", "none"), ("#b45f06", "6 4")];

/// Writes every chart into a folder.
pub(super) fn write_all(runs: &[Run], folder: &Path) -> Result<(), CommandError> {
    fs::create_dir_all(folder)
        .map_err(|error| CommandError::failed(format!("making {}", folder.display()), &error))?;
    for (at, (key, title)) in Figures::NAMES.iter().enumerate() {
        let path = folder.join(format!("{key}.svg"));
        fs::write(&path, chart(runs, at, title))
            .map_err(|error| CommandError::failed(format!("writing {}", path.display()), &error))?;
    }
    Ok(())
}

fn series(run: &Run, at: usize) -> Vec<u64> {
    let months = run.months.iter();
    months
        .filter_map(|month| month.figures.values().get(at).copied())
        .collect()
}

/// A chart of one figure.
fn chart(runs: &[Run], at: usize, title: &str) -> String {
    let all: Vec<Vec<u64>> = runs.iter().map(|run| series(run, at)).collect();
    let top = all.iter().flatten().copied().max().unwrap_or(0).max(1);
    let months = all.iter().map(Vec::len).max().unwrap_or(0).max(2) as u64;
    let (wide, high) = (WIDTH - LEFT - AROUND, HEIGHT - 2 * AROUND);
    let x = |month: u64| LEFT + month * wide / (months - 1);
    let y = |value: u64| {
        let part = u128::from(value) * u128::from(high) / u128::from(top);
        HEIGHT - AROUND - u64::try_from(part).unwrap_or(high)
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n<title>{title}</title>\n"
    );
    let mut put = |line: String| {
        svg.push_str(&line);
        svg.push('\n');
    };
    put(format!("<desc>{}</desc>", told(runs, &all)));
    put(format!(
        "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>"
    ));
    put(format!(
        "<text x=\"{LEFT}\" y=\"20\" font-size=\"15\">{title}</text>"
    ));
    for quarter in 0..=4 {
        let value = top * quarter / 4;
        let (at, end) = (y(value), WIDTH - AROUND);
        put(format!(
            "<path d=\"M{LEFT} {at}H{end}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{value}</text>",
            LEFT - 8,
            at + 4
        ));
    }
    for (run, ((values, (colour, dash)), row)) in
        runs.iter().zip(all.iter().zip(LINES).zip(0_u64..))
    {
        let mut points = String::new();
        for (month, value) in (0_u64..).zip(values) {
            let gap = if month == 0 { "" } else { " " };
            points.push_str(&format!("{gap}{},{}", x(month), y(*value)));
        }
        put(format!(
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>"
        ));
        put(format!(
            "<text x=\"{}\" y=\"{}\" fill=\"{colour}\">{}</text>",
            LEFT + row * 300,
            HEIGHT - 10,
            escaped(&run.name)
        ));
    }
    svg.push_str("</svg>\n");
    svg
}

/// The figures in words.
fn told(runs: &[Run], all: &[Vec<u64>]) -> String {
    let runs: Vec<String> = runs
        .iter()
        .zip(all)
        .map(|(run, values)| {
            let values: Vec<String> = values.iter().map(u64::to_string).collect();
            format!("{}: {}", escaped(&run.name), values.join(", "))
        })
        .collect();
    runs.join(". ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
