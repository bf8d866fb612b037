//! All tests of the command and of whole projects, in one binary.

mod brochure;
mod canary;
mod firewall;
mod project;
mod publish;
mod rules;
mod tidy;
