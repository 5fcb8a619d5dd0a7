package dev.plateau.plan;

import dev.plateau.space.Configuration;

/**
 * One configuration to evaluate.
 *
 * @param number from 1, in the order of the sampler
 * @param epochs the epoch of its stage at which it is read
 */
public record Trial(int number, Configuration configuration, int epochs) {}
