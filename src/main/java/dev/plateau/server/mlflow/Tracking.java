package dev.plateau.server.mlflow;

import dev.plateau.server.artifacts.ArtifactFolder;
import dev.plateau.store.Store;
import dev.plateau.track.Tracker;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What clients of MLflow talk to.
 *
 * @param tracker keeps what they log
 * @param artifacts keeps the files that they send
 */
public record Tracking(Tracker tracker, ArtifactFolder artifacts, Clock clock) {

    /** Where files go of which nobody says otherwise: to this server. What follows it begins with a slash. */
    public static final String HERE = "mlflow-artifacts:";

    /** What a store keeps, with the files in the folder beside it. */
    public static Tracking usual(Store store) {
        Tracker tracker = store.tracker();
        tracker.defaultArtifacts(HERE);
        return new Tracking(
                tracker, new ArtifactFolder(folder(store), ArtifactFolder.USUAL_MAX_BYTES), Clock.systemUTC());
    }

    /** Where the files are unless somebody wants them elsewhere. */
    public static Path folder(Store store) {
        return store.files().resolve("artifacts");
    }
}
