"""CPU time of one epoch of scikit-learn's MLPClassifier on the digits, one thread, beside which EpochBench of the tests puts ours. Validates nothing; ours does."""

import csv
import os
import platform
import sys
import time
import warnings
from pathlib import Path

# Before numpy is loaded, which reads them once.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

DIGITS = Path(__file__).parent.parent / "data" / "digits.csv"
EPOCHS = 20
ROUNDS = 3
TRAINING_ROWS = 1437  # those of one of five folds


def main():
    try:
        import numpy
        import sklearn
        from sklearn.neural_network import MLPClassifier
    except ImportError:
        print("scikit-learn is not there: apt-get install python3-sklearn", file=sys.stderr)
        raise SystemExit(2)
    warnings.filterwarnings("ignore", category=sklearn.exceptions.ConvergenceWarning)
    with open(DIGITS, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[:TRAINING_ROWS]
    labels = numpy.array([row.pop("label") for row in rows])
    features = numpy.array([[float(value) for value in row.values()] for row in rows], dtype=numpy.float32)
    features = (features - features.mean(0)) / (features.std(0) + 1e-9)
    for batch in (16, 32, 128):
        print(f"64-64-10, batch {batch}: {min(epoch(MLPClassifier, features, labels, batch) for _ in range(ROUNDS)):.2f} ms of CPU an epoch")
    print(f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, Python {platform.python_version()}")


def epoch(classifier, features, labels, batch):
    network = classifier((64,), batch_size=batch, max_iter=EPOCHS, alpha=0, tol=0, n_iter_no_change=EPOCHS + 1)
    start = time.process_time()
    network.fit(features, labels)
    return (time.process_time() - start) / EPOCHS * 1e3


if __name__ == "__main__":
    main()
