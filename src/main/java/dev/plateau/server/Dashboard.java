package dev.plateau.server;

import dev.plateau.server.access.Door;
import dev.plateau.server.access.Entry;
import dev.plateau.server.control.Workshop;
import dev.plateau.server.http.Events;
import dev.plateau.server.http.Guard;
import dev.plateau.server.http.Limits;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.WebFiles;
import dev.plateau.server.mlflow.Mlflow;
import dev.plateau.server.mlflow.Tracking;
import dev.plateau.store.Store;
import dev.plateau.store.sqlite.StoreException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The web server of the dashboard. It reads the store and writes at its desk, and is closed before it.
 *
 * <p>Thread-safe. Its threads are daemons: a program that ends does not wait for it.
 */
public final class Dashboard implements AutoCloseable {

    /** Where the dashboard listens unless somebody asks for more: nobody else can reach it there. */
    public static final String LOOPBACK = "127.0.0.1";

    /** The pages that are open, the requests that they make, and Jetty's own. */
    private static final int MAX_THREADS = Events.MAX_CLIENTS + 16;

    /** Larger levels take four times as long for a tenth less, on a wire that never leaves the machine. */
    private static final int GZIP_LEVEL = 2;

    private static final System.Logger LOG = System.getLogger(Dashboard.class.getName());

    private final List<String> urls;
    private final Events events;
    private final CompletableFuture<Javalin> server;

    private Dashboard(List<String> urls, Events events, CompletableFuture<Javalin> server) {
        this.urls = urls;
        this.events = events;
        this.server = server;
    }

    /** Starts a dashboard that only this machine can reach and that asks for nothing: see the other {@code start}. */
    public static Dashboard start(Store store, String host, int port) {
        return start(store, new Reach(host, port, Set.of()), Door.open());
    }

    /** A dashboard that starts no search: it belongs to one, or to nobody who could. */
    public static Dashboard start(Store store, Reach reach, Door door) {
        return start(
                store,
                reach,
                door,
                Workshop.closed("This dashboard belongs to a search that trains: the next one can start after it"));
    }

    /**
     * What a dashboard can do besides showing a store.
     *
     * @param tracking what clients of MLflow talk to
     */
    public record Services(Workshop workshop, Tracking tracking) {}

    /** A dashboard that starts searches, and keeps what clients of MLflow log where it is usual. */
    public static Dashboard start(Store store, Reach reach, Door door, Workshop workshop) {
        return start(store, reach, door, new Services(workshop, Tracking.usual(store)));
    }

    /**
     * Opens the port and returns; the server behind it comes up meanwhile, and a browser that is faster waits for it.
     *
     * @throws DashboardException if the port cannot be had, or if others can reach it and the door is open
     */
    public static Dashboard start(Store store, Reach reach, Door door, Services services) {
        if (!reach.isPrivate() && !door.isLocked()) {
            throw new DashboardException("a dashboard without a token listens on loopback addresses only, such as "
                    + LOOPBACK + ", found " + reach.host()
                    + (reach.names().isEmpty() ? "" : " for " + String.join(", ", reach.names())));
        }
        ServerSocketChannel channel = open(reach.host(), reach.port());
        Events events = new Events(store);
        CompletableFuture<Javalin> server = new CompletableFuture<>();
        Rooms rooms = new Rooms(store, events, door, reach, services);
        Thread starter = new Thread(() -> startInto(server, rooms, channel), "dashboard-start");
        starter.setDaemon(true);
        starter.start();
        int port = channel.socket().getLocalPort();
        return new Dashboard(
                reach.places().stream()
                        .map(place -> "http://" + place + ":" + port)
                        .toList(),
                events,
                server);
    }

    /** What the routes lead to. */
    private record Rooms(Store store, Events events, Door door, Reach reach, Services services) {}

    /** Where it is, without a slash at the end. */
    public String url() {
        return urls.get(0);
    }

    /** Every address of it, the first is {@link #url}. */
    public List<String> urls() {
        return urls;
    }

    /** The page where people log in, with the token behind a # that no server and no log gets to see. */
    public static String login(String url, String secret) {
        return url + Routes.LOGIN_PAGE + "#" + secret;
    }

    /** Each method and path that is answered, such as {@code GET /api/experiments}. */
    List<String> answered() {
        return server.join().unsafe.internalRouter.allHttpHandlers().stream()
                .filter(entry -> entry.endpoint.method.isHttpMethod())
                .map(entry -> entry.endpoint.method.name() + " " + entry.endpoint.path)
                .toList();
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

    private static void startInto(CompletableFuture<Javalin> server, Rooms rooms, ServerSocketChannel channel) {
        try {
            server.complete(
                    Javalin.create(config -> configure(config, rooms, channel)).start());
            rooms.events().start();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The dashboard did not start", e);
            server.completeExceptionally(e);
        }
    }

    private static void configure(JavalinConfig config, Rooms rooms, ServerSocketChannel channel) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(GZIP_LEVEL));
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = Limits.MAX_BODY_BYTES;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("dashboard");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        // Else the servlets refuse names with an encoded slash, which the connector lets through.
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        config.jetty.addConnector((jetty, http) -> Limits.connector(jetty, http, channel));
        route(config.routes, rooms);
    }

    private static void route(RoutesConfig routes, Rooms rooms) {
        WebFiles files = new WebFiles();
        Door door = rooms.door();
        routes.before(new Guard(rooms.reach().answersTo())::check);
        routes.beforeMatched(context -> {
            if (!Mlflow.owns(context.path())) {
                Guard.checkBody(context);
            }
        });
        routes.beforeMatched(context -> door.check(context, Routes.LOGIN_PAGE));
        routes.get(Routes.SESSION, door::tell, Entry.ANYBODY);
        routes.post(Routes.SESSION, door::logIn, Entry.ANYBODY);
        routes.delete(Routes.SESSION, door::logOut, Entry.ANYBODY);
        Mlflow.route(routes, rooms.services().tracking());
        Api.route(routes, rooms.store(), rooms.services());
        routes.get(Routes.OPENAPI, files::description);
        routes.get(Routes.EVENTS, rooms.events()::stream);
        Routes.PAGES.forEach((route, page) -> routes.get(
                route,
                context -> files.page(context, page),
                route.equals(Routes.LOGIN_PAGE) ? Entry.ANYBODY : Entry.PAGE));
        routes.get("/lib/{file}", files::library, Entry.ANYBODY);
        routes.get("/{file}", files::file, Entry.ANYBODY);
        routes.get("/{room}/{file}", files::file, Entry.ANYBODY);
        problems(routes);
    }

    private static void problems(RoutesConfig routes) {
        routes.exception(Problem.class, Dashboard::answer);
        routes.exception(HttpResponseException.class, (e, context) -> answer(refused(e, context), context));
        routes.exception(StoreException.class, (e, context) -> {
            LOG.log(System.Logger.Level.WARNING, "A page could not be answered: " + e.getMessage());
            LOG.log(System.Logger.Level.DEBUG, "Where", e);
            answer(new Problem(HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be read at the moment"), context);
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.log(System.Logger.Level.ERROR, "A page could not be answered", e);
            answer(
                    new Problem(
                            HttpStatus.INTERNAL_SERVER_ERROR, "The dashboard has made a mistake; its log says which"),
                    context);
        });
    }

    private static void answer(Problem problem, Context context) {
        if (Mlflow.owns(context.path())) {
            Mlflow.refuse(context, problem);
        } else {
            problem.answer(context);
        }
    }

    private static Problem refused(HttpResponseException e, Context context) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        if (status == HttpStatus.METHOD_NOT_ALLOWED) {
            String allowed =
                    e.getDetails().getOrDefault("availableMethods", "GET").replace("GET", "GET, HEAD");
            context.header("Allow", allowed);
            return new Problem(status, "This address answers to " + allowed + ", found " + context.method());
        }
        if (status == HttpStatus.CONTENT_TOO_LARGE) {
            return new Problem(status, "The body must be at most " + Limits.MAX_BODY_BYTES + " bytes");
        }
        return status == HttpStatus.NOT_FOUND ? WebFiles.missing() : new Problem(status, "This cannot be answered");
    }
}
