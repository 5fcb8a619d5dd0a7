package dev.plateau.transfer.logged;

import dev.plateau.store.foreign.ForeignDatabase;
import dev.plateau.track.Tracker;
import dev.plateau.transfer.Omissions;
import dev.plateau.transfer.TransferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Imports what other tools have logged. */
public final class Imports {

    private static final String SQLITE = "SQLite format 3\0";

    private Imports() {}

    /**
     * What an import came to.
     *
     * @param tool in one word, such as {@code mlflow}
     * @param experiments names here of those that are in it now
     * @param runs that were added, or gone on with
     * @param unchanged runs that were there from an earlier import
     * @param omitted what has no counterpart here, one line each
     */
    public record Imported(
            String tool, List<String> experiments, int runs, int unchanged, long points, List<String> omitted) {

        public Imported {
            experiments = List.copyOf(experiments);
            omitted = List.copyOf(omitted);
        }
    }

    /**
     * Reads an MLflow or Optuna database in SQLite, an MLflow file store, a folder of TensorBoard event files, or a file or folder of Keras's
     * CSVLogger: whichever it is, by its content.
     *
     * @param path may be a link; links below it are not followed
     * @param name of the experiment for files that have none; empty for the name of their folder
     * @throws TransferException in one sentence if it is none of them; nothing was written then
     */
    public static Imported from(Path path, Optional<String> name, Tracker tracker) {
        Omissions omissions = new Omissions();
        check(path);
        try (Source source = open(Path.of(EventFolder.real(path)), name)) {
            Intake intake = new Intake(source, tracker, omissions);
            return intake.all();
        }
    }

    /** @throws TransferException if there is no such file or folder, before a database is made for it */
    public static void check(Path path) {
        if (!Files.exists(path)) {
            throw new TransferException("there is no such file or folder: " + path);
        }
    }

    private static Source open(Path path, Optional<String> name) {
        if (Files.isDirectory(path)) {
            return folder(path, name);
        }
        String file = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (Files.isRegularFile(path) && begins(path)) {
            return database(path);
        }
        if (Files.isRegularFile(path) && file.contains(EventFolder.MARK)) {
            return new EventFolder(path, name);
        }
        if (Files.isRegularFile(path) && file.matches(".*[.](csv|tsv|log)")) {
            return new CsvFiles(path, name);
        }
        throw new TransferException(
                path + " is nothing that can be imported: expected a SQLite file of MLflow or Optuna,"
                        + " event files of TensorBoard, a CSV file of Keras, or a sweep in YAML");
    }

    private static Source folder(Path path, Optional<String> name) {
        if (MlflowFolder.is(path)) {
            return new MlflowFolder(path);
        }
        if (EventFolder.is(path)) {
            return new EventFolder(path, name);
        }
        if (CsvFiles.is(path)) {
            return new CsvFiles(path, name);
        }
        throw new TransferException(
                path + " is nothing that can be imported: expected a folder of MLflow (with meta.yaml in the"
                        + " folders below), event files of TensorBoard at any depth, or CSV files of Keras");
    }

    private static Source database(Path path) {
        ForeignDatabase database = ForeignDatabase.open(path);
        if (database.has("experiments", "runs", "metrics")) {
            return new MlflowDatabase(database);
        }
        if (database.has("studies", "trials", "trial_params")) {
            return new OptunaDatabase(database);
        }
        database.close();
        throw new TransferException(path + " is a SQLite file but neither MLflow's (tables experiments, runs, metrics)"
                + " nor Optuna's (studies, trials, trial_params)");
    }

    private static boolean begins(Path path) {
        try (InputStream input = Files.newInputStream(path)) {
            return new String(input.readNBytes(SQLITE.length()), StandardCharsets.ISO_8859_1).equals(SQLITE);
        } catch (IOException e) {
            throw new TransferException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
