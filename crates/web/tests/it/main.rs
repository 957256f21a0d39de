//! Tests of the pages.

#[cfg(test)]
mod adopting;
#[cfg(test)]
mod api;
#[cfg(test)]
mod applications;
#[cfg(test)]
mod applying;
#[cfg(test)]
mod awards;
#[cfg(test)]
mod bank;
#[cfg(test)]
mod belonging;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod bulletins;
#[cfg(test)]
mod calendars;
#[cfg(test)]
mod conferences;
#[cfg(test)]
mod directives;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod doubles;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod due;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod look;
#[cfg(test)]
mod meetings;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod past;
#[cfg(test)]
mod past_lists;
#[cfg(test)]
mod people;
#[cfg(test)]
mod person_names;
#[cfg(test)]
mod petitions;
#[cfg(test)]
mod posts;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod security;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod site;
mod study;
#[cfg(test)]
mod units;
#[cfg(test)]
mod visits;
#[cfg(test)]
mod what_if;
