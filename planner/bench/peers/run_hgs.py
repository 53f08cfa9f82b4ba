"""Runs HGS-CVRP with its default parameters on one instance without windows."""

import numpy
import hygese

import peer


def main():
    task = peer.task()
    if task.has_windows or task.capacity is None:
        # It knows capacity alone.
        peer.answer(None, 0)
        return
    parameters = hygese.AlgorithmParameters(
        timeLimit=task.seconds, seed=task.seed, nbIter=2**30
    )
    solver = hygese.Solver(parameters=parameters, verbose=False)
    data = {
        "distance_matrix": numpy.array(task.matrix),
        "num_vehicles": task.vehicles,
        "depot": 0,
        "demands": task.demand,
        "vehicle_capacity": task.capacity,
        "service_times": numpy.zeros(task.size),
    }
    result, ms = peer.timed(lambda: solver.solve_cvrp(data))
    peer.answer([[int(place) for place in route] for route in result.routes], ms)


main()
