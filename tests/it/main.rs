//! All tests of the command and of whole projects, in one binary.

#![expect(clippy::disallowed_methods, reason = "tests read and write what they need")]
#![allow(unreachable_pub, missing_docs, dead_code, reason = "parts are shared by several test binaries")]

mod audit;
mod brochure;
mod canary;
mod capacity;
mod cards;
mod codes;
mod docs;
mod ease;
mod edition;
mod enquiry;
mod exact;
mod exchange;
mod firewall;
mod fonts;
mod handouts;
mod json;
mod late_change;
mod modes;
mod newcomer;
mod office;
mod package;
mod planning;
mod portable;
mod press;
mod project;
mod publish;
mod rules;
mod schedule;
mod schedule_command;
mod search;
mod sell_sheet;
mod serve;
mod sheets;
mod structured;
mod themes;
mod tidy;
mod todo;
mod translation;
