package dev.plateau.work;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One worker, seen from the coordinator: where one run trains at a time. Orders and answers belong to one thread at a time. */
final class Seat {

    private final int number;
    private final String slot;
    private final WorkerProcess process;
    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(64);
    private volatile @Nullable Consumer<String> log;

    /** A message, or the end of all messages. */
    private record Heard(Optional<Message> message) {}

    /**
     * @param number in its process, from 0
     * @param slot name of its place, which whoever replaces it takes over
     */
    Seat(int number, String slot, WorkerProcess process) {
        this.number = number;
        this.slot = slot;
        this.process = process;
    }

    void say(Message message) throws IOException {
        process.say(new Addressed(number, message));
    }

    /** Where what it logs goes from now on, and what its process prints. */
    void logTo(Consumer<String> lines) {
        log = lines;
    }

    void logLine(String line) {
        Consumer<String> to = log;
        if (to != null) {
            to.accept(line);
        }
    }

    /** Its worker has said something. */
    void said(Message message) {
        if (message instanceof Message.Log lines) {
            lines.text().lines().forEach(this::logLine);
        } else {
            put(new Heard(Optional.of(message)));
        }
    }

    /** Its worker will not say anything any more. */
    void ended() {
        put(new Heard(Optional.empty()));
    }

    private void put(Heard answer) {
        try {
            heard.put(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next message; empty if it has ended, or said nothing until the deadline: {@link WorkerProcess#alive} tells which. */
    Optional<Message> hear(long deadlineNanos) throws InterruptedException {
        Heard next = heard.poll(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        return next == null ? Optional.empty() : next.message();
    }

    String slot() {
        return slot;
    }

    WorkerProcess process() {
        return process;
    }
}
