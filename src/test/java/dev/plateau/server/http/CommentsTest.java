package dev.plateau.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CommentsTest {

    @Test
    void commentsAndIndentationGoAndEverythingElseStays() {
        assertEquals("""
                import {a} from './a.js';
                const url = 'http://x'; // stays
                const b = 1 /* stays */ + 2;
                (stays).run();
                """, dropped("""
                // goes
                import {a} from './a.js';
                /** goes */
                const url = 'http://x'; // stays
                  /**
                   * goes
                   */
                  const b = 1 /* stays */ + 2;

                /** @type {any} */ (stays).run();
                """));
    }

    private static String dropped(String text) {
        return new String(Comments.dropped(text.getBytes(UTF_8)), UTF_8);
    }
}
