package dev.plateau.run;

import dev.plateau.plan.Stage;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long runs of one search will take, compared with each other: from their settings, or from the seconds that their stage has taken
 * already. The unit is nobody's. Longest first leaves no slot alone with a long run at the end.
 */
final class Expense {

    /** Operations a parameter and a row: a product and a sum, forward and twice backward. */
    private static final double OPERATIONS = 6;

    /** Operations a parameter and a step: what an updater such as Adam does. */
    private static final double UPDATE = 15;

    /** What a step costs however small the network, in operations: some microseconds. */
    private static final double STEP = 100_000;

    /** Expenses that differ by less than a quarter are equal: neighbours stay together, and an estimate is no better than that. */
    private static final double CLASS = Math.log(1.25);

    private final Map<Long, Double> epochOfStage = new HashMap<>();
    private final Map<Long, Integer> epochs = new HashMap<>();

    /**
     * @param planned stages of the plan by number
     * @param runs as they are stored, with the seconds that they have taken
     */
    Expense(List<Stage> planned, Trainer.Shape shape, Map<Long, StageRow> stages, List<RunRow> runs) {
        for (StageRow stage : stages.values()) {
            epochOfStage.put(stage.id(), epoch(planned.get(stage.number()).settings(), shape));
            epochs.put(stage.id(), stage.epochs());
        }
        measure(runs);
    }

    /** Puts measured seconds in the place of estimates, and brings the other estimates to the same unit. */
    private void measure(List<RunRow> runs) {
        Map<Long, double[]> trained = new HashMap<>();
        double expected = 0;
        double seconds = 0;
        for (RunRow run : runs) {
            if (run.epochs() > 0 && run.seconds() > 0) {
                double[] sums = trained.computeIfAbsent(run.stageId(), id -> new double[2]);
                sums[0] += run.seconds();
                sums[1] += run.epochs();
                seconds += run.seconds();
                expected += run.epochs() * epochOfStage.getOrDefault(run.stageId(), 0.0);
            }
        }
        if (expected > 0) {
            double unit = seconds / expected;
            epochOfStage.replaceAll((stage, estimate) -> {
                double[] sums = trained.get(stage);
                return sums == null ? estimate * unit : sums[0] / sums[1];
            });
        }
    }

    /** How heavy what is left of a run is: whole numbers, more for more. */
    double of(RunRow run) {
        int left = Math.max(1, epochs.getOrDefault(run.stageId(), 1) - run.epochs());
        return Math.rint(Math.log(left * epochOfStage.getOrDefault(run.stageId(), 1.0)) / CLASS);
    }

    /** Operations of one epoch of a dense network; of what is none, those of its steps. */
    static double epoch(Settings settings, Trainer.Shape shape) {
        double rows = shape.trainingRows();
        double batch = settings.value("batch_size")
                .filter(Number.class::isInstance)
                .map(size -> ((Number) size).doubleValue())
                .orElse(rows);
        double parameters = parameters(settings, shape);
        double steps = Math.ceil(Math.max(1, rows) / Math.max(1, batch));
        return steps * (STEP + UPDATE * parameters) + rows * OPERATIONS * parameters;
    }

    private static double parameters(Settings settings, Trainer.Shape shape) {
        double parameters = 0;
        double width = shape.features();
        if (settings.value("model.hidden").orElse(List.of()) instanceof List<?> hidden) {
            for (Object layer : hidden) {
                double next = layer instanceof Number number ? number.doubleValue() : width;
                parameters += (width + 1) * next;
                width = next;
            }
        }
        return parameters + (width + 1) * shape.outputs();
    }
}
