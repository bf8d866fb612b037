//! An event's meetings from records to a plan and back: the question in numbers, the answer in handles,
//! the report in words, the file that staff can edit.
//!
//! ```text
//! question  records → numbers          who takes part, when, at how many tables, who wants whom
//! answer    board   → meetings         tables, persons and interpreters of each; what changed
//! report    both    → lines            result and bound of each objective, what is unmet and why, fairness
//! file      meetings → plan.toml       comments and hand-written reasons stay
//! ```

pub mod answer;
pub mod file;
mod presence;
pub mod question;
pub mod report;
pub mod suggestions;
pub mod unmet;
