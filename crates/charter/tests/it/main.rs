//! The charter crate seen from outside.

#[cfg(test)]
mod awards;
#[cfg(test)]
mod flow;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod language;
#[cfg(test)]
mod petitions;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod shipped;
