package dev.plateau.server.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a browser does not need of our own scripts and styles: comments that have their lines to themselves, types in JSDoc, and the
 * space before a line. They are a fifth of what goes over the wire. Everything else stays as it was written, line by line.
 *
 * <p>No text in {@code web/} has a line that begins like a comment, a test holds.
 */
public final class Comments {

    /** A type within a line. */
    private static final Pattern TYPE = Pattern.compile("/\\*\\* @[^`]*?\\*/ ?");

    private Comments() {}

    /** The file without them; any but a script or a style as it is. */
    public static byte[] without(String name, byte[] content) {
        if (!name.endsWith(".js") && !name.endsWith(".css")) {
            return content;
        }
        StringBuilder kept = new StringBuilder(content.length);
        boolean inside = false;
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            String text = line.strip();
            if (inside || text.startsWith("/*")) {
                int end = text.indexOf("*/");
                inside = end < 0;
                text = inside ? "" : text.substring(end + 2).strip();
            }
            if (!text.isEmpty() && !text.startsWith("//")) {
                kept.append(TYPE.matcher(text).replaceAll("")).append('\n');
            }
        }
        return kept.toString().getBytes(StandardCharsets.UTF_8);
    }
}
