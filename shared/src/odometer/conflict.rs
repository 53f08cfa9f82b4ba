//! Which readings contradict others.
//!
//! Two neighbours of which the later is lower are both in conflict: either may be wrong. Of the
//! others as few as possible are in conflict too, so that what is left never falls. Without that a
//! second wrong reading beside a first one would pass for right, and days would add up to more
//! than their period. Where as many are left in two ways, it is those that rise least, then the
//! later ones.

use std::{cmp::Reverse, iter::successors};

use super::{Conflict, Point};

/// Marks the points that are in conflict. Where no neighbours contradict each other, nothing does.
pub(super) fn flag(points: &mut [Point]) {
    let falls: Vec<bool> = pairs(points).map(|(earlier, later)| falls(earlier, later)).collect();
    if !falls.contains(&true) {
        return;
    }
    let before = std::iter::once(false).chain(falls.iter().copied());
    let after = falls.iter().copied().chain(std::iter::once(false));
    for ((point, before), after) in points.iter_mut().zip(before).zip(after) {
        point.in_conflict = before || after;
    }
    let others: Vec<usize> = (0..).zip(&*points).filter_map(clean).collect();
    let mut kept = longest_rise(points, &others).into_iter().peekable();
    for index in others {
        let stays = kept.next_if_eq(&index).is_some();
        if let Some(point) = points.get_mut(index) {
            point.in_conflict = !stays;
        }
    }
}

fn clean((index, point): (usize, &Point)) -> Option<usize> {
    (!point.in_conflict).then_some(index)
}

/// Every point with the one after it.
fn pairs(points: &[Point]) -> impl Iterator<Item = (&Point, &Point)> {
    points.iter().zip(points.iter().skip(1))
}

/// Of one odometer the continuous reading falls exactly where its own does; from the last of one
/// to the first of the next it stays.
fn falls(earlier: &Point, later: &Point) -> bool {
    later.virtual_m < earlier.virtual_m
}

/// As many of these points as possible whose continuous reading never falls; of several such rows,
/// the one that rises least.
fn longest_rise(points: &[Point], among: &[usize]) -> Vec<usize> {
    let value = |index: usize| points.get(index).map_or(0, |point| point.virtual_m);
    let mut values: Vec<i64> = among.iter().map(|index| value(*index)).collect();
    values.sort_unstable();
    values.dedup();
    let mut rows = Rows(vec![None; values.len() + 1]);
    let mut follows: Vec<Option<usize>> = vec![None; points.len()];
    let mut best: Option<(Row, Reverse<i64>)> = None;
    for end in among.iter().copied() {
        let rank = values.partition_point(|lower| *lower <= value(end));
        let before = rows.best_up_to(rank);
        let (length, start_m) = before.map_or((0, value(end)), |row| (row.length, row.start_m));
        let row = Row { length: length + 1, start_m, end };
        rows.add(rank, row);
        if let Some(link) = follows.get_mut(end) {
            *link = before.map(|row| row.end);
        }
        let rise = Reverse(value(end).saturating_sub(start_m));
        if best.is_none_or(|(best, least)| (best.length, least) <= (row.length, rise)) {
            best = Some((row, rise));
        }
    }
    let before = |index: &usize| follows.get(*index).copied().flatten();
    let mut row: Vec<usize> = successors(best.map(|(row, _)| row.end), before).collect();
    row.reverse();
    row
}

/// A row of points that never falls; a better one is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    length: usize,
    /// Where it begins: with the same end, a higher beginning rises less.
    start_m: i64,
    /// The index of its last point.
    end: usize,
}

/// The best row that ends at or below each rank: a Fenwick tree of maxima.
struct Rows(Vec<Option<Row>>);

impl Rows {
    fn best_up_to(&self, mut rank: usize) -> Option<Row> {
        let mut best = None;
        while rank > 0 {
            best = best.max(self.0.get(rank).copied().flatten());
            rank &= rank - 1;
        }
        best
    }

    fn add(&mut self, mut rank: usize, row: Row) {
        while let Some(best) = self.0.get_mut(rank).filter(|_| rank > 0) {
            *best = (*best).max(Some(row));
            rank += rank & rank.wrapping_neg();
        }
    }
}

/// For each point in conflict the first lower one after it or, where there is none, the last
/// higher one before it: a pair that contradicts. Each pair once, in order.
pub(super) fn conflicts(points: &[Point]) -> Vec<Conflict> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, point) in points.iter().enumerate().filter(|(_, point)| point.in_conflict) {
        let after = (0..).zip(points).skip(index + 1).find(|(_, later)| falls(point, later));
        let before = || (0..).zip(points).take(index).filter(|(_, earlier)| falls(earlier, point));
        found.extend(match after {
            Some((later, _)) => Some((index, later)),
            None => before().last().map(|(earlier, _)| (earlier, index)),
        });
    }
    found.sort_unstable();
    found.dedup();
    let id = |index: usize| points.get(index).map(|point| point.record_id);
    let pair = |(earlier, later)| Some(Conflict { earlier_id: id(earlier)?, later_id: id(later)? });
    found.into_iter().filter_map(pair).collect()
}
