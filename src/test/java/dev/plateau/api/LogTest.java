package dev.plateau.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackException;
import dev.plateau.track.TrackedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of trainings that are none of Plateau's, read back by the tracker. */
class LogTest {

    @TempDir
    Path folder;

    private Path database() {
        return folder.resolve("plateau.db");
    }

    private void read(String run, BiConsumer<Store, TrackedRun> check) {
        try (Store store = Stores.readOnly(database())) {
            check.accept(store, store.tracker().run(run).orElseThrow());
        }
    }

    private static List<Double> values(Store store, String run, String metric) {
        return store.tracker().history(run, metric).stream().map(Point::value).toList();
    }

    @Test
    void keepsParametersEpochsAndTheEnd() {
        String id;
        try (Log log = Plateau.log(database(), "by hand", "first")) {
            id = log.id();
            log.param("rate", 0.01).params(Map.of("layers", 2)).tag("note", "a word");
            log.epoch(1, Map.of("loss", 0.5, "val_loss", 0.75)).epoch(2, Map.of("loss", 0.25, "val_loss", Double.NaN));
        }
        read(id, (store, run) -> {
            assertEquals("first", run.name());
            assertEquals(Status.FINISHED, run.status());
            assertEquals(Map.of("rate", "0.01", "layers", "2"), run.params());
            assertEquals("a word", run.tags().get("note"));
            assertEquals(List.of(0.5, 0.25), values(store, id, "loss"));
            assertEquals(List.of(0.75, Double.NaN), values(store, id, "val_loss"));
            assertTrue(run.ended().isPresent());
            assertEquals("by hand", store.experiments().get(0).name());
        });
    }

    @Test
    void aRunThatWentWrongHasFailedAndSaysWhy() {
        String id;
        try (Log log = Plateau.log(database(), "by hand", "")) {
            id = log.id();
            log.fail("the disk is full");
        }
        read(id, (store, run) -> {
            assertEquals(Status.FAILED, run.status());
            assertEquals("the disk is full", run.tags().get(Tags.NOTE));
        });
    }

    @Test
    void foldsAreRunsInsideOfTheirRun() {
        String id;
        String inner;
        try (Logbook logbook = Plateau.logbook(database());
                Log log = logbook.log("by hand", "folds");
                Log other = logbook.log("by hand", "at the same time")) {
            id = log.id();
            other.epoch(1, Map.of("loss", 1.0));
            try (Log fold = log.fold(0)) {
                inner = fold.id();
                fold.epoch(1, Map.of("loss", 0.5));
            }
        }
        read(inner, (store, run) -> {
            assertEquals(id, run.tags().get(Tags.PARENT));
            assertEquals("0", run.tags().get(Tags.FOLD));
            assertEquals(List.of(0.5), values(store, inner, "loss"));
        });
    }

    @Test
    void mistakesAreToldInASentenceAndTheLogGoesOn() {
        try (Log log = Plateau.log(database(), "by hand", "")) {
            log.param("rate", 0.01);
            assertThrows(TrackException.class, () -> log.param("rate", 0.02));
            assertThrows(IllegalArgumentException.class, () -> log.epoch(0, Map.of("loss", 1.0)));
            log.epoch(1, Map.of("loss", 1.0));
        }
    }
}
