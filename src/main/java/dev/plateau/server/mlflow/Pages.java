package dev.plateau.server.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Which part of a long answer is wanted.
 *
 * @param offset how many of the first to pass over
 * @param limit most that are wanted, from 1
 */
record Pages(long offset, int limit) {

    static final int MAX_RESULTS = 50_000;

    private static final String OFFSET = "offset";

    /** @param usual limit of those who name none */
    static Pages of(Message message, int usual) {
        return new Pages(offset(message.text("page_token")), limit(message, usual));
    }

    private static int limit(Message message, int usual) {
        long limit = message.whole("max_results").orElse(usual);
        if (limit < 1 || limit > MAX_RESULTS) {
            throw Refusal.invalid("Invalid value " + limit
                    + " for parameter 'max_results' supplied: It must be from 1 to " + MAX_RESULTS);
        }
        return (int) limit;
    }

    private static long offset(String token) {
        if (token.isEmpty()) {
            return 0;
        }
        long offset;
        try {
            String json = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            offset = Lenient.parsed(json).whole(OFFSET).orElse(-1);
        } catch (IllegalArgumentException | Refusal e) {
            throw Refusal.invalid("Invalid page token, could not base64-decode");
        }
        if (offset < 0) {
            throw Refusal.invalid("Invalid page token, it names no offset");
        }
        return offset;
    }

    /** The token of the page that begins there. */
    static String token(long offset) {
        return Base64.getEncoder()
                .encodeToString(("{\"" + OFFSET + "\": " + offset + "}").getBytes(StandardCharsets.UTF_8));
    }
}
