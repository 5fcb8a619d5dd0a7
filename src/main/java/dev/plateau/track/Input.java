package dev.plateau.track;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A data set that a run has read.
 *
 * @param digest tells versions of a name apart
 * @param sourceType kind of {@code source}, such as {@code local}
 * @param schema and {@code profile}: JSON that the client wrote, empty if it wrote none
 */
public record Input(
        String name,
        String digest,
        String sourceType,
        String source,
        String schema,
        String profile,
        Map<String, String> tags) {

    public Input {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
