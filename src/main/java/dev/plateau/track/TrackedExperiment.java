package dev.plateau.track;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An experiment as clients see it.
 *
 * @param artifacts URI below which its runs keep their files
 * @param created milliseconds since 1970; so also {@code updated}, its last change
 */
public record TrackedExperiment(
        long id,
        String name,
        String artifacts,
        Lifecycle lifecycle,
        long created,
        long updated,
        Map<String, String> tags) {

    public TrackedExperiment {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
