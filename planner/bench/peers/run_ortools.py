"""Runs OR-Tools' routing solver, with guided local search, on one instance. It has no seed."""

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

import peer


def model(task):
    """The indexes and the instance as OR-Tools sees it."""
    manager = pywrapcp.RoutingIndexManager(task.size, task.vehicles, 0)
    routing = pywrapcp.RoutingModel(manager)
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(task.matrix))
    if task.capacity is not None:
        demand = routing.RegisterUnaryTransitVector(task.demand)
        routing.AddDimension(demand, 0, task.capacity, True, "load")
    if task.has_windows:
        add_windows(task, manager, routing)
        may_leave_out(task, manager, routing)
    return manager, routing


def add_windows(task, manager, routing):
    """Arrival times, with waiting, within the windows."""
    times = [
        [leg + service for leg in row] for row, service in zip(task.matrix, task.service)
    ]
    transit = routing.RegisterTransitMatrix(times)
    routing.AddDimension(transit, task.close[0], task.close[0], False, "time")
    dimension = routing.GetDimensionOrDie("time")
    for place in task.customers:
        index = manager.NodeToIndex(place)
        dimension.CumulVar(index).SetRange(task.open[place], min(task.close[place], task.close[0]))
    for vehicle in range(task.vehicles):
        for end in (routing.Start(vehicle), routing.End(vehicle)):
            dimension.CumulVar(end).SetRange(task.open[0], task.close[0])


def may_leave_out(task, manager, routing):
    """Lets the search begin with an incomplete plan; without this it finds none for one van."""
    for place in task.customers:
        routing.AddDisjunction([manager.NodeToIndex(place)], task.horizon)


def parameters(task):
    """Guided local search until the budget is over; the first solution by the kind of instance."""
    search = pywrapcp.DefaultRoutingSearchParameters()
    first = routing_enums_pb2.FirstSolutionStrategy
    one_van = task.vehicles == 1
    search.first_solution_strategy = (
        first.PATH_CHEAPEST_ARC if one_van else first.PARALLEL_CHEAPEST_INSERTION
    )
    guided = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.local_search_metaheuristic = guided
    search.time_limit.FromNanoseconds(round(task.seconds * 1e9))
    return search


def routes_of(task, manager, routing, solution):
    """The places of each route in their order; those left out are on none."""
    routes = []
    for vehicle in range(task.vehicles):
        route, index = [], solution.Value(routing.NextVar(routing.Start(vehicle)))
        while not routing.IsEnd(index):
            route.append(manager.IndexToNode(index))
            index = solution.Value(routing.NextVar(index))
        routes.append(route)
    return routes


def main():
    task = peer.task()
    manager, routing = model(task)
    search = parameters(task)
    routing.CloseModelWithParameters(search)
    solution, ms = peer.timed(lambda: routing.SolveWithParameters(search))
    routes = routes_of(task, manager, routing, solution) if solution else None
    peer.answer(routes, ms)


main()
