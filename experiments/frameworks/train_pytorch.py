"""Trains a PyTorch network; Plateau starts it once for each configuration and fold.

Yours to adapt: keep read_rows and the print of a line for each epoch, put your own model between them.
"""

import argparse
import json
import os

import torch
from torch import nn


def read_rows():
    """The features and classes of the training rows, then of the validation rows."""
    with open(os.environ["PLATEAU_DATA"], encoding="utf-8") as file:
        columns = file.readline().rstrip("\n").split(",")
        table = torch.tensor([[float(cell) for cell in line.split(",")] for line in file])
    label = columns.index(os.environ["PLATEAU_LABEL"])
    features, classes = torch.cat((table[:, :label], table[:, label + 1 :]), dim=1), table[:, label].long()
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

    torch.manual_seed(int(os.environ["PLATEAU_SEED"]))
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)  # several trainings run at once; and more threads would add up in another order

    x, y, x_val, y_val = read_rows()
    mean, deviation = x.mean(dim=0), x.std(dim=0, unbiased=False)  # of the training rows alone
    deviation[deviation == 0] = 1  # a column that is always the same
    x, x_val = (x - mean) / deviation, (x_val - mean) / deviation

    model = nn.Sequential(nn.Linear(x.shape[1], 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=options.learning_rate)
    cross_entropy = nn.CrossEntropyLoss()  # takes what comes before the softmax
    step = 0
    for epoch in range(1, options.epochs + 1):
        model.train()
        loss = 0.0
        for batch in torch.randperm(len(x)).split(options.batch_size):
            optimizer.zero_grad()
            batch_loss = cross_entropy(model(x[batch]), y[batch])
            batch_loss.backward()
            optimizer.step()
            step += 1
            loss += batch_loss.item() * len(batch)
        model.eval()
        with torch.no_grad():
            scores = model(x_val)
        values = {
            "epoch": epoch,
            "step": step,  # this and samples may be left out: Plateau has them as axes beside epochs
            "samples": epoch * len(x),
            "loss": loss / len(x),
            "val_loss": cross_entropy(scores, y_val).item(),
            "val_accuracy": (scores.argmax(dim=1) == y_val).double().mean().item(),
        }
        print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
