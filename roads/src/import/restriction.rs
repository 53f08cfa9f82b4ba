//! Restrictions of turns as the extract tells them.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Relation:restriction>.

use crate::{
    pbf::{Relation, Tags},
    vehicle::VehicleKind,
};

/// What a restriction says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Nobody may drive from the one to the other.
    No,
    /// Who comes from the one must go on to the other.
    Only,
}

/// Where one way meets the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    Node(i64),
    Ways(Vec<i64>),
}

/// A restriction by OpenStreetMap's numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    pub rule: Rule,
    pub from: Vec<i64>,
    pub via: Via,
    pub to: Vec<i64>,
}

/// Reads a relation; `None` when it is no restriction, does not bind the vehicle, or lacks a part.
pub fn read(kind: VehicleKind, relation: &Relation<'_, '_>) -> Option<Restriction> {
    let rule = rule(kind, relation.tags)?;
    let ways = |role| -> Vec<i64> {
        let members = relation.members.iter();
        members
            .filter(|member| member.is_way && member.role == role)
            .map(|member| member.id)
            .collect()
    };
    let (from, to, via_ways) = (ways("from"), ways("to"), ways("via"));
    let via_node = relation.members.iter().find(|member| member.is_node && member.role == "via");
    let via = match via_node {
        Some(node) => Via::Node(node.id),
        None => Via::Ways(via_ways),
    };
    let is_whole = !from.is_empty() && !to.is_empty() && via != Via::Ways(Vec::new());
    is_whole.then_some(Restriction { rule, from, via, to })
}

fn rule(kind: VehicleKind, tags: &Tags<'_>) -> Option<Rule> {
    if !tags.get("type")?.starts_with("restriction") {
        return None;
    }
    let (special, names): (&[&str], &[&str]) = match kind {
        VehicleKind::Van => (
            &["restriction:goods", "restriction:motorcar", "restriction:motor_vehicle"],
            &["goods", "motorcar", "motor_vehicle", "vehicle"],
        ),
        VehicleKind::CargoBike => (&["restriction:bicycle"], &["bicycle", "vehicle"]),
    };
    let said = special.iter().find_map(|key| tags.get(key)).or_else(|| tags.get("restriction"))?;
    let excepted = tags.get("except").unwrap_or_default();
    if excepted.split(';').any(|name| names.contains(&name.trim())) {
        return None;
    }
    match said {
        _ if said.starts_with("no_") => Some(Rule::No),
        _ if said.starts_with("only_") => Some(Rule::Only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pbf::RelationMember;

    const MEMBERS: [RelationMember<'_>; 3] = [
        RelationMember { role: "from", is_node: false, is_way: true, id: 1 },
        RelationMember { role: "via", is_node: true, is_way: false, id: 2 },
        RelationMember { role: "to", is_node: false, is_way: true, id: 3 },
    ];

    fn rule_of(kind: VehicleKind, pairs: &[(&'static str, &'static str)]) -> Option<Rule> {
        let tags = pairs.iter().copied().collect();
        read(kind, &Relation { members: &MEMBERS, tags: &tags }).map(|read| read.rule)
    }

    #[test]
    fn a_restriction_binds_whom_it_names() {
        let van = |pairs: &[_]| rule_of(VehicleKind::Van, pairs);
        let bike = |pairs: &[_]| rule_of(VehicleKind::CargoBike, pairs);
        let kind = ("type", "restriction");
        let left = ("restriction", "no_left_turn");
        assert_eq!(van(&[kind, left]), Some(Rule::No));
        assert_eq!(van(&[kind, ("restriction", "only_straight_on")]), Some(Rule::Only));
        assert_eq!(van(&[("type", "route"), left]), None);
        assert_eq!(bike(&[kind, left, ("except", "bicycle;psv")]), None);
        assert_eq!(van(&[kind, left, ("except", "bicycle;psv")]), Some(Rule::No));
        assert_eq!(van(&[kind, ("restriction:hgv", "no_left_turn")]), None);
        assert_eq!(van(&[kind, ("restriction:motorcar", "no_left_turn")]), Some(Rule::No));
        assert_eq!(van(&[kind, ("restriction:conditional", "no_left_turn @ (07:00-09:00)")]), None);
    }

    #[test]
    fn a_restriction_without_one_of_its_parts_is_none() {
        let tags: Tags<'_> =
            [("type", "restriction"), ("restriction", "no_u_turn")].into_iter().collect();
        for missing in 0..MEMBERS.len() {
            let mut members = MEMBERS.to_vec();
            members.remove(missing);
            assert_eq!(read(VehicleKind::Van, &Relation { members: &members, tags: &tags }), None);
        }
    }
}
