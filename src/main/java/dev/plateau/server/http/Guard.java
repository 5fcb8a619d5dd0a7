package dev.plateau.server.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stands before every route: under which name it is asked, who may write, and the headers that every answer has. */
public final class Guard {

    public static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Vary",
            "Accept-Encoding");

    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD);

    private static final Set<String> SAME_SITE = Set.of("same-origin", "none");

    /** IPv4, or IPv6 in brackets. Nobody can make a browser believe that an address is another site's. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private final Set<String> names;

    /** @param names other than addresses and {@code localhost} that the dashboard answers to */
    public Guard(Set<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    public void check(Context context) {
        HEADERS.forEach(context::header);
        String host = context.header("Host");
        if (host == null || !answersTo(host)) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "The dashboard answers to its address and to localhost, not to other names; --allow-host adds one");
        }
        if (!READS.contains(context.method())) {
            checkWrite(context, host);
        }
    }

    /** Only a page of this dashboard writes, or a program: other sites cannot send what is asked for here. */
    private void checkWrite(Context context, String host) {
        String from = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        if ((from != null && !SAME_SITE.contains(from)) || (origin != null && !isOurs(origin, host))) {
            throw new Problem(HttpStatus.FORBIDDEN, "Only pages of this dashboard may change something here");
        }
    }

    /**
     * Stands before every route that there is: a form of another site can send texts, but no JSON.
     *
     * @throws Problem 415 if something is to be written and the request does not say that it is JSON
     */
    public static void checkBody(Context context) {
        boolean hasBody = context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null;
        boolean needsJson = !READS.contains(context.method())
                && (hasBody || !context.method().equals(HandlerType.DELETE));
        if (needsJson && !isJson(context.contentType())) {
            throw new Problem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "What changes something needs the header Content-Type: application/json");
        }
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** A proxy may have changed the port of the host, so that only the names can be compared. */
    private boolean isOurs(String origin, String host) {
        String authority = origin.replaceFirst("^https?://", "");
        return !authority.equals(origin) && (authority.equalsIgnoreCase(host) || names.contains(nameOf(authority)));
    }

    private boolean answersTo(String host) {
        String name = nameOf(host);
        return name.equals("localhost")
                || names.contains(name)
                || ADDRESS.matcher(name).matches();
    }

    private static String nameOf(String authority) {
        return PORT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
    }
}
