//! From publications to bytes: templates, pages, pictures. Nothing here decides what is shown.

mod colours;
pub mod document;
pub mod icons;
pub mod indexed;
mod jpeg;
pub mod pictures;
pub mod print;
mod separations;
pub mod theme;
pub mod web;
