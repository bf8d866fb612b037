//! What was shaped and broken, kept for all who set text in the same fonts.
//!
//! Documents and their page-sets are laid out side by side, on several papers and in several rounds,
//! and mostly say the same: each text is shaped once. A value depends on its key alone, so it does
//! not matter who came first.

use std::sync::{Arc, Mutex, OnceLock};

use dashmap::DashMap;

use super::kept::Kept;
use super::paragraph::Paragraph;
use super::shape::{Bench, Content, Known, ParagraphSpec};
use super::shaped::Shaped;

/// The memory of a font book.
#[derive(Default)]
pub(super) struct Memory {
    pub paragraphs: DashMap<ParagraphSpec, Arc<Paragraph>>,
    pub known: DashMap<Content, Arc<Known>>,
    pub fragments: DashMap<Content, Arc<Shaped>>,
    /// What earlier builds shaped, where somebody handed it in.
    pub kept: OnceLock<Kept>,
    /// Tools that nobody is working with.
    benches: Mutex<Vec<Bench>>,
}

impl Memory {
    /// Tools that are free, if there are any.
    pub(super) fn take_bench(&self) -> Option<Bench> {
        self.benches.lock().ok()?.pop()
    }

    /// Lays tools down for the next one.
    pub(super) fn lay_down(&self, bench: Bench) {
        if let Ok(mut benches) = self.benches.lock() {
            benches.push(bench);
        }
    }
}
