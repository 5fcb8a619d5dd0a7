package dev.plateau.script;

import dev.plateau.logs.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads what a program prints, line by line, on a thread of its own: whatever it is and however much, it takes the memory of a line or two.
 * The thread may outlive the program, if a process that nobody knows keeps the stream open; it then waits for that one and for nothing else.
 */
final class Lines {

    /** Characters of a line that are kept; a line of metrics has a few hundred. */
    private static final int MAX_LINE = TextLines.MAX_LINE;

    /** Last lines that are kept for the message of a failure, and characters of each. */
    private static final int LAST = 5;

    private static final int MAX_SHOWN = 300;

    private final InputStream stream;
    private final Consumer<String> each;
    private final Deque<String> last = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param each called with each line, cut if it is too long; the stream waits meanwhile */
    Lines(InputStream stream, Consumer<String> each) {
        this.stream = stream;
        this.each = each;
    }

    Lines start(String name) {
        Thread thread = new Thread(this::read, name);
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void read() {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            char[] piece = new char[8192];
            boolean drawnAgain = false;
            for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
                for (int i = 0; i < count; i++) {
                    char c = piece[i];
                    if (c == '\n') {
                        tell(line);
                    } else if (c != '\r') {
                        if (drawnAgain) {
                            line.setLength(0);
                        }
                        if (line.length() <= MAX_LINE) {
                            line.append(c);
                        }
                    }
                    // Of a progress bar, which draws one line again and again, the last state counts.
                    drawnAgain = c == '\r';
                }
            }
            if (line.length() > 0) {
                tell(line);
            }
        } catch (IOException e) {
            // The program was ended under the reader: the same as its end.
        } finally {
            ended.countDown();
        }
    }

    private void tell(StringBuilder line) {
        String text = line.toString();
        line.setLength(0);
        String shown = shown(text);
        if (!shown.isEmpty()) {
            synchronized (last) {
                last.add(shown);
                if (last.size() > LAST) {
                    last.remove();
                }
            }
        }
        each.accept(text);
    }

    /** The start of a line without what a terminal would obey. */
    private static String shown(String text) {
        String start = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
        return start.replaceAll("\u001B\\[[0-9;?]{0,20}[A-Za-z]", "")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }

    /** The last lines that hold anything. */
    List<String> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    boolean ended() {
        return ended.getCount() == 0;
    }

    /** Waits for the end of the stream, but not longer than that. */
    void await(long millis) throws InterruptedException {
        ended.await(millis, TimeUnit.MILLISECONDS);
    }
}
