//! Column widths of grids, rows and tables: track lists are resolved by taffy's grid.
//!
//! Only widths are asked of it. Heights come from setting the contents, because cells of a row
//! share the heights of their parts, which CSS calls a subgrid and taffy does not have.

use taffy::compute_leaf_layout;
use taffy::prelude::*;

use super::units::{MM, parse_length};

/// Width of one column as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Track {
    /// A share of what is left.
    Fr(f32),
    /// Points.
    Fixed(f32),
    /// As wide as its contents.
    Auto,
}

/// Reads `"3"` as three equal columns, or a list such as `"1fr 60mm auto"`.
pub(super) fn parse_tracks(text: &str) -> Option<Vec<Track>> {
    if let Ok(count) = text.trim().parse::<usize>() {
        return (1..=48).contains(&count).then(|| vec![Track::Fr(1.0); count]);
    }
    let tracks: Option<Vec<Track>> = text.split_whitespace().map(parse_track).collect();
    tracks.filter(|tracks| !tracks.is_empty())
}

fn parse_track(word: &str) -> Option<Track> {
    if word == "auto" {
        return Some(Track::Auto);
    }
    if let Some(share) = word.strip_suffix("fr") {
        return share.parse().ok().map(Track::Fr);
    }
    parse_length(word, MM).map(Track::Fixed)
}

/// Widths in pt of `tracks` in `width`; `contents` gives least and greatest widths for `auto`.
pub(super) fn resolve(tracks: &[Track], width: f32, gap: f32, contents: &[(f32, f32)]) -> Vec<f32> {
    if !tracks.contains(&Track::Auto) {
        return resolve_plain(tracks, width, gap);
    }
    resolve_by_taffy(tracks, width, gap, contents).unwrap_or_else(|| resolve_plain(tracks, width, gap))
}

fn resolve_plain(tracks: &[Track], width: f32, gap: f32) -> Vec<f32> {
    let fixed: f32 = tracks.iter().map(|t| if let Track::Fixed(w) = t { *w } else { 0.0 }).sum();
    let shares: f32 = tracks.iter().map(|t| if let Track::Fr(n) = t { *n } else { 0.0 }).sum();
    let free = (width - fixed - gap * (tracks.len() - 1) as f32).max(0.0);
    let of = |track: &Track| match track {
        Track::Fixed(w) => *w,
        Track::Fr(n) => free * n / shares.max(f32::EPSILON),
        Track::Auto => 0.0,
    };
    tracks.iter().map(of).collect()
}

fn resolve_by_taffy(tracks: &[Track], width: f32, gap: f32, contents: &[(f32, f32)]) -> Option<Vec<f32>> {
    let mut tree: TaffyTree<(f32, f32)> = TaffyTree::new();
    tree.disable_rounding();
    let mut cells = Vec::new();
    for index in 0..tracks.len() {
        let measure = contents.get(index).copied().unwrap_or_default();
        cells.push(tree.new_leaf_with_context(Style::default(), measure).ok()?);
    }
    let template = tracks.iter().map(|track| match track {
        Track::Fr(n) => minmax(length(0.0), fr(*n)),
        Track::Fixed(w) => length(*w),
        Track::Auto => auto(),
    });
    let style = Style {
        display: Display::Grid,
        size: Size { width: length(width), height: auto() },
        gap: Size { width: length(gap), height: zero() },
        grid_template_columns: template.collect(),
        justify_content: JustifyContent::START,
        ..Style::default()
    };
    let root = tree.new_with_children(style, &cells).ok()?;
    let measure =
        |known: Size<Option<f32>>, space: Size<AvailableSpace>, context: Option<&mut (f32, f32)>| {
            let (least, most) = context.copied().unwrap_or_default();
            let width = known.width.unwrap_or(match space.width {
                AvailableSpace::MinContent => least,
                AvailableSpace::MaxContent => most,
                AvailableSpace::Definite(w) => most.min(w.max(least)),
            });
            Size { width, height: 1.0 }
        };
    tree.compute_layout_with_measure(root, Size::MAX_CONTENT, |input, _, context, style| {
        compute_leaf_layout(input, style, |_, _| 0.0, |known, space| measure(known, space, context))
    })
    .ok()?;
    cells.iter().map(|cell| tree.layout(*cell).ok().map(|l| l.size.width)).collect()
}
