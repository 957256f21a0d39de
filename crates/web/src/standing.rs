//! The three standings, each with a word, a shape and a colour, so that none
//! rests on colour alone.

use askama::Template;
use askama::filters::HtmlSafe;

/// How something stands to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Outside a rule.
    Outside,
    /// Inside, with little room left.
    Near,
    /// Inside the rules.
    Inside,
}

impl From<kernel::sizes::Standing> for Standing {
    fn from(standing: kernel::sizes::Standing) -> Standing {
        match standing {
            kernel::sizes::Standing::Below | kernel::sizes::Standing::Above => Standing::Outside,
            kernel::sizes::Standing::NearEdge => Standing::Near,
            kernel::sizes::Standing::Within => Standing::Inside,
        }
    }
}

impl Standing {
    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Standing::Outside => "outside the rules",
            Standing::Near => "near the edge",
            Standing::Inside => "inside the rules",
        }
    }

    /// The class that gives its colour.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Standing::Outside => "outside",
            Standing::Near => "near",
            Standing::Inside => "inside",
        }
    }

    /// Its shape in a box of eight by eight: a diamond, a half, a small square.
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Standing::Outside => "M4 0 8 4 4 8 0 4z",
            Standing::Near => "M.5 7.5V.5l7 7z",
            Standing::Inside => "M1.5 1.5h5v5h-5z",
        }
    }

    /// The shape alone, for a place where the word stands beside it already.
    #[must_use]
    pub fn mark(self) -> Mark {
        Mark { standing: self }
    }

    /// The shape and the word.
    #[must_use]
    pub fn label(self) -> Label {
        Label { standing: self }
    }
}

/// The shape of a standing, unseen by a screen reader.
#[derive(Clone, Copy, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<svg class="mark {{ standing.class() }}" viewBox="0 0 8 8" aria-hidden="true"><path d="{{ standing.shape() }}"/></svg>"#
)]
pub struct Mark {
    standing: Standing,
}

/// The shape of a standing with its word.
#[derive(Clone, Copy, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<span class="standing {{ standing.class() }}">{{ standing.mark() }} {{ standing.words() }}</span>"#
)]
pub struct Label {
    standing: Standing,
}

impl HtmlSafe for Mark {}
impl HtmlSafe for Label {}
