package dev.plateau.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    Path folder;

    private static Checkpoint at(int epoch) {
        return new Checkpoint(epoch, new byte[] {1, 2, (byte) epoch});
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void theLastTwoAreKept() {
        Checkpoints checkpoints = new Checkpoints(folder);
        for (int epoch = 1; epoch <= 5; epoch++) {
            checkpoints.write(at(epoch));
        }
        assertTrue(checkpoints.read(3).isEmpty());
        assertArrayEquals(at(4).state(), checkpoints.read(4).orElseThrow().state());
        assertArrayEquals(at(5).state(), checkpoints.read(5).orElseThrow().state());
    }

    @Test
    void aFileThatWasTornIsNotTrusted() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.write(at(1));
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertTrue(checkpoints.read(1).isEmpty());
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertTrue(checkpoints.read(1).isEmpty());
    }

    @Test
    void theLatestIsTheOneThatIsNotAheadOfTheStore() {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.write(at(12));
        checkpoints.write(at(40));
        assertEquals(40, checkpoints.latest(40).orElseThrow().epoch());
        assertEquals(12, checkpoints.latest(39).orElseThrow().epoch());
        assertTrue(checkpoints.latest(11).isEmpty());
    }

    /** The training was taken up at 12, as the store did not have what was ahead. */
    @Test
    void whoGoesOnTakesThePlaceOfTheOlderOne() {
        new Checkpoints(folder).write(at(12));
        new Checkpoints(folder).write(at(40));
        new Checkpoints(folder).write(at(20));
        assertEquals(20, new Checkpoints(folder).latest(39).orElseThrow().epoch());
        assertEquals(40, new Checkpoints(folder).latest(40).orElseThrow().epoch());
    }

    @Test
    void anEndedRunKeepsItsLastOneOnly() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.write(at(1));
        checkpoints.write(at(2));
        checkpoints.keepOnly(2);
        assertEquals(1, files().size());
        assertEquals(2, checkpoints.read(2).orElseThrow().epoch());
    }

    @Test
    void aRunThatWasStoppedKeepsTheLatestBeforeItsEnd() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.write(at(3));
        checkpoints.write(at(9));
        checkpoints.keepOnly(7);
        assertEquals(1, files().size());
        assertEquals(3, checkpoints.latest(7).orElseThrow().epoch());
    }

    @Test
    void aRunWithoutCheckpointsHasNone() {
        assertTrue(new Checkpoints(folder.resolve("none")).read(1).isEmpty());
    }
}
