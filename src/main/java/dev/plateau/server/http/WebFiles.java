package dev.plateau.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The files of {@code web/} and the two libraries of the front end, from the class path. A file is read once and kept: all
 * of them are less than a megabyte.
 */
public final class WebFiles {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml");

    /** Plain names only, so that nothing outside can be reached. */
    private static final Pattern NAME = Pattern.compile("([a-z]+/)?[a-z][a-z0-9-]*\\.(js|css|svg)");

    /** What the browser loads under {@code /lib/}: the artifact and the file in it. */
    private static final Map<String, String[]> LIBRARIES = Map.of(
            "lit-html.js", new String[] {"lit-html", "lit-html.js"},
            "d3.js", new String[] {"d3", "dist/d3.min.js"});

    private final Map<String, Optional<WebFile>> files = new ConcurrentHashMap<>();

    /** Answers with a page. */
    public void page(Context context, String name) {
        answer(context, "/web/" + name);
    }

    /** Answers a request for {@code /room/name.js} and the like. */
    public void file(Context context) {
        String room = context.pathParamMap().getOrDefault("room", "");
        String name = (room.isEmpty() ? "" : room + "/") + context.pathParam("file");
        if (!NAME.matcher(name).matches()) {
            throw missing();
        }
        answer(context, "/web/" + name);
    }

    /** Answers a request for {@code /lib/name.js}. */
    public void library(Context context) {
        String[] place = LIBRARIES.get(context.pathParam("file"));
        if (place == null) {
            throw missing();
        }
        answer(context, "/META-INF/resources/webjars/" + place[0] + "/" + version(place[0]) + "/" + place[1]);
    }

    public static Problem missing() {
        return new Problem(HttpStatus.NOT_FOUND, "There is nothing at this address");
    }

    private void answer(Context context, String resource) {
        WebFile file = files.computeIfAbsent(resource, WebFiles::read).orElseThrow(WebFiles::missing);
        context.header("Cache-Control", "no-cache").header("ETag", file.tag());
        if (file.tag().equals(context.header("If-None-Match"))) {
            context.status(HttpStatus.NOT_MODIFIED);
        } else {
            context.contentType(file.type()).result(file.bytes());
        }
    }

    private static Optional<WebFile> read(String resource) {
        try (InputStream in = WebFiles.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(WebFile.of(resource, in.readAllBytes()));
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

        private WebFile(String type, String tag, byte[] content) {
            this.type = type;
            this.tag = tag;
            this.content = content;
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
    }
}
