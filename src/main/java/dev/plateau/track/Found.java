package dev.plateau.track;

import java.util.List;

/** What a query found, and whether there is more after it. */
public record Found<T>(List<T> rows, boolean more) {

    public Found {
        rows = List.copyOf(rows);
    }
}
