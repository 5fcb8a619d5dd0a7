package dev.plateau.transfer.logged;

import dev.plateau.track.Lifecycle;
import dev.plateau.track.NewRun;
import dev.plateau.track.Query;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackException;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.TrackedRun;
import dev.plateau.track.Tracker;
import dev.plateau.transfer.Omissions;
import dev.plateau.transfer.TransferException;
import dev.plateau.transfer.logged.Imports.Imported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Logs what a source has to a tracker, what is there already left out. Used once. */
final class Intake {

    /** Of a run or an experiment: the tool it came from and its key there. */
    static final String SOURCE = "plateau.source";

    /** Of a run: its version there, set when it had ended and all of it is here. */
    private static final String WHOLE = "plateau.source.whole";

    /** Tags that no source can set. */
    static final Set<String> OWN = Set.of(SOURCE, WHOLE, Tags.PARENT);

    /** Runs that are read at once; MLflow's limit. */
    private static final int PAGE = 50_000;

    /** Names that are tried when one is taken. */
    private static final int MAX_NAMES = 1_000;

    private final Source source;
    private final Tracker tracker;
    private final Omissions omissions;
    private final List<String> names = new ArrayList<>();
    private int runs;
    private int unchanged;
    private long points;

    Intake(Source source, Tracker tracker, Omissions omissions) {
        this.source = source;
        this.tracker = tracker;
        this.omissions = omissions;
    }

    Imported all() {
        for (ForeignExperiment experiment : source.experiments(omissions)) {
            experiment(experiment);
        }
        return new Imported(source.tool(), names, runs, unchanged, points, omissions.lines());
    }

    private void experiment(ForeignExperiment foreign) {
        TrackedExperiment experiment = here(foreign);
        names.add(experiment.name());
        Map<String, TrackedRun> there = runsThere(experiment.id());
        Map<String, ForeignRun> all = new HashMap<>();
        foreign.runs().forEach(run -> all.put(run.key(), run));
        Map<String, String> ids = new HashMap<>();
        Set<String> begun = new HashSet<>();
        for (ForeignRun run : foreign.runs()) {
            for (ForeignRun next : parentsFirst(run, all, begun)) {
                run(experiment, next, there, ids);
            }
        }
        if (foreign.deleted() && experiment.lifecycle() == Lifecycle.ACTIVE) {
            tracker.experimentLifecycle(experiment.id(), Lifecycle.DELETED);
        }
    }

    /** The run behind those that it is inside of, as far as they have not been begun; a ring of parents ends where it began. */
    private static List<ForeignRun> parentsFirst(ForeignRun run, Map<String, ForeignRun> all, Set<String> begun) {
        List<ForeignRun> chain = new ArrayList<>();
        Optional<ForeignRun> next = Optional.of(run);
        while (next.isPresent() && begun.add(next.get().key())) {
            chain.add(0, next.get());
            next = next.get().parent().map(all::get);
        }
        return chain;
    }

    /** The experiment of an earlier import, or a new one, whose name has a number if it is taken by something else. */
    private TrackedExperiment here(ForeignExperiment foreign) {
        String key = source.tool() + ":" + foreign.key();
        String name = foreign.name().isBlank() ? source.tool() : foreign.name().strip();
        for (int i = 1; i <= MAX_NAMES; i++) {
            String tried = i == 1
                    ? name
                    : i == 2 ? name + " (" + source.tool() + ")" : name + " (" + source.tool() + " " + i + ")";
            Optional<TrackedExperiment> taken = tracker.experiment(tried);
            if (taken.isEmpty()) {
                return created(tried, key, foreign);
            }
            if (key.equals(taken.get().tags().get(SOURCE))) {
                return taken.get();
            }
        }
        throw new TransferException("all names for the experiment " + name + " are taken; rename one of them");
    }

    private TrackedExperiment created(String name, String key, ForeignExperiment foreign) {
        long id = tracker.createExperiment(name, "", Map.of(SOURCE, key));
        foreign.tags()
                .forEach((tag, value) -> attempt("tag " + tag + " of experiment " + name, () -> {
                    if (!OWN.contains(tag)) {
                        tracker.tagExperiment(id, tag, value);
                    }
                }));
        return tracker.experiment(id).orElseThrow();
    }

    private Map<String, TrackedRun> runsThere(long experiment) {
        Map<String, TrackedRun> there = new HashMap<>();
        boolean more = true;
        for (long offset = 0; more; offset += PAGE) {
            var found =
                    tracker.runs(new Query(List.of(experiment), Query.View.ALL, List.of(), List.of(), offset, PAGE));
            found.rows().forEach(run -> {
                String key = run.tags().get(SOURCE);
                if (key != null) {
                    there.put(key, run);
                }
            });
            more = found.more();
        }
        return there;
    }

    private void run(
            TrackedExperiment experiment, ForeignRun foreign, Map<String, TrackedRun> there, Map<String, String> ids) {
        String key = source.tool() + ":" + foreign.key();
        TrackedRun known = there.get(key);
        if (known != null
                && (foreign.version().equals(known.tags().get(WHOLE)) || known.lifecycle() == Lifecycle.DELETED)) {
            ids.put(foreign.key(), known.id());
            unchanged++;
            return;
        }
        String id = known == null ? begin(experiment, foreign, key) : known.id();
        ids.put(foreign.key(), id);
        fill(id, foreign, ids);
        runs++;
    }

    private String begin(TrackedExperiment experiment, ForeignRun foreign, String key) {
        if (experiment.lifecycle() == Lifecycle.DELETED) {
            throw new TransferException("experiment " + experiment.name() + " was deleted here but has new runs in "
                    + source.tool() + "; restore it and import again");
        }
        return tracker.createRun(new NewRun(
                        experiment.id(), foreign.name(), foreign.user(), foreign.started(), Map.of(SOURCE, key)))
                .id();
    }

    private void fill(String id, ForeignRun foreign, Map<String, String> ids) {
        RunIntake intake = new RunIntake(tracker, id, foreign.key(), omissions);
        foreign.parent().ifPresent(parent -> {
            String mapped = ids.get(parent);
            if (mapped != null) {
                intake.own(Tags.PARENT, mapped);
            } else {
                omissions.add("run " + foreign.key() + ": it is inside of run " + parent + ", which is not there");
            }
        });
        source.read(foreign, intake, omissions);
        intake.flush();
        points += intake.points();
        attempt(
                "end of run " + foreign.key(),
                () -> tracker.updateRun(id, Optional.of(foreign.status()), foreign.ended(), Optional.empty()));
        if (foreign.status().ended()) {
            intake.own(WHOLE, foreign.version());
            intake.flush();
        }
        if (foreign.deleted()) {
            tracker.runLifecycle(id, Lifecycle.DELETED);
        }
    }

    private void attempt(String what, Runnable write) {
        try {
            write.run();
        } catch (TrackException e) {
            omissions.add(what + ": " + e.getMessage());
        }
    }

    /** Whether a status of another tool, in any case, is one here. */
    static Optional<Status> status(String word) {
        for (Status status : Status.values()) {
            if (status.name().equalsIgnoreCase(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
