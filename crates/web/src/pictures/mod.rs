//! Pictures of the organisation, drawn as SVG without a style of their own:
//! colours come from the style sheet by class, and every picture has the same
//! figures beside it in words.

pub mod descent;
pub mod lineage;
pub mod mosaic;
pub mod strip;
pub mod timeline;
pub mod trend;
