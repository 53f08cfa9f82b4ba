//! The TSPTW collections: a matrix with the service in it, then a window for every place.

use crate::instance::{BadInstance, Instance, next, numbers};

/// Reads an instance; its numbers become whole ones by the smallest of a few scales.
pub(crate) fn parse(text: &str) -> Result<Instance, BadInstance> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    let mut values = numbers(words.iter().copied());
    let size = next(&mut values, "the number of places")? as usize;
    if size == 0 || size > 5_000 {
        return Err(BadInstance(format!("it has {size} places, not 1 to 5000")));
    }
    let mut take = |count: usize, what: &str| -> Result<Vec<f64>, BadInstance> {
        (0..count).map(|_| next(&mut values, what)).collect()
    };
    let legs = take(size * size, "the end of its matrix")?;
    let windows = take(2 * size, "the end of its windows")?;
    let digits = words.iter().filter_map(|word| word.split_once('.')).map(|(_, part)| part.len());
    let scale = 10_u32.pow(digits.max().unwrap_or(0).min(3) as u32);
    let whole = |value: f64| (value * f64::from(scale)).round();
    Ok(Instance {
        name: String::new(),
        size,
        matrix: legs.iter().map(|&leg| whole(leg) as u32).collect(),
        demand: vec![0; size],
        open: windows.iter().step_by(2).map(|&open| whole(open) as i64).collect(),
        close: windows.iter().skip(1).step_by(2).map(|&close| whole(close) as i64).collect(),
        service: vec![0; size],
        capacity: None,
        vehicles: 1,
        scale,
    })
}
