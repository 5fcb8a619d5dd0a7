package dev.plateau.cli.live;

import dev.plateau.script.ScriptExecutor;
import dev.plateau.server.Dashboard;
import dev.plateau.server.Reach;
import dev.plateau.server.access.Door;
import dev.plateau.server.control.Workshop;
import dev.plateau.server.mlflow.Tracking;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.track.Relay;
import dev.plateau.work.Executor;
import java.util.Optional;
import java.util.Set;

/**
 * MLflow's API for the scripts of a search, at a port of this machine that is free, with or without the dashboard that people look at: scripts
 * need it before the first epoch, and the dashboard may be asked to stay away.
 */
final class Listening implements AutoCloseable {

    private final Optional<ScriptExecutor> scripts;
    private final Optional<Dashboard> server;
    private final Relay relay;

    private Listening(Optional<ScriptExecutor> scripts, Store store) {
        this.scripts = scripts;
        this.relay = new Relay(store.tracker());
        this.server = scripts.map(executor -> server(store, relay));
    }

    /** Nothing at all for networks of Plateau, and for scripts that are heard elsewhere. */
    static Listening start(Executor executor, Store store) {
        Optional<ScriptExecutor> scripts =
                executor instanceof ScriptExecutor one && one.mayLog() ? Optional.of(one) : Optional.empty();
        return new Listening(scripts, store);
    }

    private static Dashboard server(Store store, Relay relay) {
        Tracking usual = Tracking.usual(store);
        return Dashboard.start(
                store,
                new Reach(Dashboard.LOOPBACK, 0, Set.of()),
                Door.open(),
                new Dashboard.Services(
                        Workshop.closed("This server is for the scripts of a search"),
                        new Tracking(relay, usual.artifacts(), usual.clock())));
    }

    /** Tells the scripts of a search from now on where to log. */
    void tell(ExperimentRow experiment) {
        scripts.ifPresent(executor -> server.ifPresent(
                place -> executor.track(new dev.plateau.script.Tracking(place.url(), experiment.id(), relay))));
    }

    @Override
    public void close() {
        server.ifPresent(Dashboard::close);
    }
}
