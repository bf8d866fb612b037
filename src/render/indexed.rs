//! Painted pages as PNG for sites that want one file and no fuss: 256 colours chosen for the picture, a
//! little dither where they are too few. A card with a photograph weighs a tenth of a PNG in full colour
//! so, and nobody sees the difference at the size at which cards are shown.

use quantette::deps::palette::Srgb;
use quantette::dither::FloydSteinberg;
use quantette::{ImageRef, PaletteSize, Pipeline, QuantizeMethod};

/// Share of a pixel's error that its neighbours take over: enough against bands in a sky, not so much
/// that plain paper turns to noise, which packs badly.
const DITHER: f32 = 0.5;

/// Red, green, blue of each pixel as a PNG with a palette; `None` when there are not as many pixels as
/// the sides say.
pub fn encode(rgb: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    let pixels: Vec<Srgb<u8>> = rgb.chunks_exact(3).map(|p| Srgb::new(p[0], p[1], p[2])).collect();
    let indexed = Pipeline::new()
        .palette_size(PaletteSize::MAX)
        .ditherer(FloydSteinberg::with_error_diffusion(DITHER))
        .quantize_method(QuantizeMethod::Wu)
        .input_image(ImageRef::new(width, height, &pixels).ok()?)
        .output_srgb8_indexed_image();
    let palette: Vec<u8> = indexed.palette().iter().flat_map(|c| [c.red, c.green, c.blue]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_compression(png::Compression::High);
    // Neighbours in a palette are no neighbours in colour: differences between them mean nothing.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(indexed.indices()).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
