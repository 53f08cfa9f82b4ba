//! What becomes of a fact: something that was done on the road without a network, and told when the
//! office had planned something else meanwhile.
//!
//! Facts beat plans, and an earlier fact beats a later one of somebody else. So a fact is never
//! refused because of a plan: it is taken, or kept in the history, or laid before the office. The
//! order of facts of one person is told by the phone's clock, corrected; who had the package in the
//! van is told by custody, which moves with the start of a route or with loading.

use chrono::TimeDelta;

use crate::{
    exceptions::ExceptionKind, id::UserId, packages::PackageStatus, routes::RouteStatus,
    time::Timestamp,
};

/// The same thing said twice by one person within that time is one fact: a double tap, two windows.
const SAME_WITHIN: TimeDelta = TimeDelta::seconds(120);

/// Something that was done with a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    pub by: UserId,
    /// Where the package came to: in transit, or how a visit ended.
    pub to: PackageStatus,
    /// By the phone's clock, corrected.
    pub at: Timestamp,
}

impl Fact {
    /// Whether both say the same thing, told twice.
    pub fn repeats(&self, other: &Self) -> bool {
        (self.by, self.to) == (other.by, other.to) && (self.at - other.at).abs() <= SAME_WITHIN
    }
}

/// What is known of the package when the fact comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub status: PackageStatus,
    pub assigned_to: Option<UserId>,
    /// It is meant for another route than the one that the fact was done on.
    pub is_elsewhere: bool,
    /// Who last had it in the van, and since when.
    pub custody: Option<Custody>,
    /// The last thing that was done with it on the road.
    pub deed: Option<Fact>,
    /// The office closed it, and nobody at a door did.
    pub is_called_off: bool,
    /// Whoever tells it drives no more, and it never was theirs as long as they did.
    pub is_foreign: bool,
}

/// Who has a package in the van.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Custody {
    pub by: UserId,
    pub since: Timestamp,
}

/// What becomes of a fact about a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The package takes the step.
    Taken(Taken),
    /// It is kept in the history, without a step; as an attempt, if somebody stood at the door.
    Late { is_attempt: bool },
    /// Somebody else says otherwise: what stood first stays, and the office decides.
    Disputed,
    /// It was told before.
    Same,
}

/// How a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Nobody said that it was loaded, but it must have been.
    pub is_implied: bool,
    /// It was planned otherwise: it leaves that plan for the route of whoever did it.
    pub exception: Option<ExceptionKind>,
}

impl Taken {
    const PLAIN: Self = Self { is_implied: false, exception: None };
}

impl Standing {
    /// What becomes of a fact, by the rules C1 to C10 of `docs/offline.md`.
    pub fn take(&self, fact: &Fact) -> Verdict {
        use PackageStatus::{Assigned, Delivered, Failed, InTransit, Pending, Undelivered};
        if self.is_foreign {
            return Verdict::Late { is_attempt: false };
        }
        if self.deed.is_some_and(|deed| deed.repeats(fact)) {
            return Verdict::Same;
        }
        match self.status {
            Failed if self.is_called_off => self.called_off(fact),
            Delivered | Failed => self.finished(fact),
            _ if self.is_overtaken_by_own(fact) => Self::late(fact),
            InTransit => match self.custody.filter(|custody| custody.by != fact.by) {
                // Whoever has it in the van, and had it then, is believed first.
                Some(custody) if custody.since < fact.at => Verdict::Disputed,
                _ => self.on_the_road(fact),
            },
            Pending | Assigned | Undelivered => self.on_the_road(fact),
        }
    }

    /// The same person did something else later.
    fn is_overtaken_by_own(&self, fact: &Fact) -> bool {
        self.deed.is_some_and(|deed| deed.by == fact.by && deed.at > fact.at)
    }

    fn late(fact: &Fact) -> Verdict {
        Verdict::Late { is_attempt: fact.to == PackageStatus::Undelivered }
    }

    /// Nobody at a door ended it: whatever was done there stands.
    fn called_off(&self, fact: &Fact) -> Verdict {
        match fact.to == PackageStatus::Delivered {
            true => Verdict::Taken(Taken {
                is_implied: !self.was_loaded_by(fact.by),
                exception: Some(ExceptionKind::DeliveredAfterCancel),
            }),
            false => Self::late(fact),
        }
    }

    /// Somebody at a door ended it, or the office on somebody's word.
    fn finished(&self, fact: &Fact) -> Verdict {
        let ends = matches!(fact.to, PackageStatus::Delivered | PackageStatus::Failed);
        let is_earlier = self.deed.is_none_or(|deed| fact.at <= deed.at);
        match self.deed.is_some_and(|deed| deed.by == fact.by) || self.is_mine(fact) {
            // One's own word, as the office wrote it down already.
            _ if fact.to == self.status && self.is_mine(fact) => Self::late(fact),
            true if is_earlier => Self::late(fact),
            // What was tried before the other one came is no contradiction.
            false if is_earlier && !ends => Self::late(fact),
            _ => Verdict::Disputed,
        }
    }

    /// It is not finished, and nobody else has it in the van.
    fn on_the_road(&self, fact: &Fact) -> Verdict {
        use PackageStatus::{Delivered, Failed, InTransit, Undelivered};
        let carried = self.was_carried_by(fact.by);
        let is_implied = !self.was_loaded_by(fact.by);
        let is_planned = self.is_mine(fact) && !self.is_elsewhere;
        match (fact.to, is_planned) {
            (InTransit, _) if self.status == InTransit && carried => Verdict::Same,
            (InTransit, true) => Verdict::Taken(Taken::PLAIN),
            (InTransit, false) if self.status == InTransit => Self::late(fact),
            (InTransit, false) => Verdict::Taken(Taken {
                exception: Some(ExceptionKind::PickedUpUnassigned),
                ..Taken::PLAIN
            }),
            // An attempt changes no plan.
            (Undelivered, false) => Self::late(fact),
            (Delivered | Failed | Undelivered, true) => {
                Verdict::Taken(Taken { is_implied, exception: None })
            }
            (Delivered | Failed, false) => Verdict::Taken(Taken {
                is_implied,
                exception: Some(ExceptionKind::DeliveredAfterReassignment),
            }),
            // Those are plans, and nobody's deeds.
            (PackageStatus::Pending | PackageStatus::Assigned, _) => Self::late(fact),
        }
    }

    fn is_mine(&self, fact: &Fact) -> bool {
        self.assigned_to == Some(fact.by)
    }

    /// Somebody has said so, be it of somebody else's van.
    fn was_loaded_by(&self, person: UserId) -> bool {
        self.status == PackageStatus::InTransit || self.was_carried_by(person)
    }

    fn was_carried_by(&self, person: UserId) -> bool {
        self.custody.is_some_and(|custody| custody.by == person)
    }
}

/// What is known of a route when somebody tells that they drove it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteStanding {
    pub status: RouteStatus,
    pub driver: Option<UserId>,
    pub has_started: bool,
    /// As of a package.
    pub is_foreign: bool,
}

/// What becomes of a fact about a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteVerdict {
    Taken {
        /// It had been called off, or given to somebody else: it is this driver's again.
        is_clash: bool,
    },
    /// It stands so, or further: only a reading that is lacking is taken.
    Stands,
    /// Somebody else drives it or drove it: the office decides.
    Apart,
}

impl RouteStanding {
    /// What becomes of a start or an end that `by` tells, by rule C19.
    pub fn take(&self, by: UserId, to: RouteStatus) -> RouteVerdict {
        use RouteStatus::{Cancelled, Completed, InProgress, Planned};
        let is_own = self.driver == Some(by);
        match (self.status, to) {
            (_, Planned | Cancelled) => RouteVerdict::Stands,
            _ if self.is_foreign => RouteVerdict::Apart,
            (Planned, InProgress | Completed) => RouteVerdict::Taken { is_clash: !is_own },
            // A start that was known before it was called off revives nothing.
            (Cancelled, InProgress) if self.has_started && is_own => RouteVerdict::Stands,
            // It was under way with somebody else before it was called off.
            (Cancelled, _) if self.has_started && !is_own => RouteVerdict::Apart,
            (Cancelled, InProgress | Completed) => RouteVerdict::Taken { is_clash: true },
            (InProgress, Completed) if is_own => RouteVerdict::Taken { is_clash: false },
            (InProgress | Completed, _) if is_own => RouteVerdict::Stands,
            (InProgress | Completed, _) => RouteVerdict::Apart,
        }
    }
}

#[cfg(test)]
mod tests;
