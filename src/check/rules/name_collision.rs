//! # Two names differ only in capitals or accents
//!
//! Windows and macOS take `Works.jpg` and `works.jpg` for one file: when the project is copied there, one
//! of the two is lost without a word. Letters with accents can also be stored in two ways that look alike.
//!
//! Rename one of the files, and correct the name where records mention it.
