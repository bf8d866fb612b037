//! # There is no `consortium.toml`
//!
//! Every project has the file `consortium.toml` at its top; it says who the consortium is and which
//! languages, offices and brochures it has. Without it nothing can be made.
//!
//! Most often the command was started in the wrong folder: go to the folder that holds `members/`. For a
//! new project run `fairfolio new DIR`.
