//! The program as people meet it: from the command line and in a browser.

mod browser;
