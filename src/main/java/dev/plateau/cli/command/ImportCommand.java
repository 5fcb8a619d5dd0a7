package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Terminal;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.transfer.logged.Imports;
import dev.plateau.transfer.logged.Imports.Imported;
import dev.plateau.transfer.sweep.Sweeps;
import dev.plateau.transfer.sweep.Sweeps.Converted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau import SOURCE}. */
@Command(
        name = "import",
        header = "Take over what other tools have logged, or their description of a search.",
        description = {
            "Runs of an MLflow database (SQLite) or file store, an Optuna database (SQLite), TensorBoard event files or files of Keras's"
                    + " CSVLogger are added to the database. A second import adds only what is new.",
            "A sweep of W&B, an experiment of Katib or of Determined (YAML) becomes an experiment file, on standard output or in --out.",
            "What has no counterpart is listed."
        },
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            description = "Of the experiment, for files that have none (default: their folder's name).")
    private Optional<String> experiment = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where an experiment file goes (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Parameters(paramLabel = "SOURCE", description = "File or folder of the other tool.")
    private Path source = Path.of("");

    ImportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (Sweeps.isYaml(source)) {
            if (experiment.isPresent()) {
                throw new Mistake("--experiment is for runs; the name of an experiment file stands in the file");
            }
            sweep(Sweeps.convert(source));
        } else {
            if (out.isPresent()) {
                throw new Mistake("--out is for experiment files; runs go into the database that --db names");
            }
            runs();
        }
        return ExitCode.GOOD;
    }

    private void runs() {
        Imports.check(source);
        try (Store store = Stores.shared(shared.database())) {
            Imported imported = Imports.from(source, experiment, store.tracker());
            shared.print(context.terminal(), imported, () -> List.of(sentence(imported)));
            if (!shared.json()) {
                list(imported.omitted());
            }
        }
    }

    private static String sentence(Imported imported) {
        return Numbers.count(imported.runs(), "run") + " with " + Numbers.count(imported.points(), "point") + " of "
                + imported.tool() + " imported into " + String.join(", ", imported.experiments())
                + (imported.unchanged() == 0 ? "" : "; there already: " + imported.unchanged());
    }

    private void sweep(Converted made) throws IOException {
        if (out.isPresent()) {
            NewFile.write(out.get(), writer -> {
                writer.write(made.text());
                return made;
            });
        }
        Terminal terminal = context.terminal();
        if (shared.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("tool", made.tool());
            result.put("text", made.text());
            result.put("omitted", made.omitted());
            shared.print(terminal, result, List::of);
            return;
        }
        if (out.isPresent()) {
            terminal.note("experiment file written to " + out.get());
        } else {
            terminal.result(made.text().lines().toList());
        }
        list(made.omitted());
    }

    private void list(List<String> omitted) {
        if (!omitted.isEmpty()) {
            context.terminal().note("What to look at:");
            omitted.forEach(
                    line -> context.terminal().note("  " + context.terminal().shown(line)));
        }
    }
}
