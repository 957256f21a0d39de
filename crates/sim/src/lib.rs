//! Made-up organisations, charter cases and exploration from seeds, on the same kernel.

pub mod auditor;
pub mod case;
pub mod exploration;
pub mod invariants;
pub mod made_up;
pub mod shrinking;
pub mod simulate;
mod ways;
pub mod workload;
