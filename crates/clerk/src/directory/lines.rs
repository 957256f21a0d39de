//! Many short texts by number, laid side by side so that all of them are read
//! through at the pace of the memory.

use memchr::memchr_iter;
use memchr::memmem::Finder;

use super::people::Bits;

/// Lines of one block. To change one is to write its block anew.
const LINES: usize = 256;
/// As many words of 64 bits hold a bit for each line.
const WORDS: usize = LINES / 64;

/// Texts by number; none of them has a line break.
#[derive(Default)]
pub(super) struct Lines {
    blocks: Vec<Block>,
    /// How many lines there are, the empty ones too.
    count: usize,
}

#[derive(Default)]
struct Block {
    /// Each line with its break.
    text: String,
    /// Which lines are not empty.
    filled: [u64; WORDS],
    /// With how many bytes of the first filled line every filled line begins.
    shared: usize,
}

impl Lines {
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
            let lines: Vec<&str> = block.text.split_terminator('\n').collect();
            let mut anew = Block::default();
            for (at, old) in lines.into_iter().enumerate() {
                anew.push(at, if at == number % LINES { line } else { old });
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
        self.count += 1;
    }

    /// The lines in which a part stands, which is not empty and has no line break.
    pub(super) fn containing(&self, part: &str) -> Bits {
        let mut found = Bits::default();
        let finder = Finder::new(part);
        for (at, block) in self.blocks.iter().enumerate() {
            let hits = block.containing(part, &finder);
            if hits.iter().any(|word| *word != 0) {
                found.unite_from(at * WORDS, &hits);
            }
        }
        found
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
            if let Some(word) = self.filled.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn first_filled(&self) -> Option<&str> {
        self.text
            .split_terminator('\n')
            .find(|line| !line.is_empty())
    }

    fn containing(&self, part: &str, finder: &Finder<'_>) -> [u64; WORDS] {
        let mut hits = [0; WORDS];
        let text = self.text.as_bytes();
        let mut found = finder.find_iter(text).peekable();
        if found.peek().is_none() {
            return hits;
        }
        // Codes begin alike: what stands in the beginning of all need not be looked for in each.
        let shared = self
            .first_filled()
            .and_then(|line| line.as_bytes().get(..self.shared));
        if shared.is_some_and(|shared| finder.find(shared).is_some()) {
            return self.filled;
        }
        debug_assert!(!part.contains('\n'), "lines are told apart by their breaks");
        for (line, end) in memchr_iter(b'\n', text).enumerate() {
            let mut hit = false;
            while found.next_if(|at| *at < end).is_some() {
                hit = true;
            }
            if let Some(word) = hits.get_mut(line / 64) {
                *word |= u64::from(hit) << (line % 64);
            }
            if found.peek().is_none() {
                break;
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
        let mut lines = Lines::default();
        for number in 0..1000 {
            lines.set(number, &format!("m-{number:04}"));
        }
        assert_eq!(found(&lines, "m-0").len(), 1000);
        assert_eq!(found(&lines, "m-07").len(), 100);
        assert_eq!(found(&lines, "777"), [777]);
        assert_eq!(found(&lines, "00").len(), 109);
        assert!(found(&lines, "x").is_empty());
    }

    #[test]
    fn a_line_that_is_cleared_leaves_nothing() {
        let mut lines = Lines::default();
        lines.set(300, "late");
        lines.set(2, "early");
        lines.set(300, "");
        lines.set(9_999, "");
        assert!(found(&lines, "late").is_empty());
        assert_eq!(found(&lines, "early"), [2]);
        lines.set(2, "other");
        assert!(lines.blocks.iter().all(|block| !block.text.contains("l")));
        assert_eq!(found(&lines, "other"), [2]);
    }
}
