//! The case blocks of a document.

use super::document::{Block, BlockKind};
use crate::case::Case;
use crate::problem::Problems;
use crate::rule::Charter;

/// Reads the case blocks in document order.
pub(super) fn read(text: &str, blocks: &[Block], charter: &Charter, problems: &mut Problems) -> Vec<Case> {
    let _ = (charter, problems);
    blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Case)
        .map(|block| Case {
            article: block.article,
            line: text.get(..block.whole.start).unwrap_or_default().matches('\n').count() + 1,
        })
        .collect()
}
