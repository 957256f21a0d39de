//! Texts of the rooms, a row each: codes and names of units.

use std::sync::Arc;

use super::Column;

/// Bytes after which a stretch of texts is closed. A text begins within them, so
/// that stretch and place in it fit into one number.
const STRETCH: usize = 1 << 16;

/// Where a text stands: in the upper half the number of its stretch and, in the
/// low sixteen bits of it, where in that; in the lower half how long it is.
type Place = u64;

/// A text a row. Copies share the closed stretches.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    closed: Vec<Arc<str>>,
    open: String,
    places: Column<Place>,
}

impl Texts {
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn push(&mut self, text: &str) {
        let place = self.append(text);
        self.places.push(place);
    }

    /// The old text stays where it was; its room is won back at the next snapshot.
    pub(crate) fn set(&mut self, row: usize, text: &str) {
        let place = self.append(text);
        self.places.set(row, place);
    }

    fn append(&mut self, text: &str) -> Place {
        let place = self.closed.len().saturating_mul(STRETCH);
        let place = u32::try_from(place.saturating_add(self.open.len())).unwrap_or(u32::MAX);
        self.open.push_str(text);
        if self.open.len() >= STRETCH {
            self.closed.push(Arc::from(self.open.as_str()));
            self.open.clear();
        }
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        u64::from(place) << 32 | u64::from(length)
    }

    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        let place = self.places.get(row)?;
        let length = usize::try_from(place & u64::from(u32::MAX)).ok()?;
        let place = usize::try_from(place >> 32).ok()?;
        let (stretch, start) = (place / STRETCH, place % STRETCH);
        let end = start.saturating_add(length);
        match self.closed.get(stretch) {
            Some(closed) => closed.get(start..end),
            None => self.open.get(start..end),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|row| self.get(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_wherever_the_stretches_end() {
        let mut texts = Texts::default();
        let long = "long ".repeat(STRETCH / 4);
        let mut told: Vec<String> = (0..20_000).map(|at| format!("Übung {at}")).collect();
        told.insert(4_000, long);
        told.insert(4_001, String::new());
        told.iter().for_each(|text| texts.push(text));
        let before = texts.clone();
        texts.set(17, "another");
        assert!(texts.closed.len() > 2, "{}", texts.closed.len());
        assert!(before.iter().eq(told.iter().map(String::as_str)));
        told[17] = "another".to_owned();
        assert!(texts.iter().eq(told.iter().map(String::as_str)));
        assert_eq!(texts.get(told.len()), None);
    }
}
