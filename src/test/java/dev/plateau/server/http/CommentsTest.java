package dev.plateau.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommentsTest {

    private static String without(String name, String text) {
        return new String(Comments.without(name, text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void commentsTypesAndIndentationGoAndEverythingElseStays() {
        assertEquals("""
                const page = {
                error: null,
                };
                const address = 'http://a/*b*/'; // stays
                function f(a) {
                return a / 2;
                }
                """, without("a.js", """
                /** What it is. */
                const page = {
                  /** @type {Error|null} */ error: null,

                };
                // a line
                const address = 'http://a/*b*/'; // stays
                /**
                 * Half. @param {number} a
                 */
                function f(a) {
                  return a / 2;
                }
                """));
    }

    @Test
    void whatFollowsACommentOnItsLineStays() {
        assertEquals("a { color: red; }\n", without("a.css", "/* one\n two */ a { color: red; }\n"));
    }

    @Test
    void otherFilesStayAsTheyAre() {
        assertEquals("  <p> // a\n", without("a.html", "  <p> // a\n"));
    }
}
