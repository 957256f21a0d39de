//! The program as people meet it: from the command line and in a browser.

mod account;
mod browser;
mod check;
mod demo;
mod plan;
mod program;
mod register;
mod verify;
