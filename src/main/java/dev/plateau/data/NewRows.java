package dev.plateau.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.plateau.spelling.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of a CSV file that a trained network is to predict, prepared as its training rows were. Columns are found by name, in any
 * order; others are left alone. The file is read in blocks, so that it may be of any size. Not thread-safe.
 */
public final class NewRows implements AutoCloseable {

    private final CsvFile csv;
    private final String name;
    private final Preparation preparation;
    private final Map<String, Integer> classes = new HashMap<>();
    private final int[] columns;
    private final int label;

    /** Some rows, ready for a network. Arrays are shared, not copied: read only. */
    public static final class Block {

        private final float[] features;
        private final float[] labels;

        private Block(float[] features, float[] labels) {
            this.features = features;
            this.labels = labels;
        }

        public int rows() {
            return labels.length;
        }

        /** Shape rows x features. */
        public float[] features() {
            return features;
        }

        /** One a row: class index or scaled target as the network knows it; NaN where the file has none. */
        public float[] labels() {
            return labels;
        }
    }

    private NewRows(CsvFile csv, String name, Preparation preparation) {
        this.csv = csv;
        this.name = name;
        this.preparation = preparation;
        for (String known : preparation.classes()) {
            classes.put(known, classes.size());
        }
        List<String> features =
                preparation.features().stream().map(Preparation.Feature::name).toList();
        checkComplete(features);
        columns = features.stream().mapToInt(csv.header()::indexOf).toArray();
        label = csv.header().indexOf(preparation.label());
        if (!csv.hasNext()) {
            throw new DataException(name + " has no rows below its first line");
        }
    }

    /**
     * Opens a file.
     *
     * @param name how messages call it
     * @throws DataException one sentence if it is no such file, is empty, has no rows, or lacks a feature column
     */
    public static NewRows open(Path file, String name, Preparation preparation) {
        CsvFile csv = CsvFile.stream(file, name);
        try {
            return new NewRows(csv, name, preparation);
        } catch (DataException e) {
            csv.close();
            throw e;
        }
    }

    private void checkComplete(List<String> features) {
        Set<String> found = new HashSet<>(csv.header());
        List<String> missing =
                features.stream().filter(feature -> !found.contains(feature)).toList();
        if (missing.isEmpty()) {
            return;
        }
        features.forEach(found::remove);
        List<String> told = missing.stream()
                .map(feature -> "\"" + feature + "\""
                        + Spelling.nearest(feature, found)
                                .map(near -> " (is it \"" + near + "\"?)")
                                .orElse(""))
                .toList();
        throw new DataException(name + " lacks " + missing.size() + " of the " + features.size()
                + " feature columns of the model: " + Spelling.listed(told) + ". Its columns: "
                + Spelling.listed(csv.header()));
    }

    /** The columns that are neither features nor the label, in file order. */
    public List<String> ignored() {
        Set<String> used = new HashSet<>(List.of(preparation.label()));
        preparation.features().forEach(feature -> used.add(feature.name()));
        return csv.header().stream().filter(column -> !used.contains(column)).toList();
    }

    /** Whether the file has the column of the label. */
    public boolean labelled() {
        return label >= 0;
    }

    /**
     * The next rows in file order; empty after the last.
     *
     * @param most rows, at least 1
     * @throws DataException one sentence with line and column if a cell is not what its column needs
     */
    public Optional<Block> next(int most) {
        List<float[]> rows = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        while (rows.size() < most && csv.hasNext()) {
            CsvRecord row = csv.next();
            float[] values = new float[columns.length];
            for (int i = 0; i < columns.length; i++) {
                values[i] = preparation.scale(i).apply(feature(cell(row, columns[i])));
            }
            rows.add(values);
            labels.add(label < 0 ? Float.NaN : label(cell(row, label)));
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(block(rows, labels));
    }

    private Block block(List<float[]> rows, List<Float> labels) {
        float[] features = new float[rows.size() * columns.length];
        float[] truths = new float[rows.size()];
        for (int row = 0; row < truths.length; row++) {
            System.arraycopy(rows.get(row), 0, features, row * columns.length, columns.length);
            truths[row] = labels.get(row);
        }
        return new Block(features, truths);
    }

    private double feature(Cell cell) {
        if (!cell.missing()) {
            return cell.number();
        }
        if (preparation.missing() != DataSource.Missing.MEAN) {
            throw cell.mistake("expected a number (the model was trained without data.missing: mean, so it has no value"
                    + " for a gap)");
        }
        return Double.NaN;
    }

    private float label(Cell cell) {
        if (cell.missing()) {
            return Float.NaN;
        }
        if (!preparation.classification()) {
            return preparation.target().apply(cell.number());
        }
        Integer index = classes.get(cell.text());
        if (index == null) {
            throw cell.mistake("expected one of the classes of the model (" + Spelling.listed(preparation.classes())
                    + ") or nothing");
        }
        return index;
    }

    private Cell cell(CsvRecord row, int column) {
        return new Cell(name, row.getStartingLineNumber(), csv.header().get(column), row.getField(column));
    }

    @Override
    public void close() {
        csv.close();
    }
}
