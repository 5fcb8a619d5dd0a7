package dev.plateau.forecast;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FiniteFolds;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Forecasts the ends of real curves after 20, 40 and 60 % of them and prints how far off that was, ours against the best so far and
 * each family alone, in parts of the trivial loss; then the time of one forecast. Argument: the file that {@code BackTestCurves}
 * wrote, packed with gzip.
 */
public final class ForecastBench {

    private static final double[] PARTS = {0.2, 0.4, 0.6};
    private static final double CONFIDENCE = 0.95;

    /** Epochs at the end whose mean is to be foretold: one alone is noise. */
    private static final int END = 5;

    private ForecastBench() {}

    public static void main(String[] arguments) throws IOException {
        List<FoldCurves> cases = read(Path.of(arguments.length > 0 ? arguments[0] : "src/test/curves/backtest.csv.gz"));
        for (double part : PARTS) {
            print(part, cases);
        }
        time();
    }

    private static List<FoldCurves> read(Path file) throws IOException {
        Map<String, List<Curve>> folds = new TreeMap<>();
        try (GZIPInputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
            new String(packed.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(",", -1))
                    .filter(cells -> cells[3].equals("validation"))
                    .forEach(cells -> folds.computeIfAbsent(cells[0], key -> new ArrayList<>())
                            .add(new Curve(
                                    0,
                                    Integer.parseInt(cells[4]),
                                    Arrays.stream(cells, 5, cells.length)
                                            .map(cell -> Double.parseDouble(cell) / Double.parseDouble(cells[2]))
                                            .toList())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return folds.values().stream()
                .map(curves -> FoldCurves.of(Goal.MINIMIZE, curves))
                .toList();
    }

    private static FoldCurves first(FoldCurves curves, int epochs) {
        return FoldCurves.of(
                curves.goal(),
                curves.validation().stream()
                        .map(fold -> new Curve(0, fold.fold(), fold.values().subList(0, epochs)))
                        .toList());
    }

    private static Series series(FoldCurves curves) {
        return Series.of(FiniteFolds.of(curves.validation()), curves.goal());
    }

    private static void print(double part, List<FoldCurves> cases) {
        Map<String, List<Double>> errors = new TreeMap<>();
        Map<String, List<Double>> gains = new TreeMap<>();
        int inside = 0;
        int gainInside = 0;
        int extrapolated = 0;
        List<Double> widths = new ArrayList<>();
        List<String> names = Stream.concat(Arrays.stream(Family.values()).map(Family::toString), Stream.of("LEVEL"))
                .toList();
        for (FoldCurves curves : cases) {
            Series whole = series(curves);
            int known = (int) (part * whole.size());
            FoldCurves start = first(curves, known);
            Forecast forecast = Forecasts.of(start, whole.size() - known, CONFIDENCE);
            double end = IntStream.range(whole.size() - END, whole.size())
                    .mapToDouble(whole::value)
                    .average()
                    .orElseThrow();
            Forecast.Outlook last = forecast.beyond().get(forecast.beyond().size() - 1);
            double seen = series(start).bestSoFar();
            double[] said = Ensemble.of(series(start)).members(whole.size());
            add(errors, "ours", last.mean() - end);
            add(errors, "best so far", seen - end);
            for (int i = 0; i < said.length; i++) {
                add(errors, names.get(i), said[i] - end);
            }
            double gain = seen - Math.min(seen, whole.bestSoFar());
            add(gains, "ours", forecast.gain().mean() - gain);
            add(gains, "best so far", -gain);
            double lastValue = whole.value(whole.size() - 1);
            inside += last.low() <= lastValue && lastValue <= last.high() ? 1 : 0;
            gainInside +=
                    forecast.gain().low() <= gain && gain <= forecast.gain().high() ? 1 : 0;
            extrapolated += forecast.model() == Forecast.Model.ENSEMBLE ? 1 : 0;
            widths.add((last.high() - last.low()) / 2);
        }
        System.out.printf(Locale.ROOT, "forecast at %.0f %% of %d curves%n", 100 * part, cases.size());
        errors.forEach(
                (name, of) -> System.out.printf(Locale.ROOT, "  end: %-12s mean absolute error %.4f%n", name, mae(of)));
        gains.forEach((name, of) ->
                System.out.printf(Locale.ROOT, "  gain: %-11s mean absolute error %.4f%n", name, mae(of)));
        System.out.printf(
                Locale.ROOT,
                "  ends in the 95 %% band %.3f, gains %.3f; extrapolated %.2f; median half width %.4f%n",
                (double) inside / cases.size(),
                (double) gainInside / cases.size(),
                (double) extrapolated / cases.size(),
                widths.stream().sorted().skip(widths.size() / 2).findFirst().orElseThrow());
    }

    private static void add(Map<String, List<Double>> to, String name, double value) {
        to.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private static double mae(List<Double> errors) {
        return errors.stream().mapToDouble(Math::abs).average().orElseThrow();
    }

    private static void time() {
        java.util.Random random = new java.util.Random(1);
        List<FoldCurves> made = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            double scale = 5 + 60 * random.nextDouble();
            made.add(FoldCurves.of(
                    Goal.MINIMIZE,
                    IntStream.range(0, 5)
                            .mapToObj(k -> new Curve(
                                    0,
                                    k,
                                    IntStream.rangeClosed(1, 200)
                                            .mapToObj(e -> 0.3 + Math.exp(-e / scale) + 0.01 * random.nextGaussian())
                                            .toList()))
                            .toList()));
        }
        for (int round = 0; round < 8; round++) {
            long start = System.nanoTime();
            made.forEach(curves -> Forecasts.of(curves, 20, CONFIDENCE));
            System.out.printf(
                    Locale.ROOT, "5 folds x 200 epochs: %.2f ms%n", (System.nanoTime() - start) / 1e6 / made.size());
        }
    }
}
