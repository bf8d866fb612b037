//! Icons of the installed site: the brand's logo on its paper, or, where there is no logo, the initials of
//! its name in its colours. Painted here, so that the same project gives the same bytes.

use resvg::tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Transform};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};

use crate::compose::offline::Icon;
use crate::model::brand::Brand;
use crate::render::print::Pixels;
use crate::text::FontBook;

/// Share of a side that the mark takes; a circle cut from a maskable icon leaves four fifths.
const FREE: f32 = 0.76;
const CUT: f32 = 0.54;

/// What the icons are made from.
pub struct Mark<'a> {
    /// The brand's colours.
    pub brand: &'a Brand,
    /// Its logo, written anew.
    pub logo: Option<&'a str>,
    /// The consortium's name.
    pub name: &'a str,
    /// Fonts for the initials.
    pub fonts: &'a FontBook,
}

/// An icon as a PNG file.
pub fn paint(mark: &Mark<'_>, icon: Icon) -> Option<Vec<u8>> {
    let mut ground = Pixmap::new(icon.side, icon.side)?;
    let share = if icon.maskable { CUT } else { FREE };
    let tree = mark.logo.and_then(|svg| usvg::Tree::from_str(svg, &crate::load::drawing::options()).ok());
    match tree {
        Some(tree) => {
            ground.fill(colour(&mark.brand.token("paper")));
            draw_logo(&tree, share, &mut ground);
        }
        None => {
            ground.fill(colour(&mark.brand.token("primary")));
            draw_initials(mark, share, &mut ground);
        }
    }
    let rgb = ground.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Some(Pixels { width: icon.side, height: icon.side, rgb }.png())
}

fn colour(hex: &str) -> Color {
    let part = |at: usize| hex.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
    let [red, green, blue] = [1, 3, 5].map(|at| part(at).unwrap_or_default());
    Color::from_rgba8(red, green, blue, 255)
}

fn draw_logo(tree: &usvg::Tree, share: f32, ground: &mut Pixmap) {
    let side = ground.width() as f32;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = side * share / width.max(height);
    let (x, y) = ((side - width * scale) / 2.0, (side - height * scale) / 2.0);
    resvg::render(tree, Transform::from_translate(x, y).pre_scale(scale, scale), &mut ground.as_mut());
}

fn draw_initials(mark: &Mark<'_>, share: f32, ground: &mut Pixmap) {
    let side = ground.width() as f32;
    let Some(shape) = outline(&initials(mark.name), mark.fonts) else { return };
    let bounds = shape.bounds();
    let scale = side * share / bounds.width().max(bounds.height());
    let middle = |low: f32, high: f32| side / 2.0 - (low + high) / 2.0 * scale;
    let (x, y) = (middle(bounds.left(), bounds.right()), middle(bounds.top(), bounds.bottom()));
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(best_on(&mark.brand.token("primary"), &mark.brand.token("paper")));
    let to = Transform::from_translate(x, y).pre_scale(scale, scale);
    ground.fill_path(&shape, &paint, FillRule::Winding, to, None);
}

/// The paper's colour where it can be read on the ground, else black or white, whichever can.
fn best_on(ground: &str, paper: &str) -> Color {
    let light = |hex: &str| {
        let c = colour(hex);
        0.2126 * c.red() + 0.7152 * c.green() + 0.0722 * c.blue()
    };
    match light(ground) {
        own if (own - light(paper)).abs() > 0.4 => colour(paper),
        own if own > 0.5 => Color::BLACK,
        _ => Color::WHITE,
    }
}

/// The first letters of the first two words; one where letters have no capitals, as they may join.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|ch| ch.is_alphanumeric()));
    let Some(first) = letters.next() else { return String::new() };
    let second = letters.next().filter(|second| first.is_uppercase() && second.is_uppercase());
    [Some(first), second].into_iter().flatten().collect()
}

/// Letters side by side as one shape, from the heaviest upright face that has them all.
fn outline(letters: &str, fonts: &FontBook) -> Option<resvg::tiny_skia::Path> {
    let has_all = |font: &FontRef<'_>| letters.chars().all(|ch| font.charmap().map(ch).is_some());
    let upright = fonts.faces().iter().filter(|face| !face.italic && face.weight <= 700);
    let able = upright.filter_map(|face| Some((face, FontRef::new(&face.data).ok().filter(has_all)?)));
    let (face, font) = able.max_by_key(|(face, _)| face.weight)?;
    let mut pen = Pen { builder: PathBuilder::new(), x: 0.0 };
    for ch in letters.chars() {
        let glyph = font.charmap().map(ch)?;
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        font.outline_glyphs().get(glyph)?.draw(settings, &mut pen).ok()?;
        pen.x += face.advances.get(glyph.to_u32() as usize)?;
    }
    pen.builder.finish()
}

/// Takes outlines upwards and gives them downwards.
struct Pen {
    builder: PathBuilder,
    x: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.builder.move_to(self.x + x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.builder.line_to(self.x + x, -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.builder.quad_to(self.x + cx, -cy, self.x + x, -y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.builder.cubic_to(self.x + ax, -ay, self.x + bx, -by, self.x + x, -y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_may_join_stand_alone() {
        assert_eq!(initials("Solapur Terry House"), "ST");
        assert_eq!(initials("« Élan » von Ulm"), "É");
        assert_eq!(initials("بيت سولابور"), "ب");
        assert_eq!(initials("– "), "");
    }

    #[test]
    fn a_mark_can_be_told_from_its_ground() {
        assert_eq!(best_on("#1f3a5f", "#fbf9f5"), colour("#fbf9f5"));
        assert_eq!(best_on("#f0e0a0", "#fbf9f5"), Color::BLACK);
        assert_eq!(best_on("#202020", "#303030"), Color::WHITE);
    }
}
