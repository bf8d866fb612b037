//! # A picture's colour profile cannot be read
//!
//! Cameras and picture programs write into a file which colours its numbers mean. This file has such a
//! profile, but it is damaged. It is left out of account and the picture is shown as if its colours were
//! those of the web, sRGB. They may look paler or stronger than they are.
//!
//! Open the picture in a picture program, compare its colours with the goods, and export it with the
//! profile sRGB.
