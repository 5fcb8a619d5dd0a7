package dev.plateau.server.control;

import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Typed;
import dev.plateau.store.Stores;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the dashboard starts searches, each a process of its own that outlives it. One at a time: a database has one search that
 * trains. Thread-safe.
 */
public final class Workshop {

    /** Files that are listed; each is read for it. */
    static final int MOST_FILES = 200;

    /** Searches that are remembered; the oldest are forgotten first. */
    private static final int MOST_STARTED = 20;

    private final Optional<Place> place;
    private final String closed;
    private final Clock clock;
    private final List<Started> started = new ArrayList<>();

    /**
     * @param database that searches train into
     * @param experiments folder of the experiment files; empty if there is none
     * @param program what is typed before the arguments of a command: the Java of this process, its class path and main class
     */
    public record Place(Path database, Optional<Path> experiments, List<String> program) {

        public Place {
            program = List.copyOf(program);
        }
    }

    private Workshop(Optional<Place> place, String closed, Clock clock) {
        this.place = place;
        this.closed = closed;
        this.clock = clock;
    }

    /** @param why nothing can be started here, a sentence without its full stop */
    public static Workshop closed(String why) {
        return new Workshop(Optional.empty(), why, Clock.systemUTC());
    }

    public static Workshop open(Place place) {
        return new Workshop(Optional.of(place), "", Clock.systemUTC());
    }

    /** Why no search can be started now; empty if one can. */
    String cannotStart() {
        if (place.isEmpty()) {
            return closed;
        }
        boolean busy = Stores.inUse(place.get().database()) || anyAlive();
        return busy ? "A search trains into this database already: stop it first, or wait for its end" : "";
    }

    private synchronized boolean anyAlive() {
        return started.stream().anyMatch(Started::alive);
    }

    /** The experiment files, in alphabetical order. */
    List<Path> files() {
        @Nullable Path folder = place.flatMap(Place::experiments).orElse(null);
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> String.valueOf(file.getFileName()).matches("[^.].*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "The folder of experiment files cannot be read now");
        }
    }

    /** The searches that were started here, the latest first. */
    synchronized StartedColumns started() {
        return StartedColumns.of(started);
    }

    /** Starts the search of a file, which must be one of {@link #files}. */
    StartedColumns run(String file) {
        Path found = files().stream()
                .filter(path -> String.valueOf(path.getFileName()).equals(file))
                .findFirst()
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "There is no experiment file " + file + " here"));
        return start(file, List.of("run"), found.toAbsolutePath().toString());
    }

    StartedColumns resume(String experiment) {
        return start(experiment, List.of("resume"), experiment);
    }

    private synchronized StartedColumns start(String what, List<String> command, String argument) {
        String reason = cannotStart();
        if (!reason.isEmpty()) {
            throw Interventions.conflict(reason);
        }
        Place here = place.orElseThrow();
        List<String> line = new ArrayList<>(here.program());
        line.addAll(command);
        line.addAll(List.of("--db", here.database().toString(), "--no-dashboard", "--", argument));
        try {
            Instant now = clock.instant();
            started.add(0, Started.start(what, line, now, log(here.database(), what, now)));
        } catch (IOException e) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The search could not be started: " + Typed.withoutPaths(String.valueOf(e.getMessage())));
        }
        if (started.size() > MOST_STARTED) {
            started.remove(MOST_STARTED);
        }
        return StartedColumns.of(started.subList(0, 1));
    }

    private static Path log(Path database, String what, Instant now) throws IOException {
        Path folder = database.resolveSibling(database.getFileName() + ".files").resolve("searches");
        Files.createDirectories(folder);
        String name = what.replaceAll("[^A-Za-z0-9._-]", "_");
        return folder.resolve(now.toEpochMilli() + "-" + name.substring(0, Math.min(60, name.length())) + ".log");
    }
}
