package dev.plateau.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Examples that a program holds in memory: what a CSV file would give. Copies what it is given. Immutable; threads may share it.
 *
 * <p>Its column of labels is called {@code label}, that of groups {@code group}, its features {@code x1}, {@code x2} and so on.
 */
public final class HeldData {

    /** The column of labels, as a {@link DataSource} must name it; {@link #GROUP} that of groups. */
    public static final String LABEL = "label";

    public static final String GROUP = "group";

    private static final List<String> NUMBER = List.of("row");

    private static final int MAX_CLASSES = 1000; // as in a file, see Labels

    private final List<String> features;
    private final double[] values;
    private final List<String> classes;
    private final double[] labels;
    private final int[] groups;

    private HeldData(List<String> features, double[] values, List<String> classes, double[] labels, int[] groups) {
        this.features = features;
        this.values = values;
        this.classes = classes;
        this.labels = labels;
        this.groups = groups;
    }

    /**
     * Rows to classify.
     *
     * @param features shape rows x features, finite, at least one row and one feature
     * @param classes of the rows, at least 2 different ones
     * @throws IllegalArgumentException one sentence
     */
    public static HeldData classes(double[][] features, List<String> classes) {
        return labelled(names(features), flat(features, classes.size()), classes);
    }

    /**
     * Rows with a number to predict each.
     *
     * @param features shape rows x features, finite, at least one row and one feature
     * @param targets of the rows, finite
     * @throws IllegalArgumentException one sentence
     */
    public static HeldData targets(double[][] features, double[] targets) {
        double[] values = flat(features, targets.length);
        check(DoubleStream.of(targets).allMatch(Double::isFinite), "every target must be a finite number");
        return new HeldData(names(features), values, List.of(), targets.clone(), new int[0]);
    }

    /**
     * Rows of which nothing is known but their number: their one feature, {@code row}, counts them from 0, and their label is 0.
     *
     * @throws IllegalArgumentException for less than 2
     */
    public static HeldData rows(int count) {
        check(count >= 2, "there must be at least 2 rows, found " + count);
        return new HeldData(NUMBER, counted(count), List.of(), new double[count], new int[0]);
    }

    /**
     * Rows of which only the class is known, so that folds can be stratified.
     *
     * @throws IllegalArgumentException one sentence
     */
    public static HeldData rows(List<String> classes) {
        return labelled(NUMBER, counted(classes.size()), classes);
    }

    /**
     * The same rows in groups that must not be torn apart.
     *
     * @param groups one a row; equal texts are one group
     * @throws IllegalArgumentException if there are not as many as rows
     */
    public HeldData groupedBy(List<String> groups) {
        check(groups.size() == rows(), "there are " + groups.size() + " groups for " + rows() + " rows");
        Map<String, Integer> codes = new LinkedHashMap<>();
        int[] coded = groups.stream()
                .mapToInt(group -> codes.computeIfAbsent(group, unseen -> codes.size()))
                .toArray();
        return new HeldData(features, values, classes, labels, coded);
    }

    private static HeldData labelled(List<String> names, double[] values, List<String> given) {
        Map<String, Integer> codes = new LinkedHashMap<>();
        List<String> classes = Labels.ordered(given.stream().distinct().toList());
        check(classes.size() >= 2, "there must be at least 2 different classes, found " + classes);
        check(
                classes.size() <= MAX_CLASSES,
                "there are " + classes.size() + " different classes, and the most is " + MAX_CLASSES);
        classes.forEach(name -> codes.put(name, codes.size()));
        double[] labels =
                given.stream().mapToDouble(name -> codes.getOrDefault(name, 0)).toArray();
        return new HeldData(names, values, classes, labels, new int[0]);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static List<String> names(double[][] features) {
        check(features.length > 0 && features[0].length > 0, "there must be at least one row and one feature");
        return IntStream.rangeClosed(1, features[0].length)
                .mapToObj(i -> "x" + i)
                .toList();
    }

    private static double[] flat(double[][] features, int labels) {
        check(
                features.length == labels,
                "there are " + features.length + " rows of features and " + labels + " labels");
        check(features.length > 0, "there must be at least one row and one feature");
        int width = features[0].length;
        double[] values = new double[Math.multiplyExact(features.length, width)];
        for (int row = 0; row < features.length; row++) {
            check(
                    features[row].length == width,
                    "row " + row + " has " + features[row].length + " features, row 0 has " + width);
            for (int i = 0; i < width; i++) {
                check(
                        Math.abs(features[row][i]) <= Float.MAX_VALUE,
                        String.format(
                                Locale.ROOT,
                                "feature %d of row %d (from 0) must be a number between -3.4e38 and 3.4e38, found %s",
                                i,
                                row,
                                features[row][i]));
                values[row * width + i] = features[row][i];
            }
        }
        return values;
    }

    private static double[] counted(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    public int rows() {
        return labels.length;
    }

    /** What the label is. */
    public DataSource.Task task() {
        return classes.isEmpty() ? DataSource.Task.REGRESSION : DataSource.Task.CLASSIFICATION;
    }

    /** Whether the features are the examples' own, and not the numbers of their rows. */
    public boolean known() {
        return !features.equals(NUMBER);
    }

    public boolean grouped() {
        return groups.length > 0;
    }

    List<String> features() {
        return features;
    }

    List<String> classes() {
        return classes;
    }

    /** Shape rows x features; read only, as the next two. */
    double[] values() {
        return values;
    }

    double[] labels() {
        return labels;
    }

    int[] groups() {
        return groups;
    }

    /** SHA-256 over all that is held: equal data, equal digits. */
    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((features + "\n" + classes + "\n").getBytes(StandardCharsets.UTF_8));
            for (double[] numbers : List.of(values, labels)) {
                ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES);
                for (double number : numbers) {
                    digest.update(bytes.putDouble(0, number).array());
                }
            }
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES);
            for (int group : groups) {
                digest.update(bytes.putInt(0, group).array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
