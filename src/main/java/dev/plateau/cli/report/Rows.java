package dev.plateau.cli.report;

import java.util.List;
import java.util.function.Consumer;

/** A table to export: as many values a row as there are columns; NaN where there is none. */
public interface Rows {

    List<String> columns();

    /** Calls with each row in order. */
    void forEach(Consumer<List<Object>> row);
}
