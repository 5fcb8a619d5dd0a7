package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.Artifact;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and types of every field of the API, as {@code web/api.js} knows them: one golden file an endpoint. */
class ApiGolden {

    @Test
    void fieldsAreThoseThatTheFrontEndKnows(@TempDir Path folder) {
        try (Store store = Stores.sqlite(folder.resolve("plateau.db"));
                Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
            SampleSearch.create(store, "digits", Grid.small()).train(0, 3).trainPart(3, 4);
            Client client = new Client(dashboard);
            assertEquals(golden("experiments"), shape(client.json(Routes.EXPERIMENTS)));
            assertEquals(golden("experiment"), shape(client.json("/api/experiments/digits")));
            assertEquals(golden("compare"), shape(client.json("/api/compare?trials=digits:1,digits:2,digits:4")));
            assertEquals(golden("curves"), shape(client.json("/api/experiments/digits/curves?trials=1,4&folds=1")));
            assertEquals(golden("trials"), shape(client.json("/api/experiments/digits/trials?value=best&limit=3")));
            assertEquals(
                    golden("trial-groups"), shape(client.json("/api/experiments/digits/trials?group=learning_rate")));
            assertEquals(golden("epochs"), shape(client.json("/api/experiments/digits/epochs?trial=1&rule=minimum")));
            SampleSearch.create(store, "many", Grid.large(2)).trainAll();
            assertEquals(golden("importance"), shape(client.json("/api/experiments/many/importance")));
            assertTrue(shape(client.json("/api/experiments/many")).contains("\nindistinguishable[] integer\n"));
            assertEquals(golden("problem"), shape(client.json("/api/experiments/none")));
        }
    }

    @Test
    void fieldsOfATrialAreThoseThatTheFrontEndKnows(@TempDir Path folder) throws IOException {
        try (Store store = Stores.sqlite(folder.resolve("plateau.db"));
                Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
            SampleSearch.create(store, "digits", Grid.small()).train(0, 3).trainPart(3, 4);
            long id = store.experiment("digits").orElseThrow().id();
            store.add(id, new Artifact(1, "m.plateau", Artifact.Kind.MODEL, "m.plateau", 9, "0".repeat(64), "{}"));
            Files.createDirectories(store.files().resolve("logs"));
            Files.writeString(store.files().resolve("logs/run-1.log"), "12:00:00 begun\n");
            SampleSearch.create(store, "many", Grid.large(2)).trainAll();
            Client client = new Client(dashboard);
            assertEquals(golden("trial"), shape(client.json("/api/experiments/digits/trials/1")));
            assertEquals(golden("series"), shape(client.json("/api/experiments/digits/trials/1/series")));
            assertEquals(golden("log"), shape(client.json("/api/experiments/digits/trials/1/log")));
            assertEquals(
                    golden("epochs_by_parameter"), shape(client.json("/api/experiments/many/epochs/by-parameter")));
        }
    }

    /** A line a field: its path, then its types. */
    static String shape(JsonNode body) {
        Set<String> lines = new TreeSet<>();
        collect("", body, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void collect(String path, JsonNode node, Set<String> lines) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            collect(path + (path.isEmpty() ? "" : ".") + field.getKey(), field.getValue(), lines));
        } else if (node.isArray()) {
            node.forEach(item -> collect(path + "[]", item, lines));
        } else {
            lines.add(path + " "
                    + (node.isIntegralNumber()
                            ? "integer"
                            : node.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
    }

    static String golden(String name) {
        try (InputStream in = Objects.requireNonNull(ApiGolden.class.getResourceAsStream(name + ".golden"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
