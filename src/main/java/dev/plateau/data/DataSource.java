package dev.plateau.data;

import java.util.List;
import java.util.Optional;

/**
 * Where the examples are and what their columns mean: the {@code data} part of an experiment file.
 *
 * @param path the CSV file; the first line names the columns
 * @param label the column to predict
 * @param standardize whether features (and a regression target) are scaled to mean 0 and standard deviation 1
 * @param ignore columns that are no features
 * @param group the column whose equal values must stay in one fold; it is no feature
 * @param time the column that orders the rows for time-series folds; it is no feature. Empty: file order
 */
public record DataSource(
        String path,
        String label,
        Task task,
        boolean standardize,
        Missing missing,
        List<String> ignore,
        Optional<String> group,
        Optional<String> time) {

    /** No data of Plateau's: a program that trains has its own. */
    public static final DataSource NONE = new DataSource(
            "", "", Task.CLASSIFICATION, true, Missing.ERROR, List.of(), Optional.empty(), Optional.empty());

    /** Whether there is any: false only for {@link #NONE}. */
    public boolean present() {
        return !path.isEmpty();
    }

    /** What the label is. */
    public enum Task {
        CLASSIFICATION,
        REGRESSION
    }

    /** What an empty cell of a feature is. */
    public enum Missing {
        /** A mistake that is reported with its row and column. */
        ERROR,
        /** The mean of the column over the training rows of the fold. */
        MEAN,
        /** A reason to leave the row out. */
        DROP
    }

    public DataSource {
        ignore = List.copyOf(ignore);
    }
}
