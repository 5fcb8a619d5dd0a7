package dev.plateau.cli.live;

import dev.plateau.cli.report.Result;
import dev.plateau.store.State;

/** What a command tells the shell. */
public final class ExitCode {

    public static final int GOOD = 0;

    /** Of the user: the file, the data, the arguments, the database. */
    public static final int MISTAKE = 1;

    public static final int ALL_FAILED = 2;
    public static final int SOME_FAILED = 3;

    /** Ours; EX_SOFTWARE of sysexits.h. */
    public static final int UNEXPECTED = 70;

    /** 128 and the number of SIGINT, as shells have it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** How a search went. */
    public static int of(Result result) {
        if (!result.state().ended()) {
            return INTERRUPTED;
        }
        int failed = result.trials().getOrDefault(State.FAILED, 0);
        int good = result.trials().getOrDefault(State.COMPLETED, 0);
        return failed == 0 ? GOOD : good == 0 ? ALL_FAILED : SOME_FAILED;
    }
}
