package dev.plateau.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that sends bytes made before and reads what comes back: so cheap that the server is what is measured. Tells as well
 * what a client would never send.
 */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream from;
    private int status;

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        from = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /** A request as Python's client sends it. */
    static byte[] request(String method, String path, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "User-Agent: mlflow-python-client/2.22.0\r\nAccept-Encoding: gzip, deflate\r\nAccept: */*\r\n"
                + "Connection: keep-alive\r\nContent-Length: " + content.length
                + "\r\nContent-Type: application/json\r\n\r\n";
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(first, first.length + content.length);
        System.arraycopy(content, 0, all, first.length, content.length);
        return all;
    }

    /** Of the answer that was read last. */
    int status() {
        return status;
    }

    /** Sends and returns the body of the answer. Throws if it is not 200. */
    String ok(byte[] request) throws IOException {
        String body = answer(request);
        if (status != 200) {
            throw new IllegalStateException("answered with " + status + ": " + body);
        }
        return body;
    }

    String answer(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String first = line();
        if (first.length() < 12) {
            throw new IOException("the server closed the connection");
        }
        status = Integer.parseInt(first.substring(9, 12));
        long length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
        }
        byte[] body = length >= 0 ? from.readNBytes((int) length) : chunks();
        return new String(body, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            all.write(from.readNBytes(size));
            line();
            if (size == 0) {
                return all.toByteArray();
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = from.read(); c >= 0 && c != '\n'; c = from.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
