package dev.plateau.track;

import java.util.Locale;
import java.util.OptionalLong;

/** The ids under which clients know the trials and runs of Plateau's own searches: 32 hexadecimal digits like all others. */
public final class RunIds {

    private static final String TRIAL = "00000000000000007472";
    private static final String FOLD = "00000000000000007275";

    private RunIds() {}

    /** @param id of the trial's row */
    public static String ofTrial(long id) {
        return TRIAL + String.format(Locale.ROOT, "%012x", id);
    }

    /** @param id of the row of a run: a fold of a trial */
    public static String ofRun(long id) {
        return FOLD + String.format(Locale.ROOT, "%012x", id);
    }

    /** The trial's row that an id stands for; empty if it stands for none. */
    public static OptionalLong trial(String id) {
        return parsed(TRIAL, id);
    }

    /** The row of the run that an id stands for; empty if it stands for none. */
    public static OptionalLong run(String id) {
        return parsed(FOLD, id);
    }

    private static OptionalLong parsed(String prefix, String id) {
        return id.matches(prefix + "[0-9a-f]{12}")
                ? OptionalLong.of(Long.parseLong(id.substring(prefix.length()), 16))
                : OptionalLong.empty();
    }
}
