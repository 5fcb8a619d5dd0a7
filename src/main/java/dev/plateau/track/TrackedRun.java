package dev.plateau.track;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A run as clients see it.
 *
 * @param id 32 letters and digits
 * @param started milliseconds since 1970; so also {@code ended}, empty until it has
 * @param artifacts URI of its files
 * @param metrics the latest point of each, by {@link Point#ORDER}
 */
public record TrackedRun(
        String id,
        long experiment,
        String name,
        String user,
        Status status,
        long started,
        OptionalLong ended,
        String artifacts,
        Lifecycle lifecycle,
        Map<String, String> params,
        Map<String, Point> metrics,
        Map<String, String> tags,
        List<Input> inputs) {

    public TrackedRun {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        inputs = List.copyOf(inputs);
    }
}
