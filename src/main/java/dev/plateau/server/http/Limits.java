package dev.plateau.server.http;

import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The connector of the dashboard, with a bound for everything that a client may send, hold or delay. */
public final class Limits {

    /** MLflow's clients put up to that much into a URL. */
    static final int MAX_HEADER_BYTES = 64 * 1024;

    /** A note, a file of an experiment: nobody writes a megabyte by hand. */
    public static final long MAX_BODY_BYTES = 1024 * 1024;

    /** Each page that is open has one for its events and up to five for a moment. */
    private static final int MAX_CONNECTIONS = 6 * Events.MAX_CLIENTS;

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Experiments that programs name may have a slash, or a percent sign, which is encoded in a path and part of no folder. */
    private static final UriCompliance NAMES_WITH_SLASHES = UriCompliance.DEFAULT.with(
            "names with slashes",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private Limits() {}

    /** @param channel that is bound already */
    public static ServerConnector connector(Server jetty, HttpConfiguration http, ServerSocketChannel channel) {
        return connector(jetty, http, channel, IDLE);
    }

    static ServerConnector connector(
            Server jetty, HttpConfiguration http, ServerSocketChannel channel, Duration patience) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setUriCompliance(NAMES_WITH_SLASHES);
        jetty.setErrorHandler(new Errors());
        ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(patience.toMillis());
        connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        connector.addBean(new Loiterers(patience));
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    /** What is refused before any route sees it: a header that is too large, or that is none. */
    private static final class Errors extends ErrorHandler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int code = response.getStatus();
            HttpStatus status = HttpStatus.forStatus(code);
            headers(response.getHeaders());
            response.write(true, ByteBuffer.wrap(problem(status)), callback);
            return true;
        }

        private static void headers(HttpFields.Mutable fields) {
            Guard.HEADERS.forEach(fields::put);
            fields.put(HttpHeader.CACHE_CONTROL, "no-store");
            fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        }

        private static byte[] problem(HttpStatus status) {
            return new Problem(
                            status,
                            "This request cannot be read: "
                                    + status.getMessage().toLowerCase(Locale.ROOT))
                    .body();
        }
    }
}
