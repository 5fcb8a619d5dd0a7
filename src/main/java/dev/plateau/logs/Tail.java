package dev.plateau.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What has been added to a file since it was last looked at. The caller says how much of it it could use; the rest is seen again. A file
 * that is not there yet is empty. Links are not followed: whoever writes a file here may not choose what is read.
 */
final class Tail {

    /** Bytes that are read at once. */
    private static final int PIECE = 1 << 16;

    private final Path file;
    private long position;
    private ByteBuffer bytes = ByteBuffer.allocate(PIECE).limit(0);

    Tail(Path file) {
        this.file = file;
    }

    /** Uses bytes from the start of a buffer and moves its position behind what it used; returns how many bytes it must have to go on. */
    interface Use {
        int use(ByteBuffer bytes);
    }

    /**
     * Hands what is there to a use, until it can use no more.
     *
     * @throws LogsException if the file cannot be read, or has become shorter
     */
    void read(Use use) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            if (channel.size() < position) {
                throw new LogsException(file + " has become shorter while it was read: expected at least " + position
                        + " bytes, found " + channel.size());
            }
            channel.position(position);
            read(channel, use);
        } catch (IOException e) {
            throw new LogsException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Bytes that were seen and could not be used yet. */
    int waiting() {
        return bytes.remaining();
    }

    private void read(SeekableByteChannel channel, Use use) throws IOException {
        boolean more = true;
        while (more) {
            more = fill(channel);
            int needed = use.use(bytes);
            if (needed > bytes.capacity()) {
                long there = bytes.remaining() + channel.size() - position;
                if (there < needed) {
                    return; // not written yet: no memory is taken for what may never come
                }
                bytes = ByteBuffer.allocate(Math.max(needed, 2 * bytes.capacity()))
                        .put(bytes)
                        .flip();
                more = true;
            }
        }
    }

    /** Reads as much as there is room for. Returns whether there was anything. */
    private boolean fill(SeekableByteChannel channel) throws IOException {
        bytes.compact();
        int read = bytes.hasRemaining() ? channel.read(bytes) : 0;
        bytes.flip();
        position += Math.max(0, read);
        return read > 0;
    }
}
