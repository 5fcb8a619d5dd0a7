package dev.plateau.server.trials;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.plateau.curve.Estimate;
import dev.plateau.server.http.Request;
import dev.plateau.server.table.Measure;
import dev.plateau.server.table.Parameter;
import dev.plateau.server.table.TrialTable;
import dev.plateau.server.table.TrialTables;
import dev.plateau.store.Rows.TrialRow;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The leaderboard as a file for spreadsheets: all rows that pass the filters, in their order. */
public final class TrialsCsv {

    /** What a spreadsheet would take for a formula, and run. */
    private static final String FORMULA = "=+-@\t\r";

    private TrialsCsv() {}

    /** Whether somebody asks for a file and not for JSON. */
    public static boolean isWanted(Context context) {
        String accepted = context.header("Accept");
        return "csv".equals(context.queryParam("format")) || (accepted != null && accepted.startsWith("text/csv"));
    }

    /** Answers with the file; nothing has been written yet when it throws a problem. */
    public static void write(Request request, TrialTables tables) {
        Selection selection = Selection.of(request, tables.of(request));
        Context context = request.context();
        String name = selection.table().experiment().name().replaceAll("[^A-Za-z0-9._-]+", "-");
        context.contentType("text/csv;charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("Content-Disposition", "attachment; filename=\"" + name + "-trials.csv\"");
        try {
            Writer out = new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8);
            CsvWriter csv = CsvWriter.builder().build(out);
            csv.writeRecord(header(selection));
            for (int row : selection.rows()) {
                csv.writeRecord(line(selection, row));
            }
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The one who asked for a CSV file has gone", e);
        }
    }

    private static List<String> header(Selection selection) {
        List<String> header = new ArrayList<>(
                List.of("trial", "state", "score", "score_error", "folds_done", "epochs", "epochs_done"));
        if (hasValue(selection)) {
            String value = selection.values().measure().kind().name().toLowerCase(java.util.Locale.ROOT);
            header.addAll(List.of(value, value + "_error", value + "_folds"));
        }
        selection.table().parameters().forEach(parameter -> header.add(safe(Field.PARAMETER + parameter.name())));
        header.add("message");
        return header;
    }

    private static List<@Nullable String> line(Selection selection, int row) {
        TrialTable table = selection.table();
        TrialRow trial = table.trial(row);
        List<@Nullable String> line = new ArrayList<>(List.of(
                String.valueOf(trial.number()),
                trial.state().name(),
                number(trial.score()),
                number(trial.scoreError()),
                String.valueOf(trial.foldsDone()),
                String.valueOf(trial.epochs()),
                String.valueOf(table.epochsDone(row))));
        if (hasValue(selection)) {
            Estimate value = selection.values().at(row);
            line.add(number(OptionalDouble.of(value.mean())));
            line.add(number(OptionalDouble.of(value.error())));
            line.add(String.valueOf(value.count()));
        }
        for (Parameter parameter : table.parameters()) {
            Object value = table.settings(row).get(parameter.name());
            line.add(value == null ? "" : value instanceof Number ? value.toString() : safe(value.toString()));
        }
        line.add(safe(trial.message().orElse("")));
        return line;
    }

    private static boolean hasValue(Selection selection) {
        return selection.values().measure().kind() != Measure.Kind.SCORE;
    }

    private static String number(OptionalDouble value) {
        return value.isEmpty() || Double.isNaN(value.getAsDouble()) ? "" : String.valueOf(value.getAsDouble());
    }

    /** A text that no spreadsheet takes for a formula. */
    static String safe(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
