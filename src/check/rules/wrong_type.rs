//! # A value has the wrong form
//!
//! A number stands where text belongs, text where a number belongs, or a date is written in a way that
//! cannot be read. The hint shows how it is written.
//!
//! ```toml
//! employees = "220"         # wrong: text
//! employees = 220           # right: a number
//! joined = "01.04.2011"     # wrong
//! joined = 2011-04-01       # right: year, month, day, without quotes
//! ```
