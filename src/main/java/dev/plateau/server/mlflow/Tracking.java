package dev.plateau.server.mlflow;

import dev.plateau.server.artifacts.ArtifactFolder;
import dev.plateau.track.TrackException;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.Tracker;
import java.time.Clock;
import java.util.Map;

/**
 * What clients of MLflow talk to.
 *
 * @param tracker keeps what they log
 * @param artifacts keeps the files that they send
 */
public record Tracking(Tracker tracker, ArtifactFolder artifacts, Clock clock) {

    /** The name of the experiment that every server of MLflow has, with the id 0. */
    static final String USUAL = "Default";

    /** The experiment of clients that name none: made when the first one comes, so that nobody else sees it. */
    long usualExperiment() {
        if (tracker.experiment(0).isPresent()) {
            return 0;
        }
        return tracker.experiment(USUAL).map(TrackedExperiment::id).orElseGet(this::make);
    }

    private long make() {
        try {
            return tracker.createExperiment(USUAL, "", Map.of());
        } catch (TrackException e) {
            // Two clients that begin at once: the other one has made it.
            return tracker.experiment(USUAL).orElseThrow(() -> e).id();
        }
    }
}
