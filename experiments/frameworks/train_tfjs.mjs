// Trains a network with TensorFlow.js Layers, Keras's API in JavaScript; Plateau starts it once for each configuration
// and fold. Yours to adapt: keep readRows and the line printed for each epoch, put your own model between them.

import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { initializers, layers, sequential } from "@tensorflow/tfjs-layers";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    learning_rate: { type: "string", default: "0.001" },
    batch_size: { type: "string", default: "32" },
    epochs: { type: "string", default: "20" },
  },
});
// Less than half of what a seed may be: initializers and shuffles count up from it.
const seed = Number(process.env.PLATEAU_SEED) % 1_000_000_007;

/** The features and classes of the training rows, then of the validation rows. */
function readRows() {
  const [first, ...lines] = readFileSync(process.env.PLATEAU_DATA, "utf8").trimEnd().split(/\r?\n/);
  const label = first.split(",").indexOf(process.env.PLATEAU_LABEL);
  const table = lines.map((line) => line.split(",").map(Number));
  const { training, validation } = JSON.parse(readFileSync(process.env.PLATEAU_SPLIT, "utf8"));
  return [training, validation].flatMap((rows) => [
    tf.tensor2d(rows.map((row) => table[row].filter((_, column) => column !== label))),
    tf.tensor1d(rows.map((row) => table[row][label])),
  ]);
}

/** A random order of the rows from the seed: fit would shuffle with Math.random, which has none. */
function shuffled(count, epoch) {
  const keys = tf.randomUniform([count], 0, 1, "float32", seed + 1 + epoch).arraySync();
  return tf.tensor1d([...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b), "int32");
}

/** JSON has no NaN and JavaScript would write null, which is no number: a loss that went away must be seen. */
function printLine(values) {
  console.log(JSON.stringify(values, (_, value) => (typeof value !== "number" || isFinite(value) ? value : `${value}`)));
}

const [x, y, xValidation, yValidation] = readRows();
const { mean, variance } = tf.moments(x, 0); // of the training rows alone
// 1 for a column that is always the same
const deviation = tf.where(tf.equal(variance, 0), tf.onesLike(variance), tf.sqrt(variance));
const standardized = (rows) => tf.div(tf.sub(rows, mean), deviation);
const [xTraining, xScored] = [standardized(x), standardized(xValidation)];

const glorot = (layer) => initializers.glorotUniform({ seed: seed + layer }); // as Keras begins, with a seed
const model = sequential({
  layers: [
    layers.dense({ inputShape: [x.shape[1]], units: 64, activation: "relu", kernelInitializer: glorot(0) }),
    layers.dense({ units: 10, activation: "softmax", kernelInitializer: glorot(1) }),
  ],
});
model.compile({
  optimizer: tf.train.adam(Number(options.learning_rate)),
  loss: "sparseCategoricalCrossentropy",
  metrics: ["accuracy"],
});

const rows = x.shape[0];
const steps = Math.ceil(rows / Number(options.batch_size));
for (let epoch = 1; epoch <= Number(options.epochs); epoch++) {
  const order = shuffled(rows, epoch);
  const { history } = await model.fit(tf.gather(xTraining, order), tf.gather(y, order), {
    batchSize: Number(options.batch_size),
    epochs: 1,
    shuffle: false,
    validationData: [xScored, yValidation],
    verbose: 0,
  });
  const [loss, valLoss, valAccuracy] = ["loss", "val_loss", "val_acc"].map((name) => history[name][0]);
  // step and samples may be left out: Plateau has them as axes beside epochs
  const progress = { epoch, step: epoch * steps, samples: epoch * rows };
  printLine({ ...progress, loss, val_loss: valLoss, val_accuracy: valAccuracy });
}
