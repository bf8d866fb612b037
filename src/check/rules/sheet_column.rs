//! # A column of a sheet is not read
//!
//! Fairfolio knows the usual headings in several languages. This one is none of them, so that what stands below it would
//! be lost without a word.
//!
//! Name the field in `import/<name>.toml`, under `[columns]`: `"Heading" = "path.of.the.field"`. Write `""` for a column
//! that is not needed. Then import the sheet again.
