package dev.plateau.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has no counterpart here, one line each, with how often it was met. Not thread-safe. */
public final class Omissions {

    /** Different lines that are kept; the rest is only counted. */
    private static final int MAX_LINES = 200;

    /** Characters of a line: names and values in it are somebody else's. */
    private static final int MAX_LENGTH = 500;

    private final Map<String, Integer> times = new LinkedHashMap<>();
    private long more;

    /** @param text what cannot be printed in it becomes a space */
    public void add(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        String line = plain.length() > MAX_LENGTH ? plain.substring(0, MAX_LENGTH) + "..." : plain;
        if (times.size() < MAX_LINES || times.containsKey(line)) {
            times.merge(line, 1, Integer::sum);
        } else {
            more++;
        }
    }

    /** In the order they were first met. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        times.forEach((line, count) -> lines.add(count == 1 ? line : line + " (" + count + " times)"));
        if (more > 0) {
            lines.add("more that is not listed: " + more);
        }
        return lines;
    }
}
