//! # A picture of a sheet cannot be taken over
//!
//! A cell names a picture that did not come along, or one of a kind that no browser and no press shows, such as HEIC from a
//! telephone. The record itself is imported.
//!
//! Put the picture beside the sheet, or name it on the command line behind the sheet. Export HEIC, TIFF and others as
//! JPEG first. Then import the sheet again.
