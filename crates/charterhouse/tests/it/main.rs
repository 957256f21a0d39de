//! The program as people meet it: from the command line and in a browser.

#[cfg(test)]
mod account;
#[cfg(test)]
mod answers;
#[cfg(test)]
mod awards;
#[cfg(test)]
mod bank;
#[cfg(test)]
mod beside;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod bulletins;
#[cfg(test)]
mod capabilities;
#[cfg(test)]
mod charters;
#[cfg(test)]
mod check;
#[cfg(test)]
mod conferences;
#[cfg(test)]
mod deed;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod elections;
#[cfg(test)]
mod explore;
#[cfg(test)]
mod flow;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod mail_server;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod person_names;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod procedure;
#[cfg(test)]
mod program;
#[cfg(test)]
mod readings;
#[cfg(test)]
mod record;
#[cfg(test)]
mod register;
#[cfg(test)]
mod served;
#[cfg(test)]
mod show;
#[cfg(test)]
mod simulate;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod visit;
#[cfg(test)]
mod walk_by_api;
