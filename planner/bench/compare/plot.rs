//! The gaps as a picture: a panel for each kind and size, a line for each solver.

use std::fmt::Write;

use crate::classes::Group;
use crate::solver::Solver;
use crate::summary::Row;

const COLUMNS: usize = 3;
const PANEL: (f64, f64) = (300.0, 220.0);
/// Inside a panel: left, top, right, bottom.
const MARGIN: (f64, f64, f64, f64) = (46.0, 30.0, 14.0, 34.0);
const LEGEND: f64 = 44.0;

/// Gaps below the first count as it: a logarithm has no zero.
const GAPS: (f64, f64) = (0.01, 100.0);

/// A colour, a dash and a mark for each solver: any one of them tells it (colours of Okabe and
/// Ito, which those who see few colours can tell apart).
fn style(solver: Solver) -> (&'static str, &'static str, Mark) {
    match solver {
        Solver::Furgo => ("#0072b2", "", Mark::Circle),
        Solver::Pyvrp => ("#d55e00", "7 3", Mark::Square),
        Solver::Ortools => ("#009e73", "2 3", Mark::Triangle),
        Solver::Vroom => ("#cc79a7", "9 3 2 3", Mark::Diamond),
        Solver::Hgs => ("#555555", "4 4", Mark::Cross),
    }
}

#[derive(Clone, Copy, Debug)]
enum Mark {
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
}

/// An SVG of all rows; hollow marks where not every run was feasible, no mark where none was.
pub fn svg(rows: &[Row]) -> String {
    let mut groups: Vec<Group> = rows.iter().map(|row| row.group).collect();
    groups.dedup();
    let lines = groups.len().div_ceil(COLUMNS).max(1);
    let (width, height) = (PANEL.0 * COLUMNS as f64, LEGEND + PANEL.1 * lines as f64);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         font-family=\"system-ui, sans-serif\" font-size=\"11\" fill=\"#222\">\n\
         <title>Mean gap to the best known cost over the time given</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    legend(&mut svg, rows);
    for (number, group) in groups.iter().enumerate() {
        let corner =
            ((number % COLUMNS) as f64 * PANEL.0, LEGEND + (number / COLUMNS) as f64 * PANEL.1);
        let own: Vec<&Row> = rows.iter().filter(|row| row.group == *group).collect();
        Panel::new(corner, &own).draw(&mut svg, *group, &own);
    }
    svg.push_str("</svg>\n");
    svg
}

fn solvers(rows: &[Row]) -> Vec<Solver> {
    let is_there = |solver: &Solver| rows.iter().any(|row| row.cells.contains_key(solver));
    Solver::ALL.into_iter().filter(is_there).collect()
}

fn legend(svg: &mut String, rows: &[Row]) {
    for (number, solver) in solvers(rows).into_iter().enumerate() {
        let (x, y) = (MARGIN.0 + number as f64 * 130.0, 18.0);
        let (colour, dash, shape) = style(solver);
        line(svg, &[(x, y), (x + 32.0, y)], colour, dash);
        mark(svg, (x + 16.0, y), colour, shape, true);
        text(svg, (x + 40.0, y + 4.0), "start", solver.title());
    }
    let note = "gap in % over seconds given, both logarithmic; hollow: not every run was feasible";
    text(svg, (MARGIN.0, 37.0), "start", note);
}

/// Where a panel's figures lie.
struct Panel {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    seconds: (f64, f64),
}

impl Panel {
    fn new(corner: (f64, f64), rows: &[&Row]) -> Self {
        let seconds = rows.iter().map(|row| row.budget_ms as f64 / 1000.0);
        let least = seconds.clone().fold(f64::INFINITY, f64::min);
        let most = seconds.fold(0.0, f64::max).max(least * 1.01);
        Self {
            left: corner.0 + MARGIN.0,
            right: corner.0 + PANEL.0 - MARGIN.2,
            top: corner.1 + MARGIN.1,
            bottom: corner.1 + PANEL.1 - MARGIN.3,
            seconds: (least, most),
        }
    }

    fn x(&self, seconds: f64) -> f64 {
        let part = (seconds / self.seconds.0).ln() / (self.seconds.1 / self.seconds.0).ln();
        self.left + 10.0 + (self.right - self.left - 20.0) * part
    }

    fn y(&self, gap: f64) -> f64 {
        let part = (gap.clamp(GAPS.0, GAPS.1) / GAPS.0).ln() / (GAPS.1 / GAPS.0).ln();
        self.bottom - (self.bottom - self.top) * part
    }

    fn draw(&self, svg: &mut String, group: Group, rows: &[&Row]) {
        let title = format!("{}, {} stops", group.0.title(), group.1.title());
        bold(svg, (self.left, self.top - 10.0), &title);
        for (gap, label) in
            [(0.01, "≤ 0.01"), (0.1, "0.1"), (1.0, "1"), (10.0, "10"), (100.0, "100")]
        {
            let y = self.y(gap);
            line(svg, &[(self.left, y), (self.right, y)], "#ddd", "");
            text(svg, (self.left - 5.0, y + 4.0), "end", label);
        }
        for row in rows {
            let seconds = row.budget_ms as f64 / 1000.0;
            text(svg, (self.x(seconds), self.bottom + 16.0), "middle", &format!("{seconds} s"));
        }
        // Furgo last, so that nothing covers it.
        for solver in Solver::ALL.into_iter().rev() {
            self.curve(svg, solver, rows);
        }
    }

    fn curve(&self, svg: &mut String, solver: Solver, rows: &[&Row]) {
        let (colour, dash, shape) = style(solver);
        let mut points = Vec::new();
        for row in rows {
            let Some(cell) = row.cells.get(&solver) else { continue };
            let Some(gap) = cell.mean_gap else { continue };
            let point = (self.x(row.budget_ms as f64 / 1000.0), self.y(gap));
            points.push((point, cell.feasible == cell.runs));
        }
        line(svg, &points.iter().map(|point| point.0).collect::<Vec<_>>(), colour, dash);
        points.into_iter().for_each(|(point, is_full)| mark(svg, point, colour, shape, is_full));
    }
}

fn line(svg: &mut String, points: &[(f64, f64)], colour: &str, dash: &str) {
    if points.len() < 2 {
        return;
    }
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let width = if colour == "#ddd" { 1 } else { 2 };
    let points = points.join(" ");
    let dash =
        if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
    push(
        svg,
        format_args!(
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{dash}/>"
        ),
    );
}

fn mark(svg: &mut String, (x, y): (f64, f64), colour: &str, shape: Mark, is_full: bool) {
    let path = match shape {
        Mark::Circle => "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        Mark::Square => "m-3.6 -3.6h7.2v7.2h-7.2z",
        Mark::Triangle => "m0 -4.6l4.4 7.8h-8.8z",
        Mark::Diamond => "m0 -5l5 5l-5 5l-5 -5z",
        Mark::Cross => "m-4 -1.3h2.7v-2.7h2.6v2.7h2.7v2.6h-2.7v2.7h-2.6v-2.7h-2.7z",
    };
    let fill = if is_full { colour } else { "#fff" };
    push(
        svg,
        format_args!(
            "<path d=\"M{x:.1} {y:.1}{path}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>"
        ),
    );
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, words: &str) {
    push(
        svg,
        format_args!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>"),
    );
}

fn bold(svg: &mut String, (x, y): (f64, f64), words: &str) {
    push(svg, format_args!("<text x=\"{x:.1}\" y=\"{y:.1}\" font-weight=\"600\">{words}</text>"));
}

fn push(svg: &mut String, element: std::fmt::Arguments<'_>) {
    svg.write_fmt(element).expect("a String takes any text");
    svg.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Run;
    use crate::record::tests::run;
    use crate::summary::{Bases, rows};

    fn drawn(runs: &[Run]) -> String {
        svg(&rows(runs, &Bases::of(runs)))
    }

    #[test]
    fn each_kind_has_a_panel_and_each_solver_a_line() {
        let seconds = |run: Run, budget_ms| Run { budget_ms, ..run };
        let mut runs = Vec::new();
        for budget_ms in [300, 1_000] {
            runs.push(seconds(run("a", Solver::Furgo, 1_002), budget_ms));
            runs.push(seconds(run("a", Solver::Pyvrp, 1_030), budget_ms));
        }
        let svg = drawn(&runs);
        assert!(svg.contains("capacity, to 150 stops") && svg.contains("0.3 s"));
        for colour in ["#0072b2", "#d55e00"] {
            let lines = svg.matches(&format!("fill=\"none\" stroke=\"{colour}\"")).count();
            assert_eq!(lines, 2, "one in the legend and one in the panel");
        }
        assert!(!svg.contains("#009e73") && !svg.contains("NaN"));
        assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
    }

    #[test]
    fn a_solver_that_found_nothing_has_no_mark_in_the_panel() {
        let lost = Run { cost: None, ..run("a", Solver::Pyvrp, 1) };
        let svg = drawn(&[run("a", Solver::Furgo, 1_000), lost]);
        assert_eq!(svg.matches("fill=\"#d55e00\"").count(), 1, "the legend's alone");
    }

    #[test]
    fn better_is_lower_and_everything_stays_inside() {
        let panel = Panel::new((0.0, 0.0), &[]);
        assert!(panel.y(0.1) > panel.y(10.0));
        assert!((panel.y(0.0) - panel.bottom).abs() < 1e-9);
        assert!((panel.y(1e9) - panel.top).abs() < 1e-9);
    }
}
