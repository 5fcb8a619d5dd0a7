package dev.plateau.server.http;

import dev.plateau.store.Store;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What people type and read: commands, names of trials, and texts that hold no place of this machine. */
public final class Typed {

    private static final String USUAL_DATABASE = "plateau.db";
    private static final String FILES = ".files";

    /** An absolute path of at least two names. Its last name alone says enough; a URL is none. */
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w.:/\\\\~-])(?:~|[A-Za-z]:)?[/\\\\](?:[^\\s/\\\\:;,'\"()<>|]+[/\\\\])+");

    private Typed() {}

    /** A command of Plateau, with the name of the database if it is not the usual one. */
    public static String command(Store store, String command) {
        Path files = store.files().getFileName();
        String name = files == null ? USUAL_DATABASE : files.toString().replaceFirst(Pattern.quote(FILES) + "$", "");
        return "./plateau " + command + (name.equals(USUAL_DATABASE) ? "" : " --db " + word(name));
    }

    /** A word of a command, quoted if a shell would cut it. */
    public static String word(String text) {
        return text.matches("[A-Za-z0-9._/:@%+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** How a trial is called: {@code t07}. */
    public static String trial(int number) {
        return String.format(Locale.ROOT, "t%02d", number);
    }

    /** The text with the last name of each absolute path in its place. */
    public static String withoutPaths(String text) {
        return PATH.matcher(text).replaceAll("");
    }
}
