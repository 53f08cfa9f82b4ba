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
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use self::{sabotage::Sabotage, world::World};
use crate::random_days::Dice;

/// Entries of all phones together in one run, a third of what happens.
const TURNS: usize = 600;
/// In which a fault must have been found.
const SEEDS_OF_FAULT: u64 = 50;
/// As many runs as this time allows; a slow machine takes longer for the fewest that prove something.
const PATIENCE: Duration = Duration::from_secs(90);
const SEEDS_MIN: u64 = 200;

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

/// On a thread of its own, so that several run at once.
fn run_apart(seed: u64) -> Result<(), String> {
    actix_web::rt::System::new().block_on(run(seed, Sabotage::None))
}

#[test]
fn no_work_is_lost_and_none_is_doubled() {
    if let Some(seed) = number("FURGO_OFFLINE_SEED") {
        return run_apart(seed).unwrap();
    }
    let (wanted, began) = (number("FURGO_OFFLINE_SEEDS"), Instant::now());
    let goes_on = |seed| {
        wanted.map_or(seed < SEEDS_MIN || began.elapsed() < PATIENCE, |wanted| seed < wanted)
    };
    let (next, fault) = (AtomicU64::new(0), Mutex::new(None));
    let work = || {
        while fault.lock().unwrap().is_none() {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if !goes_on(seed) {
                return;
            }
            if let Err(found) = run_apart(seed) {
                *fault.lock().unwrap() = Some((seed, found));
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        (0..threads).for_each(|_| drop(scope.spawn(work)));
    });
    if let Some((seed, found)) = fault.into_inner().unwrap() {
        panic!("seed {seed}: {found}; run it again with FURGO_OFFLINE_SEED={seed}");
    }
    println!("{} seeds", next.into_inner() - u64::try_from(threads).unwrap());
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
