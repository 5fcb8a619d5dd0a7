package dev.plateau.stats.influence;

/** In what the length of a training is counted. */
enum Unit {
    EPOCHS,
    STEPS,
    SAMPLES
}
