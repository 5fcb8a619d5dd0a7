package dev.plateau.server.epochs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was worked out lately, the least recently wanted forgotten first. Thread-safe. Two threads that want the same at once may
 * both work it out.
 */
final class Remembered<K, V> {

    private final Map<K, V> known;

    /** @param most that is kept */
    Remembered(int most) {
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    V get(K key, Supplier<V> work) {
        synchronized (known) {
            V value = known.get(key);
            if (value != null) {
                return value;
            }
        }
        V made = work.get();
        synchronized (known) {
            known.put(key, made);
        }
        return made;
    }
}
