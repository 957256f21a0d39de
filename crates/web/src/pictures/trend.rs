//! The trend: a figure month by month, two ways beside each other.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::words::figure;

/// The picture's width and height.
const WIDTH: u64 = 340;
const HEIGHT: u64 = 156;
/// Where the curves begin and end, and the highest and the lowest they reach.
const LEFT: u64 = 14;
const RIGHT: u64 = 268;
const TOP: u64 = 16;
const BOTTOM: u64 = 120;
/// The least that two figures behind the curves stand apart.
const APART: u64 = 15;

/// A figure over time, two ways.
#[derive(Clone, Debug, Template)]
#[template(path = "pictures/trend.html")]
pub struct Trend {
    /// What it counts.
    pub title: String,
    /// The months, in words.
    pub months: Vec<String>,
    /// The first as a line, the second as dashes.
    pub curves: [Curve; 2],
    /// Whether the values are thousandths, to be shown in a hundred.
    pub thousandths: bool,
}

/// One way the figure goes.
#[derive(Clone, Debug)]
pub struct Curve {
    /// What it is.
    pub name: String,
    /// A value a month.
    pub values: Vec<u64>,
}

impl Trend {
    fn range(&self) -> (u64, u64) {
        let values = || self.curves.iter().flat_map(|curve| &curve.values).copied();
        (values().min().unwrap_or(0), values().max().unwrap_or(0))
    }

    /// How far down a value stands: a flat line stands in the middle.
    fn down(&self, value: u64) -> u64 {
        let (least, most) = self.range();
        if least == most {
            return (TOP + BOTTOM) / 2;
        }
        let part = (value - least) * (BOTTOM - TOP) / (most - least);
        BOTTOM - part
    }

    fn points(&self, curve: &Curve) -> String {
        let last = u64::try_from(curve.values.len()).unwrap_or(1).max(2) - 1;
        let points = (0..).zip(&curve.values).map(|(at, value)| {
            let x = LEFT + at * (RIGHT - LEFT) / last;
            format!("{x},{}", self.down(*value))
        });
        points.collect::<Vec<String>>().join(" ")
    }

    /// The first figure, where both curves begin with it.
    fn start(&self) -> Option<String> {
        let [one, other] = self.curves.each_ref().map(|curve| curve.values.first());
        let first = one.filter(|_| one == other)?;
        Some(self.shown(*first))
    }

    /// Where the last figure of each curve is written, and that figure.
    fn ends(&self) -> Vec<(u64, String)> {
        let last = |curve: &Curve| curve.values.last().copied().unwrap_or(0);
        let [one, other] = self.curves.each_ref().map(last);
        let (mut high, mut low) = (self.down(one), self.down(other));
        if one == other {
            return vec![(high, self.shown(one))];
        }
        if high.abs_diff(low) < APART {
            let middle = ((high + low) / 2).clamp(TOP + APART / 2, BOTTOM - APART / 2);
            let (above, below) = (middle - APART / 2, middle + APART - APART / 2);
            (high, low) = match one > other {
                true => (above, below),
                false => (below, above),
            };
        }
        vec![(high, self.shown(one)), (low, self.shown(other))]
    }

    fn shown(&self, value: u64) -> String {
        if self.thousandths {
            return format!("{}.{} %", value / 10, value % 10);
        }
        figure(value)
    }

    fn first_month(&self) -> &str {
        self.months.first().map_or("", String::as_str)
    }

    fn last_month(&self) -> &str {
        self.months.last().map_or("", String::as_str)
    }

    /// The picture in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let ways: Vec<String> = self
            .curves
            .iter()
            .map(|curve| {
                let shown = |value: Option<&u64>| value.map_or(String::new(), |it| self.shown(*it));
                let (first, last) = (shown(curve.values.first()), shown(curve.values.last()));
                format!("{}: from {first} to {last}", curve.name)
            })
            .collect();
        format!("{}.", ways.join("; "))
    }

    /// A row a month: its name and the figures both ways.
    fn rows(&self) -> Vec<(&str, Vec<String>)> {
        let rows = self.months.iter().enumerate().map(|(at, month)| {
            let values = self.curves.iter().map(|curve| curve.values.get(at));
            let shown = values.map(|value| value.map_or(String::new(), |it| self.shown(*it)));
            (month.as_str(), shown.collect())
        });
        rows.collect()
    }
}

impl HtmlSafe for Trend {}

#[cfg(test)]
mod tests {
    use super::*;

    fn trend(one: &[u64], other: &[u64]) -> Trend {
        let curve = |name: &str, values: &[u64]| Curve {
            name: name.to_owned(),
            values: values.to_vec(),
        };
        Trend {
            title: "Things".to_owned(),
            months: (1..=one.len())
                .map(|month| format!("month {month}"))
                .collect(),
            curves: [curve("as it is", one), curve("changed", other)],
            thousandths: false,
        }
    }

    #[test]
    fn curves_reach_from_edge_to_edge_and_flat_ones_stand_in_the_middle() {
        let it = trend(&[10, 20], &[10, 30]);
        assert_eq!(it.points(&it.curves[0]), "14,120 268,68");
        assert_eq!(it.points(&it.curves[1]), "14,120 268,16");
        assert_eq!(
            it.sentence(),
            "as it is: from 10 to 20; changed: from 10 to 30."
        );
        assert_eq!(it.start(), Some("10".to_owned()));
        assert_eq!(trend(&[1, 2], &[3, 2]).start(), None, "they begin apart");
        let flat = trend(&[7, 7, 7], &[7, 7, 7]);
        assert_eq!(flat.points(&flat.curves[0]), "14,68 141,68 268,68");
        assert_eq!(flat.ends(), [(68, "7".to_owned())]);
        assert_eq!(trend(&[], &[]).points(&trend(&[], &[]).curves[0]), "");
    }

    #[test]
    fn figures_behind_the_curves_do_not_stand_on_each_other() {
        for (one, other) in [(100, 101), (101, 100), (0, 1), (1000, 999)] {
            let it = trend(&[0, 1000, one], &[0, 1000, other]);
            let ends: Vec<u64> = it.ends().into_iter().map(|(down, _)| down).collect();
            assert!(ends[0].abs_diff(ends[1]) >= APART, "{ends:?}");
            assert_eq!(ends[0] < ends[1], one > other, "the higher stands higher");
        }
    }
}
