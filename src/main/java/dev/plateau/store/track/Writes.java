package dev.plateau.store.track;

import dev.plateau.store.sqlite.Writer;

/** Where a tracker does what it writes: in transactions of one thread. */
public interface Writes {

    /** Does work in a transaction and returns after its commit. */
    <T> T write(Writer.Work<T> work);

    /** How often work was undone so far; see {@link Writer#rollbacks}. Asked inside of work. */
    long rollbacks();
}
