"""The digits grid by Plateau with Deeplearning4j as its trainer and nothing shared, and by Plateau as it is. Needs nothing but a JDK."""

import json

import engine
import side_by_side


def main():
    parser = side_by_side.arguments(__doc__, rounds=1)
    parser.add_argument("--shared", action="store_true", help="the other side shares its trainings too: what the trainer alone brings")
    parser.add_argument("--trainer", default="dl4j", help="of the other side (default: dl4j)")
    options = parser.parse_args()
    job = side_by_side.work(options)
    sharing = "shared" if options.shared else "separate"
    line = engine.java(engine.DL4J, "dev.plateau.bench.SearchRunner", str(job.file), options.trainer, sharing, str(options.workers))
    other = side_by_side.Side(
        f"{options.trainer}, {sharing}", lambda scratch: line, lambda printed: json.loads(printed.strip().splitlines()[-1])
    )
    ours = side_by_side.plateau(options, job)
    side_by_side.rounds(options, other, ours)
    remarks = [f"epochs trained: {other.results[-1]['epochs']} by {other.name}, {ours.results[-1]['epochs']} by {ours.name}"]
    side_by_side.report(options, job, ours, other, {"trainer": other.results[-1]["version"]}, remarks=remarks)


if __name__ == "__main__":
    main()
