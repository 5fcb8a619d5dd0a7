package dev.plateau.run;

import dev.plateau.curve.Estimate;
import dev.plateau.curve.Goal;
import dev.plateau.plan.Forest;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what a search has done, for {@link Snapshot}. Thread-safe. */
final class Tally {

    private final Forest forest;
    private final Goal goal;
    private final Clock clock;
    private final Instant start;
    private final Map<Long, Integer> openRunsOfStage = new ConcurrentHashMap<>();
    private int ended;
    private int failed;
    private int stagesEnded;
    private long epochs;
    private long epochsHere;
    private long epochsLeft;
    private long epochsSpared;
    private Optional<Snapshot.Best> best = Optional.empty();

    Tally(Forest forest, Goal goal, Clock clock) {
        this.forest = forest;
        this.goal = goal;
        this.clock = clock;
        this.start = clock.instant();
        this.epochsLeft = forest.epochsToTrain();
    }

    /** Takes over what is stored, in place of what was counted before. */
    synchronized void resume(List<RunRow> runs, Map<Long, Integer> epochsOfStage) {
        ended = 0;
        failed = 0;
        stagesEnded = 0;
        epochs = 0;
        epochsLeft = forest.epochsToTrain();
        epochsSpared = 0;
        openRunsOfStage.clear();
        for (RunRow run : runs) {
            openRunsOfStage.merge(run.stageId(), 1, Integer::sum);
        }
        for (RunRow run : runs) {
            epochs += run.epochs();
            epochsLeft -= run.epochs();
            if (run.state().ended()) {
                ended(run.stageId(), run.state(), epochsOfStage.getOrDefault(run.stageId(), 0) - run.epochs());
            }
        }
    }

    synchronized void epoch() {
        epochs++;
        epochsHere++;
        epochsLeft--;
    }

    /** @param untrained epochs that the run will not train any more */
    synchronized void ended(long stageId, State state, int untrained) {
        ended++;
        failed += state == State.FAILED ? 1 : 0;
        epochsLeft -= untrained;
        epochsSpared += state == State.COMPLETED ? untrained : 0;
        if (openRunsOfStage.merge(stageId, -1, Integer::sum) == 0) {
            stagesEnded++;
        }
    }

    synchronized void scored(int trial, Estimate score) {
        if (best.isEmpty() || goal.better(score.mean(), best.get().score().mean())) {
            best = Optional.of(new Snapshot.Best(trial, score));
        }
    }

    synchronized Snapshot snapshot() {
        Duration elapsed = Duration.between(start, clock.instant());
        Optional<Duration> left = epochsHere == 0
                ? Optional.empty()
                : Optional.of(elapsed.multipliedBy(Math.max(0, epochsLeft)).dividedBy(epochsHere));
        return new Snapshot(
                ended,
                forest.runs(),
                stagesEnded,
                forest.stages().size(),
                failed,
                epochs,
                forest.epochsToTrain(),
                forest.epochsAsked() - forest.epochsToTrain() + epochsSpared,
                elapsed,
                left,
                best);
    }
}
