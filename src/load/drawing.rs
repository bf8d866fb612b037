//! How drawings are read: a member's SVG may name files and addresses, and the parser's own options would
//! open those on this computer and carry them into the output.

use usvg::{ImageHrefResolver, Options};

/// Reads a drawing and nothing beside it: what it names elsewhere is not there.
pub fn options() -> Options<'static> {
    let image_href_resolver = ImageHrefResolver {
        resolve_data: ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    Options { image_href_resolver, ..Options::default() }
}

/// Outlines alone: a picture inside a drawing would keep what its camera wrote into it.
pub fn outlines() -> Options<'static> {
    let image_href_resolver =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    Options { image_href_resolver, ..Options::default() }
}
