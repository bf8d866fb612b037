//! Who serves whom when each can serve one only: augmenting paths, Berge 1957.

/// A helper of its own for each need; `None` when there are too few.
pub fn served(needs: &[Vec<usize>], helpers: usize) -> Option<Vec<usize>> {
    let mut serves: Vec<Option<usize>> = vec![None; helpers];
    if !(0..needs.len()).all(|need| augment(need, needs, &mut serves, &mut vec![false; helpers])) {
        return None;
    }
    let by = |need: usize| serves.iter().position(|own| *own == Some(need));
    (0..needs.len()).map(by).collect()
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
