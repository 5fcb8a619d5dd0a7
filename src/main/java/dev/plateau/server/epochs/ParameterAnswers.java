package dev.plateau.server.epochs;

import dev.plateau.compare.BestEpochs;
import dev.plateau.server.http.Request;
import dev.plateau.stats.influence.Observation;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import java.util.List;
import java.util.Optional;

/** Answers what decides the epoch count. Remembers where each training was best until one of its runs is another. Thread-safe. */
public final class ParameterAnswers {

    /** Trainings of two of the largest searches that are looked at. */
    private static final int MOST = 2 * BestEpochs.MAX_TRAININGS;

    private final Advised advised;
    private final Remembered<Key, Optional<Observation>> known = new Remembered<>(MOST);

    private record Key(long stage, List<Advised.Ended> runs) {}

    public ParameterAnswers(Advised advised) {
        this.advised = advised;
    }

    /** For the experiment that is asked for, at the confidence that its file says. */
    public ParameterColumns read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        double confidence = advised.usual(experiment).confidence();
        return ParameterColumns.of(BestEpochs.of(
                store,
                experiment,
                confidence,
                (trial, ended) -> known.get(
                        new Key(trial.stageId(), Advised.Ended.of(ended)),
                        () -> BestEpochs.look(store, experiment, trial, ended))));
    }
}
