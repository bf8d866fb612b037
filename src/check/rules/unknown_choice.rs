//! # A value is none of the choices
//!
//! Some fields take only a few words, so that all firms are described alike. The message names what was
//! typed, the hint lists the words that are allowed. Choose one of them; they are never translated in the
//! file, only in the outputs.
//!
//! ```toml
//! business_type = "factory"        # wrong
//! business_type = "manufacturer"   # right
//! ```
