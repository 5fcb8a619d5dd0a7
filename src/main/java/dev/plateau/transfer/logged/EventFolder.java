package dev.plateau.transfer.logged;

import dev.plateau.logs.EventFile;
import dev.plateau.logs.LogsException;
import dev.plateau.logs.Scalar;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.transfer.Omissions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/** TensorBoard logs: each folder with event files is a run, named by its path. */
final class EventFolder implements Source {

    /** TensorBoard finds its files by this as well. */
    static final String MARK = "tfevents";

    private static final double MILLIS = 1_000;

    private final Path root;
    private final Optional<String> name;
    private final Map<String, List<Path>> files = new HashMap<>();

    /** @param root a folder, or one file */
    EventFolder(Path root, Optional<String> name) {
        this.root = root;
        this.name = name;
    }

    static boolean is(Path folder) {
        return Folders.files(folder, new Omissions()).stream().anyMatch(EventFolder::isEvents);
    }

    private static boolean isEvents(Path file) {
        return file.getFileName().toString().contains(MARK);
    }

    @Override
    public String tool() {
        return "tensorboard";
    }

    @Override
    public List<ForeignExperiment> experiments(Omissions omissions) {
        Path top = top();
        Map<Path, List<Path>> folders = new TreeMap<>();
        List<Path> all = Folders.isFile(root) ? List.of(root) : Folders.files(root, omissions);
        all.stream()
                .filter(EventFolder::isEvents)
                .forEach(file -> folders.computeIfAbsent(
                                Optional.ofNullable(file.getParent()).orElse(top), folder -> new ArrayList<>())
                        .add(file));
        List<ForeignRun> runs = new ArrayList<>();
        folders.forEach((folder, events) -> runs.add(run(top, folder, events)));
        omissions.add("images, histograms, texts, graphs and hparams of event files: only scalars are read");
        return List.of(new ForeignExperiment(
                real(root), name.orElse(String.valueOf(real(top)).replaceAll(".*[/\\\\]", "")), false, Map.of(), runs));
    }

    private Path top() {
        return Folders.isFile(root) ? Optional.ofNullable(root.getParent()).orElse(Path.of("")) : root;
    }

    static String real(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            throw Folders.failure(path, e);
        }
    }

    /** Reads all of it once for its first and last time. */
    private ForeignRun run(Path top, Path folder, List<Path> events) {
        String path = top.relativize(folder).toString();
        double[] times = {Double.MAX_VALUE, 0};
        for (Path file : events) {
            scalars(
                    file,
                    scalar -> { // what is wrong is listed when the points are read
                        times[0] = Math.min(times[0], scalar.seconds());
                        times[1] = Math.max(times[1], scalar.seconds());
                    });
        }
        String key = real(folder);
        files.put(key, List.copyOf(events));
        return new ForeignRun(
                key,
                path.isEmpty() ? "run" : path,
                "",
                Status.FINISHED,
                millis(times[0] == Double.MAX_VALUE ? 0 : times[0]),
                OptionalLong.of(millis(times[1])),
                false,
                Optional.empty(),
                events.size() + " files, "
                        + events.stream().mapToLong(Folders::size).sum() + " bytes");
    }

    /** What is wrong with a file; empty if all of it was read. */
    private static Optional<String> scalars(Path file, Consumer<Scalar> use) {
        EventFile events = new EventFile(file);
        try {
            events.poll(use);
            return events.isTorn() ? Optional.of(file + " ends in the middle of a record") : Optional.empty();
        } catch (LogsException e) {
            return Optional.of(e.getMessage() + "; what stands behind is not read");
        }
    }

    private static long millis(double seconds) {
        return Math.round(seconds * MILLIS);
    }

    @Override
    public void read(ForeignRun run, Reading reading, Omissions omissions) {
        for (Path file : files.getOrDefault(run.key(), List.of())) {
            scalars(file, scalar -> reading.metric(scalar.tag(), point(scalar))).ifPresent(omissions::add);
        }
    }

    private static Point point(Scalar scalar) {
        return new Point(scalar.step(), millis(scalar.seconds()), scalar.value());
    }
}
