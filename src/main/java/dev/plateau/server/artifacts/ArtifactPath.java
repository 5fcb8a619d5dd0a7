package dev.plateau.server.artifacts;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The path of an artifact, which cannot lead out of any folder.
 *
 * @param names of folders and of the file at last; none for the folder of all
 */
public record ArtifactPath(List<String> names) {

    /** What most file systems take. */
    private static final int MAX_NAME_BYTES = 255;

    private static final int MAX_NAMES = 64;
    private static final int MAX_PATH_BYTES = 2000;

    /** Often enough for anything that has a meaning. */
    private static final int MAX_ENCODINGS = 5;

    public ArtifactPath {
        names = List.copyOf(names);
        if (names.size() > MAX_NAMES) {
            throw wrong("has more than " + MAX_NAMES + " names");
        }
        names.forEach(ArtifactPath::check);
    }

    /**
     * @param path names with / between them, decoded once; empty for the folder of all
     * @throws ArtifactException if it could lead out, or if no file can be called so
     */
    public static ArtifactPath of(String path) {
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            throw wrong("is longer than " + MAX_PATH_BYTES + " bytes");
        }
        if (path.isEmpty()) {
            return new ArtifactPath(List.of());
        }
        checkEncoded(path);
        return new ArtifactPath(List.of(withoutEnd(path).split("/", -1)));
    }

    /** Some clients end the path of a folder with a slash. */
    private static String withoutEnd(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    public ArtifactPath within(ArtifactPath folder) {
        List<String> all = new java.util.ArrayList<>(folder.names);
        all.addAll(names);
        return new ArtifactPath(all);
    }

    public boolean isRoot() {
        return names.isEmpty();
    }

    /** The last name; empty for the folder of all. */
    public String name() {
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }

    private static void check(String name) {
        if (name.isEmpty()) {
            throw wrong("has an empty name, or begins with /");
        }
        if (name.equals(".") || name.equals("..")) {
            throw wrong("has the name " + name);
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\')) {
            throw wrong("has a backslash or a character that cannot be printed");
        }
        if (name.length() > 1 && name.charAt(1) == ':') {
            throw wrong("names a drive");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw wrong("has a name longer than " + MAX_NAME_BYTES + " bytes");
        }
        if (name.startsWith(ArtifactFolder.ARRIVING)) {
            throw wrong("has a name that begins with " + ArtifactFolder.ARRIVING);
        }
    }

    /** What was encoded twice to get past a check is refused; a name with a percent sign is fine. */
    private static void checkEncoded(String path) {
        String decoded = path;
        for (int i = 0; i < MAX_ENCODINGS && decoded.indexOf('%') >= 0; i++) {
            String next;
            try {
                next = URLDecoder.decode(decoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException plain) {
                return;
            }
            if (next.equals(decoded)) {
                return;
            }
            decoded = next;
            List<String> names = List.of(decoded.split("/", -1));
            if (names.contains("..") || decoded.indexOf('\\') >= 0 || decoded.indexOf('\0') >= 0) {
                throw wrong("is encoded twice");
            }
        }
    }

    private static ArtifactException wrong(String why) {
        return new ArtifactException(ArtifactException.Reason.WRONG_PATH, "Invalid path: it " + why);
    }
}
