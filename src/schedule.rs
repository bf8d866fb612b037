//! Who meets whom and when: from wishes to a plan. Numbers in, numbers out; handles, files and words
//! stay outside.
//!
//! ```text
//! select  wishes            → the best set, which is also the bound     flow of greatest worth
//! board   set               → slots, all hard rules kept                chains as in edge colouring
//! search  slots             → fewer and shorter waits                   annealing, counted steps, seeded
//! evening equal wishes      → buyers' weight on all firms           exchanges
//! polish  small plans       → the best one, nearly always               torn down and filled up again
//! ```

mod board;
mod evening;
mod matching;
mod plan;
mod polish;
mod problem;
mod rng;
mod score;
mod search;
mod select;

pub use board::Board;
pub use matching::served;
pub use plan::{Effort, plan};
pub use problem::{Fixed, MOST_SLOTS, Party, Problem, Slots, Wish};
pub use rng::Rng;
pub use score::{Score, gaps};
pub use select::{MOST_WISHES, best_set};
