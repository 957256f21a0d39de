//! The sim crate seen from outside.

#[cfg(test)]
mod audit;
#[cfg(test)]
mod beginning;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod comparisons;
#[cfg(test)]
mod controls;
#[cfg(test)]
mod exploration;
#[cfg(test)]
mod made_up;
#[cfg(test)]
mod past;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod rooms;
#[cfg(test)]
mod simulate;
