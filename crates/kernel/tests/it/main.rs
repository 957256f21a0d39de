//! The kernel from outside: commands go in, events or refusals come out.
//!
//! `cfg(test)` on each module tells Clippy that what is allowed in tests is allowed
//! in their fixtures too.

#[cfg(test)]
mod applying;
#[cfg(test)]
mod articles;
#[cfg(test)]
mod awards;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod bulletins;
#[cfg(test)]
mod chance;
#[cfg(test)]
mod charters;
#[cfg(test)]
mod cheapest;
#[cfg(test)]
mod columns;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod conferences;
#[cfg(test)]
mod costs;
#[cfg(test)]
mod directives;
#[cfg(test)]
mod dues;
#[cfg(test)]
mod elections;

#[cfg(test)]
mod findings;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod flow_refusals;
#[cfg(test)]
mod invariants;
#[cfg(test)]
mod large;
#[cfg(test)]
mod ledger;

#[cfg(test)]
mod loss;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod meetings;
#[cfg(test)]
mod members;
#[cfg(test)]
mod merging;
#[cfg(test)]
mod mistaken;
#[cfg(test)]
mod petitions;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod posts;
#[cfg(test)]
mod procedures;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod register;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod struck_acts;
#[cfg(test)]
mod struck_elections;
#[cfg(test)]
mod struck_transfers;
#[cfg(test)]
mod struck_units;
#[cfg(test)]
mod study;
#[cfg(test)]
mod units;
#[cfg(test)]
mod visits;
