//! # A picture has too many pixels
//!
//! More than a hundred million pixels fill the memory of an office computer and are never printed: a full
//! A4 page at the finest resolution needs nine million. Most often a poster or a scan was sent.
//!
//! Open it in a picture program and export it with 6000 pixels on the long side.
