package dev.plateau.server.trials;

import dev.plateau.server.http.Problem;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page ended: the next one begins behind the same trial, wherever it is by then, or at the same place if it is not among them any
 * more.
 */
final class Cursor {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]+) (\\d{1,9}) (\\d{1,9})");

    private Cursor() {}

    /**
     * @param end place behind the last row of the page
     */
    static String behind(Selection selection, int end) {
        int trial = selection.table().trial(selection.rows().get(end - 1)).number();
        String text = hash(selection) + " " + trial + " " + end;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The place where the page begins. Throws {@link Problem} 400 for a cursor of another selection, or none at all. */
    static int place(String cursor, Selection selection) {
        Matcher text = TEXT.matcher(decoded(cursor));
        if (!text.matches()) {
            throw new Problem(HttpStatus.BAD_REQUEST, "cursor must be what another page gave as next, got " + cursor);
        }
        if (!text.group(1).equals(hash(selection))) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "The cursor belongs to another value, sort or filter: begin again without it");
        }
        int trial = Integer.parseInt(text.group(2));
        List<Integer> rows = selection.rows();
        for (int place = 0; place < rows.size(); place++) {
            if (selection.table().trial(rows.get(place)).number() == trial) {
                return place + 1;
            }
        }
        return Math.min(Integer.parseInt(text.group(3)), rows.size());
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String hash(Selection selection) {
        return Integer.toHexString(selection.asked().hashCode());
    }
}
