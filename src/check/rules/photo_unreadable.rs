//! # A picture is damaged
//!
//! The file begins like a picture but cannot be read: it was cut off while it was sent or copied, or a
//! program wrote it wrongly. The outputs show a neutral field in its place.
//!
//! Ask the firm for the picture again, or open it in a picture program and export it as JPEG.
