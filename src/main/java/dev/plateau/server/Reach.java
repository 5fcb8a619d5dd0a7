package dev.plateau.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the dashboard listens and under which names it answers.
 *
 * @param host an address or a name of this machine; {@code 0.0.0.0} for all of them
 * @param port 0 for any that is free
 * @param names that it answers to besides its host, addresses and {@code localhost}, such as a proxy's
 */
public record Reach(String host, int port, Set<String> names) {

    private static final int LAST_PORT = 65_535;

    public Reach {
        if (host.isBlank() || port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "a host and a port from 0 to " + LAST_PORT + ", found " + host + ":" + port);
        }
        names = Set.copyOf(names);
    }

    /** For programs on this machine alone. */
    public static Reach loopback(int port) {
        return new Reach(Dashboard.LOOPBACK, port, Set.of());
    }

    /** Whether only this machine can come in. Another name means a proxy, and behind it may be anybody. */
    public boolean isPrivate() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        return names.isEmpty()
                && (address.isUnresolved() || address.getAddress().isLoopbackAddress());
    }

    /** The names that a request may call it by, besides addresses. */
    Set<String> answersTo() {
        return Stream.concat(names.stream(), Stream.of(host)).collect(Collectors.toSet());
    }

    /** Where others find it, without the port: the addresses of this machine if it listens on all of them. */
    List<String> places() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved() || !address.getAddress().isAnyLocalAddress()) {
            return List.of(shown(host));
        }
        try {
            List<String> found = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
                    .filter(one -> host.contains(":") || one instanceof Inet4Address)
                    .map(InetAddress::getHostAddress)
                    .map(Reach::shown)
                    .sorted()
                    .toList();
            return found.isEmpty() ? List.of(Dashboard.LOOPBACK) : found;
        } catch (SocketException e) {
            return List.of(Dashboard.LOOPBACK);
        }
    }

    private static String shown(String host) {
        String bare = host.replaceFirst("%.*", "");
        return bare.contains(":") ? "[" + bare + "]" : bare;
    }
}
