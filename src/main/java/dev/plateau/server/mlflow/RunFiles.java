package dev.plateau.server.mlflow;

import dev.plateau.server.artifacts.ArtifactException;
import dev.plateau.server.artifacts.ArtifactFolder;
import dev.plateau.server.artifacts.ArtifactPath;
import dev.plateau.track.TrackedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of logged runs, for pages. Thread-safe.
 *
 * @param tracking where they are
 */
public record RunFiles(Tracking tracking) {

    /** Most files of a run that a page lists. */
    public static final int MOST = 200;

    /** How deep folders are looked into: a model of MLflow's has two levels. */
    private static final int DEPTH = 8;

    /**
     * One file.
     *
     * @param path from the run's own folder
     * @param url where a browser gets it
     */
    public record RunFile(String path, long bytes, Instant changed, String url) {}

    /** The files of a run by name, at most {@link #MOST} of them; none if they are kept elsewhere. */
    public List<RunFile> of(TrackedRun run) {
        List<RunFile> files = new ArrayList<>();
        if (run.artifacts().startsWith(Tracking.HERE)) {
            collect(run, "", 1, files);
        }
        return files;
    }

    private void collect(TrackedRun run, String folder, int depth, List<RunFile> files) {
        ArtifactFolder all = tracking.artifacts();
        ArtifactPath place = ArtifactPath.of(folder).within(ArtifactCalls.folder(run.artifacts()));
        for (ArtifactFolder.Entry entry : all.list(place)) {
            String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
            if (files.size() >= MOST) {
                return;
            }
            if (!entry.isFolder()) {
                file(all, run, path, entry.bytes()).ifPresent(files::add);
            } else if (depth < DEPTH) {
                collect(run, path, depth + 1, files);
            }
        }
    }

    /** Empty if it has gone since, or leads out of the folder. */
    private static Optional<RunFile> file(ArtifactFolder all, TrackedRun run, String path, long bytes) {
        try {
            ArtifactPath place = ArtifactPath.of(path).within(ArtifactCalls.folder(run.artifacts()));
            Instant changed = Files.getLastModifiedTime(all.file(place)).toInstant();
            return Optional.of(new RunFile(path, bytes, changed, url(run, path)));
        } catch (ArtifactException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file of an artifact cannot be read", e);
        }
    }

    private static String url(TrackedRun run, String path) {
        return "/get-artifact?run_uuid=" + run.id() + "&path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
