package dev.plateau.store;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SqliteBatchTest extends BatchContract {

    @TempDir
    Path folder;

    @Override
    Store empty() {
        return Stores.sqlite(folder.resolve("plateau.db"), Clock.systemUTC());
    }
}
