//! Tests of the pages.

#[cfg(test)]
mod api;
#[cfg(test)]
mod look;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod security;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod site;
