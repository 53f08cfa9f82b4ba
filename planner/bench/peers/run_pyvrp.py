"""Runs PyVRP with its default parameters on one instance."""

import time

import numpy
import pyvrp

import peer


class Deadline:
    """Stops when the budget is over, counted from the call of `solve`.

    PyVRP's own MaxRuntime starts to count after the first solution, which takes longer than a
    short budget where there are 1000 stops.
    """

    def __init__(self, seconds):
        self.until = time.perf_counter() + seconds

    def __call__(self, best_cost):
        return time.perf_counter() >= self.until


def window(task, place):
    """The window of a place; nothing where time restricts nothing."""
    if not task.has_windows:
        return {}
    return {"tw_early": task.open[place], "tw_late": task.close[place]}


def model(task):
    """The instance as PyVRP sees it."""
    matrix = numpy.array(task.matrix, dtype=numpy.int64)
    limited = task.capacity is not None
    clients = [
        pyvrp.Client(
            place,
            delivery=[task.demand[place]] if limited else [],
            service_duration=task.service[place] if task.has_windows else 0,
            **window(task, place),
        )
        for place in task.customers
    ]
    vehicles = pyvrp.VehicleType(
        task.vehicles, [task.capacity] if limited else [], **window(task, 0)
    )
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(task.size)],
        clients=clients,
        depots=[pyvrp.Depot(0)],
        vehicle_types=[vehicles],
        distance_matrices=[matrix],
        duration_matrices=[matrix],
    )


def main():
    task = peer.task()
    data = model(task)
    result, ms = peer.timed(
        lambda: pyvrp.solve(
            data, Deadline(task.seconds), seed=task.seed, collect_stats=False, display=False
        )
    )
    places = [client.location for client in data.clients()]
    routes = [
        [places[activity.idx] for activity in route if activity.is_client()]
        for route in result.best.routes()
    ]
    peer.answer(routes, ms)


main()
