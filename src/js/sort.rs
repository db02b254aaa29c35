//! Sorting that links its code only once: each element type that is sorted by the standard library adds 2 to 4 KB of
//! flash.

use alloc::vec::Vec;
use core::{cmp::Ordering, mem};

use super::heap::Heap;

impl Heap {
    /// Sorts a list. Items that compare as equal keep their order.
    ///
    /// The standard library's stable sort allocates infallibly. Here, a failed allocation ends the program.
    pub(crate) fn sort_by<T>(&self, list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
        let mut order = self.list(0..list.len());
        if order.len() == list.len() {
            sort_indices(&mut order, &|x, y| match (list.get(x), list.get(y)) {
                (Some(x), Some(y)) => compare(x, y),
                _ => Ordering::Equal,
            });
            permute(list, order);
        }
    }
}

fn sort_indices(order: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    order.sort_unstable_by(|&x, &y| compare(x, y).then(x.cmp(&y)));
}

/// Moves the item at `order[i]` to index `i`, for each `i`. Follows each cycle once.
fn permute<T>(list: &mut [T], mut order: Vec<usize>) {
    for start in 0..list.len() {
        let mut to = start;
        while let Some(from) = order.get_mut(to).map(|from| mem::replace(from, to)) {
            if from == start || from == to {
                break;
            }
            list.swap(to, from);
            to = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use crate::{globals::MINIMAL, js::NoProgram};

    #[test]
    fn it_sorts_as_the_library_s_stable_sort_does() {
        let heap = NoProgram::new(MINIMAL).heap;
        let mut seed = 1_u32;
        for length in [0, 1, 2, 3, 7, 50, 1000] {
            for keys in [1, 3, 1 << 20] {
                let mut list: Vec<(u32, usize)> = Vec::new();
                for index in 0..length {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    list.push(((seed >> 8) % keys, index));
                }
                let mut expected = list.clone();
                expected.sort_by_key(|&(key, _)| key);
                heap.sort_by(&mut list, |(x, _), (y, _)| x.cmp(y));
                assert_eq!(list, expected);
            }
        }
    }
}
