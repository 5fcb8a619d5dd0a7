package dev.plateau.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What ratios are held to: {@code experiments/bench/bounds.json}. */
final class Bounds {

    private final Map<String, Bound> bounds;

    private Bounds(Map<String, Bound> bounds) {
        this.bounds = bounds;
    }

    static Bounds read(Path file) throws IOException {
        return new Bounds(new ObjectMapper().readValue(file.toFile(), new TypeReference<Map<String, Bound>>() {}));
    }

    Bound of(String name) {
        Bound bound = bounds.get(name);
        if (bound == null) {
            throw new IllegalArgumentException(
                    "bounds.json: expected a bound for " + name + ", found " + bounds.keySet());
        }
        return bound;
    }

    /**
     * The range that a ratio must be in, both ends included.
     *
     * @param reason why these, and what was measured when they were set
     */
    record Bound(double least, double most, String reason) {

        Bound {
            if (!(least <= most)) {
                throw new IllegalArgumentException("expected least <= most, found " + least + " and " + most);
            }
        }

        boolean holds(double ratio) {
            return least <= ratio && ratio <= most;
        }
    }
}
