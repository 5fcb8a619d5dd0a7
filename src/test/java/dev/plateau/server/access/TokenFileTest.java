package dev.plateau.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

    @TempDir
    private Path folder;

    private Path place;
    private TokenFile file;

    @BeforeEach
    void name() {
        place = folder.resolve("plateau.db.token");
        file = new TokenFile(folder.resolve("plateau.db"));
    }

    @Test
    void thereIsNoTokenAtFirst() {
        assertEquals(Optional.empty(), file.read());
    }

    @Test
    void keptTokenIsReadAgainAndMatchesItsSecretOnly() {
        TokenFile.Made made = TokenFile.make(new MovedClock());
        file.keep(made.token());
        Token read = file.read().orElseThrow();
        assertEquals(made.token(), read);
        assertTrue(read.matches(made.secret()));
        assertFalse(read.matches(made.secret() + "A"));
        assertFalse(read.matches(""));
        assertFalse(read.matches(read.hash()));
        assertFalse(read.matches("A".repeat(1_000_000)));
    }

    @Test
    void hashIsSha256() {
        // FIPS 180-4, example of a message of one block.
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Token.hash("abc"));
    }

    @Test
    void secretIsNowhereInTheFileAndOnlyTheOwnerMayReadIt() throws IOException {
        TokenFile.Made made = TokenFile.make(new MovedClock());
        file.keep(made.token());
        String text = Files.readString(place);
        assertFalse(text.contains(made.secret()), text);
        assertEquals(made.token().hash() + "\n2026-11-23T08:00:00Z\n", text);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(place), left.toList());
        }
    }

    @Test
    void anotherTokenTakesThePlaceOfTheOneBefore() {
        TokenFile.Made first = TokenFile.make(new MovedClock());
        file.keep(first.token());
        TokenFile.Made second = TokenFile.make(new MovedClock());
        file.keep(second.token());
        assertNotEquals(first.secret(), second.secret());
        assertFalse(file.read().orElseThrow().matches(first.secret()));
    }

    @Test
    void fileThatOthersMayReadIsRefused() throws IOException {
        file.keep(TokenFile.make(new MovedClock()).token());
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-r--r--"));
        AccessException refused = assertThrows(AccessException.class, file::read);
        assertEquals(
                place + " may be read or written by others than its owner: make another token with --new-token",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc\n2026-11-23T08:00:00Z\n", "hash\n", "a\nb\nc\n", "\u00e4\n"})
    void fileThatIsNoneOfOursIsRefused(String text) throws IOException {
        Files.createFile(place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(place, text);
        AccessException refused = assertThrows(AccessException.class, file::read);
        assertTrue(String.valueOf(refused.getMessage()).contains("token"), refused.getMessage());
    }
}
