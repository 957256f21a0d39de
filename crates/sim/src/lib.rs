//! Made-up organisations and charter cases, on the same kernel.

pub mod case;
pub mod made_up;
