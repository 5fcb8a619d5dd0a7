"""The digits grid by Arbiter's own LocalOptimizationRunner and by Plateau. Needs nothing but a JDK and Python's standard library."""

import json

import engine
import side_by_side

NAME = "Arbiter"


def main():
    parser = side_by_side.arguments(__doc__, rounds=1)
    parser.add_argument(
        "--folds", type=int, help="Arbiter trains so many of the folds, and its time is scaled up (default: all; a fold takes a minute or more)"
    )
    options = parser.parse_args()
    job = side_by_side.work(options)
    folds = min(options.folds or job.folds, job.folds)
    scale = job.folds / folds

    def read(printed):
        result = json.loads(printed.strip().splitlines()[-1])
        # The start of the JVM is not scaled: the whole work would have had it once.
        start = other.seconds[-1] - result["search_seconds"]
        other.seconds[-1] = start + scale * result["search_seconds"]
        other.cpu_seconds[-1] *= other.seconds[-1] / (start + result["search_seconds"])
        return result

    line = engine.java(engine.DL4J, "dev.plateau.bench.ArbiterRunner", str(job.file), str(options.workers), str(folds))
    other = side_by_side.Side(NAME, lambda scratch: line, read)
    ours = side_by_side.plateau(options, job)
    side_by_side.rounds(options, other, ours)
    remarks = []
    if scale > 1:
        remarks.append(
            f"{NAME} trained {folds} of {job.folds} folds of every configuration; its search is scaled by {scale:g}, "
            "and its accuracy is the mean over fewer folds."
        )
    versions = {"arbiter": engine.version("arbiter-core"), "deeplearning4j": engine.version("deeplearning4j-nn")}
    side_by_side.report(options, job, ours, other, versions, remarks=remarks)


if __name__ == "__main__":
    main()
