//! Fairfolio turns what an export consortium keeps about itself into a website, a common brochure
//! and the handouts of its meetings. The pipeline is the architecture: load, check, compose, render,
//! publish.

pub mod cache;
pub mod check;
pub mod cli;
pub mod collect;
pub mod commands;
pub mod compose;
pub mod diag;
pub mod files;
pub mod import;
pub mod load;
pub mod locale;
pub mod markdown;
pub mod model;
pub mod package;
pub mod pipeline;
pub mod planning;
pub mod publish;
pub mod render;
pub mod report;
pub mod schedule;
pub mod serve;
pub mod sheet;
pub mod source;
pub mod tasks;
pub mod text;
