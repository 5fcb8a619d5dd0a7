package dev.plateau.cli.live;

import dev.plateau.cli.text.Terminal;
import dev.plateau.run.Event;
import dev.plateau.store.State;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Two lines at the bottom of a terminal, drawn again five times a second; what went wrong scrolls by above them. */
final class Live implements Progress {

    private static final long REDRAW_MILLIS = 200; // a clock that ticks evenly, at no cost

    private static final int LEAST_WIDTH = 20; // room for the counts; a narrower terminal wraps

    private static final String CLEAR = "\r\u001b[2K";
    private static final String UP = "\u001b[1A";

    private final Terminal terminal;
    private final Watched search;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread drawer;
    private boolean drawn;

    Live(Terminal terminal, Watched search) {
        this.terminal = terminal;
        this.search = search;
        drawer = new Thread(this::keepDrawing, "live");
        drawer.setDaemon(true);
        drawer.start();
    }

    private void keepDrawing() {
        try {
            do {
                draw();
            } while (!closed.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void draw() {
        String before = drawn ? CLEAR + UP + CLEAR : CLEAR;
        terminal.err().print(before + cut(search.state(width())) + "\n" + cut(search.best()));
        terminal.err().flush();
        drawn = true;
    }

    /** A line that wraps could not be drawn over. */
    private String cut(String line) {
        String shown = terminal.shown(line);
        return shown.length() <= width() ? shown : shown.substring(0, width() - 3) + "...";
    }

    private int width() {
        return Math.max(LEAST_WIDTH, terminal.abilities().liveWidth()) - 1;
    }

    private synchronized void clear() {
        if (drawn) {
            terminal.err().print(CLEAR + UP + CLEAR);
            terminal.err().flush();
            drawn = false;
        }
    }

    @Override
    public void accept(Event event) {
        boolean bad = event instanceof Event.RunRestarted
                || event instanceof Event.StopRequested
                || (event instanceof Event.RunEnded ended && ended.state() == State.FAILED);
        if (bad) {
            say(search.told(event));
        }
    }

    @Override
    public synchronized void say(String line) {
        clear();
        terminal.note(line);
        draw();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            drawer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clear();
    }
}
