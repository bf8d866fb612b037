//! # A file or folder name cannot be an id
//!
//! Names of record files become addresses on the website and marks in the PDF. So that they work
//! everywhere, they have only lower-case letters a to z, digits and hyphens: no spaces, no capitals, no
//! accents. The same goes for the ids of interpreters, whose sheets are files too.
//!
//! Rename the file, and correct the name where other files mention it.
//!
//! ```text
//! members/Riverside Looms/     wrong
//! members/riverside-looms/     right
//! ```
