//! # A picture is too coarse for its place
//!
//! The picture has fewer pixels than its place in print needs, so it would look blurred or in steps. The
//! message says how many pixels per inch are left at the printed size.
//!
//! Ask the firm for the original file from the camera; pictures from websites and messengers are made
//! small on purpose. Making a small picture larger in a program does not help.
