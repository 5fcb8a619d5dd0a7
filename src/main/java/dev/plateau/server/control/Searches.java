package dev.plateau.server.control;

import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import java.util.Set;

/** Starts and resumes searches, and lists the files that they can be started from. Thread-safe. */
public final class Searches {

    private final Workshop workshop;

    public Searches(Workshop workshop) {
        this.workshop = workshop;
    }

    /** What people have written about an experiment, and what they can do with it. */
    public Object control(Request request) {
        return ControlState.read(request, workshop);
    }

    /** The files that a search can be started from. */
    public Object files(Request request) {
        return FileColumns.read(request.store(), workshop);
    }

    /** The searches that were started here. */
    public Object started(Request request) {
        return workshop.started();
    }

    /** Starts the search of the file that the body names. */
    public Object start(Request request) {
        String file = Body.of(request, Body.USUAL_BYTES, Set.of("file")).text("file");
        return workshop.run(file);
    }

    public Object resume(Request request) {
        ExperimentRow experiment = request.experiment();
        Body.of(request, Body.USUAL_BYTES, Set.of());
        String reason = ControlState.cannotResume(experiment, workshop);
        if (!reason.isEmpty()) {
            throw Interventions.conflict(experiment.name() + " cannot be resumed now: "
                    + reason.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + reason.substring(1));
        }
        return workshop.resume(experiment.name());
    }
}
