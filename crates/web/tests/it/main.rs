//! Tests of the pages.

#[cfg(test)]
mod look;
#[cfg(test)]
mod samples;
