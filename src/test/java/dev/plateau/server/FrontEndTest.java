package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.server.http.WebFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Rules of {@code web/} that need no browser. */
class FrontEndTest {

    private static final Path WEB = Path.of("web");

    /** The front end, libraries included, over the wire. */
    private static final int MAX_BYTES = 160_000;

    /** The name of SVG's namespace is never fetched. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("https?://(?!www\\.w3\\.org/2000/svg)|(?:src|href)=[\"']?//|@import");

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

    @Test
    void everythingTogetherIsAtMost160KilobytesCompressed() throws IOException {
        int sum = 0;
        for (Map.Entry<String, byte[]> file : served().entrySet()) {
            int bytes = zipped(file.getValue());
            sum += bytes;
            System.out.printf("%7d %s%n", bytes, file.getKey());
        }
        System.out.printf("%7d bytes is the whole front end, each file with gzip -6%n", sum);
        int found = sum;
        assertTrue(found <= MAX_BYTES, () -> "the front end has " + found + " bytes compressed, at most " + MAX_BYTES);
    }

    @Test
    void noFontIsServedAndNothingComesFromElsewhere() throws IOException {
        List<String> faults = new ArrayList<>();
        served().forEach((name, content) -> {
            String text = new String(content, StandardCharsets.UTF_8);
            if (name.matches(".*\\.(woff2?|ttf|otf|eot)") || text.contains("@font-face")) {
                faults.add(name + " is or loads a font");
            }
            if (!name.startsWith("/lib/") && ELSEWHERE.matcher(text).find()) {
                faults.add(name + " names another server");
            }
        });
        assertEquals(List.of(), faults);
    }

    /** The server leaves out lines that begin like a comment: none may be within a text that goes on over lines. */
    @Test
    void noTextHasALineThatBeginsLikeAComment() throws IOException {
        List<String> faults = new ArrayList<>();
        contents().forEach((name, text) -> {
            boolean inText = false;
            for (String line : text.lines().toList()) {
                if (inText && line.strip().matches("(//|/\\*).*")) {
                    faults.add(name + ": " + line.strip());
                }
                long marks = line.replaceAll("/\\*\\*.*?\\*/|^ *(//|\\*).*", "")
                        .chars()
                        .filter(c -> c == '`')
                        .count();
                inText ^= marks % 2 == 1;
            }
        });
        assertEquals(List.of(), faults);
    }

    /** The server sends a part of d3: what the pages use of it has to be there. */
    @Test
    void whatIsUsedOfD3IsServed() throws IOException {
        String library = new String(Objects.requireNonNull(served().get("/lib/d3.js")), StandardCharsets.UTF_8);
        Set<String> missing = contents().values().stream()
                .flatMap(text ->
                        Pattern.compile("\\bd3\\.([a-zA-Z]\\w*)").matcher(text).results())
                .map(found -> found.group(1))
                .filter(name -> !name.equals("js")
                        && !Pattern.compile("\\b[a-z]\\." + name + "=")
                                .matcher(library)
                                .find())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing, "WebFiles.LIBRARIES needs more parts of d3");
    }

    /** Every file of the front end as a browser gets it, by its address. */
    private static Map<String, byte[]> served() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(WEB)) {
            for (Path file : paths.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".css"))
                    .toList()) {
                files.put("/" + WEB.relativize(file), WebFiles.sent(file.toString(), Files.readAllBytes(file)));
            }
        }
        files.put("/style/all.css", WebFiles.styles());
        WebFiles.libraries().forEach(name -> files.put("/lib/" + name, WebFiles.joined(name)));
        return files;
    }

    private static int zipped(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream to = new GZIPOutputStream(zipped)) { // level 6
            to.write(content);
        }
        return zipped.size();
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
