package dev.plateau.cli.doctor;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.text.Color;
import dev.plateau.cli.text.Terminal;
import dev.plateau.server.Dashboard;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plateau doctor}. */
@Command(name = "doctor", header = "Check whether this machine has what Plateau needs.", sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the dashboard (default: ${DEFAULT-VALUE}).")
    private int port = Shared.USUAL_PORT;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Finding> findings = List.of(
                Checks.java(),
                NativeCheck.kernel(),
                NativeCheck.dl4j(),
                Checks.processors(),
                Checks.memory(),
                Checks.database(shared.database()),
                Checks.space(shared.database()),
                Checks.port(Dashboard.LOOPBACK, port));
        Terminal terminal = context.terminal();
        shared.print(
                terminal,
                findings,
                () -> findings.stream()
                        .map(found -> terminal.colored(color(found), found.line()))
                        .toList());
        return findings.stream().anyMatch(found -> found.level() == Finding.Level.FAIL)
                ? ExitCode.MISTAKE
                : ExitCode.GOOD;
    }

    private static Color color(Finding finding) {
        return switch (finding.level()) {
            case OK -> Color.GREEN;
            case WARN -> Color.YELLOW;
            case FAIL -> Color.RED;
        };
    }
}
