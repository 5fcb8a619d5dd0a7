package dev.plateau.cli.live;

import dev.plateau.cli.text.Terminal;
import dev.plateau.server.Dashboard;
import dev.plateau.server.DashboardException;
import dev.plateau.store.Store;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The dashboard beside a search, at the first free port of ten. Thread-safe. */
final class Dashboards implements AutoCloseable {

    /** Ports that are tried: more searches than that at once do not fit on a machine. */
    private static final int TRIED = 10;

    private static final int LAST_PORT = 65_535;

    /** How long the first epoch is waited for: 100 times 50 ms. */
    private static final int MAX_WAITS = 100;

    private static final long WAIT_NANOS = 50_000_000;

    /** How much longer a search must train before it gets a dashboard: one that ends sooner goes before anybody could look. */
    private static final long SETTLED_NANOS = 2_000_000_000;

    private final Terminal terminal;
    private final String page;
    private @Nullable Dashboard dashboard;
    private String place = "";
    private boolean closed;

    private Dashboards(Terminal terminal, String page) {
        this.terminal = terminal;
        this.page = page;
    }

    /**
     * Returns at once. The dashboard comes up when there is something to see and time to see it: its start takes half a second of CPU, which the
     * workers need for the first epochs.
     *
     * @param port the first to try; empty for no dashboard
     * @param page what its URL ends with
     * @param begun whether an epoch has been stored
     */
    static Dashboards start(Terminal terminal, Store store, OptionalInt port, String page, BooleanSupplier begun) {
        Dashboards dashboards = new Dashboards(terminal, page);
        if (port.isPresent()) {
            Thread starter = new Thread(
                    () -> {
                        for (int waits = 0; waits < MAX_WAITS && !begun.getAsBoolean(); waits++) {
                            LockSupport.parkNanos(WAIT_NANOS);
                        }
                        LockSupport.parkNanos(SETTLED_NANOS);
                        dashboards.open(store, port.getAsInt());
                    },
                    "dashboard-open");
            starter.setDaemon(true);
            starter.start();
        }
        return dashboards;
    }

    private void open(Store store, int port) {
        if (isClosed()) {
            return;
        }
        int last = port == 0 ? 0 : Math.min(LAST_PORT, port + TRIED - 1);
        for (int tried = port; tried <= last; tried++) {
            try {
                keep(Dashboard.start(store, Dashboard.LOOPBACK, tried));
                return;
            } catch (DashboardException e) {
                if (tried == last) {
                    tell("no dashboard: the ports " + port + " to " + last + " are taken (--port)");
                }
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void keep(Dashboard started) {
        if (closed) {
            started.close();
        } else {
            dashboard = started;
            tell("dashboard: " + started.url() + page);
        }
    }

    /** Kept for those who draw it again and again, told once to others. */
    private synchronized void tell(String line) {
        place = line.replaceFirst("^dashboard: ", "");
        if (!terminal.abilities().live()) {
            terminal.note(line);
        }
    }

    /** Where the search can be watched, or why it cannot; empty while nothing is known. */
    synchronized String place() {
        return place;
    }

    /** Must be called before the store is closed. */
    @Override
    public synchronized void close() {
        closed = true;
        if (dashboard != null) {
            dashboard.close();
        }
    }
}
