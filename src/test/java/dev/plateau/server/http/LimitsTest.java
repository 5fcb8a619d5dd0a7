package dev.plateau.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much, too slowly, or nonsense, over raw sockets. */
class LimitsTest {

    /** So short that a client is given up while the test looks; the dashboard's own is 30 s. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Between two bytes of a slow client: shorter than an idle connection may be. */
    private static final int PAUSE_MILLIS = 20;

    /** Slow bytes until a test gives up: 30 s. */
    private static final int MAX_BYTES = 1500;

    private final Server server = new Server();
    private int port;

    @BeforeEach
    void start() throws Exception {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = channel.socket().getLocalPort();
        server.addConnector(Limits.connector(server, new HttpConfiguration(), channel, PATIENCE));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String body = Content.Source.asString(request, StandardCharsets.UTF_8);
                response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void headerOf64KilobytesIsTooLarge() throws IOException {
        String fits = answer("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: " + "a".repeat(60_000) + "\r\n\r\n");
        assertTrue(fits.startsWith("HTTP/1.1 200 "), fits);
        String large = answer("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(66_000) + "\r\n\r\n");
        assertTrue(large.startsWith("HTTP/1.1 431 "), large);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX\u0000: b\r\n\r\n"
            })
    void nonsenseIsAProblemWithEveryHeader(String request) throws IOException {
        String answer = answer(request);
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        Guard.HEADERS.forEach(
                (name, value) -> assertTrue(answer.contains("\r\n" + name + ": " + value + "\r\n"), answer));
        assertTrue(answer.contains("\r\nContent-Type: application/problem+json\r\n"), answer);
        assertTrue(
                answer.endsWith("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"This request cannot be read: bad request\"}"),
                answer);
    }

    @Test
    void clientThatSendsItsHeaderByteByByteIsGivenUp() throws IOException {
        assertGivenUp("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    }

    @Test
    void clientThatSendsItsBodyByteByByteIsGivenUp() throws IOException {
        assertGivenUp("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
    }

    /** Sends the beginning, then a letter from time to time until nobody listens any more. */
    private void assertGivenUp(String beginning) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(PAUSE_MILLIS);
            OutputStream to = socket.getOutputStream();
            to.write(beginning.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < MAX_BYTES; i++) {
                to.write('a');
                if (isOver(socket.getInputStream())) {
                    return;
                }
            }
        } catch (SocketException closed) {
            return; // It wrote to a connection that the server had closed.
        }
        throw new AssertionError("the server listened to " + MAX_BYTES + " slow bytes");
    }

    private static boolean isOver(InputStream from) throws IOException {
        try {
            return from.read() < 0;
        } catch (SocketTimeoutException nothing) {
            return false;
        }
    }

    @Test
    void clientThatAsksQuicklyAgainAndAgainIsNot() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 200; i++) {
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readNBytes(17), StandardCharsets.US_ASCII);
                assertEquals("HTTP/1.1 200 OK\r\n", answer);
                StringBuilder rest = new StringBuilder();
                while (!rest.toString().endsWith("\r\n\r\nhi")) {
                    rest.append((char) socket.getInputStream().read());
                }
            }
        }
    }
}
