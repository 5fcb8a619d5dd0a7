package dev.plateau.server.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The file beside a database that keeps the hash of its token: two lines, the hash and the time. Only its owner may read it. */
public final class TokenFile {

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** The file holds two short lines; one that is larger is not ours. */
    private static final long MAX_BYTES = 1000;

    private final Path file;

    /** @param database that the token gives access to */
    public TokenFile(Path database) {
        this.file = database.resolveSibling(database.getFileName() + ".token");
    }

    /**
     * A token that was made just now.
     *
     * @param secret to be shown once: it is kept nowhere
     */
    public record Made(String secret, Token token) {}

    /** The token that was made earlier. Throws {@link AccessException} if the file cannot be read or others can read it. */
    public Optional<Token> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new AccessException(
                        file + " may be read or written by others than its owner: make another token with --new-token");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw broken();
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            if (lines.size() != 2) {
                throw broken();
            }
            return Optional.of(new Token(lines.get(0), Instant.parse(lines.get(1))));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw broken();
        } catch (IOException e) {
            throw new AccessException("The token of the dashboard cannot be read from " + file, e);
        }
    }

    /** Makes a token. Nobody knows of it until it is kept. */
    public static Made make(Clock clock) {
        String secret = Secrets.next();
        return new Made(secret, new Token(Token.hash(secret), clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Keeps the hash of a token; the one before is worth nothing from the next start on. */
    public void keep(Token token) {
        try {
            write(token.hash() + "\n" + token.created() + "\n");
        } catch (IOException e) {
            throw new AccessException("The token of the dashboard cannot be written to " + file, e);
        }
    }

    /** Beside it first and then in its place: never half a file, and at no time one that others can read. */
    private void write(String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder for " + file);
        }
        Path draft = Files.createTempFile(folder, ".token", null, ownerOnly(folder));
        try {
            Files.writeString(draft, text, StandardCharsets.US_ASCII);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Where a file system knows no owners as POSIX does, the folder decides who may read. */
    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private AccessException broken() {
        return new AccessException(file + " is not a token file of Plateau: make another token with --new-token");
    }
}
