package dev.plateau.work;

import dev.plateau.train.EpochReport;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Epochs that follow each other, by columns: names are said once for all of them.
 *
 * @param first number of the first epoch
 * @param names of the metrics, the same in every epoch
 * @param steps one an epoch; {@code samples} and {@code seconds} likewise
 * @param values one after the other the metrics of each epoch
 */
record EpochColumns(
        int first,
        List<String> names,
        List<Long> steps,
        List<Long> samples,
        List<Double> seconds,
        List<Double> values) {

    EpochColumns {
        if (samples.size() != steps.size()
                || seconds.size() != steps.size()
                || values.size() != steps.size() * names.size()) {
            throw new IllegalArgumentException("columns of epochs that differ in length");
        }
    }

    /** @param reports at least one, with the names of the first one */
    static EpochColumns of(List<EpochReport> reports) {
        List<String> names = List.copyOf(reports.get(0).metrics().keySet());
        List<Double> values = new ArrayList<>(reports.size() * names.size());
        reports.forEach(report -> values.addAll(report.metrics().values()));
        return new EpochColumns(
                reports.get(0).epoch(),
                names,
                reports.stream().map(EpochReport::step).toList(),
                reports.stream().map(EpochReport::samples).toList(),
                reports.stream().map(EpochReport::seconds).toList(),
                values);
    }

    /** Whether a report has the names, and the number, of an epoch that follows another one. */
    static boolean follows(EpochReport before, EpochReport report) {
        return report.epoch() == before.epoch() + 1
                && new ArrayList<>(before.metrics().keySet())
                        .equals(new ArrayList<>(report.metrics().keySet()));
    }

    List<EpochReport> reports() {
        List<EpochReport> reports = new ArrayList<>(steps.size());
        Iterator<Double> value = values.iterator();
        for (int i = 0; i < steps.size(); i++) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            names.forEach(name -> metrics.put(name, value.next()));
            reports.add(new EpochReport(first + i, steps.get(i), samples.get(i), seconds.get(i), metrics));
        }
        return reports;
    }
}
