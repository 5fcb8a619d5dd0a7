package dev.plateau.script;

import dev.plateau.data.Fold;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Script;
import dev.plateau.experiment.Script.EpochsFrom;
import dev.plateau.track.RunIds;
import dev.plateau.work.Assignment;
import dev.plateau.work.Executor;
import dev.plateau.work.RunLog;
import dev.plateau.work.Setup;
import dev.plateau.work.WorkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains by a program of the user's: one process for each run, started by the coordinator itself. The program begins at epoch 1 whenever it
 * is started; epochs that are stored already are passed over by the search.
 */
public final class ScriptExecutor implements Executor {

    private final Experiment experiment;
    private final Script script;
    private final int slots;
    private final Path files;
    private final Path folder;
    private final Arguments arguments;
    private final Handout handout;
    private final Set<Attempt> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Setup setup;
    private volatile Optional<Tracking> tracking = Optional.empty();
    private volatile boolean closed;

    /**
     * @param experiment with a script
     * @param files folder beside the database: logs, and what the programs write
     * @throws WorkException if its program cannot be started here, in one sentence
     */
    public ScriptExecutor(Experiment experiment, int slots, Path files) {
        this.experiment = experiment;
        this.script = experiment.script().orElseThrow();
        this.slots = slots;
        this.files = files.toAbsolutePath();
        this.folder = experiment.folder().toAbsolutePath().normalize();
        this.arguments = new Arguments(script, folder, System.getenv());
        arguments.check();
        if (script.memoryBytes().isPresent() && !Processes.told()) {
            throw new WorkException("script.memory: this system does not tell how much memory a process holds (/proc)");
        }
        this.handout = new Handout();
    }

    @Override
    public void prepare(Setup shared) {
        setup = shared;
    }

    /** Whether epochs may come by MLflow's API, so that somebody should listen. */
    public boolean mayLog() {
        return script.epochsFrom() == EpochsFrom.ANY || script.epochsFrom() == EpochsFrom.MLFLOW;
    }

    /** From now on programs are told where they can log by MLflow's API, and are heard there. */
    public void track(Tracking by) {
        tracking = Optional.of(by);
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public Ending train(Assignment assignment, Follower follower) throws InterruptedException {
        if (!follower.begins(Thread.currentThread().getName())) {
            return Ending.finished();
        }
        if (closed) {
            return Ending.lost("the search ends");
        }
        String run = RunIds.ofRun(assignment.runId());
        try (RunLog log = RunLog.open(files.resolve("logs"), assignment.runId());
                Observations heard = new Observations()) {
            // Before the program is there: what it logs first may come before we know that it was started.
            tracking.ifPresent(by -> by.relay().listen(run, new Listener(seen -> heard.add(EpochsFrom.MLFLOW, seen))));
            try (Attempt attempt = new Attempt(order(assignment), heard, log)) {
                log.line("epoch 1 to " + assignment.to() + " in process "
                        + attempt.pid().orElse(0L));
                Ending ending = followed(attempt, follower);
                log.line(ending.message().isEmpty() ? "finished" : ending.message());
                return ending;
            } finally {
                tracking.ifPresent(by -> by.relay().leave(run));
            }
        }
    }

    private Ending followed(Attempt attempt, Follower follower) throws InterruptedException {
        running.add(attempt);
        try {
            if (closed) {
                attempt.kill();
            }
            return attempt.follow(epoch -> follower.hear(List.of(epoch)));
        } finally {
            running.remove(attempt);
        }
    }

    private Attempt.Order order(Assignment assignment) {
        Setup shared = Objects.requireNonNull(setup, "train before prepare");
        Map<String, Object> parameters = parameters(assignment);
        Path json = handout.parameters(assignment.runId(), parameters);
        Path output = Place.emptied(files.resolve("outputs").resolve("run-" + assignment.runId()));
        Surroundings surroundings = new Surroundings(script, System.getenv())
                .with("FOLD", assignment.fold())
                .with("REPEAT", assignment.repeat())
                .with("EPOCHS", assignment.to())
                .with("OUTPUT", output)
                .seed(assignment.seed())
                .parameters(parameters, json);
        if (shared.data().present()) {
            surroundings
                    .with("DATA", shared.path())
                    .with("LABEL", shared.data().label())
                    .with("SPLIT", handout.split(fold(shared, assignment)));
        }
        tracking.ifPresent(by -> surroundings.tracking(by, RunIds.ofRun(assignment.runId())));
        return new Attempt.Order(
                script,
                experiment.metric().name(),
                assignment.to(),
                Duration.ofMillis(experiment.limits().timeoutMillis()),
                arguments.of(parameters, json),
                surroundings.values(),
                folder,
                output);
    }

    /** The parameters of the configuration, with the largest of its epoch counts. */
    private static Map<String, Object> parameters(Assignment assignment) {
        Map<String, Object> parameters = new TreeMap<>();
        if (assignment.settings().get(ScriptTrainer.PARAMETERS) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> parameters.put(String.valueOf(name), value));
        }
        parameters.put("epochs", assignment.to());
        return parameters;
    }

    private static Fold fold(Setup shared, Assignment assignment) {
        return shared.folds().stream()
                .filter(fold -> fold.repeat() == assignment.repeat() && fold.fold() == assignment.fold())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Attempt::kill);
        handout.close();
    }
}
