//! # A name or path is too long for some computers
//!
//! Many programs on Windows cannot open a file whose whole path, from the drive's letter on, has more than 260
//! characters. Where the project lies takes up part of that, and outputs carry the ids of several records in their
//! names. So a path in the project may have 160 characters and a single name 80: then the outputs fit too.
//!
//! Rename the file or folder, and correct the name where other files mention it.
