"""What the runners of all peers share: the arguments, the instance and the answer.

A runner builds its model first, then calls `timed` around the search alone: the budget is for
the search, not for starting Python. Every runner keeps to one thread.
"""

import json
import sys
import time

# How the neutral form says that a place never closes.
NO_CLOSE = 30 * 86_400


class Task:
    """One run: an instance in the neutral form, a budget in seconds and a seed.

    The instance has an entry per place, the depot first: `matrix` (row by row; cost and travel
    time alike), `demand`, `open`, `close`, `service`. `capacity` is None where there is none.
    """

    def __init__(self, arguments):
        path, seconds, seed = arguments
        with open(path, encoding="utf-8") as file:
            instance = json.load(file)
        self.seconds, self.seed = float(seconds), int(seed)
        self.size = instance["size"]
        cells = instance["matrix"]
        self.matrix = [cells[row * self.size : (row + 1) * self.size] for row in range(self.size)]
        # Nobody drives from a place to itself, and some collections say that it takes time.
        for place in range(self.size):
            self.matrix[place][place] = 0
        self.demand = instance["demand"]
        self.open, self.close = instance["open"], instance["close"]
        self.service = instance["service"]
        self.capacity = instance["capacity"]
        self.vehicles = instance["vehicles"]
        # No sensible route lasts longer: everything in a row after the last window opened.
        longest = sum(max(row) for row in self.matrix) + sum(self.service)
        self.horizon = max(self.open) + longest
        self.close = [min(close, self.horizon) for close in self.close]

    @property
    def customers(self):
        """All places but the depot."""
        return range(1, self.size)

    @property
    def has_windows(self):
        """Whether time restricts anything."""
        return any(self.open) or min(self.close) < min(self.horizon, NO_CLOSE)


def timed(search):
    """What the search returned, and the milliseconds that it took."""
    started = time.perf_counter()
    found = search()
    return found, (time.perf_counter() - started) * 1000


def answer(routes, ms):
    """Prints the routes, each a list of places without the depot; None where there are none."""
    if routes is not None:
        routes = [route for route in routes if route]
    json.dump({"routes": routes, "ms": round(ms)}, sys.stdout)
    print()


def task():
    """The run that the command line asks for: INSTANCE SECONDS SEED."""
    if len(sys.argv) != 4:
        sys.exit(f"usage: {sys.argv[0]} INSTANCE.json SECONDS SEED")
    return Task(sys.argv[1:])
