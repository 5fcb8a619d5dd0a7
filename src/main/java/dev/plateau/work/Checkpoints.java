package dev.plateau.work;

import dev.plateau.train.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The checkpoints of one run: a folder with the last two, by time and not by epoch.
 *
 * <p>Two are enough for any moment of a crash. A checkpoint takes the place of the older one, and before a worker writes one, all epochs
 * up to the one before are stored. So one of the two is never ahead of the store, and a training goes on from the {@link #latest} that
 * is not; the epochs from there to the last stored one are trained again, to the same bits. The other one may be ahead: where the last of a
 * training is written, that is before its last epochs are said. A file appears whole or not at all (written beside, then renamed); its checksum
 * tells one that a power cut has torn.
 */
public final class Checkpoints {

    private static final int HEADER = Integer.BYTES + Long.BYTES;

    private static final int NONE = -1;

    private final Path folder;
    private final List<Path> places;

    /** Where the next one goes; {@link #NONE} until the first is written. */
    private int next = NONE;

    /** @param folder of the run; made when the first one is written */
    public Checkpoints(Path folder) {
        this.folder = folder;
        places = List.of(folder.resolve("checkpoint0"), folder.resolve("checkpoint1"));
    }

    void write(Checkpoint checkpoint) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + checkpoint.state().length);
        bytes.putInt(checkpoint.epoch()).putLong(checksum(checkpoint.state())).put(checkpoint.state());
        try {
            if (next == NONE) {
                Files.createDirectories(folder);
                next = epochAt(places.get(0)) <= epochAt(places.get(1)) ? 0 : 1;
            }
            Path target = places.get(next);
            Path beside = folder.resolve(
                    target.getFileName() + "." + ProcessHandle.current().pid());
            Files.write(beside, bytes.array());
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            next = 1 - next;
        } catch (IOException e) {
            throw unwritable("checkpoints", e);
        }
    }

    /** The checkpoint of an epoch; empty if there is none that can be trusted. */
    public Optional<Checkpoint> read(int epoch) {
        return latest(epoch).filter(checkpoint -> checkpoint.epoch() == epoch);
    }

    /** The latest checkpoint of an epoch or of one before it; empty if there is none that can be trusted. */
    public Optional<Checkpoint> latest(int epoch) {
        return places.stream()
                .map(Checkpoints::trusted)
                .flatMap(Optional::stream)
                .filter(checkpoint -> checkpoint.epoch() <= epoch)
                .max(Comparator.comparingInt(Checkpoint::epoch));
    }

    private static Optional<Checkpoint> trusted(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            if (bytes.remaining() < HEADER) {
                return Optional.empty();
            }
            int epoch = bytes.getInt();
            long checksum = bytes.getLong();
            byte[] state = new byte[bytes.remaining()];
            bytes.get(state);
            return checksum == checksum(state) ? Optional.of(new Checkpoint(epoch, state)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new WorkException("cannot read the checkpoint " + file + " (" + e.getMessage() + ")", e);
        }
    }

    /** Keeps one only, the latest that is not after an ended training's last epoch: from there it can be extended. */
    public void keepOnly(int epoch) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            Path kept = kept(epoch);
            for (Path file : files.filter(f -> !f.equals(kept)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unwritable("checkpoints", e);
        }
    }

    /** The folder itself if there is none to keep. */
    private Path kept(int epoch) throws IOException {
        int latest = NONE;
        Path kept = folder;
        for (Path place : places) {
            int at = epochAt(place);
            if (at <= epoch && at > latest) {
                latest = at;
                kept = place;
            }
        }
        return kept;
    }

    private static int epochAt(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] header = bytes.readNBytes(HEADER);
            return header.length < HEADER ? NONE : ByteBuffer.wrap(header).getInt();
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }

    /** What is said when something cannot be written beside the database. */
    static WorkException unwritable(String what, IOException e) {
        return new WorkException(
                "cannot write " + what + " beside the database (" + e.getMessage()
                        + "); free some space or make the folder "
                        + "writable and run the same command again: everything stored so far is kept",
                e);
    }

    private static long checksum(byte[] state) {
        CRC32C checksum = new CRC32C();
        checksum.update(state);
        return checksum.getValue();
    }
}
