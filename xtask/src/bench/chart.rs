//! One chart: members to the right, time upwards, both logarithmic, a line for
//! each of a few figures. It is readable on light and on dark ground.

use super::document::{number, title};
use super::kept::Kept;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 460.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 230.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 46.0;

/// The decades of time that are shown, as powers of ten of a second.
const TIMES: (i32, i32) = (-8, 2);
/// The decades of members.
const MEMBERS: (i32, i32) = (4, 8);

/// What is shown: a figure, its part, its unit in seconds, and the class its line has.
const LINES: [(&str, &str, f64); 5] = [
    ("admit", "kernel", 1e-9),
    ("record-meeting", "kernel", 1e-9),
    ("act", "kernel", 1e-6),
    ("check", "kernel", 1e-3),
    ("year", "year", 1.0),
];

/// Colours by theme, and dashes, so that neither alone has to tell the lines apart.
const STYLE: &str = "\
.ground{fill:#fff}text{fill:#1b1f24}.grid{stroke:#d0d7de}\
.l0{stroke:#0b5394}.l1{stroke:#b45f06}.l2{stroke:#6a3d9a}.l3{stroke:#1b7837}.l4{stroke:#c2185b}\
.p0{fill:#0b5394}.p1{fill:#b45f06}.p2{fill:#6a3d9a}.p3{fill:#1b7837}.p4{fill:#c2185b}\
polyline{fill:none;stroke-width:2.5}\
.l1{stroke-dasharray:8 4}.l2{stroke-dasharray:2 4}.l3{stroke-dasharray:12 4 2 4}.l4{stroke-dasharray:16 5}\
@media(prefers-color-scheme:dark){.ground{fill:#0d1117}text{fill:#e6edf3}.grid{stroke:#30363d}\
.l0{stroke:#79b8ff}.l1{stroke:#ffab70}.l2{stroke:#d2a8ff}.l3{stroke:#7ee787}.l4{stroke:#ff8ab5}\
.p0{fill:#79b8ff}.p1{fill:#ffab70}.p2{fill:#d2a8ff}.p3{fill:#7ee787}.p4{fill:#ff8ab5}}";

/// A line of the chart: members and seconds of each point.
struct Series {
    title: &'static str,
    points: Vec<(u64, f64)>,
}

/// The chart as SVG.
pub(super) fn draw(kept: &Kept) -> String {
    let all = series(kept);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">\n<title>How cost grows with the number of members</title>\n<desc>{}</desc>\n<style>{STYLE}</style>\n<rect class=\"ground\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n<text x=\"{LEFT}\" y=\"26\" font-size=\"16\">How cost grows with the number of members</text>\n",
        told(&all)
    );
    axes(&mut svg);
    lines(&all, &mut svg);
    svg.push_str("</svg>\n");
    svg
}

fn series(kept: &Kept) -> Vec<Series> {
    LINES
        .iter()
        .map(|&(figure, part, seconds)| Series {
            title: title(figure),
            points: ["10k", "1m", "100m"]
                .iter()
                .filter_map(|size| {
                    let name = format!("{part}-{size}");
                    let members = kept.parts.get(&name)?.size;
                    let value = kept.spread(&name, figure)?.median * seconds;
                    (value > 0.0 && members > 0).then_some((members, value))
                })
                .collect(),
        })
        .collect()
}

fn x(members: u64) -> f64 {
    // As far as a chart can show, a number of members is exact in a float.
    let decades = (u32::try_from(members).map_or(f64::from(u32::MAX), f64::from)).log10();
    let (from, to) = (f64::from(MEMBERS.0), f64::from(MEMBERS.1));
    LEFT + (decades.clamp(from, to) - from) / (to - from) * (WIDTH - LEFT - RIGHT)
}

fn y(seconds: f64) -> f64 {
    let (from, to) = (f64::from(TIMES.0), f64::from(TIMES.1));
    let decades = seconds.log10().clamp(from, to);
    HEIGHT - BOTTOM - (decades - from) / (to - from) * (HEIGHT - TOP - BOTTOM)
}

fn axes(svg: &mut String) {
    let (right, bottom) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    for decade in TIMES.0..=TIMES.1 {
        let at = y(10_f64.powi(decade));
        svg.push_str(&format!(
            "<path class=\"grid\" d=\"M{LEFT} {at:.1}H{right:.1}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n",
            LEFT - 8.0,
            at + 4.0,
            time(decade)
        ));
    }
    for (members, name) in [
        (10_000, "10 thousand"),
        (1_000_000, "1 million"),
        (100_000_000, "100 million"),
    ] {
        let at = x(members);
        svg.push_str(&format!(
            "<path class=\"grid\" d=\"M{at:.1} {TOP}V{bottom:.1}\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>\n",
            bottom + 20.0
        ));
    }
}

/// A power of ten of a second in its own unit.
fn time(decade: i32) -> String {
    let (unit, zeros) = match decade {
        ..=-7 => ("ns", decade + 9),
        -6..=-4 => ("µs", decade + 6),
        -3..=-1 => ("ms", decade + 3),
        0.. => ("s", decade),
    };
    format!("{} {unit}", number(10_f64.powi(zeros)))
}

fn lines(all: &[Series], svg: &mut String) {
    let mut lowest = f64::INFINITY;
    let mut named: Vec<(usize, &Series, f64)> = all
        .iter()
        .enumerate()
        .filter_map(|(row, series)| Some((row, series, y(series.points.last()?.1))))
        .collect();
    // From the bottom up, so that a name that would lie upon another moves above it.
    named.sort_by(|one, other| other.2.total_cmp(&one.2));
    for (row, series, end) in named {
        let points: Vec<String> = series
            .points
            .iter()
            .map(|(members, seconds)| format!("{:.1},{:.1}", x(*members), y(*seconds)))
            .collect();
        svg.push_str(&format!(
            "<polyline class=\"l{row}\" points=\"{}\"/>\n",
            points.join(" ")
        ));
        for (members, seconds) in &series.points {
            svg.push_str(&format!(
                "<circle class=\"p{row}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\"/>",
                x(*members),
                y(*seconds)
            ));
        }
        let at = (end + 4.0).min(lowest - 16.0);
        lowest = at;
        svg.push_str(&format!(
            "\n<text class=\"p{row}\" x=\"{:.1}\" y=\"{at:.1}\">{}</text>\n",
            WIDTH - RIGHT + 12.0,
            series.title
        ));
    }
}

/// The figures in words, for those who do not see the lines.
fn told(all: &[Series]) -> String {
    let told: Vec<String> = all
        .iter()
        .filter(|series| !series.points.is_empty())
        .map(|series| {
            let points: Vec<String> = series
                .points
                .iter()
                .map(|(members, seconds)| format!("{members} members: {seconds:.3e} s"))
                .collect();
            format!("{}: {}", series.title, points.join(", "))
        })
        .collect();
    told.join(". ")
}

#[cfg(test)]
mod tests {
    use super::{draw, time, x, y};
    use crate::bench::sample;

    #[test]
    fn a_hundredfold_is_the_same_step_everywhere() {
        let close = |one: f64, other: f64| (one - other).abs() < 0.01;
        assert!(close(
            x(1_000_000) - x(10_000),
            x(100_000_000) - x(1_000_000)
        ));
        assert!(close(y(1e-6) - y(1e-4), y(1e-2) - y(1.0)));
        assert!(y(1.0) < y(1e-3), "more time lies higher");
    }

    #[test]
    fn times_are_named_in_their_own_units() {
        let named: Vec<String> = [-8, -7, -6, -4, -3, -1, 0, 2].map(time).to_vec();
        assert_eq!(
            named,
            [
                "10 ns", "100 ns", "1 µs", "100 µs", "1 ms", "100 ms", "1 s", "100 s"
            ]
        );
    }

    #[test]
    fn what_was_measured_is_drawn_and_told() {
        let svg = draw(&sample());
        assert_eq!(svg.matches("<polyline").count(), 1);
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(
            svg.contains(
                "a member is admitted: 1000000 members: 1.300e-7 s, 100000000 members: 3.900e-7 s"
            ),
            "{svg}"
        );
        assert!(svg.contains("prefers-color-scheme:dark"));
    }
}
