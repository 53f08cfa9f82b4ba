//! Nothing that a driver has seen written down is lost, and nothing is taken twice: phones with the
//! code of real ones against the real server, over a network that loses, doubles, delays and
//! reorders, with phones that are killed, cloned, emptied and wrong about the time, a server that is
//! restored from a backup, and an office that changes its mind.
//!
//! `FURGO_OFFLINE_SEEDS=50000` runs so many; `FURGO_OFFLINE_SEED=7` runs the one that failed.

mod answers;
mod disk;
mod phone;
mod sabotage;
mod world;

use std::{
    env,
    time::{Duration, Instant},
};

use self::{sabotage::Sabotage, world::World};
use crate::random_days::Dice;

/// Entries of all phones together in one run, a third of what happens.
const TURNS: usize = 600;
/// In which a fault must have been found.
const SEEDS_OF_FAULT: u64 = 50;
/// As many runs as this time allows; a slow machine does some all the same.
const PATIENCE: Duration = Duration::from_secs(90);
const SEEDS_MIN: u64 = 20;

async fn run(seed: u64, sabotage: Sabotage) -> Result<(), String> {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut world = World::new(&mut dice, sabotage).await;
    for at in 0..TURNS {
        world.turn(&mut dice, at).await;
    }
    world.heal().await?;
    world.judge().await
}

fn number(name: &str) -> Option<u64> {
    env::var_os(name)?.to_str()?.parse().ok()
}

#[actix_web::test]
async fn no_work_is_lost_and_none_is_doubled() {
    if let Some(seed) = number("FURGO_OFFLINE_SEED") {
        return run(seed, Sabotage::None).await.unwrap();
    }
    let (wanted, began) = (number("FURGO_OFFLINE_SEEDS"), Instant::now());
    let mut seed = 0;
    while wanted.map_or(seed < SEEDS_MIN || began.elapsed() < PATIENCE, |wanted| seed < wanted) {
        if let Err(found) = run(seed, Sabotage::None).await {
            panic!("seed {seed}: {found}; run it again with FURGO_OFFLINE_SEED={seed}");
        }
        seed += 1;
    }
    println!("{seed} seeds");
}

#[actix_web::test]
async fn the_model_finds_what_it_is_for() {
    for sabotage in [
        Sabotage::TakesItTwice,
        Sabotage::AnswersBeforeItCommits,
        Sabotage::BringsNothingBack,
        Sabotage::DropsWhatNobodyAnswers,
        Sabotage::LeavesAGap,
    ] {
        let mut found = None;
        for seed in 0..SEEDS_OF_FAULT {
            if let Err(fault) = run(seed, sabotage).await {
                found = Some((seed, fault));
                break;
            }
        }
        let (seed, fault) = found.unwrap_or_else(|| panic!("{sabotage:?} goes unnoticed"));
        println!("{sabotage:?}: seed {seed}: {fault}");
    }
}
