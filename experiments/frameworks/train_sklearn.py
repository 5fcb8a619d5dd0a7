"""Trains scikit-learn's MLPClassifier; Plateau starts it once for each configuration and fold.

Yours to adapt: keep read_rows and the print of a line for each epoch, put your own model between them.
"""

import argparse
import json
import math
import os

import numpy as np
from sklearn.metrics import accuracy_score, log_loss
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler


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
    options = parser.parse_args()

    x, y, x_val, y_val = read_rows()
    scaler = StandardScaler().fit(x)  # of the training rows alone: nothing is known of the others
    x, x_val = scaler.transform(x), scaler.transform(x_val)

    model = MLPClassifier(
        hidden_layer_sizes=(64,),
        activation="relu",
        solver="adam",
        alpha=0,  # no penalty, as in the other frameworks; scikit-learn's own default is 0.0001
        learning_rate_init=options.learning_rate,
        batch_size=options.batch_size,
        # A generator, not the number: partial_fit would begin again with a number and shuffle every epoch alike.
        random_state=np.random.RandomState(int(os.environ["PLATEAU_SEED"])),
    )
    steps = math.ceil(len(x) / options.batch_size)
    for epoch in range(1, options.epochs + 1):
        model.partial_fit(x, y, classes=np.arange(10))  # once through the rows; goes on where the last call ended
        chances = model.predict_proba(x_val)
        values = {
            "epoch": epoch,
            "step": epoch * steps,  # this and samples may be left out: Plateau has them as axes beside epochs
            "samples": epoch * len(x),
            "loss": model.loss_,
            "val_loss": log_loss(y_val, chances, labels=model.classes_),
            "val_accuracy": accuracy_score(y_val, chances.argmax(axis=1)),
        }
        print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
