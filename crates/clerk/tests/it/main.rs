//! The clerk's tests, in one binary.

#[cfg(test)]
mod crash;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod names;
#[cfg(test)]
mod office;
#[cfg(test)]
mod onlooker;
#[cfg(test)]
mod past;
#[cfg(test)]
mod recording;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod start;
#[cfg(test)]
mod stores;
