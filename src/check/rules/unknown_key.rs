//! # A field has a name that nothing reads
//!
//! A misspelt field is worse than a missing one, because what was typed never shows anywhere. So every
//! name that the tool does not know is an error, and the nearest name it does know is in the hint.
//!
//! Correct the name. When the field is meant as a note, put a `#` in front of the line.
//!
//! ```toml
//! adress  = "Plot 7"        # wrong
//! address = "Plot 7"        # right
//! ```
