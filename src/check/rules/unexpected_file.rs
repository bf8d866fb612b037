//! # Nothing reads this file
//!
//! A TOML or Markdown file lies where the tool does not look, so what it says never shows. Most often the
//! folder's name is misspelt, the file is one level too deep, or a translation lost its source.
//!
//! Move it to where it belongs. Notes for yourself can be kept in files called `README.md` or in formats
//! other than `.toml` and `.md`.
//!
//! ```text
//! member/riverside-looms/member.md      wrong folder
//! members/riverside-looms/member.md     right
//! ```
