package dev.plateau.server.trial;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.run.Searches;
import dev.plateau.server.epochs.Advised;
import dev.plateau.server.http.Request;
import dev.plateau.server.http.Typed;
import dev.plateau.server.mlflow.RunFiles;
import dev.plateau.server.trial.TrialDetail.Artifacts;
import dev.plateau.server.trial.TrialDetail.Siblings;
import dev.plateau.store.Artifact;
import dev.plateau.store.Rows.ArtifactRow;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.track.TrackedRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what one trial is. Thread-safe. */
public final class TrialDetails {

    private final Advised advised;
    private final RunFiles files;

    /** @param files of the runs that programs log */
    public TrialDetails(Advised advised, RunFiles files) {
        this.advised = advised;
        this.files = files;
    }

    /** The trial that the path names. */
    public TrialDetail read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        TrialRow trial = request.trial(experiment, request.context().pathParam("number"));
        List<RunRow> runs = store.runsOf(trial.stageId());
        Optional<StageRow> stage = store.stages(experiment.id()).stream()
                .filter(row -> row.id() == trial.stageId())
                .findFirst();
        Optional<Advised.One> advice = advised.on(store, experiment, trial, advised.usual(experiment));
        List<TrialRow> trials = store.trials(experiment.id());
        Optional<TrialRow> best = best(experiment, trials);
        Environment environment = new Environment(store.provenance(experiment.id()));
        List<TrackedRun> tracked = experiment.logged() ? store.tracker().ofTrial(trial.id()) : List.of();
        Optional<LoggedTrial> logged = tracked.isEmpty() ? Optional.empty() : Optional.of(new LoggedTrial(tracked));
        return new TrialDetail(
                experiment.name(),
                trial.number(),
                trial.state(),
                experiment.metric(),
                experiment.goal(),
                trial.score().orElse(Double.NaN),
                trial.scoreError().orElse(Double.NaN),
                trial.epochs(),
                stage.map(StageRow::epochs).orElse(trial.epochs()),
                runs.size(),
                trial.foldsDone(),
                Typed.withoutPaths(trial.message().orElse("")),
                beside(trials, trial, -1),
                beside(trials, trial, 1),
                best.map(TrialRow::number).orElse(null),
                Searches.values(trial.configuration()),
                best.map(row -> Searches.values(row.configuration())).orElse(null),
                stage.map(row -> Searches.values(row.settings())).orElse(java.util.Map.of()),
                store.metrics(experiment.id()),
                advice.isPresent() ? "" : Advised.missing(experiment, trial, runs),
                advice.map(Advised.One::count).orElse(null),
                RunColumns.of(runs),
                siblings(trial, store.trialsOf(trial.stageId())),
                logged.map(LoggedTrial::facts).orElseGet(environment::facts),
                logged.map(one -> LoggedTrial.reproduce())
                        .orElseGet(() -> environment.reproduce(store, experiment, trial)),
                logged.map(one -> one.artifacts(files))
                        .orElseGet(() -> artifacts(store.artifacts(experiment.id()), trial.number())));
    }

    private static @Nullable Integer beside(List<TrialRow> trials, TrialRow trial, int step) {
        List<Integer> numbers = column(trials, TrialRow::number);
        int at = numbers.indexOf(trial.number()) + step;
        return at >= 0 && at < numbers.size() ? numbers.get(at) : null;
    }

    private static Optional<TrialRow> best(ExperimentRow experiment, List<TrialRow> trials) {
        return trials.stream()
                .filter(trial -> trial.state() == State.COMPLETED
                        && trial.score().isPresent()
                        && trial.score().equals(experiment.bestScore()))
                .findFirst();
    }

    private static Siblings siblings(TrialRow trial, List<TrialRow> stage) {
        List<TrialRow> others =
                stage.stream().filter(row -> row.number() != trial.number()).toList();
        Function<TrialRow, Integer> shared = other -> Math.min(other.epochs(), trial.epochs());
        String sentence = others.stream()
                .collect(Collectors.groupingBy(shared, java.util.TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> "epochs 1–" + group.getKey() + " with "
                        + group.getValue().stream()
                                .map(other -> Typed.trial(other.number()))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return new Siblings(
                column(others, TrialRow::number),
                column(others, TrialRow::epochs),
                column(others, shared),
                sentence.isEmpty() ? "" : "shares " + sentence);
    }

    private static Artifacts artifacts(List<ArtifactRow> all, int trial) {
        List<ArtifactRow> own =
                all.stream().filter(row -> row.artifact().trial() == trial).toList();
        List<Artifact> files = column(own, ArtifactRow::artifact);
        return new Artifacts(
                column(own, ArtifactRow::id),
                column(files, file -> Typed.withoutPaths(file.name())),
                column(files, file -> file.kind().name().toLowerCase(java.util.Locale.ROOT)),
                column(files, Artifact::bytes),
                column(files, Artifact::sha256),
                column(own, ArtifactRow::created),
                column(own, row -> ""),
                "");
    }
}
