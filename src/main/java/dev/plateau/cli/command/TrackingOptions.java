package dev.plateau.cli.command;

import dev.plateau.server.artifacts.ArtifactFolder;
import dev.plateau.server.mlflow.Tracking;
import dev.plateau.store.Store;
import dev.plateau.track.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options of a server for clients of MLflow, with the names that its own server has. */
final class TrackingOptions {

    private static final String USUAL_ROOT = "mlflow-artifacts:/";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) ?([kmgt]?)b?");

    @Option(
            names = "--default-artifact-root",
            paramLabel = "URI",
            description = {
                "Where clients of MLflow put the files of experiments that name no place",
                "(default: ${DEFAULT-VALUE}, this server)."
            })
    private String root = USUAL_ROOT;

    @Option(
            names = "--artifacts-destination",
            paramLabel = "DIR",
            description =
                    "Folder of the files that this server keeps (default: artifacts in the folder beside the database).")
    private Optional<Path> destination = Optional.empty();

    @Option(
            names = "--max-artifact-size",
            paramLabel = "SIZE",
            description = "The largest file that it takes, such as 500m or 20g (default: ${DEFAULT-VALUE}).")
    private String size = "10g";

    /** Fills in what the store leaves open. Throws {@link Mistake} in one sentence. */
    Tracking open(Store store) {
        Path folder = destination.orElse(Tracking.folder(store));
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new Mistake("--artifacts-destination must be a folder, found the file " + folder);
        }
        ArtifactFolder artifacts = new ArtifactFolder(folder, bytes());
        Tracker tracker = store.tracker();
        tracker.defaultArtifacts(uri());
        return new Tracking(tracker, artifacts, Clock.systemUTC());
    }

    private long bytes() {
        Matcher matcher = SIZE.matcher(size.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new Mistake(
                    "--max-artifact-size must be a number above 0 with k, m, g or t, such as 500m, found " + size);
        }
        int power = matcher.group(2).isEmpty() ? 0 : 1 + "kmgt".indexOf(matcher.group(2));
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
    }

    /** A folder becomes a URI: clients on this machine write there themselves. */
    private String uri() {
        if (root.isBlank() || root.indexOf('#') >= 0 || root.indexOf('?') >= 0) {
            throw new Mistake("--default-artifact-root must be a URI without # and ?, such as " + USUAL_ROOT
                    + " or s3://bucket/folder, found " + root);
        }
        boolean isUri = root.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
        String uri = isUri
                ? root
                : Path.of(root).toAbsolutePath().normalize().toUri().toString();
        return uri.replaceFirst("/+$", "");
    }
}
