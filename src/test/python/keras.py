"""Stands in for Keras 3 where that cannot be installed: takes the calls of train_keras.py, checks what they are given, and
makes up a loss that falls. It trains nothing."""

import csv
import types

import numpy as np


class _Callback:
    def __init__(self):
        self.params = {}

    def on_epoch_end(self, epoch, logs=None):
        raise NotImplementedError


class _CSVLogger(_Callback):
    """As Keras writes it: names in alphabetical order behind the epoch, which counts from 0; flushed after each line."""

    def __init__(self, filename):
        super().__init__()
        self.file = open(filename, "w", newline="", encoding="utf-8")
        self.writer = None

    def on_epoch_end(self, epoch, logs=None):
        if self.writer is None:
            self.writer = csv.DictWriter(self.file, fieldnames=["epoch", *sorted(logs)])
            self.writer.writeheader()
        self.writer.writerow({"epoch": epoch, **logs})
        self.file.flush()


class Sequential:
    def __init__(self, layers):
        shape, *dense = layers
        assert dense == [(64, "relu"), (10, "softmax")], dense
        self.columns = shape[0]

    def compile(self, optimizer, loss, metrics):
        assert loss == "sparse_categorical_crossentropy" and metrics == ["accuracy"]
        self.rate = optimizer

    def fit(self, x, y, batch_size, epochs, validation_data, callbacks, verbose):
        x_val, y_val = validation_data
        assert x.shape == (len(y), self.columns) and x_val.shape == (len(y_val), self.columns)
        assert np.abs(x.mean(axis=0)).max() < 1e-9, "the training rows are standardised"
        assert 1e-9 < np.abs(x_val.mean(axis=0)).max() < 1, "the validation rows are, by the training rows"
        assert y.dtype.kind == "i" and set(y) == set(range(10)) and verbose == 0
        for callback in callbacks:
            callback.params = {"epochs": epochs, "steps": -(-len(y) // batch_size), "verbose": verbose}
        for epoch in range(epochs):
            loss = np.float32((1 + _seed % 7 / 100 + batch_size / 1000) / (1 + epoch))
            logs = {"accuracy": 1 - loss / 2, "loss": loss, "val_accuracy": 1 - loss / 3, "val_loss": loss + self.rate}
            for callback in callbacks:
                callback.on_epoch_end(epoch, {name: float(value) for name, value in logs.items()})


def _set_random_seed(seed):
    global _seed
    assert 0 <= seed < 2**32, "Keras takes no other seeds"
    _seed = seed


def Input(shape):
    return shape


utils = types.SimpleNamespace(set_random_seed=_set_random_seed)
layers = types.SimpleNamespace(Dense=lambda units, activation: (units, activation))
optimizers = types.SimpleNamespace(Adam=lambda learning_rate: learning_rate)
callbacks = types.SimpleNamespace(Callback=_Callback, CSVLogger=_CSVLogger)
