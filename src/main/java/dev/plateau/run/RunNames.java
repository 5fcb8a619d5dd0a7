package dev.plateau.run;

import dev.plateau.data.InnerFold;
import dev.plateau.store.Rows.RunRow;
import java.util.List;
import java.util.OptionalInt;

/** How runs are called where people read of them. Everything counts from 1. */
record RunNames(List<InnerFold> inner) {

    RunNames {
        inner = List.copyOf(inner);
    }

    /**
     * {@code training 3 fold 2}, {@code training 3 fold 2 inner 1}, {@code training 3 fold 2 repeat 4}.
     *
     * @param stage number of its stage, from 0
     */
    String of(RunRow run, int stage) {
        OptionalInt outer = outer(run);
        int fold = outer.orElse(run.fold());
        return "training " + (stage + 1) + " fold " + (fold + 1)
                + (outer.isPresent() ? " inner " + (place(run, fold) + 1) : "")
                + (run.repeat() > 0 ? " repeat " + (run.repeat() + 1) : "");
    }

    /** The fold that the run's own is inside of; empty unless it is an inner one. */
    private OptionalInt outer(RunRow run) {
        return inner.stream()
                .filter(split ->
                        split.fold().repeat() == run.repeat() && split.fold().fold() == run.fold())
                .mapToInt(InnerFold::outer)
                .findFirst();
    }

    /** How many inner folds of the same fold come before the run's. */
    private long place(RunRow run, int outer) {
        return inner.stream()
                .filter(split -> split.fold().repeat() == run.repeat() && split.outer() == outer)
                .filter(split -> split.fold().fold() < run.fold())
                .count();
    }
}
