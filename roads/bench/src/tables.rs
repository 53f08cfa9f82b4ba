//! How long tables take: Furgo's and OSRM's in turn, so that both meet the same machine.

use std::time::Instant;

use furgo_roads::{Place, Roads, Snapped};

use crate::{
    Outcome,
    figures::{in_ms, median, ms},
    osrm::{Form, Osrm},
};

const SIZES: [usize; 4] = [100, 200, 500, 1000];
const ROUNDS: usize = 9;

/// Prints a table of medians.
pub fn compare(roads: &Roads, osrm: &Osrm, places: &[Place]) -> Outcome<()> {
    println!(
        "| Table | Furgo, s and m, with snapping | OSRM, s, JSON | OSRM, s, binary | \
         OSRM, s and m, binary | Ratio of the last |"
    );
    println!("|---|---|---|---|---|---|");
    for size in SIZES.into_iter().filter(|size| *size <= places.len()) {
        let [furgo, json, binary, both] = medians(roads, osrm, &places[..size])?;
        let [a, b, c, d] = [furgo, json, binary, both].map(in_ms);
        println!("| {size} × {size} | {a} | {b} | {c} | {d} | {:.1} |", both / furgo);
    }
    println!();
    Ok(())
}

fn medians(roads: &Roads, osrm: &Osrm, places: &[Place]) -> Outcome<[f64; 4]> {
    let mut times: [Vec<f64>; 4] = Default::default();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let snapped: Vec<Snapped> =
            places.iter().map(|place| roads.snap(*place)).collect::<Result<_, _>>()?;
        let matrix = roads.matrix(&snapped);
        times[0].push(ms(started.elapsed()));
        drop(matrix);
        for (index, form) in
            [Form::Json, Form::Binary, Form::BinaryWithMetres].into_iter().enumerate()
        {
            let started = Instant::now();
            osrm.ask(places, form, &mut std::io::sink())?;
            times[index + 1].push(ms(started.elapsed()));
        }
    }
    Ok(times.map(|times| median(&times)))
}
