"""The digits grid by scikit-learn's GridSearchCV and by Plateau, in turns. Run it with a Python that has scikit-learn."""

import json
import sys

import side_by_side

NAME = "scikit-learn"


def search(told):
    """The whole of what a user of scikit-learn would write."""
    import numpy as np
    import warnings
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    warnings.filterwarnings("ignore", category=ConvergenceWarning)  # it always "stops before it converged": so it was told
    table = np.loadtxt(side_by_side.HOME / "experiments/data/digits.csv", delimiter=",", skiprows=1)
    with open(side_by_side.HOME / "experiments/data/digits.csv", encoding="utf-8") as file:
        label = file.readline().strip().split(",").index("label")
    x, y = np.delete(table, label, axis=1), table[:, label].astype(int)
    model = MLPClassifier(
        hidden_layer_sizes=(64,),
        activation="relu",
        solver="adam",
        alpha=0,  # no penalty, as in the experiment file
        tol=0,
        n_iter_no_change=10**6,  # every epoch is trained
        random_state=42,
    )
    grid = [
        {
            "model__learning_rate_init": [configuration["learning_rate"]],
            "model__batch_size": [configuration["batch_size"]],
            "model__max_iter": [configuration["epochs"]],
        }
        for configuration in told["configurations"]
    ]
    found = GridSearchCV(
        Pipeline([("scale", StandardScaler()), ("model", model)]),
        grid,
        scoring="accuracy",
        cv=StratifiedKFold(told["folds"], shuffle=True, random_state=42),
        n_jobs=told["workers"],
        refit=False,
    ).fit(x, y)
    print(json.dumps({"best_accuracy": float(side_by_side.best_mean(found.cv_results_["mean_test_score"]))}))


def main():
    parser = side_by_side.arguments(__doc__)
    parser.add_argument("--peer", help="for the script itself: only scikit-learn's side, of the work in this file")
    options = parser.parse_args()
    if options.peer:
        with open(options.peer, encoding="utf-8") as file:
            return search(json.load(file))
    try:
        import numpy
        import sklearn
    except ImportError:
        side_by_side.missing(NAME, "apt-get install python3-sklearn, or pip install scikit-learn")
    job = side_by_side.work(options)
    ours, other = side_by_side.plateau(options, job), side_by_side.peer(NAME, __file__, options, job)
    side_by_side.rounds(options, other, ours)
    versions = {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__, "python": sys.version.split()[0]}
    side_by_side.report(options, job, ours, other, versions)


if __name__ == "__main__":
    main()
