//! # A value was edited by hand
//!
//! Since the last import, or before the first one, somebody typed this value into the record. The sheet says something
//! else. What was typed by hand is not overwritten without being asked.
//!
//! Keep it, and tell the firm. Or add `--overwrite` to take what the sheet says, for all such values of it.
