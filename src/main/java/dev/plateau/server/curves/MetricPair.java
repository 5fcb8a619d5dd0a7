package dev.plateau.server.curves;

/**
 * A metric as it is measured on the two kinds of rows: {@code loss} and {@code val_loss}.
 *
 * @param train its name on the training rows
 * @param validation its name on the validation rows
 */
record MetricPair(String train, String validation) {

    private static final String VALIDATION = "val_";

    /** The pair that a name of either kind belongs to. */
    static MetricPair of(String name) {
        String train = name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name;
        return new MetricPair(train, VALIDATION + train);
    }

    boolean has(String name) {
        return name.equals(train) || name.equals(validation);
    }
}
