//! Who serves whom when each can serve one only: augmenting paths, Berge 1957.

/// Whether each need can have one of its helpers for itself.
pub(super) fn all_served(needs: &[Vec<usize>], helpers: usize) -> bool {
    let mut serves: Vec<Option<usize>> = vec![None; helpers];
    (0..needs.len()).all(|need| augment(need, needs, &mut serves, &mut vec![false; helpers]))
}

fn augment(need: usize, needs: &[Vec<usize>], serves: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &helper in &needs[need] {
        if std::mem::replace(&mut seen[helper], true) {
            continue;
        }
        if serves[helper].is_none_or(|other| augment(other, needs, serves, seen)) {
            serves[helper] = Some(need);
            return true;
        }
    }
    false
}
