package dev.plateau.work;

import dev.plateau.train.EpochReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Epochs that follow each other: names are said once for all of them, and numbers as the bits that they are. As decimals they were exact as well, but
 * writing and reading them took longer than training them, and half of what the JIT compiler did in a short search.
 *
 * @param first number of the first epoch
 * @param names of the metrics, the same in every epoch
 * @param bytes in Base64: for each epoch its step and samples as longs, its seconds and its metrics as doubles, big-endian
 */
record EpochColumns(int first, List<String> names, String bytes) {

    /** Step, samples and seconds. */
    private static final int BESIDE_METRICS = 3;

    /** @param reports at least one, with the names of the first one */
    static EpochColumns of(List<EpochReport> reports) {
        List<String> names = List.copyOf(reports.get(0).metrics().keySet());
        ByteBuffer bytes = ByteBuffer.allocate(reports.size() * width(names));
        for (EpochReport report : reports) {
            bytes.putLong(report.step()).putLong(report.samples()).putDouble(report.seconds());
            report.metrics().values().forEach(bytes::putDouble);
        }
        return new EpochColumns(
                reports.get(0).epoch(), names, Base64.getEncoder().encodeToString(bytes.array()));
    }

    private static int width(List<String> names) {
        return (BESIDE_METRICS + names.size()) * Long.BYTES;
    }

    /** Whether a report has the names, and the number, of an epoch that follows another one. */
    static boolean follows(EpochReport before, EpochReport report) {
        return report.epoch() == before.epoch() + 1
                && new ArrayList<>(before.metrics().keySet())
                        .equals(new ArrayList<>(report.metrics().keySet()));
    }

    /** @throws IllegalArgumentException if the bytes are not those of whole epochs */
    List<EpochReport> reports() {
        ByteBuffer numbers = ByteBuffer.wrap(Base64.getDecoder().decode(bytes));
        if (!numbers.hasRemaining() || numbers.remaining() % width(names) != 0) {
            throw new IllegalArgumentException(
                    "epochs of " + numbers.remaining() + " bytes, expected a multiple of " + width(names) + " above 0");
        }
        List<EpochReport> reports = new ArrayList<>();
        while (numbers.hasRemaining()) {
            long step = numbers.getLong();
            long samples = numbers.getLong();
            double seconds = numbers.getDouble();
            Map<String, Double> metrics = new LinkedHashMap<>();
            names.forEach(name -> metrics.put(name, numbers.getDouble()));
            reports.add(new EpochReport(first + reports.size(), step, samples, seconds, metrics));
        }
        return reports;
    }
}
