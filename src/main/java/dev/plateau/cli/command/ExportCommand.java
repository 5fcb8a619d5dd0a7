package dev.plateau.cli.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.report.ConfiguredPoints;
import dev.plateau.cli.report.Leaderboard;
import dev.plateau.cli.report.Points;
import dev.plateau.cli.report.Rows;
import dev.plateau.cli.report.Trials;
import dev.plateau.cli.text.Json;
import dev.plateau.cli.text.Numbers;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
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

/** {@code plateau export EXP}. */
@Command(
        name = "export",
        header = "Write every stored epoch, or every trial, as CSV, JSON lines or TensorBoard event files.",
        description = {
            "An epoch that several trials share stands once under each of them.",
            "JSON lines have the configuration as well. Event files go into a new folder, one below it for each trial and fold."
        },
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, jsonl or tensorboard (default: csv; jsonl with --json).")
    private Optional<Format> format = Optional.empty();

    @Option(names = "--what", paramLabel = "WHAT", description = "points or trials (default: points).")
    private What what = What.POINTS;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to (default: standard output); for tensorboard a new folder.")
    private Optional<Path> out = Optional.empty();

    @Parameters(paramLabel = "EXP", description = "Name of the experiment.")
    private String name = "";

    ExportCommand(Context context) {
        this.context = context;
    }

    enum Format {
        CSV,
        JSONL,
        TENSORBOARD
    }

    enum What {
        POINTS,
        TRIALS
    }

    @Override
    public Integer call() throws IOException {
        try (Store store = shared.read()) {
            ExperimentRow experiment = shared.experiment(store, name);
            Points points = new Points(store, experiment);
            if (format.equals(Optional.of(Format.TENSORBOARD))) {
                eventFiles(store, experiment, points);
                return ExitCode.GOOD;
            }
            Rows rows = what == What.TRIALS
                    ? new Trials(Leaderboard.of(store, experiment).sortedBy("trial"))
                    : format() == Format.JSONL ? new ConfiguredPoints(points, store.trials(experiment.id())) : points;
            if (out.isPresent()) {
                long written = NewFile.write(out.get(), writer -> write(rows, writer));
                context.terminal().note(Numbers.count(written, "row") + " written to " + out.get());
            } else {
                write(rows, context.terminal().out());
            }
        }
        return ExitCode.GOOD;
    }

    private Format format() {
        return format.orElse(shared.json() ? Format.JSONL : Format.CSV);
    }

    private void eventFiles(Store store, ExperimentRow experiment, Points points) {
        if (what == What.TRIALS) {
            throw new Mistake("--format tensorboard writes points; --what trials is for csv and jsonl");
        }
        Path folder =
                out.orElseThrow(() -> new Mistake("--format tensorboard needs --out with the name of a new folder"));
        if (Files.exists(folder)) {
            throw new Mistake(folder + " is there already; give another name, or move it away");
        }
        int runs = EventFolders.write(store, experiment, points, folder);
        context.terminal().note(Numbers.count(runs, "run") + " written to " + folder);
    }

    private long write(Rows rows, Writer writer) throws IOException {
        Counter counter = new Counter();
        if (format() == Format.CSV) {
            writeCsv(rows, writer, counter);
        } else {
            List<String> columns = rows.columns();
            rows.forEach(row -> append(writer, Json.line(named(columns, row)) + "\n", counter));
        }
        writer.flush();
        return counter.rows;
    }

    /** Not in a try block: closing the CSV writer would close standard output with it. */
    @SuppressWarnings("resource")
    private static void writeCsv(Rows rows, Writer writer, Counter counter) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(writer);
        csv.writeRecord(rows.columns());
        rows.forEach(row -> {
            csv.writeRecord(row.stream().map(ExportCommand::cell).toList());
            counter.rows++;
        });
        csv.flush();
    }

    private static final class Counter {
        private long rows;
    }

    private static void append(Writer writer, String line, Counter counter) {
        try {
            writer.write(line);
            counter.rows++;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> named(List<String> columns, List<Object> row) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), row.get(i));
        }
        return named;
    }

    /** Numbers in full, so that they read back as the same bits; nothing for NaN. */
    private static String cell(Object value) {
        return value instanceof Double number && number.isNaN() ? "" : String.valueOf(value);
    }
}
