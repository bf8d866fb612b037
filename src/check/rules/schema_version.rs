//! # The project was written for another version
//!
//! The line `schema = …` in `consortium.toml` says for which layout of the files the project was written.
//! This program reads version 1 only and would misunderstand others.
//!
//! Write `schema = 1` when the project follows this version's documentation; else use the version of the
//! program that the project was made with.
