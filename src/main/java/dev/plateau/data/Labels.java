package dev.plateau.data;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Collects the label column: class indices, or targets. Used while a file is read. */
final class Labels {

    /** More classes than any table of examples has; a column with more is a measurement. */
    private static final int MAX_CLASSES = 1000;

    private final DataSource source;
    private final Map<String, Integer> codes = new LinkedHashMap<>();
    private final DoubleStream.Builder values = DoubleStream.builder();

    Labels(DataSource source) {
        this.source = source;
    }

    /** @throws DataException if the cell is missing, no number for regression, or one class too many */
    void add(Cell cell) {
        check(cell);
        values.add(source.task() == DataSource.Task.REGRESSION ? cell.number() : code(cell.text()));
    }

    /** @throws DataException if the cell is missing: a row without label is a mistake even where the row is dropped */
    void check(Cell cell) {
        if (cell.missing()) {
            throw cell.mistake("expected a label in every row");
        }
    }

    /** The classes' numbers in the order that the file first names them. */
    private int code(String label) {
        int code = codes.computeIfAbsent(label, text -> codes.size());
        if (codes.size() > MAX_CLASSES) {
            throw new DataException(source.path() + ", column \"" + source.label() + "\" has more than " + MAX_CLASSES
                    + " different labels; if it is a measurement, set data.task to regression");
        }
        return code;
    }

    /** The classes: by number if all are numbers (1 and 1.0 are two classes, next to each other), else by alphabet. */
    List<String> classes() {
        return ordered(codes.keySet());
    }

    /** Different labels in the order of {@link #classes}. */
    static List<String> ordered(Collection<String> labels) {
        boolean numbers = labels.stream().allMatch(Cell::isNumber);
        Comparator<String> byText = Comparator.naturalOrder();
        return labels.stream()
                .sorted(
                        numbers
                                ? Comparator.comparing((String text) -> new BigDecimal(text))
                                        .thenComparing(byText)
                                : byText)
                .toList();
    }

    /** One a row: the index of its class in {@link #classes}, or its target. */
    double[] values() {
        double[] raw = values.build().toArray();
        if (source.task() == DataSource.Task.REGRESSION) {
            return raw;
        }
        List<String> classes = classes();
        int[] index = new int[codes.size()];
        IntStream.range(0, classes.size()).forEach(i -> index[codes.getOrDefault(classes.get(i), 0)] = i);
        return DoubleStream.of(raw).map(code -> index[(int) code]).toArray();
    }
}
