package dev.plateau.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasCsvTest {

    @TempDir
    private Path folder;

    private final List<Seen> seen = new ArrayList<>();

    private static Seen row(long epoch, Map<String, Double> metrics) {
        return new Seen(OptionalLong.of(epoch), OptionalLong.empty(), OptionalLong.empty(), metrics, true);
    }

    private Path file() {
        return folder.resolve("log.csv");
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void readsAFileWhileItIsBeingWritten() throws IOException {
        KerasCsv csv = new KerasCsv(file());
        csv.poll(seen::add);
        append("epoch,accuracy,loss,val_loss\n0,0.5,1e-05,NA\n1,0.6");
        csv.poll(seen::add);
        assertEquals(List.of(row(0, Map.of("accuracy", 0.5, "loss", 1e-5))), seen);
        append(",nan,inf");
        csv.poll(seen::add);
        assertEquals(1, seen.size());
        csv.end(seen::add);
        assertEquals(
                row(1, Map.of("accuracy", 0.6, "loss", Double.NaN, "val_loss", Double.POSITIVE_INFINITY)), seen.get(1));
        csv.end(seen::add);
        assertEquals(2, seen.size());
    }

    @Test
    void readsSemicolonsQuotesARepeatedHeaderAndWindowsLineEnds() throws IOException {
        append("epoch;loss;lr\r\n0;0.5;\"[1, 2; 3]\"\r\nepoch;loss;lr\r\n1;0.25;0.1\r\n2;0.1\r\nx;1;1\r\n\r\n");
        KerasCsv csv = new KerasCsv(file());
        csv.end(seen::add);
        assertEquals(List.of(row(0, Map.of("loss", 0.5)), row(1, Map.of("loss", 0.25, "lr", 0.1))), seen);
        assertEquals(2, csv.passedOver());
    }

    @Test
    void aLongLineIsReadWholeAndOneWithoutEndIsRefused() throws IOException {
        append("epoch,loss,list\n0,1,\"" + "1 ".repeat(100_000) + "\"\n1,2,3\n");
        KerasCsv csv = new KerasCsv(file());
        csv.poll(seen::add);
        assertEquals(List.of(row(0, Map.of("loss", 1.0)), row(1, Map.of("loss", 2.0, "list", 3.0))), seen);
        append("9".repeat(2_000_000));
        LogsException refused = assertThrows(LogsException.class, () -> csv.poll(seen::add));
        assertEquals(file() + " is no CSV file: a line has more than 1048576 bytes", refused.getMessage());
    }

    @Test
    void refusesOtherFilesInASentence() throws IOException {
        append("name,value\na,1\n");
        LogsException refused = assertThrows(LogsException.class, () -> new KerasCsv(file()).poll(seen::add));
        assertEquals(
                file()
                        + " is no file of Keras's CSVLogger: expected a first line with the column epoch, found name,value",
                refused.getMessage());
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        append("epoch,loss\n0,1\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file());
        new KerasCsv(link).end(seen::add);
        assertEquals(List.of(), seen);
    }
}
