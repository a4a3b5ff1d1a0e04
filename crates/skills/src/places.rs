//! Which bit of a row belongs to which class of words: the frequent classes have one of their own.

use std::cmp::Reverse;

use crate::vocabulary::ClassId;

/// The place of a class in the rows.
pub(crate) type Place = u16;

/// Bits of the longest row.
pub(crate) const BITS: usize = 1024;
/// The place of words that no pattern names, and of the end of a statement: the last bit of a word of a row, which no class has.
pub(crate) const NO_PLACE: Place = 63;
/// Places that classes can have.
const ALL: usize = BITS / 64 * 63;
/// Those that belong to one class each: the frequent ones. The other classes share the rest.
const OWN: usize = ALL * 4 / 5;
/// After so many words it is known which classes are frequent.
const WORDS_TO_COUNT: usize = if cfg!(test) { 64 } else { 1 << 14 };

/// The places of all classes. Until the frequent ones are known, all share all places.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// By class.
    places: Vec<Place>,
    /// By class: how often it occurred. Empty once that is enough.
    counts: Vec<u32>,
    counted_n: usize,
}

impl Places {
    /// Gives out places when it is time to. Whatever was made with the old ones must be forgotten if so.
    #[inline]
    pub(crate) fn prepare(&mut self, classes_n: usize) -> bool {
        if self.places.is_empty() {
            self.places = (0..classes_n).map(|class| shared(class, 0)).collect();
            self.counts = vec![0; classes_n];
            return true;
        }
        let is_time = self.counted_n >= WORDS_TO_COUNT && !self.counts.is_empty();
        if is_time {
            self.give_frequent();
        }
        is_time
    }

    #[cold]
    fn give_frequent(&mut self) {
        let counts = std::mem::take(&mut self.counts);
        let mut classes: Vec<usize> = (1..counts.len()).collect();
        classes.sort_by_key(|class| Reverse(counts[*class]));
        for (rank, class) in classes.into_iter().enumerate() {
            self.places[class] = if rank < OWN { place(rank) } else { shared(class, OWN) };
        }
    }

    /// Appends the places of `classes`.
    #[inline]
    pub(crate) fn extend(&mut self, classes: impl Iterator<Item = ClassId>, to: &mut Vec<Place>) {
        if self.counts.is_empty() {
            to.extend(classes.map(|class| self.places[class as usize]));
            return;
        }
        to.extend(classes.map(|class| {
            self.counts[class as usize] += 1;
            self.counted_n += 1;
            self.places[class as usize]
        }));
    }

    /// The place of a class.
    pub(crate) fn of(&self, class: ClassId) -> Place {
        self.places[class as usize]
    }
}

/// The place, of those from `first` on, that a class shares with others.
fn shared(class: usize, first: usize) -> Place {
    if class == 0 { NO_PLACE } else { place(first + class % (ALL - first)) }
}

fn place(number: usize) -> Place {
    (number / 63 * 64 + number % 63) as Place
}
