//! Every number that is not a plain count, one file a statistic.
//!
//! Each file names its formula and its source, and is tested against an independent implementation: the scripts that made the expected
//! values lie in `tests/oracle`. Nothing here knows a table, a concept or a file.
//!
//! ```
//! use statistics::interval::{Cluster, estimate};
//!
//! let employers = [Cluster { n: 4, k: 1 }, Cluster { n: 2, k: 2 }, Cluster { n: 9, k: 3 }];
//! let found = estimate(&employers).expect("there are vacancies");
//! assert!(found.lo < found.share && found.share < found.hi);
//! ```

pub mod agreement;
pub mod change;
pub mod contrast;
pub mod correction;
pub mod false_discovery;
pub mod fisher;
pub mod interval;
pub mod pairs;
pub mod quality;
pub mod random;
pub mod ranks;
pub mod saturation;
pub mod shrinkage;
pub mod special;
pub mod student;
pub mod suppression;
pub mod tier;
pub mod trend;
