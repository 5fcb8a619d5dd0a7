package dev.plateau.cli.report;

import dev.plateau.cli.text.Numbers;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What complete runs did not train, because {@code epochs: auto} or early stopping ended them before their last epoch.
 *
 * @param least epochs of the shortest complete run, {@code most} of the longest, {@code limit} the most that any could have come to
 * @param trained epochs of all complete runs, of {@code atMost}
 */
public record Spared(int least, int most, int limit, long trained, long atMost) {

    /** Empty if every run that is complete trained all its epochs. */
    static Optional<Spared> of(Store store, ExperimentRow experiment) {
        Map<Long, StageRow> stages =
                store.stages(experiment.id()).stream().collect(Collectors.toMap(StageRow::id, Function.identity()));
        List<RunRow> runs = store.runs(experiment.id()).stream()
                .filter(run -> run.state() == State.COMPLETED)
                .toList();
        long trained = runs.stream().mapToLong(RunRow::epochs).sum();
        List<Integer> limits = runs.stream()
                .map(run -> java.util.Objects.requireNonNull(stages.get(run.stageId()))
                        .epochs())
                .toList();
        long atMost = limits.stream().mapToLong(limit -> limit).sum();
        return trained == atMost
                ? Optional.empty()
                : Optional.of(new Spared(
                        runs.stream().mapToInt(RunRow::epochs).min().orElseThrow(),
                        runs.stream().mapToInt(RunRow::epochs).max().orElseThrow(),
                        limits.stream().mapToInt(limit -> limit).max().orElseThrow(),
                        trained,
                        atMost));
    }

    /** {@code stopped at 45-120 of at most 300 epochs: 3,400 epochs trained instead of 9,000 (62% saved)}. */
    String line() {
        return "stopped at " + (least == most ? "" : least + "-") + most + " of at most " + limit + " epochs: "
                + Numbers.count(trained) + " epochs trained instead of " + Numbers.count(atMost)
                + String.format(Locale.ROOT, " (%.0f%% saved)", 100.0 * (atMost - trained) / atMost);
    }
}
