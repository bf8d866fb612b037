//! # A firm has more space than another in a brochure
//!
//! Every firm has the same block in the brochure: that is why rivals trust it. The members agreed on the largest
//! difference that is still called equal (`block_area` in `limits`: 0.01 is one per cent). Here two firms differ by more,
//! most often because the text of one needs another page, or because a template of the project treats them differently.
//!
//! `fairfolio audit` lists what each firm has. Shorten the longer block, or mend the template in `theme/print`.
