//! The organisation as a deterministic state machine.
