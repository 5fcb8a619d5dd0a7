package dev.plateau.transfer.logged;

import dev.plateau.track.Status;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run of another tool, without what was logged to it.
 *
 * @param key tells it from all other runs of its source, also the next time
 * @param name may be empty
 * @param user may be empty
 * @param started milliseconds since 1970; so also {@code ended}
 * @param parent key of the run that it is inside of
 * @param version something that changes when the run goes on
 */
record ForeignRun(
        String key,
        String name,
        String user,
        Status status,
        long started,
        OptionalLong ended,
        boolean deleted,
        Optional<String> parent,
        String version) {}
