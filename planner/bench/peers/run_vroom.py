"""Runs VROOM at its highest exploration level on one instance. It has no seed."""

from datetime import timedelta

import numpy
import vroom

import peer


def model(task):
    """The instance as VROOM sees it."""
    limited = task.capacity is not None
    problem = vroom.Input()
    problem.set_durations_matrix("car", numpy.array(task.matrix, dtype="uint32"))

    def windows(place):
        if not task.has_windows:
            return []
        return [vroom.TimeWindow(task.open[place], task.close[place])]

    shift = vroom.TimeWindow(task.open[0], task.close[0]) if task.has_windows else None
    problem.add_vehicle(
        [
            vroom.Vehicle(
                number,
                start=0,
                end=0,
                capacity=[task.capacity] if limited else [],
                time_window=shift,
            )
            for number in range(task.vehicles)
        ]
    )
    problem.add_job(
        [
            vroom.Job(
                place,
                location=place,
                default_service=task.service[place] if task.has_windows else 0,
                delivery=vroom.Amount([task.demand[place]] if limited else []),
                time_windows=windows(place),
            )
            for place in task.customers
        ]
    )
    return problem


def main():
    task = peer.task()
    problem = model(task)
    budget = timedelta(seconds=task.seconds)
    solution, ms = peer.timed(
        lambda: problem.solve(exploration_level=5, nb_threads=1, timeout=budget)
    )
    steps = solution.routes
    jobs = steps[steps["type"] == "job"]
    routes = [[int(job) for job in route["id"]] for _, route in jobs.groupby("vehicle_id")]
    peer.answer(routes, ms)


main()
