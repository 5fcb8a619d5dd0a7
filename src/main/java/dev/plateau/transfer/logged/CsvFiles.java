package dev.plateau.transfer.logged;

import dev.plateau.logs.KerasCsv;
import dev.plateau.logs.LogsException;
import dev.plateau.logs.Seen;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.transfer.Omissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Files of Keras's CSVLogger: each is a run, named by its path. They hold no times: all is as old as the file. */
final class CsvFiles implements Source {

    private final Path root;
    private final Optional<String> name;
    private final Map<String, Path> files = new HashMap<>();

    /** @param root a folder, or one file */
    CsvFiles(Path root, Optional<String> name) {
        this.root = root;
        this.name = name;
    }

    /** Whether one of the files below a folder is one of the CSVLogger. */
    static boolean is(Path folder) {
        return Folders.files(folder, new Omissions()).stream().anyMatch(file -> isCsv(file) && isKeras(file));
    }

    private static boolean isCsv(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static boolean isKeras(Path file) {
        try {
            new KerasCsv(file).end(seen -> {});
            return true;
        } catch (LogsException e) {
            return false;
        }
    }

    @Override
    public String tool() {
        return "keras";
    }

    @Override
    public List<ForeignExperiment> experiments(Omissions omissions) {
        boolean one = Folders.isFile(root);
        List<Path> all = one
                ? List.of(root)
                : Folders.files(root, omissions).stream()
                        .filter(CsvFiles::isCsv)
                        .toList();
        List<ForeignRun> runs = all.stream().map(file -> run(file, one)).toList();
        omissions.add("CSV files hold no times: their points have that of the file");
        Path folder =
                one ? Optional.ofNullable(root.toAbsolutePath().getParent()).orElse(root) : root;
        String usual = EventFolder.real(folder).replaceAll(".*[/\\\\]", "");
        return List.of(new ForeignExperiment(EventFolder.real(folder), name.orElse(usual), false, Map.of(), runs));
    }

    private ForeignRun run(Path file, boolean one) {
        String key = EventFolder.real(file);
        files.put(key, file);
        String path =
                one ? String.valueOf(file.getFileName()) : root.relativize(file).toString();
        long at = modified(file);
        return new ForeignRun(
                key,
                path.replaceFirst("[.][A-Za-z]+$", ""),
                "",
                Status.FINISHED,
                at,
                OptionalLong.of(at),
                false,
                Optional.empty(),
                Folders.size(file) + " bytes");
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
        } catch (IOException e) {
            throw Folders.failure(file, e);
        }
    }

    @Override
    public void read(ForeignRun run, Reading reading, Omissions omissions) {
        Path file = files.getOrDefault(run.key(), root);
        KerasCsv csv = new KerasCsv(file);
        try {
            csv.end(seen -> points(seen, run.started(), reading));
        } catch (LogsException e) {
            omissions.add(String.valueOf(e.getMessage()));
        }
        if (csv.passedOver() > 0) {
            omissions.add(
                    "rows of " + file + " without an epoch or of another length than the header: " + csv.passedOver());
        }
    }

    private static void points(Seen seen, long at, Reading reading) {
        long epoch = seen.epoch().orElse(0);
        seen.metrics().forEach((metric, value) -> reading.metric(metric, new Point(epoch, at, value)));
    }
}
