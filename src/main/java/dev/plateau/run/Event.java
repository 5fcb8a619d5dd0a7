package dev.plateau.run;

import dev.plateau.curve.Estimate;
import dev.plateau.store.State;

/** Something that happened in a search and that a person may want to be told. */
public sealed interface Event {

    /** A run begins, or goes on after {@code from} stored epochs. */
    record RunBegan(long runId, String name, int from, int to) implements Event {}

    /** The folds of a stage (from 0) train on from a rung to the next one, for the reason. */
    record StageExtended(int stage, int from, int to, String reason) implements Event {}

    /** A stage (from 0) has been trained enough and is read at the epoch; the message says why. */
    record StageSettled(int stage, int epoch, String message) implements Event {}

    /** A run ended, with the reason unless it went well. */
    record RunEnded(long runId, String name, State state, int epochs, String message) implements Event {}

    /** A worker was lost and the run will be tried again. */
    record RunRestarted(long runId, String name, String message) implements Event {}

    /** Somebody asked, at the desk of the store, for the search to pause; it does, as by {@link Engine#pause}. */
    record StopRequested() implements Event {}

    /** All folds of a trial have been scored. */
    record TrialScored(int number, Estimate score) implements Event {}
}
