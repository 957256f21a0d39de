//! The record as its readers meet it: whole folders, and single mistakes.

#[cfg(test)]
mod advice;
#[cfg(test)]
mod archive;
#[cfg(test)]
mod conflicts;
#[cfg(test)]
mod files;
#[cfg(test)]
mod popolo;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod sheet;
#[cfg(test)]
mod shipped;
