package dev.plateau.cli.curves;

import dev.plateau.spelling.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the columns of a file are. Places count from 0; upper and lower case are one, and so are blanks and signs between words.
 *
 * @param epoch the place of the epoch
 * @param folds the places whose cells together name a fold; empty: all lines are of one fold
 * @param longForm the places of name and value where a line holds one metric; empty in wide form
 * @param metrics the columns that may be a metric, empty in long form
 */
record Header(
        int epoch,
        List<Integer> folds,
        OptionalInt repeat,
        OptionalInt trial,
        Optional<LongForm> longForm,
        List<String> metrics) {

    /** Where a line of long form has the name of its metric, and the value. */
    record LongForm(int name, int value) {}

    private static final List<String> EPOCHS = List.of("epoch", "epochs");
    private static final List<String> REPEATS = List.of("repeat", "repetition");
    private static final List<String> FOLDS = List.of("fold", "cv_fold", "run", "run_id", "run_name", "seed");
    private static final List<String> NAMES = List.of("metric", "name", "variable", "series", "tag");
    private static final List<String> VALUES = List.of("value", "metric_value");

    /** Columns of numbers that are no objective: those of our own export, and what loggers write beside the metrics. */
    private static final Set<String> AXES = Set.of(
            "stage",
            "step",
            "steps",
            "samples",
            "elapsed_seconds",
            "seconds",
            "time",
            "wall_time",
            "runtime",
            "timestamp",
            "lr",
            "learning_rate",
            "unnamed_0");

    Header {
        folds = List.copyOf(folds);
        metrics = List.copyOf(metrics);
    }

    /** @throws CurvesException if no column counts epochs, or none can be a metric */
    static Header of(String file, List<String> columns) {
        List<String> words = columns.stream().map(Header::words).toList();
        int epoch = place(words, EPOCHS).orElseGet(() -> index(file, columns, words));
        OptionalInt name = place(words, NAMES);
        OptionalInt value = place(words, VALUES);
        Optional<LongForm> longForm = name.isPresent() && value.isPresent()
                ? Optional.of(new LongForm(name.getAsInt(), value.getAsInt()))
                : Optional.empty();
        OptionalInt repeat = place(words, REPEATS);
        OptionalInt trial = place(words, List.of("trial"));
        List<Integer> folds = IntStream.range(0, words.size())
                .filter(i -> FOLDS.contains(words.get(i)))
                .boxed()
                .toList();
        Set<Integer> taken = new java.util.HashSet<>(folds);
        taken.add(epoch);
        repeat.ifPresent(taken::add);
        trial.ifPresent(taken::add);
        List<String> metrics = new ArrayList<>();
        for (int i = 0; longForm.isEmpty() && i < columns.size(); i++) {
            if (!taken.contains(i) && !words.get(i).isEmpty() && !isAxis(words.get(i))) {
                metrics.add(columns.get(i));
            }
        }
        if (longForm.isEmpty() && metrics.isEmpty()) {
            throw new CurvesException(file + " has no column of a metric; its columns are " + listed(columns));
        }
        return new Header(epoch, folds, repeat, trial, longForm, metrics);
    }

    /** Lightning calls its learning rates lr-Adam, lr-SGD/pg1 and so on. */
    private static boolean isAxis(String words) {
        return AXES.contains(words) || words.startsWith("lr_");
    }

    /** A pandas frame of one training has its epochs as index, a first column without a name; of several it counts lines. */
    private static int index(String file, List<String> columns, List<String> words) {
        boolean several = words.stream()
                .anyMatch(word -> FOLDS.contains(word)
                        || Set.of("trial", "repeat", "step").contains(word));
        if (words.get(0).isEmpty() && words.size() > 1 && !several) {
            return 0;
        }
        throw new CurvesException(file + " has no column \"epoch\"; its columns are " + listed(columns));
    }

    private static String listed(List<String> columns) {
        return Spelling.listed(
                columns.stream().map(c -> c.isEmpty() ? "\"\"" : c).toList());
    }

    private static OptionalInt place(List<String> words, Collection<String> names) {
        return names.stream().mapToInt(words::indexOf).filter(i -> i >= 0).findFirst();
    }

    /** {@code val/loss}, {@code Val Loss} and {@code val_loss} are one. */
    static String words(String name) {
        String joined = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
        return joined.replaceAll("^_+|_+$", "");
    }
}
