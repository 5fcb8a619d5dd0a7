package dev.plateau.work;

import dev.plateau.train.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The checkpoints of one run: a folder with those of its last two epochs.
 *
 * <p>Two are enough for any moment of a crash. A worker writes the checkpoint of epoch e, then reports e, and starts e + 1 only when e is
 * stored. So the last stored epoch is e or e - 1 while the files are those of e and e - 1. A file appears whole or not at all
 * (written beside, then renamed); its checksum tells one that a power cut has torn.
 */
public final class Checkpoints {

    private static final int HEADER = Integer.BYTES + Long.BYTES;

    private final Path folder;

    /** @param folder of the run; made when the first one is written */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    void write(Checkpoint checkpoint) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + checkpoint.state().length);
        bytes.putInt(checkpoint.epoch()).putLong(checksum(checkpoint.state())).put(checkpoint.state());
        Path target = file(checkpoint.epoch());
        try {
            Files.createDirectories(folder);
            Path beside = folder.resolve(
                    target.getFileName() + "." + ProcessHandle.current().pid());
            Files.write(beside, bytes.array());
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable("checkpoints", e);
        }
    }

    /** The checkpoint of an epoch; empty if there is none that can be trusted. */
    public Optional<Checkpoint> read(int epoch) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(epoch)));
            if (bytes.remaining() < HEADER || bytes.getInt() != epoch) {
                return Optional.empty();
            }
            long checksum = bytes.getLong();
            byte[] state = new byte[bytes.remaining()];
            bytes.get(state);
            return checksum == checksum(state) ? Optional.of(new Checkpoint(epoch, state)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new WorkException("cannot read the checkpoint of epoch " + epoch + " (" + e.getMessage() + ")", e);
        }
    }

    /** Keeps the checkpoint of the last epoch only, from which the training can be extended. */
    public void keepOnly(int epoch) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> !f.equals(file(epoch))).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unwritable("checkpoints", e);
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

    private Path file(int epoch) {
        return folder.resolve("checkpoint" + epoch % 2);
    }

    private static long checksum(byte[] state) {
        CRC32C checksum = new CRC32C();
        checksum.update(state);
        return checksum.getValue();
    }
}
