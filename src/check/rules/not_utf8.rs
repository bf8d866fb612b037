//! # A file has an old encoding
//!
//! The file was saved in an encoding of one country (most often “Windows-1252” or “ANSI”), in which the
//! same bytes stand for other letters elsewhere. Names with accents would come out wrong, so the file is
//! not read at all.
//!
//! Open it in the editor, choose “Save as”, and pick the encoding UTF-8. In Windows' Notepad the choice
//! is beside the button.
