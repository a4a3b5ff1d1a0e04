//! Random numbers that are the same on every machine, for bootstraps and simulations.

/// The generator xoshiro256** of Blackman & Vigna (2021, *Scrambled linear pseudorandom number generators*, ACM TOMS 47), its state filled by
/// SplitMix64 from a seed, as its authors advise.
///
/// ```
/// use statistics::random::Random;
///
/// let mut random = Random::new(7);
/// let first = random.next_u64();
/// assert_eq!(first, Random::new(7).next_u64());
/// assert!(random.below(6) < 6);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Random {
    state: [u64; 4],
}

/// 2⁻⁵³, the distance between the numbers of [`Random::unit`].
const STEP: f64 = 1.0 / (1u64 << 53) as f64;

impl Random {
    /// The generator of a seed. Every seed is as good as any other, 0 included.
    pub fn new(seed: u64) -> Self {
        let mut seed = seed;
        Self { state: std::array::from_fn(|_| split_mix(&mut seed)) }
    }

    /// The generator of a seed and a key, for one of many things that are drawn for apart: what a thing draws doesn't depend on the others,
    /// nor on their order. The seed is XORed with FNV-1a of the key.
    pub fn for_key(seed: u64, key: &str) -> Self {
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self::new(seed ^ hash)
    }

    /// 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        let [s0, s1, s2, s3] = &mut self.state;
        let result = s1.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = *s1 << 17;
        *s2 ^= *s0;
        *s3 ^= *s1;
        *s1 ^= *s2;
        *s0 ^= *s3;
        *s2 ^= shifted;
        *s3 = s3.rotate_left(45);
        result
    }

    /// A whole number below `bound`, each as likely as the others (Lemire 2019, ACM TOMACS 29); 0 where `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let mut product = u128::from(self.next_u64()) * u128::from(bound);
        if (product as u64) < bound {
            let threshold = bound.wrapping_neg() % bound;
            while (product as u64) < threshold {
                product = u128::from(self.next_u64()) * u128::from(bound);
            }
        }
        (product >> 64) as u64
    }

    /// A number from 0 up to but not 1, a multiple of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * STEP
    }
}

/// SplitMix64 (Steele, Lea & Flood 2014), in Vigna's form.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The figures that are published with the generator, at its seed 1234567.
    #[test]
    fn split_mix_says_what_its_authors_print() {
        let mut state = 1_234_567;
        let found: Vec<u64> = (0..3).map(|_| split_mix(&mut state)).collect();
        assert_eq!(found, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    proptest! {
        #[test]
        fn draws_stay_in_bounds(seed: u64, bound: u64) {
            let mut random = Random::new(seed);
            prop_assert!(random.below(bound) < bound.max(1));
            prop_assert!((0.0..1.0).contains(&random.unit()));
        }
    }

    #[test]
    fn faces_of_a_die_are_equally_likely() {
        let mut random = Random::new(1);
        let mut faces = [0_u32; 6];
        (0..60_000).for_each(|_| faces[random.below(6) as usize] += 1);
        let chi_square: f64 = faces.iter().map(|face| (f64::from(*face) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(crate::special::chi_square_upper(chi_square, 5.0) > 0.001, "{faces:?}");
    }
}
