package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of {@code web/} that need no browser. */
class FrontEndTest {

    private static final Path WEB = Path.of("web");

    @Test
    void urlsAreThoseOfTheRoutes() throws IOException {
        String api = Files.readString(WEB.resolve("core/api.js"));
        String block = api.substring(api.indexOf("ROUTES = {"), api.indexOf("};"));
        Set<String> urls = Pattern.compile("'(/[^']*)'")
                .matcher(block)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Routes.all()), urls);
    }

    @Test
    void noOtherFileKnowsAUrl() throws IOException {
        assertEquals(List.of(), matches(Pattern.compile("['\"`](/api|/experiments/|https?:)"), Set.of("api.js")));
    }

    @Test
    void dataNeverBecomesMarkup() throws IOException {
        assertEquals(
                List.of(),
                matches(
                        Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|unsafe|eval\\(|document\\.write"),
                        Set.of()));
    }

    @Test
    void nothingIsInline() throws IOException {
        assertEquals(
                List.of(), matches(Pattern.compile("<style|\\sstyle=|\\son[a-z]+=\"|<script(?![^>]*src=)"), Set.of()));
    }

    private static List<String> matches(Pattern forbidden, Set<String> except) throws IOException {
        return contents().entrySet().stream()
                .filter(file -> !except.contains(file.getKey()))
                .flatMap(file ->
                        forbidden.matcher(file.getValue()).results().map(found -> file.getKey() + ": " + found.group()))
                .toList();
    }

    private static Map<String, String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(WEB)) {
            return files.filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".svg"))
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), FrontEndTest::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
