package dev.plateau.cli.command;

import dev.plateau.cli.text.Json;
import dev.plateau.cli.text.Terminal;
import dev.plateau.spelling.Spelling;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options of every command, and what commands do alike because of them. */
public final class Shared {

    /** Where the dashboard is, unless somebody wants it elsewhere. */
    public static final int USUAL_PORT = 7070;

    private static final int LAST_PORT = 65_535;

    private static final String USUAL = "plateau.db";

    @Option(names = "--db", paramLabel = "FILE", description = "The database (default: ${DEFAULT-VALUE}).")
    private Path db = Path.of(USUAL);

    @Option(names = "--json", description = "The result as one JSON document.")
    private boolean json;

    @Option(names = "--verbose", description = "Show the stack trace of what goes wrong.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    public Path database() {
        return db;
    }

    public boolean json() {
        return json;
    }

    public boolean verbose() {
        return verbose;
    }

    /** The folder beside the database for checkpoints and logs. */
    public Path files() {
        return Stores.files(db);
    }

    public Path logs() {
        return files().resolve("logs");
    }

    /** @throws Mistake unless the number is one of a port, or 0 for any */
    public static int port(int wanted) {
        if (wanted < 0 || wanted > LAST_PORT) {
            throw new Mistake("--port must be from 0 to " + LAST_PORT + ", found " + wanted);
        }
        return wanted;
    }

    /** A command to type next, with the database if it is not the usual one. */
    public String next(String command) {
        return "./plateau " + command + (db.toString().equals(USUAL) ? "" : " --db " + db);
    }

    /**
     * Opens the database for reading.
     *
     * @throws Mistake if there is none
     */
    public Store read() {
        if (!Files.exists(db)) {
            throw new Mistake(db + " does not exist" + (db.isAbsolute() ? "" : " here") + "; "
                    + next("run experiments/digits.yaml") + " makes one");
        }
        return Stores.readOnly(db);
    }

    /**
     * Opens the database for a server, which others may log into: one that is not there is made.
     *
     * @throws Mistake if it cannot be made where it should be
     */
    public Store serve() {
        Path folder = db.toAbsolutePath().getParent();
        if (!Files.exists(db) && (folder == null || !Files.isDirectory(folder))) {
            throw new Mistake("--db names a file in a folder that does not exist: " + db);
        }
        return Stores.shared(db);
    }

    /** @throws Mistake if the database has no experiment of this name, with the names that it has */
    public ExperimentRow experiment(Store store, String name) {
        return store.experiment(name).orElseThrow(() -> {
            List<String> names =
                    store.experiments().stream().map(ExperimentRow::name).toList();
            String meant = Spelling.nearest(name, names)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(".");
            return new Mistake(db + " has no experiment " + name
                    + (names.isEmpty() ? ": it is empty" : meant + " There is: " + Spelling.listed(names)));
        });
    }

    /** @throws Mistake if the experiment has no trial of this number */
    public TrialRow trial(Store store, ExperimentRow experiment, int number) {
        List<TrialRow> trials = store.trials(experiment.id());
        return trials.stream()
                .filter(trial -> trial.number() == number)
                .findFirst()
                .orElseThrow(() ->
                        new Mistake(experiment.name() + " has the trials 1 to " + trials.size() + ", not " + number));
    }

    /** Prints a result, in the form that was asked for. */
    public void print(Terminal terminal, Object result, Supplier<List<String>> lines) {
        if (json) {
            terminal.result(Json.document(result));
        } else {
            terminal.result(lines.get());
        }
    }
}
