"""The table of one case: the medians of what each contestant took, and how they compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from _bench_upload_run import Run


def table(runs: Mapping[str, Sequence[Run]], *, chunks: int, kit: str, floor: str) -> Iterator[str]:
    """Give the lines. `others` is the requests besides polls, for each chunk of 10,000 tasks."""
    seconds = {name: median(run.seconds for run in found) for name, found in runs.items()}
    yield (
        f"  {'':<24}{'seconds':>9}{'requests':>10}{'polls':>7}{'others':>8}{'CPU s':>8}{'MB':>7}"
        f"{'x toloka-kit':>14}{'x the floor':>13}{'rounds':>8}"
    )
    for name, found in runs.items():
        requests = median(sum(run.requests.values()) for run in found)
        polls = median(run.polls for run in found)
        cpu = median(run.cpu for run in found)
        memory = median(run.memory for run in found) / 1e6
        faster, slower = seconds[kit] / seconds[name], seconds[name] / seconds[floor]
        yield (
            f"  {name:<24}{seconds[name]:>9.2f}{requests:>10.0f}{polls:>7.0f}"
            f"{(requests - polls) / chunks:>8.1f}{cpu:>8.2f}{memory:>7.1f}"
            f"{faster:>14.1f}{slower:>13.2f}{len(found):>8}"
        )
