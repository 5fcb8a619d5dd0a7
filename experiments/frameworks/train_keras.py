"""Trains a Keras 3 network on the backend that you have; Plateau starts it once for each configuration and fold.

KERAS_BACKEND chooses between tensorflow, torch and jax; keras.yaml passes it on. Yours to adapt: keep read_rows and
the callback, put your own model between them.
"""

import argparse
import json
import os

# Before Keras loads its backend: TensorFlow has threads of its own, the others heed OMP_NUM_THREADS, which Plateau sets.
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import keras
import numpy as np


class EpochLines(keras.callbacks.Callback):
    """Prints a line after each epoch: what Keras has in its logs, loss and val_loss and your metrics."""

    def __init__(self, rows):
        super().__init__()
        self.rows = rows

    def on_epoch_end(self, epoch, logs=None):
        done = epoch + 1  # Keras counts from 0
        values = {name: float(value) for name, value in (logs or {}).items()}
        # step and samples may be left out: Plateau has them as axes beside epochs
        progress = {"epoch": done, "step": done * self.params["steps"], "samples": done * self.rows}
        print(json.dumps({**progress, **values}), flush=True)


def read_rows():
    """The features and classes of the training rows, then of the validation rows."""
    with open(os.environ["PLATEAU_DATA"], encoding="utf-8") as file:
        columns = file.readline().rstrip("\n").split(",")
        table = np.loadtxt(file, delimiter=",")
    label = columns.index(os.environ["PLATEAU_LABEL"])
    features, classes = np.delete(table, label, axis=1), table[:, label].astype(int)
    with open(os.environ["PLATEAU_SPLIT"], encoding="utf-8") as file:
        split = json.load(file)
    training, validation = split["training"], split["validation"]
    return features[training], classes[training], features[validation], classes[validation]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--learning_rate", type=float, default=0.001)
    parser.add_argument("--batch_size", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--csv", action="store_true", help="write Keras's CSVLogger file instead of lines")
    options = parser.parse_args()

    keras.utils.set_random_seed(int(os.environ["PLATEAU_SEED"]))  # Python, NumPy and the backend at once

    x, y, x_val, y_val = read_rows()
    mean, deviation = x.mean(axis=0), x.std(axis=0)  # of the training rows alone
    deviation[deviation == 0] = 1  # a column that is always the same
    x, x_val = (x - mean) / deviation, (x_val - mean) / deviation

    model = keras.Sequential(
        [
            keras.Input(shape=(x.shape[1],)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=options.learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    if options.csv:  # what many scripts have already; Plateau reads the file as it grows
        reports = keras.callbacks.CSVLogger(os.path.join(os.environ["PLATEAU_OUTPUT"], "epochs.csv"))
    else:
        reports = EpochLines(len(x))
    model.fit(
        x,
        y,
        batch_size=options.batch_size,
        epochs=options.epochs,
        validation_data=(x_val, y_val),
        callbacks=[reports],
        verbose=0,  # no progress bars in the log
    )


if __name__ == "__main__":
    main()
