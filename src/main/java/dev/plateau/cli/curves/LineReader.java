package dev.plateau.cli.curves;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.plateau.cli.curves.Cells.Place;
import dev.plateau.cli.curves.Header.LongForm;
import dev.plateau.spelling.Spelling;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sorts the lines of a file into folds. Used once; not thread-safe. */
final class LineReader {

    /** Folds. Cross-validation has 5 or 10, leave-one-out as many as there are rows; more lines a fold than that are a wrong column. */
    static final int MAX_FOLDS = 1_000;

    /** Cells that are kept: two folds of a million epochs, or a thousand of two thousand. 40 bytes each while they are read. */
    static final int MAX_POINTS = 2_000_000;

    /** Trials, and likewise names of metrics, that are collected for a message. */
    private static final int MAX_NAMES = 1_000;

    private final CsvLines lines;
    private final Header header;
    private final Cells cells;
    private final Map<List<String>, FoldSeries> folds = new LinkedHashMap<>();
    private final Map<String, Integer> foldNumbers = new LinkedHashMap<>();
    private final Map<String, Integer> repeatNumbers = new LinkedHashMap<>();
    private final Set<String> trials = new LinkedHashSet<>();
    private int points;

    LineReader(CsvLines lines, Header header) {
        this.lines = lines;
        this.header = header;
        this.cells = new Cells(lines.name());
    }

    /**
     * The names of metrics that stand in the lines of long form, in the order in which they come.
     *
     * @throws CurvesException if there are more than a thousand: then another column has them
     */
    static Set<String> metrics(CsvLines lines, LongForm longForm) {
        Set<String> names = new LinkedHashSet<>();
        while (lines.hasNext()) {
            names.add(lines.next().getField(longForm.name()).strip());
            if (names.size() > MAX_NAMES) {
                throw new CurvesException(lines.name() + ": column \""
                        + lines.header().get(longForm.name()) + "\" names more than 1,000 metrics");
            }
        }
        return names;
    }

    /**
     * Reads to the end.
     *
     * @param objective the name of the metric, a column or in long form a text
     * @param training likewise
     * @param trial which lines count; empty: all, which must be of one trial
     * @throws CurvesException naming the line that cannot be read
     */
    List<FoldSeries> read(String objective, Optional<String> training, Optional<Integer> trial) {
        int objectiveAt = lines.header().indexOf(objective);
        int trainingAt = training.map(lines.header()::indexOf).orElse(-1);
        while (lines.hasNext()) {
            CsvRecord record = lines.next();
            if (!counts(record, trial)) {
                continue;
            }
            if (header.longForm().isPresent()) {
                LongForm at = header.longForm().get();
                String name = record.getField(at.name()).strip();
                if (name.equals(objective)) {
                    add(record, at.value(), true);
                } else if (training.filter(name::equals).isPresent()) {
                    add(record, at.value(), false);
                }
            } else {
                add(record, objectiveAt, true);
                if (trainingAt >= 0) {
                    add(record, trainingAt, false);
                }
            }
        }
        check(trial);
        return List.copyOf(folds.values());
    }

    private void add(CsvRecord record, int at, boolean objective) {
        long line = record.getStartingLineNumber();
        String text = record.getField(at);
        int epoch = cells.epoch(record.getField(header.epoch()), place(line, header.epoch()));
        double value = cells.value(text, place(line, at));
        FoldSeries fold = fold(record);
        (objective ? fold.objective() : fold.training()).add(epoch, value, line, text.isBlank());
        points++;
        if (points > 2 * MAX_POINTS) {
            throw new CurvesException(lines.name() + " has more than 4,000,000 values; at most these can be read");
        }
    }

    private Place place(long line, int column) {
        return new Place(line, lines.header().get(column));
    }

    private boolean counts(CsvRecord record, Optional<Integer> trial) {
        if (header.trial().isEmpty()) {
            return true;
        }
        String text = record.getField(header.trial().getAsInt()).strip();
        if (trials.size() <= MAX_NAMES) {
            trials.add(text);
        }
        return trial.isPresent() ? isTrial(text, trial.get()) : trials.size() == 1;
    }

    /** 7, 7.0 and t07 are one. */
    private static boolean isTrial(String text, int number) {
        return text.matches("t?0*" + number + "(\\.0*)?");
    }

    private FoldSeries fold(CsvRecord record) {
        String repeat = header.repeat().isEmpty()
                ? ""
                : record.getField(header.repeat().getAsInt()).strip();
        String fold = header.folds().size() == 1
                ? record.getField(header.folds().get(0)).strip()
                : header.folds().stream().map(at -> record.getField(at).strip()).collect(Collectors.joining("/"));
        List<String> key = List.of(repeat, fold);
        FoldSeries known = folds.get(key);
        if (known == null) {
            known = newFold(repeat, fold);
            folds.put(key, known);
        }
        return known;
    }

    private FoldSeries newFold(String repeat, String fold) {
        if (folds.size() == MAX_FOLDS) {
            String columns = header.folds().stream().map(lines.header()::get).collect(Collectors.joining(", "));
            throw new CurvesException(lines.name() + " has more than 1,000 folds, as many as column "
                    + (columns.isEmpty() ? "repeat" : columns) + " has different values; at most these can be read");
        }
        int repeatNumber = repeatNumbers.computeIfAbsent(repeat, key -> repeatNumbers.size());
        int foldNumber = foldNumbers.computeIfAbsent(fold, key -> foldNumbers.size());
        String name = (header.folds().isEmpty() ? "the curve" : "fold " + fold)
                + (header.repeat().isEmpty() ? "" : " of repeat " + repeat);
        return new FoldSeries(name, repeatNumber, foldNumber, new Series(), new Series());
    }

    private void check(Optional<Integer> trial) {
        String file = lines.name();
        if (trial.isPresent() && header.trial().isEmpty()) {
            throw new CurvesException(file + " has no column trial, so --trial " + trial.get() + " names none of it");
        }
        if (trial.isEmpty() && trials.size() > 1) {
            throw new CurvesException(file + " has several trials; --trial names one of " + listed());
        }
        if (folds.isEmpty()) {
            throw new CurvesException(
                    trials.isEmpty() || trial.isEmpty()
                            ? file + " has no line below the names of its columns"
                            : file + " has no trial " + trial.get() + ". There is: " + listed());
        }
    }

    /** In order of number: shorter ones are smaller. */
    private String listed() {
        return Spelling.listed(trials.stream()
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                .toList());
    }
}
