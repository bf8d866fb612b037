//! # A name that Windows cannot keep
//!
//! Windows reserves a few names (`con`, `aux`, `nul`, `com1` …), does not allow `< > : " | ? *` in names,
//! and drops a full stop or a space at the end. A project with such a name cannot be copied to a Windows
//! computer or unpacked there.
//!
//! Rename the file or folder, and correct the name where other files mention it.
