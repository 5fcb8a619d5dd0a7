package dev.plateau.run;

import dev.plateau.store.Report;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.State;
import dev.plateau.work.Assignment;
import dev.plateau.work.Executor.Ending;
import java.util.List;
import java.util.Optional;

/** One run from where it stands to its end, started again when its worker is lost. Used by one thread. */
final class Attempts {

    private final Engine engine;
    private final RunRow run;
    private final String name;
    private boolean tried;
    private int restarts;
    private int stored;

    Attempts(Engine engine, RunRow run) {
        this.engine = engine;
        this.run = run;
        this.stored = run.epochs();
        this.name = new RunNames(engine.prepared().inner())
                .of(run, engine.stage(run).number());
    }

    void train() throws InterruptedException {
        while (!attempt()) {
            restarts++;
        }
    }

    /** Tries once; true when there is nothing to try again. */
    private boolean attempt() throws InterruptedException {
        int to = engine.target(run);
        if (engine.cancelled(run.id())) {
            int attempt = engine.store().begin(run.id(), "none");
            return end(attempt, State.CANCELLED, "cancelled", List.of());
        }
        // A run is handed out as it stands; only after a try it must be looked at again.
        RunRow now = tried ? current() : run;
        RunTraining training = new RunTraining(engine, now, () -> began(now.epochs(), to));
        tried = true;
        boolean over = training.over() || training.stored() >= to;
        Ending ending = over ? withoutTraining(training) : train(training, to);
        if (training.refused()) {
            return dropped(current());
        }
        if (training.attempt() == 0) {
            return engine.paused();
        }
        stored = training.stored();
        return settled(training, ending, to);
    }

    private void began(int from, int to) {
        if (engine.begins(run.id()) || restarts > 0) {
            engine.tell(new Event.RunBegan(run.id(), name, from, to));
        }
    }

    private static Ending withoutTraining(RunTraining training) {
        training.begins("none");
        return Ending.finished();
    }

    private RunRow current() {
        return engine.store().run(run.id()).orElseThrow();
    }

    private Ending train(RunTraining training, int to) throws InterruptedException {
        Assignment assignment = new Assignment(
                run.id(),
                Searches.values(engine.stage(run).settings()),
                run.repeat(),
                run.fold(),
                run.seed(),
                training.stored(),
                to,
                engine.checkpoints(run.id()).toString(),
                engine.decidesLater());
        return engine.train(assignment, training);
    }

    private boolean settled(RunTraining training, Ending ending, int to) {
        int attempt = training.attempt();
        if (ending.kind() != Ending.Kind.FINISHED) {
            // What was stored last was taken, but while nothing came somebody may have ended the attempt.
            RunRow now = current();
            if (now.attempt() != attempt || now.state() != State.RUNNING) {
                return dropped(now);
            }
        }
        if (training.diverged().isPresent()) {
            return end(attempt, State.FAILED, training.diverged().get(), List.of());
        }
        if (ending.kind() == Ending.Kind.FAILED) {
            return end(attempt, State.FAILED, ending.message(), List.of());
        }
        if (ending.kind() == Ending.Kind.ENDED && training.stored() > 0) {
            return end(attempt, State.COMPLETED, ending.message(), training.scoresBeyond());
        }
        if (engine.decidesLater() && training.stored() >= to) {
            engine.store().end(run.id(), attempt, State.QUEUED, Optional.empty(), List.of());
            return true;
        }
        if (training.stoppedEarly() || training.stored() >= to) {
            String why = training.stored() < to ? "stopped early after epoch " + training.stored() : "";
            return end(attempt, State.COMPLETED, why, training.scoresBeyond());
        }
        if (engine.cancelled(run.id())) {
            return end(attempt, State.CANCELLED, "cancelled after epoch " + training.stored(), List.of());
        }
        if (engine.paused()) {
            engine.store().end(run.id(), attempt, State.QUEUED, Optional.empty(), List.of());
            return true;
        }
        return lost(ending.message(), attempt);
    }

    /** A person has ended the attempt at the desk, and may have let the run wait again since. */
    private boolean dropped(RunRow now) {
        if (now.state().ended()) {
            engine.ended(run, now.state(), now.epochs(), now.message().orElse(""));
            return true;
        }
        if (now.state() != State.QUEUED) {
            throw new IllegalStateException("run " + run.id() + " is trained by somebody else");
        }
        return engine.paused();
    }

    private boolean lost(String message, int attempt) {
        int most = engine.prepared().experiment().limits().maxRestarts();
        if (restarts >= most) {
            return end(
                    attempt, State.FAILED, message + (most > 0 ? ", also after " + most + " restarts" : ""), List.of());
        }
        engine.store().end(run.id(), attempt, State.QUEUED, Optional.of(message), List.of());
        engine.tell(new Event.RunRestarted(run.id(), name, message));
        return engine.paused();
    }

    private boolean end(int attempt, State state, String message, List<Report.Score> scores) {
        engine.store()
                .end(run.id(), attempt, state, message.isEmpty() ? Optional.empty() : Optional.of(message), scores);
        engine.scored(run, scores);
        engine.ended(run, state, stored, message);
        return true;
    }
}
