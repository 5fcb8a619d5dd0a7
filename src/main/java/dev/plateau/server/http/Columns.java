package dev.plateau.server.http;

import java.util.List;
import java.util.function.Function;

/** Rows turned into columns: a third of the bytes of JSON by rows. */
public final class Columns {

    private Columns() {}

    /** One field of all rows, in their order. */
    public static <R, T> List<T> column(List<R> rows, Function<R, T> field) {
        return rows.stream().map(field).toList();
    }
}
