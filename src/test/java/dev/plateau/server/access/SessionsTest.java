package dev.plateau.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final MovedClock clock = new MovedClock();
    private final Sessions sessions = new Sessions(clock);

    @Test
    void idHas256RandomBits() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(sessions.begin());
        }
        assertEquals(100, ids.size());
        ids.forEach(id -> assertTrue(id.matches("[A-Za-z0-9_-]{43}"), id));
    }

    @Test
    void endsWhenItWasNotUsedForTwelveHours() {
        String id = sessions.begin();
        clock.move(Duration.ofHours(12));
        assertTrue(sessions.use(id));
        clock.move(Duration.ofHours(12));
        assertTrue(sessions.holds(id));
        clock.move(Duration.ofSeconds(1));
        assertFalse(sessions.holds(id));
        assertFalse(sessions.use(id));
    }

    @Test
    void lookingAtItDoesNotUseIt() {
        String id = sessions.begin();
        clock.move(Duration.ofHours(11));
        assertTrue(sessions.holds(id));
        clock.move(Duration.ofHours(2));
        assertFalse(sessions.holds(id));
    }

    @Test
    void endsAfterThirtyDaysHoweverMuchItIsUsed() {
        String id = sessions.begin();
        for (int hours = 0; hours < 30 * 24; hours += 10) {
            assertTrue(sessions.use(id), "after " + hours + " hours");
            clock.move(Duration.ofHours(10));
        }
        clock.move(Duration.ofSeconds(1));
        assertFalse(sessions.use(id));
    }

    @Test
    void endsWhenSomebodyLogsOut() {
        String one = sessions.begin();
        String other = sessions.begin();
        sessions.end(one);
        assertFalse(sessions.use(one));
        assertTrue(sessions.use(other));
    }

    @Test
    void nobodyIsNoSession() {
        sessions.begin();
        assertFalse(sessions.use(null));
        assertFalse(sessions.use(""));
    }

    @Test
    void thousandAndFirstPushesOutTheOneThatWasNotUsedForLongest() {
        String first = sessions.begin();
        clock.move(Duration.ofSeconds(1));
        String second = sessions.begin();
        clock.move(Duration.ofSeconds(1));
        for (int i = 2; i < Sessions.MAX; i++) {
            sessions.begin();
        }
        sessions.use(first);
        sessions.begin();
        assertEquals(Sessions.MAX, sessions.size());
        assertTrue(sessions.holds(first));
        assertFalse(sessions.holds(second));
    }
}
