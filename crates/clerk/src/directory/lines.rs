//! Many short texts by number, laid side by side and read through for a part
//! of one, with a sieve that says which of them need not be read.

use std::ops::Range;

use memchr::memmem::Finder;

use super::people::Bits;

/// Lines of one block: a bit each in one word. The sieve knows blocks.
const LINES: usize = 64;
/// Blocks of one stretch, which lie in one piece: memory is read sooner in a row. To change a
/// line is to move what stands behind it in its stretch.
const BLOCKS: usize = 16;

/// Texts by number; none of them has a line break.
pub(super) struct Lines {
    stretches: Vec<Stretch>,
    sieve: Sieve,
    /// How many lines there are, the empty ones too.
    count: usize,
}

#[derive(Default)]
struct Stretch {
    /// Each line with its break.
    text: String,
    /// Of each line where its break is.
    ends: Vec<u32>,
    blocks: [Block; BLOCKS],
}

/// What is known of the lines of a block.
#[derive(Clone, Copy, Default)]
struct Block {
    /// Which of them are not empty.
    filled: u64,
    /// With how many bytes of the first filled line every filled line begins.
    shared: usize,
}

/// Which blocks have which three bytes in a row, for three bytes that fall into
/// the same row together.
struct Sieve {
    /// By row: a bit for each block.
    rows: Vec<Bits>,
}

impl Lines {
    /// No lines yet, with a sieve of so many rows: a byte for each 512 of them and line.
    pub(super) fn new(rows: usize) -> Lines {
        Lines {
            stretches: Vec::new(),
            sieve: Sieve {
                rows: vec![Bits::default(); rows],
            },
            count: 0,
        }
    }

    /// The text of a line; empty where there is none.
    pub(super) fn get(&self, number: u32) -> &str {
        let (stretch, at) = place_of(number as usize);
        let line = self.stretches.get(stretch).and_then(|it| it.line(at));
        line.unwrap_or_default()
    }

    /// Writes a line; an empty one leaves nothing of what stood there.
    pub(super) fn set(&mut self, number: u32, line: &str) {
        let number = number as usize;
        if number >= self.count && line.is_empty() {
            return;
        }
        while self.count < number {
            self.append("");
        }
        if self.count == number {
            self.append(line);
            return;
        }
        let (stretch, at) = place_of(number);
        let Some(stretch) = self.stretches.get_mut(stretch) else {
            return;
        };
        let block = block_number(number);
        self.sieve
            .forget(stretch.line(at).unwrap_or_default(), block);
        stretch.replace(at, line);
        for text in stretch.lines_of(at / LINES) {
            self.sieve.note(text, block);
        }
    }

    fn append(&mut self, line: &str) {
        let (stretch, at) = place_of(self.count);
        if stretch == self.stretches.len() {
            self.stretches.push(Stretch::default());
        }
        if let Some(stretch) = self.stretches.get_mut(stretch) {
            stretch.push(at, line);
        }
        self.sieve.note(line, block_number(self.count));
        self.count += 1;
    }

    /// The lines in which a part stands, which is not empty and has no line break.
    pub(super) fn containing(&self, part: &str) -> Bits {
        let mut found = Bits::default();
        let finder = Finder::new(part);
        let mut read = |block: usize| {
            let stretch = self.stretches.get(block / BLOCKS);
            let hits = stretch.map_or(0, |it| it.containing(block % BLOCKS, &finder));
            if hits != 0 {
                found.unite_from(block, &[hits]);
            }
        };
        match self.sieve.blocks_with(part) {
            Some(blocks) => blocks.iter().for_each(|block| read(block as usize)),
            None => (0..self.count.div_ceil(LINES)).for_each(read),
        }
        found
    }
}

/// In which stretch a line stands, and where in it.
fn place_of(number: usize) -> (usize, usize) {
    (number / (LINES * BLOCKS), number % (LINES * BLOCKS))
}

/// In which block a line stands. There are fewer blocks than lines, and lines are counted in
/// as many bits.
fn block_number(number: usize) -> u32 {
    u32::try_from(number / LINES).unwrap_or(u32::MAX)
}

/// Into which of so many rows a text falls.
fn rows_of(text: &str, rows: usize) -> impl Iterator<Item = usize> {
    text.as_bytes().windows(3).map(move |three| {
        let byte = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
        let number = three.iter().fold(0, byte);
        (number.wrapping_mul(0x9E37_79B1) >> 16) as usize % rows.max(1)
    })
}

impl Sieve {
    fn note(&mut self, text: &str, block: u32) {
        for row in rows_of(text, self.rows.len()) {
            if let Some(row) = self.rows.get_mut(row) {
                row.insert(block);
            }
        }
    }

    fn forget(&mut self, text: &str, block: u32) {
        for row in rows_of(text, self.rows.len()) {
            if let Some(row) = self.rows.get_mut(row) {
                row.remove(block);
            }
        }
    }

    /// The blocks in which a part may stand; none where it is too short to tell.
    fn blocks_with(&self, part: &str) -> Option<Bits> {
        let mut blocks: Option<Bits> = None;
        let rows = rows_of(part, self.rows.len());
        for row in rows.filter_map(|row| self.rows.get(row)) {
            match &mut blocks {
                Some(blocks) => blocks.intersect(row),
                None => blocks = Some(row.clone()),
            }
        }
        blocks
    }
}

impl Stretch {
    fn push(&mut self, at: usize, line: &str) {
        self.text.push_str(line);
        self.ends.push(as_end(self.text.len()));
        self.text.push('\n');
        self.note(at, line);
        if at + 1 == LINES * BLOCKS {
            self.text.shrink_to_fit();
            self.ends.shrink_to_fit();
        }
    }

    /// Notes of the block of a line, which is its last so far, what is known of it with that one.
    fn note(&mut self, at: usize, line: &str) {
        if line.is_empty() {
            return;
        }
        let first = self.lines_of(at / LINES).find(|it| !it.is_empty());
        let alike = first.map_or(0, |first| {
            let both = first.bytes().zip(line.bytes());
            both.take_while(|(one, other)| one == other).count()
        });
        if let Some(block) = self.blocks.get_mut(at / LINES) {
            let shared = if block.filled == 0 {
                alike
            } else {
                block.shared
            };
            block.shared = shared.min(alike);
            block.filled |= 1 << (at % LINES);
        }
    }

    /// Writes another line over one.
    fn replace(&mut self, at: usize, line: &str) {
        let start = self.start(at);
        let end = start + self.line(at).map_or(0, str::len);
        self.text.replace_range(start..end, line);
        for later in self.ends.iter_mut().skip(at) {
            *later = as_end(*later as usize + line.len() - (end - start));
        }
        let number = at / LINES;
        if let Some(block) = self.blocks.get_mut(number) {
            *block = Block::default();
        }
        let lines: Vec<String> = self.lines_of(number).map(str::to_owned).collect();
        for (one, text) in lines.iter().enumerate() {
            self.note(number * LINES + one, text);
        }
    }

    fn start(&self, at: usize) -> usize {
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or(0, |end| *end as usize + 1)
    }

    /// None behind the last.
    fn line(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        self.text.get(self.start(at)..end)
    }

    fn lines_of(&self, block: usize) -> impl Iterator<Item = &str> {
        let first = block * LINES;
        (first..self.ends.len().min(first + LINES)).filter_map(|at| self.line(at))
    }

    /// A bit for each line of a block in which the part stands.
    fn containing(&self, block: usize, finder: &Finder<'_>) -> u64 {
        let first = block * LINES;
        let ends = self.ends.get(first..).unwrap_or_default();
        let ends = ends.get(..LINES).unwrap_or(ends);
        let start = self.start(first);
        let end = ends.last().map_or(start, |end| *end as usize);
        let text = self.text.as_bytes().get(..end).unwrap_or_default();
        let find = |from: usize| Some(from + finder.find(text.get(from..)?)?);
        let Some(mut at) = find(start) else {
            return 0;
        };
        // Codes begin alike: what stands in the beginning of all need not be looked for in each.
        let known = self.blocks.get(block).copied().unwrap_or_default();
        let beginning = self.lines_of(block).find(|it| !it.is_empty());
        let beginning = beginning.and_then(|line| line.as_bytes().get(..known.shared));
        if beginning.is_some_and(|it| finder.find(it).is_some()) {
            return known.filled;
        }
        let mut hits = 0;
        loop {
            let line = line_at(ends, at, start..end);
            hits |= 1 << line;
            // What else there is in this line does not matter.
            let next = ends.get(line).map_or(end, |end| *end as usize);
            match find(next) {
                Some(further) => at = further,
                None => return hits,
            }
        }
    }
}

/// In which line a place of the text stands, by where the lines end. Lines are about as long as
/// each other, so that a guess is seldom far off.
fn line_at(ends: &[u32], at: usize, text: Range<usize>) -> usize {
    let guess = at.saturating_sub(text.start) * ends.len() / text.len().max(1);
    let mut line = guess.min(ends.len().saturating_sub(1));
    let ends_before = |line: usize| ends.get(line).is_some_and(|end| (*end as usize) < at);
    while ends_before(line) {
        line += 1;
    }
    while line
        .checked_sub(1)
        .is_some_and(|before| !ends_before(before))
    {
        line -= 1;
    }
    line
}

/// Where a line ends. A stretch of more than four thousand million bytes is not read.
fn as_end(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &Lines, part: &str) -> Vec<u32> {
        lines.containing(part).iter().collect()
    }

    #[test]
    fn lines_are_found_by_any_part_of_them() {
        let mut lines = Lines::new(16);
        for number in 0..1000 {
            lines.set(number, &format!("m-{number:04}"));
        }
        assert_eq!(found(&lines, "m-0").len(), 1000);
        assert_eq!(found(&lines, "m-07").len(), 100);
        assert_eq!(found(&lines, "777"), [777]);
        assert_eq!(found(&lines, "00").len(), 109);
        assert!(found(&lines, "x").is_empty());
        assert_eq!((lines.get(8), lines.get(1000)), ("m-0008", ""));
        assert_eq!((lines.get(1001), lines.get(1 << 20)), ("", ""));
    }

    #[test]
    fn a_line_that_is_cleared_leaves_nothing() {
        let mut lines = Lines::new(512);
        lines.set(300, "late");
        lines.set(2, "early");
        lines.set(300, "");
        lines.set(9_999, "");
        assert!(found(&lines, "late").is_empty());
        assert_eq!(found(&lines, "early"), [2]);
        lines.set(2, "other");
        assert!(lines.stretches.iter().all(|it| !it.text.contains("l")));
        assert_eq!(found(&lines, "other"), [2]);
        lines.set(2, "");
        assert!(lines.sieve.rows.iter().all(|row| row.count() == 0));
    }
}
