package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import dev.plateau.server.Dashboard;
import dev.plateau.store.Store;
import dev.plateau.work.Interrupts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plateau serve}. */
@Command(name = "serve", header = "Show the dashboard in a browser until Ctrl-C.", sortOptions = false)
public final class ServeCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
    private String host = Dashboard.LOOPBACK;

    @Option(names = "--port", paramLabel = "PORT", description = "Port, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port = Shared.USUAL_PORT;

    ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Interrupts interrupts = Interrupts.on(done::countDown);
        try (Store store = shared.read();
                Dashboard dashboard = Dashboard.start(store, host, Shared.port(port))) {
            String url = dashboard.url() + "/";
            shared.print(context.terminal(), Map.of("url", url), () -> List.of(url + "  (Ctrl-C ends it)"));
            done.await();
        } finally {
            interrupts.close();
        }
        return ExitCode.GOOD;
    }
}
