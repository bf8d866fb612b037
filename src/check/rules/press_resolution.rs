//! # A picture is too coarse for the press
//!
//! On paper a picture needs more pixels than on a screen. The message says how many per inch are left at
//! the printed size. Under `min_ppi` of the printer's profile, 150 when it says nothing, no press PDF is
//! made; under `warn_ppi`, most often 220, the picture is printed and looks a little soft.
//!
//! Ask for the original file from the camera. Making a small picture larger in a program does not help.
