package dev.plateau.server.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who are logged in, by the hash of what their cookie says. In memory only. Thread-safe. */
final class Sessions {

    /** A person who was away for the night logs in again. */
    static final Duration IDLE = Duration.ofHours(12);

    /** However much it is used. */
    static final Duration LIFE = Duration.ofDays(30);

    /** Browsers of a large group; more push out the one that was not used for longest. */
    static final int MAX = 1000;

    private final Clock clock;
    private final Map<String, Session> sessions = new HashMap<>();

    Sessions(Clock clock) {
        this.clock = clock;
    }

    private record Session(Instant started, Instant used) {
        boolean isOver(Instant now) {
            return now.isAfter(used.plus(IDLE)) || now.isAfter(started.plus(LIFE));
        }
    }

    /** Begins a session and returns its secret id. */
    synchronized String begin() {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> session.isOver(now));
        while (sessions.size() >= MAX) {
            sessions.entrySet().stream()
                    .min((a, b) -> a.getValue().used().compareTo(b.getValue().used()))
                    .map(Map.Entry::getKey)
                    .ifPresent(sessions::remove);
        }
        String id = Secrets.next();
        sessions.put(Token.hash(id), new Session(now, now));
        return id;
    }

    /** Whether the session goes on; it was used just now. */
    synchronized boolean use(@Nullable String id) {
        Optional<Session> session = alive(id);
        session.ifPresent(
                found -> sessions.put(Token.hash(String.valueOf(id)), new Session(found.started(), clock.instant())));
        return session.isPresent();
    }

    /** Whether the session goes on, without using it. */
    synchronized boolean holds(@Nullable String id) {
        return alive(id).isPresent();
    }

    synchronized void end(@Nullable String id) {
        if (id != null) {
            sessions.remove(Token.hash(id));
        }
    }

    synchronized int size() {
        return sessions.size();
    }

    private Optional<Session> alive(@Nullable String id) {
        Instant now = clock.instant();
        return id == null
                ? Optional.empty()
                : Optional.ofNullable(sessions.get(Token.hash(id))).filter(session -> !session.isOver(now));
    }
}
