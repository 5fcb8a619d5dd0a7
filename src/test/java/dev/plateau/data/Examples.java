package dev.plateau.data;

import dev.plateau.data.DataSource.Missing;
import dev.plateau.data.DataSource.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Small CSV files and sources for the tests of this room. */
final class Examples {

    /** Classification, label in column {@code y}, standardised, gaps are mistakes. */
    static final DataSource SOURCE = new DataSource(
            "data/t.csv", "y", Task.CLASSIFICATION, true, Missing.ERROR, List.of(), Optional.empty(), Optional.empty());

    private Examples() {}

    static DataSource missing(Missing missing) {
        return new DataSource(
                SOURCE.path(),
                SOURCE.label(),
                SOURCE.task(),
                true,
                missing,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static DataSource regression(boolean standardize) {
        return new DataSource(
                SOURCE.path(),
                SOURCE.label(),
                Task.REGRESSION,
                standardize,
                Missing.MEAN,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static DataSource grouped(String group) {
        return new DataSource(
                SOURCE.path(),
                SOURCE.label(),
                SOURCE.task(),
                true,
                Missing.ERROR,
                List.of(),
                Optional.of(group),
                Optional.empty());
    }

    static DataSource timed(String time) {
        return new DataSource(
                SOURCE.path(),
                SOURCE.label(),
                SOURCE.task(),
                true,
                Missing.ERROR,
                List.of(),
                Optional.empty(),
                Optional.of(time));
    }

    static DataSource ignoring(String... columns) {
        return new DataSource(
                SOURCE.path(),
                SOURCE.label(),
                SOURCE.task(),
                true,
                Missing.ERROR,
                List.of(columns),
                Optional.empty(),
                Optional.empty());
    }

    static Path file(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("t.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataSet read(Path folder, String text, DataSource source) {
        return DataSet.read(file(folder, text), source);
    }
}
