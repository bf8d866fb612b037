//! # A detail that prints badly
//!
//! Something in the document is finer or smaller than a press or a camera can handle: a line thinner than
//! a quarter of a point, text below six points, a QR code under two centimetres, a drawing with effects,
//! or a heading that skips a level. As a note: a card that stands alone on the last page of its section.
//!
//! The place is most often in the theme. When the theme is the project's own, correct the size there.
