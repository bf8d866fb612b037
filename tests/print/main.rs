//! The print engine, from markup to PDF. Set `BLESS=1` to write the golden dumps anew.

#![expect(clippy::disallowed_methods, reason = "tests read and write what they need")]
#![allow(unreachable_pub, missing_docs, dead_code, reason = "parts are shared by several test binaries")]

mod breaking;
mod conformance;
mod effects;
mod figures;
mod findings;
mod floats;
mod golden;
mod hostile;
mod joining;
mod layout;
mod manual;
mod notes;
mod pictures;
mod pixels;
mod scripts;
mod snippet;
mod support;
mod text;
