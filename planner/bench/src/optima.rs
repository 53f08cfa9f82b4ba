//! Costs that are proven to be the least, for collections whose files do not say them.

/// The least cost of an instance of this name, in units of its matrix.
pub(crate) fn optimum(name: &str) -> Option<i64> {
    let name = name.trim_end_matches(".tsp").trim_end_matches(".atsp");
    let known = SOLOMON.iter().chain(&TSPLIB).find(|known| known.0 == name)?;
    Some(known.1)
}

/// Optima of Solomon's instances in the convention of the DIMACS challenge, as published.
#[rustfmt::skip] // Read it as a table.
const SOLOMON: [(&str, i64); 56] = [
    ("C101", 8273), ("C102", 8273), ("C103", 8263), ("C104", 8229), ("C105", 8273), ("C106", 8273),
    ("C107", 8273), ("C108", 8273), ("C109", 8273),
    ("C201", 5891), ("C202", 5891), ("C203", 5887), ("C204", 5881), ("C205", 5864), ("C206", 5860),
    ("C207", 5858), ("C208", 5858),
    ("R101", 16377), ("R102", 14666), ("R103", 12087), ("R104", 9715), ("R105", 13553), ("R106", 12346),
    ("R107", 10646), ("R108", 9321), ("R109", 11469), ("R110", 10680), ("R111", 10487), ("R112", 9486),
    ("R201", 11432), ("R202", 10296), ("R203", 8708), ("R204", 7313), ("R205", 9498), ("R206", 8759),
    ("R207", 7940), ("R208", 7010), ("R209", 8548), ("R210", 9005), ("R211", 7467),
    ("RC101", 16198), ("RC102", 14574), ("RC103", 12580), ("RC104", 11323), ("RC105", 15137), ("RC106", 13727),
    ("RC107", 12078), ("RC108", 11142),
    ("RC201", 12618), ("RC202", 10923), ("RC203", 9237), ("RC204", 7835), ("RC205", 11540), ("RC206", 10511),
    ("RC207", 9629), ("RC208", 7761),
];

/// Optima of TSPLIB's instances, as published with them.
#[rustfmt::skip] // Read it as a table.
const TSPLIB: [(&str, i64); 83] = [
    ("burma14", 3323), ("ulysses16", 6859), ("gr17", 2085), ("gr21", 2707), ("ulysses22", 7013),
    ("gr24", 1272), ("fri26", 937), ("bayg29", 1610), ("bays29", 2020), ("dantzig42", 699),
    ("swiss42", 1273), ("att48", 10628), ("gr48", 5046), ("hk48", 11461), ("eil51", 426),
    ("berlin52", 7542), ("brazil58", 25395), ("st70", 675), ("eil76", 538), ("pr76", 108159),
    ("rat99", 1211), ("kroA100", 21282), ("kroB100", 22141), ("kroC100", 20749), ("kroD100", 21294),
    ("kroE100", 22068), ("rd100", 7910), ("eil101", 629), ("lin105", 14379), ("pr107", 44303),
    ("pr124", 59030), ("bier127", 118282), ("ch130", 6110), ("pr136", 96772), ("pr144", 58537),
    ("ch150", 6528), ("kroA150", 26524), ("kroB150", 26130), ("pr152", 73682), ("u159", 42080),
    ("rat195", 2323), ("d198", 15780), ("kroA200", 29368), ("kroB200", 29437), ("ts225", 126643),
    ("tsp225", 3916), ("pr226", 80369), ("gil262", 2378), ("pr264", 49135), ("a280", 2579),
    ("pr299", 48191), ("lin318", 42029), ("rd400", 15281), ("fl417", 11861), ("pr439", 107217),
    ("pcb442", 50778), ("d493", 35002), ("u574", 36905), ("rat575", 6773), ("p654", 34643),
    ("d657", 48912), ("u724", 41910), ("rat783", 8806), ("pr1002", 259045), ("br17", 39),
    ("ft53", 6905), ("ft70", 38673), ("ftv33", 1286), ("ftv35", 1473), ("ftv38", 1530),
    ("ftv44", 1613), ("ftv47", 1776), ("ftv55", 1608), ("ftv64", 1839), ("ftv70", 1950),
    ("ftv170", 2755), ("kro124p", 36230), ("p43", 5620), ("rbg323", 1326), ("rbg358", 1163),
    ("rbg403", 2465), ("rbg443", 2720), ("ry48p", 14422),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_name_is_there_once_and_found_with_its_ending() {
        let names: HashSet<&str> = SOLOMON.iter().chain(&TSPLIB).map(|known| known.0).collect();
        assert_eq!(names.len(), SOLOMON.len() + TSPLIB.len());
        assert_eq!(optimum("kroA200.tsp"), Some(29_368));
        assert_eq!(optimum("R112"), Some(9_486));
        assert_eq!(optimum("unknown"), None);
    }
}
