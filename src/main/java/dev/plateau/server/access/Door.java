package dev.plateau.server.access;

import dev.plateau.server.http.Events;
import dev.plateau.server.http.Json;
import dev.plateau.server.http.Problem;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets people in who have the token of the dashboard: a browser by a session in a cookie, a program by {@code Authorization:
 * Bearer}. A door without a token is open. Thread-safe.
 */
public final class Door {

    private static final String BEARER = "Bearer ";

    private final Optional<Token> token;
    private final Sessions sessions;
    private final WrongTokens wrong;

    private Door(Optional<Token> token, Clock clock) {
        this.token = token;
        this.sessions = new Sessions(clock);
        this.wrong = new WrongTokens(clock);
    }

    /** For a dashboard that only this machine can reach. */
    public static Door open() {
        return new Door(Optional.empty(), Clock.systemUTC());
    }

    public static Door locked(Token token, Clock clock) {
        return new Door(Optional.of(token), clock);
    }

    public boolean isLocked() {
        return token.isPresent();
    }

    /**
     * Stands before every route that there is.
     *
     * @param login URL of the page where people log in
     */
    public void check(Context context, String login) {
        if (!isLocked() || context.routeRoles().contains(Entry.ANYBODY) || mayEnter(context)) {
            return;
        }
        if (context.routeRoles().contains(Entry.PAGE)) {
            String query = context.queryString();
            String wanted = context.req().getRequestURI() + (query == null ? "" : "?" + query);
            context.header("Cache-Control", "no-store");
            context.redirect(login + "?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8), HttpStatus.SEE_OTHER);
            context.skipRemainingHandlers();
        } else {
            throw unauthorised(context, "Log in to see this: the dashboard needs its token");
        }
    }

    /** What somebody sends who logs in. */
    private record Login(@Nullable String token) {}

    /**
     * What a page may know of the one who looks at it.
     *
     * @param required whether the dashboard asks for a token at all
     * @param loggedIn whether the one who asks may see everything
     */
    private record SessionAnswer(boolean required, boolean loggedIn) {}

    /** Answers whether the one who asks is logged in. */
    public void tell(Context context) {
        answer(context, !isLocked() || sessions.holds(cookie(context)) || hasBearer(context));
    }

    /** Begins a session for one who sends the token. */
    public void logIn(Context context) {
        if (isLocked()) {
            String sent = Json.read(context.body(), Login.class).token();
            if (sent == null) {
                throw new Problem(HttpStatus.BAD_REQUEST, "The body must be {\"token\": \"...\"}, found no token");
            }
            look(context, sent);
            sessions.end(cookie(context));
            context.cookie(cookie(context, sessions.begin(), Sessions.LIFE));
        }
        answer(context, true);
    }

    /** Ends the session of the one who asks. */
    public void logOut(Context context) {
        sessions.end(cookie(context));
        context.cookie(cookie(context, "", Duration.ZERO));
        answer(context, !isLocked());
    }

    private void answer(Context context, boolean loggedIn) {
        context.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(Json.bytes(new SessionAnswer(isLocked(), loggedIn)));
    }

    private boolean mayEnter(Context context) {
        String id = cookie(context);
        if (sessions.use(id)) {
            BooleanSupplier goesOn = () -> sessions.holds(id);
            context.attribute(Events.WHILE, goesOn);
            return true;
        }
        return hasBearer(context);
    }

    private boolean hasBearer(Context context) {
        String header = context.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        look(context, header.substring(BEARER.length()).strip());
        return true;
    }

    /** Throws {@link Problem} unless this is the token. */
    private void look(Context context, String sent) {
        WrongTokens.Verdict verdict =
                wrong.look(network(context.ip()), () -> token.orElseThrow().matches(sent));
        if (!verdict.delay().isZero()) {
            long seconds = verdict.delay().toSeconds() + 1;
            context.header("Retry-After", String.valueOf(seconds));
            throw new Problem(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many wrong tokens came from your address; try again in " + seconds + " s");
        }
        if (!verdict.isRight()) {
            throw unauthorised(context, "That is not the token of this dashboard");
        }
    }

    private static Problem unauthorised(Context context, String detail) {
        context.header("WWW-Authenticate", "Bearer");
        return new Problem(HttpStatus.UNAUTHORIZED, detail);
    }

    private static @Nullable String cookie(Context context) {
        return context.cookie(name(context));
    }

    /** Browsers do not tell the ports of a machine apart: with the port in its name each dashboard has a cookie of its own. */
    private static String name(Context context) {
        return "plateau_" + context.req().getLocalPort();
    }

    private static Cookie cookie(Context context, String value, Duration life) {
        boolean secure = "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
        return new Cookie(name(context), value, "/", (int) life.toSeconds(), secure, true, null, SameSite.STRICT);
    }

    /** The address, or for IPv6 its first four groups: one machine has all the addresses of such a network. */
    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length < 5 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
