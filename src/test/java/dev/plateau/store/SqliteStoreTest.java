package dev.plateau.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SqliteStoreTest extends StoreContract {

    @TempDir
    Path folder;

    @Override
    Store empty() {
        return Stores.sqlite(folder.resolve("plateau.db"), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
