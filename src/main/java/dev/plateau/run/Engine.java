package dev.plateau.run;

import dev.plateau.epoch.Extension;
import dev.plateau.store.Report;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search;
import dev.plateau.store.Settlement;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.work.Assignment;
import dev.plateau.work.Checkpoints;
import dev.plateau.work.Executor;
import dev.plateau.work.Executor.Ending;
import dev.plateau.work.WorkException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs a prepared search to its end: every stage on every fold, side by side on the slots of an executor. Folds inside of folds come
 * last, so that the leaderboard does not wait for them.
 *
 * <p>A search that is in the store already goes on where it stands: ended runs are left alone, others continue from their last stored
 * epoch. Results depend on the order of nothing, so the number of slots does not change a bit of them. One thread a slot, and one for a run that waits for a slot; the
 * state that they share is the queue, the store and the tally, each thread-safe by itself.
 */
public final class Engine {

    private final Prepared prepared;
    private final Store store;
    private final Executor executor;
    private final Path files;
    private final Consumer<Event> listener;
    private final Tally tally;
    private final Agenda agenda = new Agenda();
    private final Optional<Rungs> rungs;
    private final Set<Long> begun = ConcurrentHashMap.newKeySet();
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();
    private final Set<Long> over = ConcurrentHashMap.newKeySet();
    private final Map<Long, StageRow> stages = new HashMap<>();
    private final Map<Long, List<TrialRow>> trialsOfStage = new HashMap<>();
    private final Set<Long> inner = new HashSet<>();
    private final FoldScores scores;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile boolean paused;

    /**
     * @param files folder beside the database for checkpoints and logs
     * @param listener called from the engine's threads
     */
    public Engine(
            Prepared prepared, Store store, Executor executor, Path files, Clock clock, Consumer<Event> listener) {
        this.prepared = prepared;
        this.store = store;
        this.executor = executor;
        this.files = files;
        this.listener = listener;
        scores = new FoldScores(prepared.folds().size());
        tally = new Tally(prepared.forest(), prepared.experiment().metric().goal(), clock);
        rungs = prepared.experiment()
                .autoEpochs()
                .map(auto -> new Rungs(this, new Extension(auto.start(), auto.limit(), auto.worth())));
    }

    /**
     * Stores a prepared search unless it is there already.
     *
     * @return its row
     * @throws SearchException if another search has its name
     */
    public static ExperimentRow register(Prepared prepared, Store store, Map<String, String> provenance) {
        String name = prepared.experiment().name();
        Optional<ExperimentRow> known = store.experiment(name);
        if (known.isEmpty()) {
            Search search = Searches.toStore(prepared, provenance);
            store.create(search);
            return store.experiment(name).orElseThrow();
        }
        Resumption.check(known.get(), prepared, store.provenance(known.get().id()));
        return known.get();
    }

    /**
     * Runs what is left of the search and returns when nothing is, or soon after {@link #pause}.
     *
     * @return COMPLETED when every run has ended, QUEUED when it was paused
     * @throws InterruptedException if the caller was interrupted; trainings were ended where they were, and can go on from what is stored
     * @throws WorkException if no training can go on here; what was under way waits for the next time
     * @throws dev.plateau.store.sqlite.StoreException if an epoch could not be stored; what was acknowledged is kept
     */
    public State run(ExperimentRow experiment) throws InterruptedException {
        store.requeueLost(experiment.id());
        store.desk().clearStop(experiment.id());
        store.experimentState(experiment.id(), State.RUNNING);
        try (StopWatch watch = new StopWatch(store, experiment.id(), this::stop)) {
            watch.start();
            do {
                load(experiment.id());
                trainAll();
            } while (!paused && requeued(experiment.id()));
        } catch (InterruptedException e) {
            putBack(experiment.id());
            throw e;
        }
        RuntimeException failed = failure.get();
        if (failed instanceof WorkException) {
            putBack(experiment.id());
        }
        if (failed != null) {
            throw failed;
        }
        State state = runsOpen(experiment.id()) ? State.QUEUED : State.COMPLETED;
        store.experimentState(experiment.id(), state);
        return state;
    }

    /** What was trained waits again, where it stands. */
    private void putBack(long experimentId) {
        store.requeueLost(experimentId);
        store.experimentState(experimentId, State.QUEUED);
    }

    private void stop() {
        pause();
        tell(new Event.StopRequested());
    }

    private void trainAll() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int slot = 0; slot < executor.slots() + executor.waiting(); slot++) {
            Thread thread = new Thread(this::work, "slot-" + slot);
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            pause();
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
            throw e;
        }
    }

    /** Whether a run that was over waits again: a person wants it to train once more. */
    private boolean requeued(long experimentId) {
        return runs(store, experimentId).anyMatch(run -> !run.state().ended() && over.contains(run.id()));
    }

    private boolean runsOpen(long experimentId) {
        return runs(store, experimentId).anyMatch(run -> !run.state().ended());
    }

    /** All runs, those of inner folds last. */
    static Stream<RunRow> runs(Store store, long experimentId) {
        return Stream.concat(store.runs(experimentId).stream(), store.innerRuns(experimentId).stream());
    }

    /** Takes up the search as it is stored, also after people have changed it. */
    private void load(long experimentId) {
        trialsOfStage.clear();
        cancelled.clear();
        over.clear();
        store.stages(experimentId).forEach(stage -> stages.put(stage.id(), stage));
        for (TrialRow trial : store.trials(experimentId)) {
            trialsOfStage
                    .computeIfAbsent(trial.stageId(), id -> new ArrayList<>())
                    .add(trial);
            scored(trial);
        }
        scores.resume(store.scores(experimentId));
        Map<Long, Integer> epochs = new HashMap<>();
        stages.values().forEach(stage -> epochs.put(stage.id(), stage.epochs()));
        store.innerRuns(experimentId).forEach(run -> inner.add(run.id()));
        List<RunRow> runs = runs(store, experimentId).toList();
        tally.resume(runs, epochs);
        runs.stream().filter(run -> run.state().ended()).forEach(run -> over.add(run.id()));
        enlist(runs);
    }

    private void enlist(List<RunRow> runs) {
        List<RunRow> open = rungs.isPresent()
                ? resumed(rungs.get(), runs)
                : runs.stream().filter(run -> !run.state().ended()).toList();
        Expense expense = new Expense(prepared.forest().stages(), prepared.shape(), stages, runs);
        for (RunRow run : open) {
            agenda.add(List.of(run), rank(run), expense::of);
        }
    }

    private List<RunRow> resumed(Rungs rungs, List<RunRow> runs) {
        Map<Long, List<RunRow>> runsOfStage = new LinkedHashMap<>();
        runs.forEach(run -> runsOfStage
                .computeIfAbsent(run.stageId(), id -> new ArrayList<>())
                .add(run));
        return runsOfStage.values().stream()
                .flatMap(own -> rungs.resume(stage(own.get(0)), own).stream())
                .toList();
    }

    private Agenda.Rank rank(RunRow run) {
        if (inner.contains(run.id())) {
            return Agenda.Rank.INNER;
        }
        return run.epochs() > 0 ? Agenda.Rank.GOES_ON : Agenda.Rank.NEW;
    }

    private void scored(TrialRow trial) {
        if (trial.state() == State.COMPLETED && trial.score().isPresent()) {
            tally.scored(
                    trial.number(),
                    new dev.plateau.curve.Estimate(
                            trial.score().getAsDouble(), trial.scoreError().orElse(Double.NaN), trial.foldsDone()));
        }
    }

    /** An epoch of a run was stored, with the scores that it gave. */
    void epoch(RunRow run, List<Report.Score> stored) {
        tally.epoch();
        scored(run, stored);
    }

    /** Scores of a run were stored: tells of the trials that now have all theirs. */
    void scored(RunRow run, List<Report.Score> stored) {
        for (Report.Score score : stored) {
            Optional<dev.plateau.curve.Estimate> estimate = scores.add(score.trialId(), run, score.value());
            trials(run).stream()
                    .filter(trial -> trial.id() == score.trialId() && estimate.isPresent())
                    .forEach(trial -> {
                        tally.scored(trial.number(), estimate.get());
                        tell(new Event.TrialScored(trial.number(), estimate.get()));
                    });
        }
    }

    /** A run was ended by the decision of its stage. */
    void settled(RunRow run, Settlement settlement) {
        List<Report.Score> stored = settlement.values().stream()
                .filter(fold -> fold.runId() == run.id())
                .flatMap(fold -> trials(run).stream().map(trial -> new Report.Score(trial.id(), fold.value())))
                .toList();
        scored(run, stored);
        ended(run, State.COMPLETED, run.epochs(), "");
    }

    /** A run has ended for good after so many epochs, and the store knows. */
    void ended(RunRow run, State state, int epochs, String message) {
        over.add(run.id());
        new Checkpoints(checkpoints(run.id())).keepOnly(epochs);
        StageRow stage = stage(run);
        tally.ended(run.stageId(), state, stage.epochs() - epochs);
        String name = new RunNames(prepared.inner()).of(run, stage.number());
        tell(new Event.RunEnded(run.id(), name, state, epochs, message));
    }

    /** A run was found to have ended while nobody trained it: somebody has cancelled it where it waited. */
    void endedBesides(RunRow run) {
        if (!over.contains(run.id())) {
            ended(run, run.state(), run.epochs(), run.message().orElse(""));
        }
    }

    /** Asks every run to pause after its current epoch. */
    public void pause() {
        paused = true;
        agenda.close();
    }

    /** Asks one run to end for good after its current epoch, or not to begin. */
    public void cancel(long runId) {
        cancelled.add(runId);
    }

    /** How far the search is. */
    public Snapshot snapshot() {
        return tally.snapshot();
    }

    private void work() {
        try {
            Optional<RunRow> next = agenda.take();
            while (next.isPresent()) {
                try {
                    train(next.get());
                } finally {
                    agenda.done();
                }
                next = agenda.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            pause();
        }
    }

    private void train(RunRow run) throws InterruptedException {
        new Attempts(this, run).train();
        if (rungs.isPresent()) {
            RunRow now = store.run(run.id()).orElseThrow();
            if (now.state().ended() || now.epochs() >= target(now)) {
                List<RunRow> further = rungs.get().arrived(now);
                agenda.add(further, Agenda.Rank.GOES_ON, other -> rungs.get().promise(other));
            }
        }
    }

    /** The epoch up to which a run trains before it ends, or waits for the other folds. */
    int target(RunRow run) {
        return rungs.map(rung -> rung.of(run)).orElse(stage(run).epochs());
    }

    /** Whether a run that has reached its target waits for a decision there. */
    boolean decidesLater() {
        return rungs.isPresent();
    }

    /** Whether a run begins for the first time in this session. */
    boolean begins(long runId) {
        return begun.add(runId);
    }

    boolean halted(long runId) {
        return paused || cancelled.contains(runId);
    }

    boolean cancelled(long runId) {
        return cancelled.contains(runId);
    }

    boolean paused() {
        return paused;
    }

    Prepared prepared() {
        return prepared;
    }

    Store store() {
        return store;
    }

    Path checkpoints(long runId) {
        return files.resolve("checkpoints").resolve(String.valueOf(runId)).toAbsolutePath();
    }

    Tally tally() {
        return tally;
    }

    StageRow stage(RunRow run) {
        return java.util.Objects.requireNonNull(stages.get(run.stageId()), "the run's stage");
    }

    /** The trials that a run scores: those that read its stage, but none for a run of an inner fold. */
    List<TrialRow> trials(RunRow run) {
        return inner.contains(run.id()) ? List.of() : trialsOfStage.getOrDefault(run.stageId(), List.of());
    }

    void tell(Event event) {
        listener.accept(event);
    }

    Ending train(Assignment assignment, RunTraining training) throws InterruptedException {
        return executor.train(assignment, training);
    }
}
