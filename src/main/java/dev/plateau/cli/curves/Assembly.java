package dev.plateau.cli.curves;

import dev.plateau.cli.curves.Series.Conflict;
import dev.plateau.curve.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes curves of what was read: epochs in order, counted from 1, the same ones in every fold. Used once. */
final class Assembly {

    /** Epochs that a note lists. */
    private static final int LISTED = 5;

    private static final Double NONE = Double.NaN;

    private final String file;
    private final String metric;
    private final List<String> notes = new ArrayList<>();

    /** Added to every epoch of the file. */
    private int shift;

    Assembly(String file, String metric) {
        this.file = file;
        this.metric = metric;
    }

    /** What the user should know, a sentence each. */
    List<String> notes() {
        return notes;
    }

    /**
     * The curves of the objective.
     *
     * @throws CurvesException if an epoch has two values, none is finite, folds begin at 0 and at 1, or too many epochs are not in all folds
     */
    List<Curve> objective(List<FoldSeries> read) {
        boolean sorted = read.stream().allMatch(fold -> fold.objective().sorted());
        read.forEach(fold -> fold.objective().order().ifPresent(conflict -> {
            throw twice(fold, conflict);
        }));
        List<FoldSeries> folds =
                read.stream().filter(fold -> fold.objective().size() > 0).toList();
        if (folds.stream().noneMatch(fold -> hasFinite(fold.objective()))) {
            throw new CurvesException(file + ": " + metric + " has no finite value");
        }
        if (!sorted) {
            notes.add("the lines are not in order of epochs; they were put in order");
        }
        countFromOne(folds);
        long cells = (long) folds.size() * lastOf(folds);
        if (cells > LineReader.MAX_POINTS) {
            throw new CurvesException(String.format(
                    Locale.ROOT,
                    "%s has %,d folds and epochs up to %,d; folds times epochs must be at most %,d",
                    file,
                    folds.size(),
                    lastOf(folds),
                    LineReader.MAX_POINTS));
        }
        boolean[] common = common(folds);
        sayLengths(folds);
        return folds.stream()
                .map(fold -> curve(fold, fold.objective(), epoch -> common[epoch]))
                .toList();
    }

    /** The curves on training rows; none where the file contradicts itself, which costs the advice nothing. */
    List<Curve> training(List<FoldSeries> read, String name) {
        boolean good = read.stream().allMatch(fold -> fold.training().order().isEmpty());
        if (!good) {
            notes.add(name + " has several values at one epoch of one fold and was left out");
            return List.of();
        }
        List<FoldSeries> folds = read.stream()
                .filter(fold -> fold.objective().size() > 0 && hasFinite(fold.training()))
                .toList();
        return folds.stream()
                .map(fold -> curve(fold, fold.training(), epoch -> true))
                .toList();
    }

    private CurvesException twice(FoldSeries fold, Conflict conflict) {
        return new CurvesException(file + ": " + fold.name() + " has two values of " + metric + " at epoch "
                + conflict.epoch() + ", in line " + conflict.one() + " and line " + conflict.other()
                + "; a column fold or trial would tell them apart");
    }

    private static boolean hasFinite(Series series) {
        return IntStream.range(0, series.size()).anyMatch(i -> Double.isFinite(series.value(i)));
    }

    private void countFromOne(List<FoldSeries> folds) {
        List<FoldSeries> fromZero =
                folds.stream().filter(fold -> fold.objective().epoch(0) == 0).toList();
        if (!fromZero.isEmpty() && fromZero.size() < folds.size()) {
            FoldSeries other = folds.stream()
                    .filter(fold -> fold.objective().epoch(0) != 0)
                    .findFirst()
                    .orElseThrow();
            throw new CurvesException(file + ": " + fromZero.get(0).name() + " begins at epoch 0 and " + other.name()
                    + " at epoch " + other.objective().epoch(0)
                    + "; let all folds count from 0 or all from 1");
        }
        if (!fromZero.isEmpty()) {
            shift = 1;
            notes.add("the file counts epochs from 0; here its epoch 0 is epoch 1");
        }
        int first =
                folds.stream().mapToInt(fold -> fold.objective().epoch(0)).min().orElse(1) + shift;
        if (first > 1) {
            notes.add("the first value of " + metric + " is at epoch " + first
                    + "; epochs are counted as they are written");
        }
    }

    private int lastOf(List<FoldSeries> folds) {
        return folds.stream()
                        .mapToInt(fold -> fold.objective().lastEpoch())
                        .max()
                        .orElse(0)
                + shift;
    }

    /** Which epochs every fold has that is not yet over; true also where none has a value. */
    private boolean[] common(List<FoldSeries> folds) {
        int last = lastOf(folds);
        int[] there = new int[last + 1];
        int[] ended = new int[last + 2];
        for (FoldSeries fold : folds) {
            Series series = fold.objective();
            for (int i = 0; i < series.size(); i++) {
                there[series.epoch(i) + shift]++;
            }
            ended[series.lastEpoch() + shift + 1]++;
        }
        boolean[] common = new boolean[last + 1];
        int expected = folds.size();
        for (int epoch = 0; epoch <= last; epoch++) {
            expected -= ended[epoch];
            common[epoch] = there[epoch] == 0 || there[epoch] == expected;
        }
        sayHoles(common, there);
        return common;
    }

    private void sayHoles(boolean[] common, int[] there) {
        List<Integer> holes = IntStream.range(1, common.length)
                .filter(epoch -> !common[epoch])
                .boxed()
                .toList();
        long measured = Arrays.stream(there).filter(folds -> folds > 0).count();
        if (holes.isEmpty()) {
            return;
        }
        String listed = holes.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "))
                + (holes.size() > LISTED ? " and " + (holes.size() - LISTED) + " more" : "");
        String epochs = (holes.size() == 1 ? "epoch " : "epochs ") + listed;
        if (2L * holes.size() > measured) {
            throw new CurvesException(file + ": " + metric + " is not in every fold at " + epochs
                    + ", which is more than half of the epochs; the folds cannot be compared");
        }
        notes.add(metric + " is not in every fold at " + epochs + ", which therefore counts for none");
    }

    private void sayLengths(List<FoldSeries> folds) {
        int[] lengths = folds.stream()
                .filter(fold ->
                        Double.isFinite(fold.objective().value(fold.objective().size() - 1)))
                .mapToInt(fold -> fold.objective().lastEpoch() + shift)
                .sorted()
                .toArray();
        if (lengths.length > 0 && lengths[0] < lengths[lengths.length - 1]) {
            notes.add("the folds end between epoch " + lengths[0] + " and " + lengths[lengths.length - 1]
                    + "; epochs after " + lengths[0] + " do not count, as not all folds have them");
        }
    }

    /** No longer than the objective, whose length was checked. */
    private Curve curve(FoldSeries fold, Series series, IntPredicate counted) {
        int last = Math.min(series.lastEpoch(), fold.objective().lastEpoch()) + shift;
        Double[] values = new Double[last];
        Arrays.fill(values, NONE);
        for (int i = 0; i < series.size(); i++) {
            int epoch = series.epoch(i) + shift;
            if (epoch >= 1 && epoch <= last && counted.test(epoch)) {
                values[epoch - 1] = series.value(i);
            }
        }
        return new Curve(fold.repeat(), fold.fold(), Arrays.asList(values));
    }
}
