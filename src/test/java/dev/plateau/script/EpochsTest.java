package dev.plateau.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.experiment.Script.EpochsFrom;
import dev.plateau.logs.Seen;
import dev.plateau.track.Metric;
import dev.plateau.track.Point;
import dev.plateau.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpochsTest {

    private static Seen seen(long epoch, String metric, double value) {
        return new Seen(
                OptionalLong.of(epoch), OptionalLong.empty(), OptionalLong.empty(), Map.of(metric, value), false);
    }

    @Test
    void believesTheFirstPlaceThatTellsTheObjective() {
        Epochs epochs = new Epochs("score", EpochsFrom.ANY, 0);
        List<EpochReport> reports = new ArrayList<>();
        for (int epoch = 1; epoch <= 3; epoch++) {
            reports.addAll(epochs.add(EpochsFrom.STDOUT, seen(epoch, "loss", 9), 1));
            reports.addAll(epochs.add(EpochsFrom.MLFLOW, seen(epoch, "score", epoch), epoch * 1_000_000_000L));
            reports.addAll(epochs.add(EpochsFrom.KERAS_CSV, seen(epoch, "score", 7), 1));
        }
        reports.addAll(epochs.end(4_000_000_000L));
        assertEquals(
                List.of(Map.of("score", 1.0), Map.of("score", 2.0), Map.of("score", 3.0)),
                reports.stream().map(EpochReport::metrics).toList());
        assertEquals(
                List.of(2.0, 1.0, 1.0),
                reports.stream().map(EpochReport::seconds).toList());
        assertEquals(Set.of("loss", "score"), epochs.names());
    }

    @Test
    void handsOnTheEpochsBeforeTheFirstWithTheObjective() {
        Epochs epochs = new Epochs("score", EpochsFrom.STDOUT, 0);
        assertEquals(List.of(), epochs.add(EpochsFrom.STDOUT, seen(1, "loss", 9), 1));
        assertEquals(List.of(), epochs.add(EpochsFrom.STDOUT, seen(2, "score", 8), 1));
        assertEquals(
                List.of(1, 2),
                epochs.add(EpochsFrom.STDOUT, seen(3, "score", 7), 1).stream()
                        .map(EpochReport::epoch)
                        .toList());
    }

    @Test
    void forgetsWhatWasCountedBeforeTheFirstNumber() {
        Epochs epochs = new Epochs("score", EpochsFrom.STDOUT, 0);
        for (int line = 0; line < 5; line++) {
            Seen setting = new Seen(
                    OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Map.of("rate", 1.0), false);
            assertEquals(List.of(), epochs.add(EpochsFrom.STDOUT, setting, 1));
        }
        epochs.add(EpochsFrom.STDOUT, seen(1, "score", 8), 1);
        assertEquals(
                List.of(1),
                epochs.add(EpochsFrom.STDOUT, seen(2, "score", 7), 1).stream()
                        .map(EpochReport::epoch)
                        .toList());
    }

    @Test
    void countsTheMetricsOfClientsThatGiveNoStep() {
        List<Seen> all = new ArrayList<>();
        Listener listener = new Listener(all::add);
        for (double value : List.of(0.5, 0.25)) {
            listener.accept(List.of(new Metric("loss", new Point(0, 1, value))));
            listener.accept(List.of(new Metric("score", new Point(0, 1, value))));
        }
        assertEquals(
                List.of(seen(0, "loss", 0.5), seen(0, "score", 0.5), seen(1, "loss", 0.25), seen(1, "score", 0.25)),
                all);
    }

    @Test
    void takesStepsForEpochsWhereTheyAreGiven() {
        List<Seen> all = new ArrayList<>();
        Listener listener = new Listener(all::add);
        listener.accept(List.of(new Metric("loss", new Point(0, 1, 1)), new Metric("loss", new Point(1, 1, 2))));
        listener.accept(List.of(new Metric("loss", new Point(2, 1, 3))));
        assertEquals(
                List.of(0L, 1L, 2L),
                all.stream().map(one -> one.epoch().orElseThrow()).toList());
    }
}
