package dev.plateau.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrongTokensTest {

    private static final String ADDRESS = "192.0.2.7";

    private final MovedClock clock = new MovedClock();
    private final WrongTokens wrong = new WrongTokens(clock);

    private Duration delayAfterAnotherWrongOne() {
        assertEquals(new WrongTokens.Verdict(false, Duration.ZERO), wrong.look(ADDRESS, () -> false));
        return wrong.look(ADDRESS, () -> true).delay();
    }

    @Test
    void waitsBeginAfterFiveWrongTokensAndDoubleUpToHalfAMinute() {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            wrong.look(ADDRESS, () -> false);
        }
        for (int i = 0; i < 8; i++) {
            Duration delay = delayAfterAnotherWrongOne();
            seconds.add(delay.toSeconds());
            clock.move(delay);
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L), seconds);
    }

    @Test
    void nothingIsLookedAtWhileAnAddressWaits() {
        for (int i = 0; i < 5; i++) {
            wrong.look(ADDRESS, () -> false);
        }
        WrongTokens.Verdict verdict = wrong.look(ADDRESS, () -> {
            throw new AssertionError("looked at");
        });
        assertEquals(Duration.ofSeconds(1), verdict.delay());
        assertTrue(wrong.look("192.0.2.8", () -> true).isRight());
    }

    @Test
    void triesWhileItWaitsDoNotLengthenTheWait() {
        for (int i = 0; i < 5; i++) {
            wrong.look(ADDRESS, () -> false);
        }
        for (int i = 0; i < 50; i++) {
            assertEquals(Duration.ofSeconds(1), wrong.look(ADDRESS, () -> false).delay());
        }
    }

    @Test
    void rightTokenAfterTheWaitBeginsAnew() {
        for (int i = 0; i < 5; i++) {
            wrong.look(ADDRESS, () -> false);
        }
        clock.move(Duration.ofSeconds(1));
        assertTrue(wrong.look(ADDRESS, () -> true).isRight());
        assertEquals(Duration.ZERO, delayAfterAnotherWrongOne());
    }

    @Test
    void addressIsForgottenAfterHalfAnHour() {
        for (int i = 0; i < 4; i++) {
            wrong.look(ADDRESS, () -> false);
        }
        clock.move(Duration.ofMinutes(30));
        assertEquals(Duration.ZERO, delayAfterAnotherWrongOne());
        assertFalse(wrong.look(ADDRESS, () -> false).isRight());
    }

    @Test
    void onlyAThousandAddressesAreRemembered() {
        for (int i = 0; i < 2000; i++) {
            wrong.look("192.0." + i / 256 + "." + i % 256, () -> false);
        }
        assertEquals(WrongTokens.MAX_ADDRESSES, wrong.addresses());
    }
}
