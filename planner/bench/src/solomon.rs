//! Solomon's format, in the convention of the DIMACS challenge: everything times ten, distances
//! rounded down.

use crate::instance::{BadInstance, Instance, next, numbers, plane};

/// Numbers of one line: place, x, y, demand, ready, due, service.
const COLUMNS: usize = 7;

/// Reads an instance.
pub(crate) fn parse(text: &str) -> Result<Instance, BadInstance> {
    let name = text.split_whitespace().next().unwrap_or_default().to_owned();
    let digits = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let mut values = numbers(text.split_whitespace().skip(1).filter(digits));
    let vehicles = next(&mut values, "the number of vehicles")? as usize;
    let capacity = next(&mut values, "the capacity")? as u32;
    let rest: Vec<f64> = values.collect::<Result<_, _>>()?;
    if rest.is_empty() || !rest.len().is_multiple_of(COLUMNS) {
        return Err(BadInstance("its last line is not whole".to_owned()));
    }
    let rows: Vec<&[f64]> = rest.chunks(COLUMNS).collect();
    let points: Vec<(f64, f64)> = rows.iter().map(|row| (row[1], row[2])).collect();
    let times_ten = |column: usize| rows.iter().map(move |row| row[column] * 10.0);
    Ok(Instance {
        name,
        size: rows.len(),
        matrix: plane(&points, |length| (length * 10.0).floor()),
        demand: rows.iter().map(|row| row[3] as u32).collect(),
        open: times_ten(4).map(|value| value as i64).collect(),
        close: times_ten(5).map(|value| value as i64).collect(),
        service: times_ten(6).map(|value| value as u32).collect(),
        capacity: Some(capacity),
        vehicles,
        scale: 10,
    })
}
