//! Many short texts by number, laid side by side and read through for a part
//! of one, with a sieve that says which of them need not be read.

use memchr::memchr_iter;
use memchr::memmem::Finder;

use super::people::Bits;

/// Lines of one block: a bit each in one word. To change one is to write its
/// block anew.
const LINES: usize = 64;

/// Texts by number; none of them has a line break.
pub(super) struct Lines {
    blocks: Vec<Block>,
    sieve: Sieve,
    /// How many lines there are, the empty ones too.
    count: usize,
}

#[derive(Default)]
struct Block {
    /// Each line with its break.
    text: String,
    /// Which lines are not empty.
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
            blocks: Vec::new(),
            sieve: Sieve {
                rows: vec![Bits::default(); rows],
            },
            count: 0,
        }
    }

    /// The text of a line; empty where there is none.
    pub(super) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let block = self.blocks.get(number / LINES);
        let line = block.and_then(|block| block.lines().nth(number % LINES));
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
        } else if let Some(block) = self.blocks.get_mut(number / LINES) {
            let at = number % LINES;
            let mut anew = Block::default();
            let mut old = "";
            for (one, text) in block.lines().enumerate() {
                anew.push(one, if one == at { line } else { text });
                old = if one == at { text } else { old };
            }
            let number = block_number(number / LINES);
            self.sieve.forget(old, number);
            for text in anew.lines() {
                self.sieve.note(text, number);
            }
            *block = anew;
        }
    }

    fn append(&mut self, line: &str) {
        let at = self.count % LINES;
        if at == 0 {
            self.blocks.push(Block::default());
        }
        if let Some(block) = self.blocks.last_mut() {
            block.push(at, line);
        }
        self.sieve.note(line, block_number(self.count / LINES));
        self.count += 1;
    }

    /// The lines in which a part stands, which is not empty and has no line break.
    pub(super) fn containing(&self, part: &str) -> Bits {
        let mut found = Bits::default();
        let finder = Finder::new(part);
        let mut read = |number: usize, block: &Block| {
            let hits = block.containing(&finder);
            if hits != 0 {
                found.unite_from(number, &[hits]);
            }
        };
        match self.sieve.blocks_with(part) {
            Some(blocks) => blocks.iter().for_each(|number| {
                let number = number as usize;
                if let Some(block) = self.blocks.get(number) {
                    read(number, block);
                }
            }),
            None => {
                for (number, block) in self.blocks.iter().enumerate() {
                    read(number, block);
                }
            }
        }
        found
    }
}

/// There are fewer blocks than lines, and lines are counted in as many bits.
fn block_number(block: usize) -> u32 {
    u32::try_from(block).unwrap_or(u32::MAX)
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

impl Block {
    fn push(&mut self, at: usize, line: &str) {
        if !line.is_empty() {
            self.shared = match self.first_filled() {
                None => line.len(),
                Some(first) => {
                    let alike = first.bytes().zip(line.bytes());
                    let alike = alike.take_while(|(one, other)| one == other).count();
                    self.shared.min(alike)
                }
            };
            self.filled |= 1 << at;
        }
        self.text.push_str(line);
        self.text.push('\n');
        if at + 1 == LINES {
            self.text.shrink_to_fit();
        }
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split_terminator('\n')
    }

    fn first_filled(&self) -> Option<&str> {
        self.lines().find(|line| !line.is_empty())
    }

    /// A bit for each line in which the part stands.
    fn containing(&self, finder: &Finder<'_>) -> u64 {
        let text = self.text.as_bytes();
        let Some(mut at) = finder.find(text) else {
            return 0;
        };
        // Codes begin alike: what stands in the beginning of all need not be looked for in each.
        let first = self.first_filled().map(str::as_bytes);
        let shared = first.and_then(|line| line.get(..self.shared));
        if shared.is_some_and(|shared| finder.find(shared).is_some()) {
            return self.filled;
        }
        let mut hits = 0;
        for (line, end) in memchr_iter(b'\n', text).enumerate() {
            if at > end {
                continue;
            }
            hits |= 1 << line;
            // What else there is in this line does not matter.
            let rest = text.get(end..).unwrap_or_default();
            match finder.find(rest) {
                Some(next) => at = end + next,
                None => break,
            }
        }
        hits
    }
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
        assert!(lines.blocks.iter().all(|block| !block.text.contains("l")));
        assert_eq!(found(&lines, "other"), [2]);
        lines.set(2, "");
        assert!(lines.sieve.rows.iter().all(|row| row.count() == 0));
    }
}
