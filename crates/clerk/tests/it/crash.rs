//! Killing a process under load, again and again.
