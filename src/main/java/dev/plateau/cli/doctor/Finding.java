package dev.plateau.cli.doctor;

import java.util.Locale;

/** What one check found. */
record Finding(Level level, String check, String found) {

    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String check, String found) {
        return new Finding(Level.OK, check, found);
    }

    static Finding warn(String check, String found) {
        return new Finding(Level.WARN, check, found);
    }

    static Finding fail(String check, String found) {
        return new Finding(Level.FAIL, check, found);
    }

    String line() {
        return String.format(Locale.ROOT, "%-4s  %-10s  %s", level.name().toLowerCase(Locale.ROOT), check, found);
    }
}
