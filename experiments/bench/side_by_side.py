"""What the scripts of this folder have in common: one experiment, done by Plateau and by another tool as whole processes, in turns.

Python's standard library is all that it needs; the other tool runs in a process of its own.
"""

import argparse
import datetime
import json
import math
import os
import pathlib
import platform
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent
MISSING = 2


@dataclass
class Work:
    """What is to be done: the configurations of an experiment, as Plateau itself plans them."""

    file: pathlib.Path
    folds: int
    configurations: list  # each with learning_rate, batch_size and epochs, in order of the grid
    epochs_asked: int
    epochs_planned: int


@dataclass
class Side:
    """One of the two that are compared, and what was measured of it, a value for each round."""

    name: str
    command: object  # a function of a scratch folder that gives a list of arguments
    read: object  # a function of what was printed that gives a dictionary with best_accuracy
    seconds: list = field(default_factory=list)
    cpu_seconds: list = field(default_factory=list)
    results: list = field(default_factory=list)

    def run(self):
        """Runs the command once and notes wall and CPU time of the whole process and its children."""
        with tempfile.TemporaryDirectory(prefix="plateau-bench") as scratch:
            command = self.command(scratch)
            log = pathlib.Path(scratch) / "log"
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            with open(log, "w", encoding="utf-8") as errors:
                done = subprocess.run(command, cwd=HOME, stdout=subprocess.PIPE, stderr=errors, text=True, check=False)
            seconds, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            if done.returncode != 0:
                tail = log.read_text(encoding="utf-8")[-2000:]
                raise SystemExit(f"{self.name} ended with {done.returncode}: {shlex.join(command)}\n{tail}")
        self.seconds.append(seconds)
        self.cpu_seconds.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        self.results.append(self.read(done.stdout))

    def median(self):
        return statistics.median(self.seconds)

    def best_accuracy(self):
        return max(result["best_accuracy"] for result in self.results)


def arguments(description, rounds=3):
    """The options that all scripts have; a script adds its own before it parses."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--smoke", action="store_true", help="two small configurations on two folds, once: only to see that it works")
    parser.add_argument("--rounds", type=int, default=rounds, help=f"how often each side runs, in turns (default: {rounds})")
    parser.add_argument("--workers", type=int, default=2, help="processes or threads of each side (default: 2)")
    parser.add_argument("--plateau", default=str(HOME / "plateau"), help="the command that starts Plateau (default: ./plateau)")
    parser.add_argument("--json", action="store_true", help="the result as one line of JSON beside the table")
    return parser


def missing(module, install):
    """Says that a tool is not there and ends with the code for it."""
    print(f"{module} is not installed for {sys.executable}, so nothing was compared. Install it with: {install}", file=sys.stderr)
    raise SystemExit(MISSING)


def work(options):
    """The work of the experiment file that the options choose. Builds Plateau first, if it has to be, so that nobody measures that."""
    file = HERE / ("smoke.yaml" if options.smoke else "digits.yaml")
    done = subprocess.run(
        [*shlex.split(options.plateau), "plan", str(file), "--json"], cwd=HOME, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"plateau plan {file} ended with {done.returncode}")
    plan = json.loads(done.stdout)
    configurations = [
        {**training["parameters"], "epochs": epochs} for training in plan["trainings"] for epochs in training["readAt"]
    ]
    if len(configurations) != plan["configurations"]:
        raise SystemExit(f"expected {plan['configurations']} configurations in the plan, found {len(configurations)}")
    return Work(file, plan["folds"], configurations, plan["epochsAsked"], plan["epochsToTrain"])


def plateau(options, job):
    """Plateau as a user starts it, with its dashboard and a new database."""

    def command(scratch):
        database = str(pathlib.Path(scratch) / "plateau.db")
        line = [*shlex.split(options.plateau), "run", str(job.file), "--db", database, "--port", "0"]
        return [*line, "--workers", str(options.workers), "--json"]

    def read(printed):
        result = json.loads(printed)
        # The best first. A machine that is too busy may have lost a fold; then there is nothing to compare.
        if result["trials"].get("COMPLETED") != len(job.configurations):
            raise SystemExit(f"expected {len(job.configurations)} completed trials of Plateau, found {result['trials']}")
        return {"best_accuracy": result["leaderboard"]["trials"][0]["score"], "epochs": result["epochs"]}

    return Side("Plateau", command, read)


def peer(name, script, options, job, *more):
    """The other tool: the same script, by the same interpreter, with --peer and the work in a file."""

    def command(scratch):
        file = pathlib.Path(scratch) / "work.json"
        told = {"folds": job.folds, "configurations": job.configurations, "workers": options.workers}
        file.write_text(json.dumps(told), encoding="utf-8")
        return [sys.executable, str(script), "--peer", str(file), *more]

    return Side(name, command, lambda printed: json.loads(printed.strip().splitlines()[-1]))


def rounds(options, *sides):
    """Runs the sides in turns, so that a machine that gets slower is slower for both."""
    count = 1 if options.smoke else options.rounds
    for turn in range(count):
        for side in sides:
            side.run()
            print(f"round {turn + 1} of {count}: {side.name} {side.seconds[-1]:.2f} s", file=sys.stderr)


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def first_line(*command):
    """What a command says first, on either stream; empty if it is not there."""
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return next(iter(done.stdout.splitlines()), "")


def machine():
    """Where and when, with what was busy beside it."""
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{processor()}, {cores()} cores, {platform.system()} {platform.release()}",
        "load": f"{os.getloadavg()[0]:.1f}",
        "java": first_line(java, "-version"),
        "commit": first_line("git", "-C", str(HOME), "rev-parse", "--short", "HEAD"),
    }


def report(options, job, ours, other, versions, scale=1.0, remarks=()):
    """Prints both times, the ratio, both accuracies, all versions, the machine and the date.

    scale: what the other's seconds are multiplied by, where it did a part of the work only.
    """
    ratio = other.median() * scale / ours.median()
    about = {**machine(), **versions}
    print(f"{job.file.name}: {len(job.configurations)} configurations x {job.folds} folds, {job.epochs_asked} epochs asked for")
    print(f"{'':28}{'seconds (median)':>18}{'all rounds':>24}{'CPU-seconds':>13}{'best accuracy':>15}")
    for side, factor in ((ours, 1.0), (other, scale)):
        every = " ".join(f"{seconds * factor:.2f}" for seconds in side.seconds)
        cpu = statistics.median(side.cpu_seconds) * factor
        print(f"{side.name:28}{side.median() * factor:18.2f}{every:>24}{cpu:13.2f}{side.best_accuracy():15.4f}")
    print(f"ratio {ratio:.1f} (wall), {statistics.median(other.cpu_seconds) * scale / statistics.median(ours.cpu_seconds):.1f} (CPU)")
    if scale != 1.0:
        print(f"{other.name} did 1/{scale:.4g} of its epochs; its times above are scaled up by that.")
    for remark in remarks:
        print(remark)
    for key, value in about.items():
        print(f"{key}: {value}")
    if options.smoke:
        print("A smoke run shows that the script works and nothing else.")
    if options.json:
        print(json.dumps({"peer": other.name, "ratio": ratio, "scale": scale, **about}))
    return ratio


def best_mean(scores):
    """The largest finite number; a configuration whose network diverged has none."""
    return max((score for score in scores if math.isfinite(score)), default=float("nan"))
