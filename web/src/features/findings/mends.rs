//! What can be done about a finding.

use furgo_shared::{
    id::ReadingId,
    odometer::Source,
    readings::{CreateReading, FindingCode, FindingRecordView, FindingView, ReadingKind},
};
use uuid::Uuid;

use crate::screens::Screen;

/// One press.
#[derive(Clone, Debug, PartialEq)]
pub enum Mend {
    /// The odometer was replaced between two records.
    Replaced {
        previous: FindingRecordView,
        next: FindingRecordView,
    },
    /// Somebody looked at it: it counts as it is.
    Confirm(FindingRecordView),
    /// A refuel before this one is not on record.
    RefuelMissing(FindingRecordView),
    /// Nothing is entered for this vehicle any more.
    AddEntry,
    Deactivate,
}

/// The mends of a finding besides correcting its records, the likeliest first.
pub fn mends(finding: &FindingView) -> Vec<Mend> {
    let last = finding.records.last();
    let confirm = || last.filter(|last| can_be_confirmed(last.source)).cloned().map(Mend::Confirm);
    match finding.code {
        FindingCode::OdometerConflict => replaced(finding).into_iter().collect(),
        FindingCode::OdometerJump => replaced(finding).into_iter().chain(confirm()).collect(),
        FindingCode::MissedSuspected => {
            let refuel = last.filter(|last| last.source == Source::Refuel).cloned();
            refuel.map(Mend::RefuelMissing).into_iter().chain(confirm()).collect()
        }
        FindingCode::ImplausibleEconomy
        | FindingCode::ImplausibleDistance
        | FindingCode::AboveUsual
        | FindingCode::OverCapacity => confirm().into_iter().collect(),
        FindingCode::NoEntries => vec![Mend::AddEntry, Mend::Deactivate],
    }
}

/// The two records next to each other of which the later is the lower; of a jump none is.
fn replaced(finding: &FindingView) -> Option<Mend> {
    let pair = finding.records.windows(2).find(|pair| {
        let [one, other] = pair else { return false };
        one.odometer_km.zip(other.odometer_km).is_some_and(|(one, other)| other < one)
    })?;
    let [previous, next] = pair else { return None };
    Some(Mend::Replaced { previous: previous.clone(), next: next.clone() })
}

/// The request for "it was replaced": the old odometer showed last what the first record says, the
/// new one showed on the second record's day what that one says.
pub fn replacement(
    finding: &FindingView,
    previous: &FindingRecordView,
    next: &FindingRecordView,
    id: ReadingId,
) -> Option<CreateReading> {
    Some(CreateReading {
        id: Some(id),
        vehicle: finding.vehicle_id.to_string(),
        date: next.date,
        kind: ReadingKind::Replacement,
        odometer_km: next.odometer_km?,
        previous_km: Some(previous.odometer_km?),
        confirmed: false,
        notes: None,
        typed_odometer: None,
        force: false,
    })
}

/// A route has no such mark.
pub const fn can_be_confirmed(source: Source) -> bool {
    matches!(source, Source::Refuel | Source::Maintenance | Source::Reading)
}

/// The form that corrects a record.
pub fn form_of(id: Uuid, source: Source) -> Option<Screen> {
    match source {
        Source::Refuel => Some(Screen::EditRefuel { id: id.into() }),
        Source::Maintenance => Some(Screen::EditMaintenance { id: id.into() }),
        Source::Reading => Some(Screen::EditReading { id: id.into() }),
        Source::RouteStart | Source::RouteEnd => Some(Screen::Route { id: id.into() }),
        Source::Initial => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use furgo_shared::{id::VehicleId, units::Km};

    use super::*;

    pub(in super::super) fn record(
        number: u128,
        source: Source,
        date: &str,
        km: i64,
    ) -> FindingRecordView {
        FindingRecordView {
            id: Uuid::from_u128(number),
            source,
            date: date.parse().expect("a day of the calendar"),
            odometer_km: Some(Km::whole(km)),
            quantity: None,
            fuel: None,
            version: 1,
        }
    }

    pub(in super::super) fn finding(
        code: FindingCode,
        records: Vec<FindingRecordView>,
    ) -> FindingView {
        FindingView {
            code,
            vehicle_id: VehicleId(Uuid::nil()),
            vehicle: "van-1".to_owned(),
            date: records.last().map(|record| record.date),
            records,
            value: None,
            usual: None,
        }
    }

    #[test]
    fn a_conflict_may_be_a_replaced_odometer() {
        let (before, after) = (
            record(1, Source::Refuel, "2026-03-01", 90_000),
            record(2, Source::Maintenance, "2026-03-09", 12),
        );
        let finding = finding(FindingCode::OdometerConflict, vec![before.clone(), after.clone()]);
        let [Mend::Replaced { previous, next }] = &*mends(&finding) else {
            unreachable!("one mend and no other")
        };
        assert_eq!((previous, next), (&before, &after));
        let request = replacement(&finding, previous, next, ReadingId(Uuid::max()))
            .expect("both have a reading");
        assert_eq!(request.previous_km, Some(Km::whole(90_000)));
        assert_eq!((request.odometer_km, request.date), (Km::whole(12), after.date));
    }

    #[test]
    fn what_is_counted_anyway_is_the_last_record() {
        let refuels = [("2026-03-01", 1_000), ("2026-03-09", 1_400)]
            .map(|(day, km)| (Source::Refuel, day, km));
        let records: Vec<FindingRecordView> = (1..)
            .zip(refuels)
            .map(|(number, (source, day, km))| record(number, source, day, km))
            .collect();
        let last = records[1].clone();
        for (code, wanted) in [
            (FindingCode::AboveUsual, vec![Mend::Confirm(last.clone())]),
            (FindingCode::OdometerJump, vec![Mend::Confirm(last.clone())]),
            (
                FindingCode::MissedSuspected,
                vec![Mend::RefuelMissing(last.clone()), Mend::Confirm(last)],
            ),
            (FindingCode::NoEntries, vec![Mend::AddEntry, Mend::Deactivate]),
        ] {
            assert_eq!(mends(&finding(code, records.clone())), wanted, "{code:?}");
        }
        let route = record(3, Source::RouteEnd, "2026-04-01", 9_000);
        assert_eq!(mends(&finding(FindingCode::OdometerJump, vec![route])), []);
    }
}
