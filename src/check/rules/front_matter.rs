//! # The head of a Markdown file is not set off
//!
//! A record's file has two parts: its fields between two lines `+++`, then its text. When one of those
//! lines is missing, the tool cannot tell where the fields end.
//!
//! ```text
//! +++
//! name = "Riverside Looms"
//! +++
//!
//! Here the text for the website begins.
//! ```
