//! # A required field is missing
//!
//! The tool cannot make a uniform entry when one firm leaves a field out that all others fill in. The
//! field is named in the message. Drafts show a placeholder with the field's name, everything else shows
//! a dash; the press PDF is not made before the field is there.
//!
//! Write the field into the file, or ask the firm for it. When nobody knows the value yet, leave the
//! field out rather than writing “tbd”: a missing field is on the firm's to-do list, a wrong one is not.
//!
//! ```toml
//! name = "Riverside Looms"
//! town = "Solapur"          # was missing
//! ```
