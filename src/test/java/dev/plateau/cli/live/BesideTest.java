package dev.plateau.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.store.sqlite.StoreException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BesideTest {

    @Test
    void theCallerGoesOnUntilItWantsTheResult() throws InterruptedException {
        CountDownLatch free = new CountDownLatch(1);
        Beside<String> work = Beside.begin("test", () -> {
            free.await();
            return "done";
        });
        free.countDown();
        assertEquals("done", work.result());
    }

    @Test
    void whatTheWorkThrowsReachesTheCallerAsItIs() {
        StoreException thrown = new StoreException("a sentence");
        Beside<String> work = Beside.begin("test", () -> {
            throw thrown;
        });
        assertSame(thrown, assertThrows(StoreException.class, work::result));
    }

    @Test
    void whatWasNotToBeThrownIsAMistakeOfOurs() {
        Beside<String> work = Beside.begin("test", () -> {
            throw new IOException("of the world");
        });
        assertEquals(
                "of the world",
                Objects.requireNonNull(assertThrows(IllegalStateException.class, work::result)
                                .getCause())
                        .getMessage());
    }
}
