package dev.plateau.server.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.server.artifacts.ArtifactException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files come and go, and none comes from or goes to anywhere else. */
class ArtifactFolderTest {

    private static final int MAX_BYTES = 1000;

    @TempDir
    private Path place;

    private ArtifactFolder folder;

    @BeforeEach
    void make() throws IOException {
        folder = new ArtifactFolder(place.resolve("artifacts"), MAX_BYTES);
        Files.writeString(place.resolve("secret.txt"), "secret");
    }

    private void put(String path, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        folder.put(ArtifactPath.of(path), new ByteArrayInputStream(bytes), bytes.length);
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.file(ArtifactPath.of(path)));
    }

    private List<String> names(String path) {
        return folder.list(ArtifactPath.of(path)).stream()
                .map(entry -> entry.name() + (entry.isFolder() ? "/" : " " + entry.bytes()))
                .toList();
    }

    private Reason refused(org.junit.jupiter.api.function.Executable asked) {
        return assertThrows(ArtifactException.class, asked).reason();
    }

    @Test
    void filesArePutListedReplacedAndDeleted() throws IOException {
        assertEquals(List.of(), names(""));
        put("1/run/artifacts/model/a b.txt", "hello");
        put("1/run/artifacts/é%.txt", "x");
        put("1/run/artifacts/model/a b.txt", "replaced");
        assertEquals("replaced", read("1/run/artifacts/model/a b.txt"));
        assertEquals(List.of("model/", "é%.txt 1"), names("1/run/artifacts/"));
        assertEquals(List.of("1/"), names(""));
        folder.delete(ArtifactPath.of("1/run/artifacts/model"));
        assertEquals(List.of("é%.txt 1"), names("1/run/artifacts"));
        assertEquals(Reason.MISSING, refused(() -> folder.delete(ArtifactPath.of("1/nothing"))));
        assertEquals(Reason.MISSING, refused(() -> read("1/run/artifacts")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../secret.txt",
                "a/../../secret.txt",
                "a/..",
                "./a",
                "/etc/passwd",
                "//host/share",
                "a//b",
                "C:/windows",
                "C:",
                "..\\secret.txt",
                "a\\b",
                "%2e%2e/secret.txt",
                "%252e%252e%252fsecret.txt",
                "a/%2e%2e%2f%2e%2e%2fsecret.txt",
                "..%5csecret.txt",
                "a\0b",
                "a%00b",
                "a\nb",
                ".arriving-1"
            })
    void pathThatCouldLeadOutIsRefused(String path) {
        assertEquals(Reason.WRONG_PATH, refused(() -> put(path, "x")));
        assertEquals(Reason.WRONG_PATH, refused(() -> read(path)));
        assertEquals(Reason.WRONG_PATH, refused(() -> names(path)));
        assertEquals(Reason.WRONG_PATH, refused(() -> folder.delete(ArtifactPath.of(path))));
    }

    @Test
    void longNamesAndPathsAreRefused() throws IOException {
        put("n".repeat(255), "x");
        assertEquals(Reason.WRONG_PATH, refused(() -> put("n".repeat(256), "x")));
        assertEquals(Reason.WRONG_PATH, refused(() -> put("é".repeat(128), "x")));
        assertEquals(Reason.WRONG_PATH, refused(() -> put("a/".repeat(64) + "a", "x")));
        assertEquals(Reason.WRONG_PATH, refused(() -> put(("n".repeat(200) + "/").repeat(20) + "a", "x")));
    }

    @Test
    void theFolderItselfIsNoFile() {
        assertEquals(Reason.WRONG_PATH, refused(() -> put("", "x")));
        assertEquals(Reason.WRONG_PATH, refused(() -> folder.delete(ArtifactPath.of(""))));
    }

    @Test
    void linkThatLeadsOutIsNotFollowed() throws IOException {
        put("run/a.txt", "x");
        Path inside = place.resolve("artifacts/run");
        Files.createSymbolicLink(inside.resolve("out"), place);
        Files.createSymbolicLink(inside.resolve("file"), place.resolve("secret.txt"));
        Files.createSymbolicLink(inside.resolve("dangling"), place.resolve("nothing"));
        assertEquals(Reason.MISSING, refused(() -> read("run/out/secret.txt")));
        assertEquals(Reason.MISSING, refused(() -> read("run/file")));
        assertEquals(Reason.MISSING, refused(() -> names("run/out")));
        assertEquals(Reason.MISSING, refused(() -> put("run/out/new.txt", "x")));
        assertEquals(Reason.MISSING, refused(() -> put("run/dangling/new.txt", "x")));
        assertEquals(Reason.MISSING, refused(() -> folder.delete(ArtifactPath.of("run/out/secret.txt"))));
        folder.delete(ArtifactPath.of("run"));
        assertEquals("secret", Files.readString(place.resolve("secret.txt")));
    }

    @Test
    void fileThatIsTooLargeLeavesNothing() throws IOException {
        put("fits", "x".repeat(MAX_BYTES));
        assertEquals(Reason.TOO_LARGE, refused(() -> put("large", "x".repeat(MAX_BYTES + 1))));
        byte[] bytes = new byte[MAX_BYTES + 1];
        assertEquals(
                Reason.TOO_LARGE,
                refused(() -> folder.put(ArtifactPath.of("large"), new ByteArrayInputStream(bytes), -1)));
        assertOnly("fits");
    }

    @Test
    void fileWhoseClientGoesAwayLeavesNothing() throws IOException {
        put("kept", "before");
        InputStream broken = new InputStream() {
            private int left = 10;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("gone");
                }
                return 'x';
            }
        };
        assertThrows(IOException.class, () -> folder.put(ArtifactPath.of("kept"), broken, 100));
        assertEquals("before", read("kept"));
        assertOnly("kept");
    }

    private void assertOnly(String name) throws IOException {
        try (Stream<Path> files = Files.list(place.resolve("artifacts"))) {
            assertEquals(
                    List.of(name),
                    files.map(file -> String.valueOf(file.getFileName())).toList());
        }
    }

    @Test
    void fileCannotBeAFolderNorTheOtherWayRound() throws IOException {
        put("a/b", "x");
        assertEquals(Reason.WRONG_PATH, refused(() -> put("a", "x")));
        assertEquals(Reason.WRONG_PATH, refused(() -> put("a/b/c", "x")));
        assertFalse(Files.isDirectory(place.resolve("artifacts/a/b")));
    }
}
