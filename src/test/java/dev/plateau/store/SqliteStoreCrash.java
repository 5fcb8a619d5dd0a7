package dev.plateau.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.sqlite.Database;
import dev.plateau.track.Point;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SqliteStoreCrash {

    private static final int KILLS = 6;

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedEpochSurvivesKill9() throws Exception {
        long seed = 20260102;
        Random random = new Random(seed);
        Path file = folder.resolve("plateau.db");
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            try (Child child = Child.start("write", file)) {
                for (int lines = 1 + random.nextInt(3000); lines > 0; lines--) {
                    acknowledged.add(child.line());
                }
                acknowledged.addAll(child.kill());
            }
            verify(file, acknowledged, "seed " + seed + ", kill " + kill);
        }
    }

    @Test
    void everyLoggedPointThatWasAcknowledgedSurvivesKill9WhileAnotherProcessTrains() throws Exception {
        long seed = 20260103;
        Random random = new Random(seed);
        Path file = folder.resolve("plateau.db");
        List<String> acknowledged = new ArrayList<>();
        try (Child training = Child.start("write", file)) {
            training.line();
            for (int kill = 1; kill <= KILLS / 2; kill++) {
                try (Child child = Child.start("log", file)) {
                    for (int lines = 1 + random.nextInt(2000); lines > 0; lines--) {
                        acknowledged.add(child.line());
                    }
                    acknowledged.addAll(child.kill());
                }
            }
            training.kill();
        }
        Map<String, Set<Point>> found = new HashMap<>();
        try (Store store = Stores.readOnly(file)) {
            for (String line : acknowledged) {
                String run = line.split(" ", 2)[0];
                long step = Long.parseLong(line.split(" ", 2)[1]);
                Set<Point> points = found.computeIfAbsent(
                        run, id -> new HashSet<>(store.tracker().history(id, "val_loss")));
                assertTrue(
                        points.contains(new Point(step, step, Child.value(step, (int) step))),
                        () -> "seed " + seed + ", lost " + line);
            }
        }
    }

    private static void verify(Path file, List<String> acknowledged, String when) throws Exception {
        try (Store store = Stores.readOnly(file)) {
            ExperimentRow experiment = store.experiment("crash").orElseThrow();
            Map<Long, SeriesRow> curves = new HashMap<>();
            store.series(List.of(store.stages(experiment.id()).get(0).id()), "val_loss")
                    .forEach(series -> curves.put(series.runId(), series));
            for (String line : acknowledged) {
                long run = Long.parseLong(line.split(" ", 2)[0]);
                int epoch = Integer.parseInt(line.split(" ", 2)[1]);
                SeriesRow series = curves.get(run);
                double found = series == null ? Double.NaN : series.curve().at(epoch);
                assertEquals(Child.value(run, epoch), found, when + ", lost " + line);
            }
            Scan.compare(file, store, experiment.id(), when);
        }
        try (Connection connection = new Database(file).open(true);
                ResultSet check = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            assertEquals("ok", check.getString(1), when);
        }
    }
}
