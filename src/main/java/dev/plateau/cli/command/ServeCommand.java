package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.server.Dashboard;
import dev.plateau.server.Dashboard.Services;
import dev.plateau.server.Reach;
import dev.plateau.server.access.TokenFile;
import dev.plateau.server.control.Workshop;
import dev.plateau.store.Store;
import dev.plateau.work.Interrupts;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plateau serve}. */
@Command(
        name = "serve",
        header = "Show the dashboard, and take what MLflow's clients log, until Ctrl-C.",
        sortOptions = false)
public final class ServeCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = {
                "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).",
                "0.0.0.0 is every address; others than this machine then need a token."
            })
    private String host = Dashboard.LOOPBACK;

    @Option(names = "--port", paramLabel = "PORT", description = "Port, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port = Shared.USUAL_PORT;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "Answer to this name too, such as that of a proxy. Needs a token.")
    private List<String> names = List.of();

    @Option(names = "--token", description = "Ask for the token on this machine too.")
    private boolean token;

    @Option(names = "--new-token", description = "Make another token; the one before no longer works.")
    private boolean newToken;

    @Option(
            names = "--experiments",
            paramLabel = "DIR",
            description =
                    "Folder of the files that searches can be started from (default: experiments, if it is there).")
    private Optional<Path> experiments = Optional.empty();

    @Mixin
    private TrackingOptions tracking = new TrackingOptions();

    ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Reach reach = new Reach(host, Shared.port(port), Set.copyOf(names));
        Interrupts interrupts = Interrupts.on(done::countDown);
        try (Store store = shared.serve()) {
            TokenFile file = new TokenFile(shared.database());
            Access access = reach.isPrivate() && !token && !newToken ? Access.open() : Access.byToken(file, newToken);
            Services services = new Services(workshop(), tracking.open(store));
            try (Dashboard dashboard = Dashboard.start(store, reach, access.door(), services)) {
                // After the start: a token that was kept and never shown, because the port was taken, would lock
                // everybody out.
                access.made().ifPresent(made -> file.keep(made.token()));
                shared.print(context.terminal(), document(dashboard, access), () -> lines(dashboard, access));
                done.await();
            }
        } finally {
            interrupts.close();
        }
        return ExitCode.GOOD;
    }

    /** Searches are started by the Java and with the class path of this process, as if somebody had typed the command. */
    private Workshop workshop() {
        experiments.filter(folder -> !Files.isDirectory(folder)).ifPresent(folder -> {
            throw new Mistake("--experiments must be a folder, found " + folder);
        });
        Path usual = Path.of("experiments");
        Optional<Path> folder = experiments.or(() -> Files.isDirectory(usual) ? Optional.of(usual) : Optional.empty());
        List<String> program = new ArrayList<>();
        program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agent") && !argument.startsWith("-javaagent"))
                .forEach(program::add);
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.plateau.cli.Main"));
        return Workshop.open(new Workshop.Place(shared.database(), folder, program));
    }

    private static Map<String, Object> document(Dashboard dashboard, Access access) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("url", dashboard.url() + "/");
        document.put("mlflow_tracking_uri", dashboard.url());
        access.made().ifPresent(made -> document.put("token", made.secret()));
        return document;
    }

    private static List<String> lines(Dashboard dashboard, Access access) {
        List<String> lines = new ArrayList<>();
        dashboard.urls().forEach(url -> lines.add(access.link(url) + (lines.isEmpty() ? "  (Ctrl-C ends it)" : "")));
        lines.addAll(access.lines());
        lines.add("MLFLOW_TRACKING_URI=" + dashboard.url());
        access.made().ifPresent(made -> lines.add("MLFLOW_TRACKING_TOKEN=" + made.secret()));
        return lines;
    }
}
