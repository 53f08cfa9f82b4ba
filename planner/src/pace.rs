//! How a search spends its budget: in one go, or in several short searches from scratch, the best
//! of which is refined in the end.
//!
//! Small days converge so soon that chance decides which of many good plans a search settles on,
//! above all how many vehicles drive; trying several times finds better ones than trying longer.

/// Rounds per job that one search from scratch is worth.
const ROUNDS_PER_JOB: f64 = 80.0;
/// At most so many searches, and on days of at most so many jobs.
const SEARCHES_MAX: f64 = 12.0;
const JOBS_MAX: usize = 300;
/// Of the budget, for the searches from scratch; the rest refines.
const SCRATCH_SHARE: f64 = 0.7;
/// Of the budget: until then a search by the clock does not know how fast it is.
const MEASURING_SHARE: f64 = 0.02;

/// Where a search stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Turn {
    pub number: u32,
    /// Of this turn, 0 to 1.
    pub share: f64,
    /// Whether this turn goes on from the best plan so far instead of beginning anew.
    pub refines: bool,
}

/// The division of a budget.
#[derive(Debug)]
pub(crate) struct Pace {
    jobs: usize,
    /// What was spent before the first round.
    spent_before: Option<f64>,
    /// None: not known yet.
    searches: Option<u32>,
}

impl Pace {
    /// Of a budget in rounds, or by the clock.
    pub fn new(jobs: usize, rounds: Option<u64>) -> Self {
        Self {
            jobs,
            spent_before: None,
            searches: rounds.map(|rounds| searches(jobs, rounds as f64)),
        }
    }

    /// What to do when so much of the budget is spent, after so many rounds.
    pub fn turn(&mut self, share: f64, rounds: u64) -> Turn {
        let measured = share - *self.spent_before.get_or_insert(share);
        if self.searches.is_none() && measured >= MEASURING_SHARE {
            self.searches = Some(searches(self.jobs, rounds as f64 / measured));
        }
        let searches = self.searches.unwrap_or(1);
        if searches == 1 {
            return Turn { number: 0, share, refines: false };
        }
        let each = SCRATCH_SHARE / f64::from(searches);
        if share >= SCRATCH_SHARE {
            let share = (share - SCRATCH_SHARE) / (1.0 - SCRATCH_SHARE);
            return Turn { number: searches, share, refines: true };
        }
        let number = ((share / each) as u32).min(searches - 1);
        Turn { number, share: share / each - f64::from(number), refines: false }
    }
}

/// Whether days of so many jobs are searched several times, if there is time.
pub(crate) fn may_begin_anew(jobs: usize) -> bool {
    (1..=JOBS_MAX).contains(&jobs)
}

fn searches(jobs: usize, rounds: f64) -> u32 {
    if !may_begin_anew(jobs) {
        return 1;
    }
    let affordable = SCRATCH_SHARE * rounds / (ROUNDS_PER_JOB * jobs as f64);
    affordable.clamp(1.0, SEARCHES_MAX) as u32
}
