"""The digits grid by Optuna and PyTorch and by Plateau. Run it with a Python that has both.

Optuna's GridSampler goes through the same configurations in processes that share a journal; each trial trains all folds with PyTorch, on one thread. It may stop
at the first trial that is as accurate as the best of Plateau's whole search; Plateau may not.
"""

import json
import math
import multiprocessing
import pathlib
import sys
import tempfile

import side_by_side

NAME = "Optuna + PyTorch"
STUDY = "digits"


def rows():
    """Features and classes of the digits."""
    import numpy as np

    file = side_by_side.HOME / "experiments/data/digits.csv"
    with open(file, encoding="utf-8") as lines:
        label = lines.readline().strip().split(",").index("label")
    table = np.loadtxt(file, delimiter=",", skiprows=1, dtype="float32")
    return np.delete(table, label, axis=1), table[:, label].astype("int64")


def folds(classes, count):
    """Stratified: the rows in random order, brought together by class and dealt to the folds like cards."""
    import numpy as np

    order = np.random.RandomState(42).permutation(len(classes))
    order = order[np.argsort(classes[order], kind="stable")]
    fold_of = np.empty(len(classes), dtype=int)
    fold_of[order] = np.arange(len(classes)) % count
    return [(np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)) for fold in range(count)]


def accuracy(configuration, training, validation):
    """Trains one network and gives its accuracy on the other rows. Batches are cut by hand, as a DataLoader takes longer than the training."""
    import torch

    (x, y), (x_val, y_val) = training, validation
    torch.manual_seed(42)
    model = torch.nn.Sequential(torch.nn.Linear(x.shape[1], 64), torch.nn.ReLU(), torch.nn.Linear(64, 10))
    adam = torch.optim.Adam(model.parameters(), lr=configuration["learning_rate"])
    loss = torch.nn.CrossEntropyLoss()
    for _ in range(configuration["epochs"]):
        for batch in torch.randperm(len(x)).split(configuration["batch_size"]):
            adam.zero_grad()
            loss(model(x[batch]), y[batch]).backward()
            adam.step()
    with torch.no_grad():
        return (model(x_val).argmax(1) == y_val).float().mean().item()


def standardised(x, y, training, validation):
    import numpy as np
    import torch

    mean, deviation = x[training].mean(0), x[training].std(0)
    scaled = (x - mean) / np.where(deviation > 0, deviation, 1)
    return tuple((torch.from_numpy(scaled[part]), torch.from_numpy(y[part])) for part in (training, validation))


def storage(file):
    import optuna

    return optuna.storages.JournalStorage(optuna.storages.journal.JournalFileBackend(file))


def sampler(told):
    """Over numbers of configurations, so that it is the same grid however it is written."""
    import optuna

    return optuna.samplers.GridSampler({"number": list(range(len(told["configurations"])))}, seed=42)


def optimize(told, journal):
    """One process: takes trials until there is none left or one is good enough."""
    import numpy as np
    import optuna
    import torch

    torch.set_num_threads(1)
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    x, y = rows()
    splits = [standardised(x, y, *split) for split in folds(y, told["folds"])]

    def objective(trial):
        number = trial.suggest_int("number", 0, len(told["configurations"]) - 1)
        return float(np.mean([accuracy(told["configurations"][number], *split) for split in splits]))

    def enough(study, _):
        # Of both processes: the journal is shared.
        if any(t.value is not None and t.value >= told["target"] for t in study.get_trials(deepcopy=False)):
            study.stop()

    study = optuna.load_study(study_name=STUDY, storage=storage(journal), sampler=sampler(told))
    study.optimize(objective, callbacks=[enough])


def search(told):
    """The whole search, in processes that share a study."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        journal = str(pathlib.Path(folder) / "journal")
        study = optuna.create_study(study_name=STUDY, storage=storage(journal), sampler=sampler(told), direction="maximize")
        context = multiprocessing.get_context("spawn")
        processes = [context.Process(target=optimize, args=(told, journal)) for _ in range(told["workers"])]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        if any(process.exitcode != 0 for process in processes):
            raise SystemExit("a process of the study failed")
        values = [trial.value for trial in study.get_trials() if trial.value is not None]
    best = side_by_side.best_mean(values)
    print(json.dumps({"best_accuracy": best, "trials": len(values), "reached": best >= told["target"]}))


def main():
    parser = side_by_side.arguments(__doc__.splitlines()[0], rounds=1)
    parser.add_argument("--peer", help="for the script itself: only Optuna's side, of the work in this file")
    parser.add_argument("--target", type=float, help="the accuracy at which Optuna may stop (default: the best that Plateau finds)")
    parser.add_argument("--whole", action="store_true", help="Optuna goes through the whole grid, however good it is")
    options = parser.parse_args()
    if options.peer:
        with open(options.peer, encoding="utf-8") as file:
            return search({**json.load(file), "target": options.target})
    try:
        import optuna
        import torch
    except ImportError as problem:
        side_by_side.missing(problem.name, "pip install optuna torch")
    job = side_by_side.work(options)
    ours = side_by_side.plateau(options, job)
    ours.run()
    ours.seconds.clear(), ours.cpu_seconds.clear()  # the first only tells how good is good enough
    target = math.inf if options.whole else options.target or ours.best_accuracy()
    other = side_by_side.peer(NAME, __file__, options, job, "--target", str(target))
    side_by_side.rounds(options, other, ours)
    done = other.results[-1]
    remarks = [
        f"Optuna was to stop at an accuracy of {target:.4f}: "
        f"{'reached' if done['reached'] else 'not reached'} after {done['trials']} trials."
    ]
    versions = {"optuna": optuna.__version__, "torch": torch.__version__, "python": sys.version.split()[0]}
    side_by_side.report(options, job, ours, other, versions, remarks=remarks)


if __name__ == "__main__":
    main()
