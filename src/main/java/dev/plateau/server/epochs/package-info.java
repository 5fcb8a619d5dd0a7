/**
 * The advisor's answer: how many epochs, with its interval, rules, diagnosis and forecast.
 */
@NullMarked
package dev.plateau.server.epochs;

import org.jspecify.annotations.NullMarked;
