//! TSPLIB's format and CVRPLIB's dialects of it, with the windows of Gehring and Homberger.

use std::collections::HashMap;

use crate::instance::{BadInstance, Instance, NO_CLOSE, next, numbers, plane};

/// Routes more than the demand needs: enough for every best known plan.
const SPARE_VEHICLES: usize = 10;

/// Reads an instance. A file without capacity has one vehicle; one without windows none.
pub(crate) fn parse(text: &str) -> Result<Instance, BadInstance> {
    let file = File::split(text);
    let size = file.number("DIMENSION")?.ok_or_else(|| BadInstance("no DIMENSION".to_owned()))?;
    let size = size as usize;
    let has_windows = file.sections.contains_key("TIME_WINDOW");
    let scale = if has_windows { 10 } else { 1 };
    let columns = |section: &str, columns: usize| file.columns(section, size, columns);
    let demand: Vec<u32> = match file.sections.contains_key("DEMAND") {
        true => columns("DEMAND", 1)?.iter().map(|&value| value as u32).collect(),
        false => vec![0; size],
    };
    let (open, close) = if has_windows {
        let windows = columns("TIME_WINDOW", 2)?;
        let times = |skip: usize| windows.iter().skip(skip).step_by(2);
        let scaled = |value: &f64| (value * f64::from(scale)) as i64;
        (times(0).map(scaled).collect(), times(1).map(scaled).collect())
    } else {
        (vec![0; size], vec![NO_CLOSE; size])
    };
    let capacity = file.number("CAPACITY")?.map(|capacity| capacity as u32);
    let mut service = vec![file.number("SERVICE_TIME")?.unwrap_or(0.0) as u32 * scale; size];
    service[0] = 0;
    let load: u64 = demand.iter().map(|&demand| u64::from(demand)).sum();
    let needed = capacity.map_or(1, |capacity| load.div_ceil(u64::from(capacity.max(1))) as usize);
    let spare = if capacity.is_some() { needed / 2 + SPARE_VEHICLES } else { 0 };
    Ok(Instance {
        name: file.entries.get("NAME").copied().unwrap_or_default().to_owned(),
        size,
        matrix: file.matrix(size, f64::from(scale))?,
        demand,
        open,
        close,
        service,
        capacity,
        vehicles: file.number("VEHICLES")?.map_or(needed + spare, |count| count as usize),
        scale,
    })
}

/// Lines `KEY : value` and sections of numbers.
struct File<'a> {
    entries: HashMap<&'a str, &'a str>,
    sections: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> File<'a> {
    fn split(text: &'a str) -> Self {
        let (mut entries, mut sections) = (HashMap::new(), HashMap::<&str, Vec<&str>>::new());
        let mut section = None;
        for line in text.lines().map(str::trim) {
            if let Some((key, value)) = line.split_once(':') {
                entries.insert(key.trim(), value.trim());
            } else if let Some(name) = line.strip_suffix("_SECTION") {
                section = Some(name);
            } else if let Some(name) = section.filter(|_| line != "EOF") {
                sections.entry(name).or_default().extend(line.split_whitespace());
            }
        }
        Self { entries, sections }
    }

    fn number(&self, key: &str) -> Result<Option<f64>, BadInstance> {
        self.entries.get(key).map(|&value| next(&mut numbers([value].into_iter()), key)).transpose()
    }

    /// A section whose lines are the place's number and so many values.
    fn columns(&self, section: &str, size: usize, columns: usize) -> Result<Vec<f64>, BadInstance> {
        let words = self.sections.get(section).map(Vec::as_slice).unwrap_or_default();
        let mut values = numbers(words.iter().copied());
        let mut rows = Vec::with_capacity(size * columns);
        for _ in 0..size {
            next(&mut values, section)?;
            for _ in 0..columns {
                rows.push(next(&mut values, section)?);
            }
        }
        Ok(rows)
    }

    fn matrix(&self, size: usize, scale: f64) -> Result<Vec<u32>, BadInstance> {
        let kind = self.entries.get("EDGE_WEIGHT_TYPE").copied().unwrap_or_default();
        if kind == "EXPLICIT" {
            return self.explicit(size);
        }
        let rows = self.columns("NODE_COORD", size, 2)?;
        let points: Vec<(f64, f64)> = rows.chunks(2).map(|row| (row[0], row[1])).collect();
        match kind {
            "EUC_2D" if scale > 1.0 => Ok(plane(&points, |length| (length * scale).floor())),
            "EUC_2D" => Ok(plane(&points, f64::round)),
            "CEIL_2D" => Ok(plane(&points, f64::ceil)),
            "ATT" => Ok(plane(&points, |length| (length / 10.0_f64.sqrt()).ceil())),
            "GEO" => Ok(globe(&points)),
            other => Err(BadInstance(format!("cannot read EDGE_WEIGHT_TYPE {other}"))),
        }
    }

    fn explicit(&self, size: usize) -> Result<Vec<u32>, BadInstance> {
        let words = self.sections.get("EDGE_WEIGHT").map(Vec::as_slice).unwrap_or_default();
        let mut values = numbers(words.iter().copied());
        let format = self.entries.get("EDGE_WEIGHT_FORMAT").copied().unwrap_or_default();
        let is_there = |from: usize, to: usize| match format {
            "FULL_MATRIX" => Ok(true),
            "UPPER_ROW" => Ok(to > from),
            "UPPER_DIAG_ROW" => Ok(to >= from),
            "LOWER_ROW" => Ok(to < from),
            "LOWER_DIAG_ROW" => Ok(to <= from),
            other => Err(BadInstance(format!("cannot read EDGE_WEIGHT_FORMAT {other}"))),
        };
        let mut matrix = vec![0; size * size];
        for from in 0..size {
            for to in 0..size {
                if is_there(from, to)? {
                    let leg = next(&mut values, "the end of its matrix")? as u32;
                    matrix[from * size + to] = leg;
                    if format != "FULL_MATRIX" {
                        matrix[to * size + from] = leg;
                    }
                }
            }
        }
        (0..size).for_each(|place| matrix[place * size + place] = 0);
        Ok(matrix)
    }
}

/// TSPLIB's GEO: degrees and minutes on a sphere, in whole kilometres.
fn globe(points: &[(f64, f64)]) -> Vec<u32> {
    let radians = |value: f64| {
        let degrees = value.trunc();
        std::f64::consts::PI * (degrees + 5.0 * (value - degrees) / 3.0) / 180.0
    };
    let leg = |from: &(f64, f64), to: &(f64, f64)| {
        let q1 = (radians(from.1) - radians(to.1)).cos();
        let q2 = (radians(from.0) - radians(to.0)).cos();
        let q3 = (radians(from.0) + radians(to.0)).cos();
        let angle = (0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3)).acos();
        if from == to { 0 } else { (6378.388 * angle + 1.0) as u32 }
    };
    points.iter().flat_map(|from| points.iter().map(move |to| leg(from, to))).collect()
}
