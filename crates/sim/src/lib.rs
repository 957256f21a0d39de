//! Made-up organisations and charter cases, on the same kernel.
