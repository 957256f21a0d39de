//! The mosaic: one tile for each base unit, grouped by what stands above it,
//! shaded by standing.
//!
//! Within a group the tiles run in columns, those outside the rules first. As
//! tiles of one standing lie together, each standing is one path filled with a
//! pattern of tiles: a hundred thousand tiles cost no more bytes than ten.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::standing::Standing;
use crate::words::figure;

/// Base units that one picture shows tile by tile; above, a tile stands for more.
const TILES_MOST: u64 = 10_000;

/// Groups whose table stands open; a longer one is folded away.
const GROUPS_UNFOLDED_MOST: usize = 14;

/// Width of a picture that fits on a phone, in pixels.
const PHONE: u32 = 340;

/// Tens of tiles in a column at the most: a picture is no taller than it is wide.
const COLUMN_TENS_MOST: u64 = 5;

/// Side of a tile with its gap, in the units of the picture.
const TILE: u32 = 8;

/// A picture of many base units by standing.
#[derive(Clone, Debug, Template)]
#[template(path = "pictures/mosaic.html")]
pub struct Mosaic {
    /// Its name, unique on the page: the patterns of its tiles are called by it.
    pub name: String,
    /// What it shows, for the caption: `Circles by parish`.
    pub caption: String,
    /// What a tile is, in the charter's words, for one and for several.
    pub tile: (String, String),
    /// What a group is, for the head of the table.
    pub group: String,
    /// The groups, in the order of the organisation.
    pub groups: Vec<Group>,
    /// How large it is drawn, and whether its table is folded away.
    pub size: Size,
}

/// How large a mosaic is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// With names under the groups and the table open.
    Large,
    /// For a corner of a page: no names, the table folded away.
    Small,
}

/// Base units under one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name of the unit above them.
    pub label: String,
    /// The way one level down.
    pub href: Option<String>,
    /// Base units inside the rules.
    pub inside: u64,
    /// Base units near the edge.
    pub near: u64,
    /// Base units outside the rules.
    pub outside: u64,
}

impl Group {
    fn total(&self) -> u64 {
        self.inside + self.near + self.outside
    }

    fn sentence(&self) -> String {
        format!(
            "{}: {} inside the rules, {} near the edge, {} outside",
            self.label,
            figure(self.inside),
            figure(self.near),
            figure(self.outside)
        )
    }
}

/// One group as it is drawn.
#[derive(Debug)]
struct Drawn<'a> {
    group: &'a Group,
    columns: u32,
    rows: u32,
    paths: Vec<(Standing, String)>,
}

impl Drawn<'_> {
    fn width(&self, side: u32) -> u32 {
        self.columns * side
    }

    fn height(&self, side: u32) -> u32 {
        self.rows * side
    }
}

impl Mosaic {
    fn standings(&self) -> [Standing; 3] {
        [Standing::Outside, Standing::Near, Standing::Inside]
    }

    fn large(&self) -> bool {
        self.size == Size::Large
    }

    /// Whether its table stands open: beside a large picture of a few groups.
    fn unfolded(&self) -> bool {
        self.large() && self.groups.len() <= GROUPS_UNFOLDED_MOST
    }

    /// Side of a tile on the screen, in pixels: few tiles are drawn larger than many.
    fn side(&self) -> u32 {
        match (self.size, self.sum().total()) {
            (Size::Large, 0..=120) => 16,
            (Size::Small, 0..=120) => 12,
            (Size::Large, _) | (Size::Small, 121..=600) => 10,
            (Size::Small, _) => 6,
        }
    }

    fn sum(&self) -> Group {
        self.groups.iter().fold(
            Group {
                label: "All".to_owned(),
                href: None,
                inside: 0,
                near: 0,
                outside: 0,
            },
            |sum, group| Group {
                inside: sum.inside + group.inside,
                near: sum.near + group.near,
                outside: sum.outside + group.outside,
                ..sum
            },
        )
    }

    /// How many base units one tile stands for.
    fn each(&self) -> u64 {
        let total = self.sum().total();
        let mut each = 1;
        while total / each > TILES_MOST {
            each *= 10;
        }
        each
    }

    fn key(&self) -> String {
        match self.each() {
            1 => format!("One tile is one {}.", self.tile.0),
            each => format!("One tile is {} {}.", figure(each), self.tile.1),
        }
    }

    fn sentence(&self) -> String {
        let sum = self.sum();
        format!(
            "{} {}: {} inside the rules, {} near the edge, {} outside.",
            figure(sum.total()),
            if sum.total() == 1 {
                &self.tile.0
            } else {
                &self.tile.1
            },
            figure(sum.inside),
            figure(sum.near),
            figure(sum.outside)
        )
    }

    /// Tiles in a full column: ten, so that columns can be counted, five where
    /// every group is small, and a single row where they are smaller still.
    /// Where ten would make the widest group wider than a phone, a multiple of
    /// ten, so that the tiles of every group are drawn in one size.
    fn column(&self) -> u32 {
        let each = self.each();
        let largest = self.groups.iter().map(|group| group.total() / each).max();
        match largest.unwrap_or(0) {
            0..=10 => 1,
            11..=30 => 5,
            tiles => {
                let columns = u64::from(PHONE / self.side());
                let tens = tiles
                    .div_ceil(columns)
                    .div_ceil(10)
                    .clamp(1, COLUMN_TENS_MOST);
                u32::try_from(tens).unwrap_or(1) * 10
            }
        }
    }

    fn drawn(&self) -> Vec<Drawn<'_>> {
        let column = self.column();
        let each = self.each();
        self.groups
            .iter()
            .filter(|group| group.total() > 0)
            .map(|group| draw(group, column, each))
            .collect()
    }
}

fn draw(group: &Group, column: u32, each: u64) -> Drawn<'_> {
    // Whatever is not inside the rules shows, however few they are: rounded up.
    let tiles = |count: u64| u32::try_from(count.div_ceil(each)).unwrap_or(u32::MAX);
    let outside = tiles(group.outside);
    let near = tiles(group.near);
    let inside = tiles(group.inside);
    let total = outside.saturating_add(near).saturating_add(inside);
    let paths = [
        (Standing::Outside, 0, outside),
        (Standing::Near, outside, outside + near),
        (Standing::Inside, outside + near, total),
    ]
    .into_iter()
    .filter(|(_, from, to)| from < to)
    .map(|(standing, from, to)| (standing, stretch(from, to, column)))
    .collect();
    Drawn {
        group,
        columns: total.div_ceil(column),
        rows: total.min(column),
        paths,
    }
}

/// The outline of the tiles `from..to` where tiles run down columns: at most
/// the end of one column, full columns, and the start of another.
fn stretch(from: u32, to: u32, column: u32) -> String {
    let mut path = String::new();
    let mut at = from;
    while at < to {
        let (x, y) = (at / column, at % column);
        let (wide, high) = if y == 0 && to - at >= column {
            ((to - at) / column, column)
        } else {
            (1, (column - y).min(to - at))
        };
        path.push_str(&format!(
            "M{} {}h{}v{}h-{}z",
            x * TILE,
            y * TILE,
            wide * TILE,
            high * TILE,
            wide * TILE
        ));
        at += wide * high;
    }
    path
}

impl HtmlSafe for Mosaic {}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(path: &str) -> u32 {
        path.split('M')
            .skip(1)
            .map(|rectangle| {
                let number = |after: char| {
                    let rest = rectangle.split(after).nth(1).unwrap();
                    rest.split(|it: char| !it.is_ascii_digit())
                        .next()
                        .unwrap()
                        .parse::<u32>()
                        .unwrap()
                };
                number('h') / TILE * (number('v') / TILE)
            })
            .sum()
    }

    #[test]
    fn every_stretch_covers_exactly_its_tiles() {
        for from in 0..30 {
            for to in from..60 {
                assert_eq!(area(&stretch(from, to, 10)), to - from, "{from}..{to}");
            }
        }
    }

    #[test]
    fn tiles_of_every_group_are_of_one_size_on_a_phone() {
        let group = |inside| Group {
            label: String::new(),
            href: None,
            inside,
            near: 0,
            outside: 0,
        };
        for largest in [8, 40, 300, 555, 1_500] {
            let mosaic = Mosaic {
                name: String::new(),
                caption: String::new(),
                tile: (String::new(), String::new()),
                group: String::new(),
                groups: vec![group(largest), group(largest / 2)],
                size: Size::Large,
            };
            let widest = mosaic
                .drawn()
                .iter()
                .map(|it| it.width(mosaic.side()))
                .max();
            assert!(widest <= Some(PHONE), "{largest}: {widest:?}");
        }
    }

    #[test]
    fn a_hundred_thousand_tiles_are_a_small_picture() {
        let groups = (0..12)
            .map(|number| Group {
                label: format!("Group {number}"),
                href: Some(format!("/units?open={number}")),
                inside: 8_000,
                near: 300,
                outside: 33,
            })
            .collect();
        let mosaic = Mosaic {
            name: "whole".to_owned(),
            caption: "All".to_owned(),
            tile: ("unit".to_owned(), "units".to_owned()),
            group: "Group".to_owned(),
            groups,
            size: Size::Large,
        };
        let written = mosaic.render().unwrap();
        assert!(written.len() < 20_000, "{} bytes", written.len());
        assert!(written.contains("One tile is 10 units."));
    }
}
