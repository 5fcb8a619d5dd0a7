package dev.plateau.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that take too long to ask. Jetty's idle timeout begins anew with every byte, so that a client that sends one
 * a second would hold its connection for a day.
 *
 * <p>A request has the time that an idle connection has: for its header, and again for its body. Its answer may take as long as it
 * likes, as long as the client has nothing more to send, and a body whose bytes come at a good rate may go on. A thread of its own looks at all of them.
 */
final class Loiterers extends AbstractLifeCycle implements Connection.Listener {

    /** A client that sends so much between two looks is at work: a file of gigabytes takes minutes. */
    private static final long BUSY_BYTES = 64 * 1024;

    private final Duration patience;
    private final Map<Connection, Wait> waits = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService clock;

    Loiterers(Duration patience) {
        this.patience = patience;
    }

    /**
     * What a connection has done when it was looked at last.
     *
     * @param sinceNanos when its requests and answers became as many as they are
     */
    private record Wait(long requests, long answers, long bytes, long sinceNanos) {}

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // looking cannot fail
    protected void doStart() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dashboard-loiterers");
            thread.setDaemon(true);
            return thread;
        });
        long pause = patience.toMillis() / 4;
        started.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
        clock = started;
    }

    @Override
    protected void doStop() {
        ScheduledExecutorService started = clock;
        if (started != null) {
            started.shutdownNow();
        }
    }

    @Override
    public void onOpened(Connection connection) {
        waits.put(connection, new Wait(0, 0, 0, System.nanoTime()));
    }

    @Override
    public void onClosed(Connection connection) {
        waits.remove(connection);
    }

    private void look() {
        long now = System.nanoTime();
        waits.forEach((connection, wait) -> {
            long requests = connection.getMessagesIn();
            long answers = connection.getMessagesOut();
            long bytes = connection.getBytesIn();
            boolean isSame =
                    requests == wait.requests() && answers == wait.answers() && bytes - wait.bytes() < BUSY_BYTES;
            boolean asks = requests == answers || bytes != wait.bytes();
            if (isSame && asks && now - wait.sinceNanos() > patience.toNanos()) {
                connection.getEndPoint().close();
            } else {
                waits.replace(connection, wait, new Wait(requests, answers, bytes, isSame ? wait.sinceNanos() : now));
            }
        });
    }
}
