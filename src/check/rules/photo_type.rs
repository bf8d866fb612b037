//! # A file is no picture that can be read
//!
//! What a file is, is decided by its content and never by its name: a HEIC picture that was renamed to
//! `.jpg` stays a HEIC picture. JPEG, PNG and WebP are read for photos, SVG for logos.
//!
//! Export the picture as JPEG. On an iPhone, “Settings, Camera, Formats, Most compatible” makes JPEG from
//! then on.
