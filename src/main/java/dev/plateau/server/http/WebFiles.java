package dev.plateau.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The files of {@code web/} and the two libraries of the front end, from the class path. A file is read and zipped once and
 * kept: all of them are less than a megabyte.
 */
public final class WebFiles {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    /** Plain names only, so that nothing outside can be reached. */
    private static final Pattern NAME = Pattern.compile("([a-z]+/)?[a-z][a-z0-9-]*\\.(js|css|svg)");

    /**
     * What the browser loads under {@code /lib/}: the artifacts, and the file of each, one after the other. Of d3 only scales but
     * those of dates, and what they need, in the order of their needs: the whole of it has five times as many bytes. The browser itself
     * formats numbers.
     */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "lit-html.js",
            List.of("lit-html/lit-html.js"),
            "d3.js",
            Stream.of("color", "array", "interpolate", "scale")
                    .map(part -> "d3-" + part + "/dist/d3-" + part + ".min.js")
                    .toList());

    /** The one style sheet that pages name. */
    private static final String STYLES = "style/all.css";

    /** Named with a weight other than 0. */
    private static final Pattern GZIP = Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?(\\s|,|$))");

    private final Map<String, Optional<WebFile>> files = new ConcurrentHashMap<>();

    /** Answers with a page. */
    public void page(Context context, String name) {
        answer(context, "/web/" + name);
    }

    /** Answers with what the API says of itself. */
    public void description(Context context) {
        answer(context, "/dev/plateau/server/openapi.json");
    }

    /** Answers a request for {@code /room/name.js} and the like. */
    public void file(Context context) {
        String room = context.pathParamMap().getOrDefault("room", "");
        String name = (room.isEmpty() ? "" : room + "/") + context.pathParam("file");
        if (!NAME.matcher(name).matches()) {
            throw missing();
        }
        if (name.equals(STYLES)) {
            answer(context, files.computeIfAbsent(name, any -> Optional.of(WebFile.of(name, styles()))));
        } else {
            answer(context, "/web/" + name);
        }
    }

    /** Answers a request for {@code /lib/name.js}. */
    public void library(Context context) {
        String name = context.pathParam("file");
        if (!LIBRARIES.containsKey(name)) {
            throw missing();
        }
        answer(context, files.computeIfAbsent("lib " + name, any -> Optional.of(WebFile.of(name, joined(name)))));
    }

    /** The style sheet of all pages. */
    public static byte[] styles() {
        return Styles.joined(part -> content("/web/style/" + part + ".css")
                .orElseThrow(() -> new IllegalStateException("The front end lacks the style " + part)));
    }

    /** Names of what is answered under {@code /lib/}. */
    public static Set<String> libraries() {
        return LIBRARIES.keySet();
    }

    /** The bytes of a library as the browser gets it. */
    public static byte[] joined(String name) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : LIBRARIES.getOrDefault(name, List.of())) {
            int slash = part.indexOf('/');
            String artifact = part.substring(0, slash);
            String resource =
                    "/META-INF/resources/webjars/" + artifact + "/" + version(artifact) + part.substring(slash);
            byte[] content =
                    content(resource).orElseThrow(() -> new IllegalStateException("The class path lacks " + resource));
            all.writeBytes(content);
            all.write('\n');
        }
        return all.toByteArray();
    }

    /** A file as it goes over the wire. Made once and sent often, so as small as gzip can. */
    public static byte[] zip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream to = new Smallest(zipped)) {
            to.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
        return zipped.toByteArray();
    }

    private static final class Smallest extends GZIPOutputStream {
        Smallest(OutputStream to) throws IOException {
            super(to);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    public static Problem missing() {
        return new Problem(HttpStatus.NOT_FOUND, "There is nothing at this address");
    }

    private void answer(Context context, String resource) {
        answer(
                context,
                files.computeIfAbsent(
                        resource, name -> content(name).map(content -> WebFile.of(name, sent(name, content)))));
    }

    /** A file of ours as a browser gets it. */
    public static byte[] sent(String name, byte[] content) {
        return name.endsWith(".js") || name.endsWith(".css") ? Comments.dropped(content) : content;
    }

    private static void answer(Context context, Optional<WebFile> found) {
        WebFile file = found.orElseThrow(WebFiles::missing);
        context.header("Cache-Control", "no-cache").header("ETag", file.tag());
        if (file.tag().equals(context.header("If-None-Match"))) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.disableCompression().contentType(file.type());
        String accepted = context.header("Accept-Encoding");
        if (accepted != null && GZIP.matcher(accepted).find()) {
            context.header("Content-Encoding", "gzip").result(file.zipped());
        } else {
            context.result(file.bytes());
        }
    }

    private static Optional<byte[]> content(String resource) {
        try (InputStream in = WebFiles.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the front end cannot be read: " + resource, e);
        }
    }

    /** The version of a webjar, which is part of the path of its files. */
    private static String version(String artifact) {
        Properties properties = new Properties();
        String resource = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
        try (InputStream in = WebFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks the library " + artifact);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The version of a library cannot be read: " + artifact, e);
        }
        return properties.getProperty("version", "");
    }

    /** One file as it is answered. Weak tag: the same file goes out with and without gzip. */
    private static final class WebFile {

        private final String type;
        private final String tag;
        private final byte[] content;
        private final byte[] zipped;

        private WebFile(String type, String tag, byte[] content) {
            this.type = type;
            this.tag = tag;
            this.content = content;
            this.zipped = zip(content);
        }

        static WebFile of(String resource, byte[] content) {
            CRC32C sum = new CRC32C();
            sum.update(content);
            String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
            if (type == null) {
                throw new IllegalStateException("No content type for " + resource);
            }
            return new WebFile(type, "W/\"" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"", content);
        }

        String type() {
            return type;
        }

        String tag() {
            return tag;
        }

        byte[] bytes() {
            return content;
        }

        byte[] zipped() {
            return zipped;
        }
    }
}
