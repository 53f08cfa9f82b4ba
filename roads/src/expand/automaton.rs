//! Recognises forbidden successions while one drives.
//!
//! Source: A. V. Aho and M. J. Corasick, Efficient String Matching: An Aid to Bibliographic
//! Search, Communications of the ACM 18(6), 1975. The text is the path, its letters are courses.
//! A state is the longest end of the path with which a forbidden succession begins; state 0 is
//! none. Building takes time linear in the successions' length (times a logarithm for the maps).

use std::collections::{BTreeMap, VecDeque};

/// The states and the steps between them.
#[derive(Debug)]
pub struct Automaton {
    steps: BTreeMap<(u32, u32), u32>,
    /// By state: the state of the longest shorter end.
    fallback: Vec<u32>,
    /// By state: the course that led into it.
    last: Vec<u32>,
    /// By state: a forbidden succession has been completed.
    completes: Vec<bool>,
}

impl Automaton {
    pub fn of(successions: &[Vec<u32>]) -> Self {
        let mut automaton = Self {
            steps: BTreeMap::new(),
            fallback: vec![0],
            last: vec![u32::MAX],
            completes: vec![false],
        };
        for succession in successions.iter().filter(|succession| succession.len() > 1) {
            automaton.add(succession);
        }
        automaton.link();
        automaton
    }

    fn add(&mut self, succession: &[u32]) {
        let mut state = 0;
        for course in succession {
            let fresh = self.last.len() as u32;
            state = *self.steps.entry((state, *course)).or_insert(fresh);
            if state == fresh {
                self.fallback.push(0);
                self.last.push(*course);
                self.completes.push(false);
            }
        }
        self.completes[state as usize] = true;
    }

    /// Finds the fallbacks, shorter successions first.
    fn link(&mut self) {
        let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for ((state, _), child) in &self.steps {
            children.entry(*state).or_default().push(*child);
        }
        let first = children.remove(&0).unwrap_or_default();
        let mut queue: VecDeque<u32> = first.into();
        while let Some(state) = queue.pop_front() {
            let fallback = self.fallback[state as usize];
            let completes = self.completes[fallback as usize];
            self.completes[state as usize] |= completes;
            for child in children.remove(&state).unwrap_or_default() {
                self.fallback[child as usize] = self.follow(fallback, self.last[child as usize]);
                queue.push_back(child);
            }
        }
    }

    fn follow(&self, mut state: u32, course: u32) -> u32 {
        loop {
            match self.steps.get(&(state, course)) {
                Some(next) => return *next,
                None if state == 0 => return 0,
                None => state = self.fallback[state as usize],
            }
        }
    }

    /// How many states there are, the first included.
    pub fn states(&self) -> u32 {
        self.last.len() as u32
    }

    /// The state after a course; `None` if that would complete a forbidden succession.
    pub fn step(&self, state: u32, course: u32) -> Option<u32> {
        Some(self.follow(state, course)).filter(|next| !self.completes[*next as usize])
    }

    /// The course that led into a state; not for state 0.
    pub fn last_course(&self, state: u32) -> u32 {
        self.last[state as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(automaton: &Automaton, path: &[u32]) -> bool {
        let mut state = 0;
        path.iter().all(|course| match automaton.step(state, *course) {
            Some(next) => {
                state = next;
                true
            }
            None => false,
        })
    }

    #[test]
    fn successions_are_found_wherever_they_begin() {
        let automaton = Automaton::of(&[vec![1, 2, 3], vec![2, 4], vec![3, 3]]);
        for bad in [&[1, 2, 3][..], &[9, 1, 2, 3], &[1, 2, 4], &[1, 1, 2, 3], &[2, 3, 3]] {
            assert!(!permits(&automaton, bad), "{bad:?}");
        }
        for good in [&[1, 2, 5, 3][..], &[2, 3], &[1, 3, 2], &[3, 1, 2], &[]] {
            assert!(permits(&automaton, good), "{good:?}");
        }
    }
}
