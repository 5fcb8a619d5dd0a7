package dev.plateau.server;

import dev.plateau.server.http.Events;
import dev.plateau.server.http.Guard;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.WebFiles;
import dev.plateau.store.Store;
import dev.plateau.store.StoreException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The web server of the dashboard. It only reads the store, and is closed before it.
 *
 * <p>Thread-safe. Its threads are daemons: a program that ends does not wait for it.
 */
public final class Dashboard implements AutoCloseable {

    /** Where the dashboard listens unless somebody asks for more: nobody else can reach it there. */
    public static final String LOOPBACK = "127.0.0.1";

    /** The pages that are open, the requests that they make, and Jetty's own. */
    private static final int MAX_THREADS = Events.MAX_CLIENTS + 16;

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Larger levels take four times as long for a tenth less, on a wire that never leaves the machine. */
    private static final int GZIP_LEVEL = 2;

    private static final System.Logger LOG = System.getLogger(Dashboard.class.getName());

    private final String url;
    private final Events events;
    private final CompletableFuture<Javalin> server;

    private Dashboard(String url, Events events, CompletableFuture<Javalin> server) {
        this.url = url;
        this.events = events;
        this.server = server;
    }

    /**
     * Opens the port and returns; the server behind it comes up meanwhile, and a browser that is faster waits for it.
     *
     * @param host a loopback address: nobody is asked who he is, so nobody else may come in
     * @param port 0 for any that is free
     * @throws DashboardException if the port cannot be had, or the host is another one
     */
    public static Dashboard start(Store store, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (!address.isUnresolved() && !address.getAddress().isLoopbackAddress()) {
            throw new DashboardException("the dashboard listens on loopback addresses only, such as " + LOOPBACK
                    + ", found " + host + "; to reach it from another machine use a tunnel (ssh -L)");
        }
        ServerSocketChannel channel = open(host, port);
        Events events = new Events(store);
        CompletableFuture<Javalin> server = new CompletableFuture<>();
        Thread starter = new Thread(() -> startInto(server, store, events, channel, host), "dashboard-start");
        starter.setDaemon(true);
        starter.start();
        return new Dashboard("http://" + shown(host) + ":" + channel.socket().getLocalPort(), events, server);
    }

    /** Where it is, without a slash at the end. */
    public String url() {
        return url;
    }

    /** Stops answering and returns when all its threads have gone. */
    @Override
    public void close() {
        events.close();
        try {
            server.join().stop();
        } catch (CompletionException e) {
            LOG.log(System.Logger.Level.DEBUG, "Nothing to close: the dashboard did not start", e);
        }
    }

    private static ServerSocketChannel open(String host, int port) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return channel.bind(new InetSocketAddress(host, port));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            throw new DashboardException(
                    "The dashboard cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "): another program may have the port; choose another one, or 0 for any that is free",
                    e);
        }
    }

    private static void startInto(
            CompletableFuture<Javalin> server, Store store, Events events, ServerSocketChannel channel, String host) {
        try {
            server.complete(Javalin.create(config -> configure(config, store, events, channel, host))
                    .start());
            events.start();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The dashboard did not start", e);
            server.completeExceptionally(e);
        }
    }

    private static void configure(
            JavalinConfig config, Store store, Events events, ServerSocketChannel channel, String host) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(GZIP_LEVEL));
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("dashboard");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.addConnector((jetty, http) -> connector(jetty, http, channel));
        route(config.routes, store, events, host);
    }

    private static ServerConnector connector(Server jetty, HttpConfiguration http, ServerSocketChannel channel) {
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE.toMillis());
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    private static void route(RoutesConfig routes, Store store, Events events, String host) {
        WebFiles files = new WebFiles();
        routes.before(new Guard(host)::check);
        Api.route(routes, store);
        routes.get(Routes.EVENTS, events::stream);
        Routes.PAGES.forEach((route, page) -> routes.get(route, context -> files.page(context, page)));
        routes.get("/lib/{file}", files::library);
        routes.get("/{file}", files::file);
        routes.get("/{room}/{file}", files::file);
        problems(routes);
    }

    private static void problems(RoutesConfig routes) {
        routes.exception(Problem.class, Problem::answer);
        routes.exception(HttpResponseException.class, (e, context) -> {
            HttpStatus status = HttpStatus.forStatus(e.getStatus());
            (status == HttpStatus.NOT_FOUND ? WebFiles.missing() : new Problem(status, "This cannot be answered"))
                    .answer(context);
        });
        routes.exception(StoreException.class, (e, context) -> {
            LOG.log(System.Logger.Level.WARNING, "A page could not be answered", e);
            new Problem(HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be read at the moment").answer(context);
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.log(System.Logger.Level.ERROR, "A page could not be answered", e);
            new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "The dashboard has made a mistake; its log says which")
                    .answer(context);
        });
    }

    private static String shown(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
