package dev.plateau.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes were built from TensorFlow's .proto files and the definition of CRC32C by a program of its own, in another language. */
class EventFileTest {

    private static final double BEGIN = 1_700_000_000.25;

    /** A version, two simple values, a float, a half, an int64, three things that are no scalar, a double and a float that is not packed. */
    private static final byte[] BYTES = HexFormat.of()
            .parseHex("1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe92b00000000000000"
                    + "861bc34b0900005040fc54d94110032a1e0a0b0a046c6f7373150000003f0a0f0a0876616c5f6c6f7373150000c07f9a"
                    + "7317f22e00000000000000c5cb57fa0900009040fc54d94110042a210a1f0a046c6f7373420a080112002a040000803e"
                    + "4a0b0a090a077363616c61727374f0be9f1f00000000000000514b4418090000d040fc54d94110052a120a100a046861"
                    + "6c664208081312002202553552259bc531000000000000009d8383e90900001041fc54d94110ffffffffffffffffff01"
                    + "2a1b0a190a05636f756e74421008091200520af9ffffffffffffffff01da9cfcbc7800000000000000a2a521c5090000"
                    + "5041fc54d94110062a6b0a240a0b5f68706172616d735f2f78420808012a04000000004a0b0a090a0768706172616d73"
                    + "0a1c0a05776f72647342090807420568656c6c6f4a080a060a04746578740a250a057468726565421c08023218000000"
                    + "000000f03f000000000000004000000000000008408f34f99a39000000000000008b0737f10900009041fc54d9411007"
                    + "2a2c0a150a056578616374420c080222089a9999999999b93f0a130a08756e7061636b6564420708012d0000c03f157b"
                    + "83c6");

    private static final List<Scalar> SCALARS = List.of(
            new Scalar("loss", 3, BEGIN + 1, 0.5),
            new Scalar("val_loss", 3, BEGIN + 1, Double.NaN),
            new Scalar("loss", 4, BEGIN + 2, 0.25),
            new Scalar("half", 5, BEGIN + 3, 0.333251953125),
            new Scalar("count", -1, BEGIN + 4, -7),
            new Scalar("exact", 7, BEGIN + 6, 0.1),
            new Scalar("unpacked", 7, BEGIN + 6, 1.5));

    @TempDir
    private Path folder;

    private final List<Scalar> scalars = new ArrayList<>();

    private Path file() {
        return folder.resolve("events.out.tfevents.1.host");
    }

    private void append(byte[] bytes) throws IOException {
        Files.write(file(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void readsScalarsOfAllKindsAndPassesOverTheRest() throws IOException {
        append(BYTES);
        new EventFile(file()).poll(scalars::add);
        assertEquals(SCALARS, scalars);
    }

    @Test
    void aTornRecordWaitsWhereverItIsTorn() throws IOException {
        EventFile events = new EventFile(file());
        events.poll(scalars::add);
        for (byte b : BYTES) {
            append(new byte[] {b});
            events.poll(scalars::add);
        }
        assertEquals(SCALARS, scalars);
    }

    @Test
    void tellsWhichByteIsDamaged() throws IOException {
        byte[] bytes = BYTES.clone();
        bytes[60] ^= 1;
        append(bytes);
        assertEquals(
                file() + " is damaged at byte 40: the checksum of a record is wrong",
                refused().getMessage());
    }

    @Test
    void survivesEveryFlippedBit() throws IOException {
        int refusals = 0;
        for (int i = 0; i < BYTES.length * Byte.SIZE; i++) {
            byte[] bytes = BYTES.clone();
            bytes[i / Byte.SIZE] ^= (byte) (1 << i % Byte.SIZE);
            Files.write(file(), bytes);
            try {
                new EventFile(file()).poll(scalars::add);
            } catch (LogsException e) {
                refusals++;
            }
        }
        assertEquals(BYTES.length * Byte.SIZE, refusals);
    }

    /** Behind right checksums anything may stand. */
    @Test
    void survivesRecordsThatAreNoEvents() throws IOException {
        byte[] data = Arrays.copyOfRange(BYTES, 52, 100);
        int refusals = 0;
        for (int i = 0; i < data.length; i++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = data.clone();
                changed[i] = (byte) value;
                Files.write(file(), Framing.framed(ByteBuffer.wrap(changed)).array());
                try {
                    new EventFile(file()).poll(scalars::add);
                } catch (LogsException e) {
                    assertTrue(String.valueOf(e).contains("is damaged at byte 0: a record holds"), e::toString);
                    refusals++;
                }
            }
        }
        assertTrue(refusals > 1_000, "few were refused: " + refusals);
    }

    @Test
    void refusesOtherFilesAndRecordsThatAreTooLarge() throws IOException {
        append("these are no events at all".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                file() + " is no TensorBoard event file: it does not begin with a record",
                refused().getMessage());
        ByteBuffer head = ByteBuffer.allocate(12).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        head.putLong(1L << 40).putInt(Framing.masked(head.slice(0, 8)));
        Files.write(file(), head.array());
        assertEquals(
                file()
                        + " is damaged at byte 0: expected records of at most 67108864 bytes, found one of 1099511627776",
                refused().getMessage());
    }

    private LogsException refused() {
        return assertThrows(LogsException.class, () -> new EventFile(file()).poll(scalars::add));
    }

    @Test
    void readsWhatItWrites() throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", 0.1);
        metrics.put("val_loss", Double.NEGATIVE_INFINITY);
        try (EventFileWriter writer = EventFileWriter.in(folder.resolve("run"), BEGIN)) {
            writer.add(1, BEGIN + 1, metrics);
            writer.add(300, BEGIN + 2, Map.of("loss", Double.NaN));
        }
        Path written = folder.resolve("run/events.out.tfevents.1700000000.plateau");
        new EventFile(written).poll(scalars::add);
        assertEquals(
                List.of(
                        new Scalar("loss", 1, BEGIN + 1, 0.1),
                        new Scalar("val_loss", 1, BEGIN + 1, Double.NEGATIVE_INFINITY),
                        new Scalar("loss", 300, BEGIN + 2, Double.NaN)),
                scalars);
        assertEquals(
                HexFormat.of().formatHex(BYTES, 0, 40),
                HexFormat.of().formatHex(Files.readAllBytes(written), 0, 40),
                "the record of the version, as every writer writes it");
        assertThrows(LogsException.class, () -> EventFileWriter.in(folder.resolve("run"), BEGIN));
    }

    @Test
    void readsHalvesOfEverySize() {
        assertEquals(0.0, TensorScalar.half(0));
        assertEquals(-2.0, TensorScalar.half(0xC000));
        assertEquals(65504.0, TensorScalar.half(0x7BFF), "the largest");
        assertEquals(0x1p-24, TensorScalar.half(1), "the least");
        assertEquals(Double.NEGATIVE_INFINITY, TensorScalar.half(0xFC00));
        assertEquals(Double.NaN, TensorScalar.half(0x7E00));
    }
}
