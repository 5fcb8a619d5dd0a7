package dev.plateau.server.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands before every route: who may ask, what may be asked, and the headers that every answer has. */
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

    /** IPv4, or IPv6 in brackets. Nobody can make a browser believe that an address is another site's. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private final String host;

    /** @param host that the dashboard was started with */
    public Guard(String host) {
        this.host = host.toLowerCase(Locale.ROOT);
    }

    public void check(Context context) {
        HEADERS.forEach(context::header);
        if (!allows(context.header("Host"))) {
            throw new Problem(
                    HttpStatus.FORBIDDEN, "The dashboard answers to its address and to localhost, not to other names");
        }
        if (!READS.contains(context.method())) {
            context.header("Allow", "GET, HEAD");
            throw new Problem(HttpStatus.METHOD_NOT_ALLOWED, "The dashboard only reads: use GET");
        }
    }

    private boolean allows(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String name = PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
        return name.equals("localhost")
                || name.equals(host)
                || ADDRESS.matcher(name).matches();
    }
}
