package dev.plateau.cli.model;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.command.NewFile;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Terminal;
import dev.plateau.data.NewRows;
import dev.plateau.model.Model;
import dev.plateau.model.ModelFile;
import dev.plateau.model.Predictions;
import dev.plateau.spelling.Spelling;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau predict MODEL DATA}. */
@Command(
        name = "predict",
        header = "Predict the rows of a CSV file with a model that refit made.",
        description = {
            "Columns are found by name. One line a row: the class and the probability of each class, or the number.",
            "Where the file has the label too, how right the predictions are is told. Needs no database."
        },
        sortOptions = false)
public final class PredictCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the predictions go (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model: a file that ends with .plateau.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "A CSV file with the model's feature columns.")
    private Path data = Path.of("");

    PredictCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        out.ifPresent(NewFile::check);
        Model read = ModelFile.read(model);
        Terminal terminal = context.terminal();
        try (NewRows rows =
                        NewRows.open(data, data.toString(), read.description().preparation());
                Predictions predictions = Predictions.of(read, model.toString())) {
            if (!rows.ignored().isEmpty()) {
                terminal.note("note: columns that the model does not use: " + Spelling.listed(rows.ignored()));
            }
            if (!predictions.trainerVersion().equals(read.description().trainerVersion())) {
                terminal.note("note: trained with " + read.description().trainerVersion() + ", predicted with "
                        + predictions.trainerVersion());
            }
            Predictions.Summary summary = out.isPresent()
                    ? NewFile.write(out.get(), writer -> predict(predictions, rows, form(read, writer)))
                    : predict(predictions, rows, form(read, terminal.out()));
            terminal.out().flush();
            tell(read, summary);
        }
        return ExitCode.GOOD;
    }

    private PredictionFile form(Model read, Writer writer) {
        return shared.json() && out.isEmpty()
                ? new PredictionFile.Document(read.description(), model, writer)
                : new PredictionFile.Csv(read.description(), writer);
    }

    private static Predictions.Summary predict(Predictions predictions, NewRows rows, PredictionFile form) {
        Predictions.Summary summary = predictions.over(rows, form::row);
        form.end(summary);
        return summary;
    }

    /** What stands beside the predictions: on standard error, or as the document where the predictions are in a file. */
    private void tell(Model read, Predictions.Summary summary) {
        Terminal terminal = context.terminal();
        if (out.isPresent()) {
            Predicted told = new Predicted(
                    model.toString(), out.get().toString(), summary.rows(), summary.labelled(), summary.metrics());
            if (shared.json()) {
                shared.print(terminal, told, java.util.List::of);
            } else {
                terminal.note(Numbers.count(summary.rows(), "row") + " predicted, written to " + out.get());
            }
        }
        if (!summary.metrics().isEmpty() && !shared.json()) {
            terminal.note(summary.metrics().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + Numbers.number(entry.getValue()))
                            .collect(Collectors.joining(", "))
                    + " on " + Numbers.count(summary.labelled(), "row") + " with a "
                    + read.description().preparation().label());
        }
    }

    /** The document that goes with a file of predictions. */
    private record Predicted(
            String model, String predictions, long rows, long labelled, java.util.Map<String, Double> metrics) {}
}
