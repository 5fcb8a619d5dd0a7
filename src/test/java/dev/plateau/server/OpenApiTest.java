package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.server.mlflow.Mlflow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What openapi.json says is what the API does: it has every route, and the schema of an answer holds for the answer itself, where
 * an object may have no field that is not described.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** Experiments that together have what an answer can hold: all ended, some running, all failed, many trials. */
    private static final List<String> EXPERIMENTS = List.of("digits", "running", "failed", "many");

    private Store store;
    private Dashboard dashboard;
    private Client client;
    private JsonNode description;

    @BeforeAll
    void start(@TempDir Path folder) {
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.small()).trainAll();
        SampleSearch.create(store, "running", Grid.small()).train(0, 3).trainPart(3, 4);
        SampleSearch failed = SampleSearch.create(store, "failed", Grid.small());
        for (int run = 0; run < failed.runCount(); run++) {
            failed.fail(run, "the loss is not finite");
        }
        failed.state(State.FAILED);
        SampleSearch.create(store, "many", Grid.large(2)).trainAll();
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new Client(dashboard);
        description = client.json(Routes.OPENAPI);
    }

    @AfterAll
    void stop() {
        dashboard.close();
        store.close();
    }

    @Test
    void everyRouteOfTheApiIsDescribedAndNoOther() {
        Set<String> described = new TreeSet<>();
        description
                .at("/paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        Set<String> answered = dashboard.answered().stream()
                .filter(route -> route.contains(" /api/") && !route.endsWith(Routes.DOCS_PAGE))
                // MLflow describes its own API, which this one follows.
                .filter(route -> !Mlflow.owns(route.substring(route.indexOf('/'))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                String.join("\n", answered),
                String.join("\n", described),
                "The routes that are answered (expected) and those in src/main/resources/dev/plateau/server/openapi.json:"
                        + " add one object under paths, with the schema of its answer");
    }

    @Test
    void answersAreAsTheirSchemasSay() {
        List<String> faults = new ArrayList<>();
        int asked = 0;
        for (Map.Entry<String, JsonNode> path : description.at("/paths").properties()) {
            JsonNode get = path.getValue().get("get");
            if (get == null || !get.has("x-try")) {
                continue;
            }
            for (String experiment : path.getKey().contains("{name}") ? EXPERIMENTS : List.of("")) {
                String query = get.get("x-try").asText();
                String address = path.getKey().replace("{name}", experiment).replace("{number}", "1")
                        + (query.isEmpty() ? "" : "?" + query);
                HttpResponse<String> answer = client.get(address);
                asked++;
                JsonNode schema = answer.statusCode() == 200
                        ? get.at("/responses/200/content/application~1json/schema")
                        : reference("Problem");
                faults(schema, answer.body()).forEach(fault -> faults.add(address + ": " + fault));
            }
        }
        int count = asked;
        assertTrue(count > 10, () -> "only " + count + " answers were looked at");
        assertEquals("", String.join("\n", faults));
    }

    private static JsonNode reference(String name) {
        return new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** What the schema of the description has against a body. */
    private List<String> faults(JsonNode of, String body) {
        ObjectNode root = of.deepCopy();
        root.set("components", description.get("components"));
        Schema schema = SCHEMAS.getSchema(root.toString());
        return schema.validate(body, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .limit(5)
                .toList();
    }

    @Test
    void schemaRefusesAFieldThatItDoesNotDescribe() throws JsonProcessingException {
        ObjectNode answer = (ObjectNode)
                new ObjectMapper().readTree(client.get(Routes.SESSION).body());
        assertEquals(List.of(), faults(reference("Session"), answer.toString()));
        answer.put("other", 1);
        assertEquals(1, faults(reference("Session"), answer.toString()).size());
    }

    @Test
    void everyFieldOfEveryGoldenFileIsDescribed() throws IOException {
        String known = description.get("components").get("schemas").toString();
        List<String> faults = new ArrayList<>();
        try (var files = Files.list(Path.of("src/test/resources/dev/plateau/server"))) {
            for (Path golden :
                    files.filter(file -> file.toString().endsWith(".golden")).toList()) {
                for (String line : Files.readAllLines(golden)) {
                    String field =
                            line.replaceFirst(" .*", "").replace("[]", "").replaceFirst(".*\\.", "");
                    boolean isNameOfAUser = line.matches(
                            "(.*\\.)?(configuration|best_configuration|settings|fixed|[a-z_]*by_state|states\\[]|rules|runs\\[]|trials\\[])\\.[^.]*");
                    if (!isNameOfAUser && !field.isEmpty() && !known.contains("\"" + field + "\":{")) {
                        faults.add(golden.getFileName() + ": " + line + " is not described in openapi.json");
                    }
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void everyOperationHasANameASummaryAndAGroup() {
        Set<String> groups = new TreeSet<>();
        description.at("/tags").forEach(tag -> groups.add(tag.get("name").asText()));
        Set<String> ids = new TreeSet<>();
        description
                .at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String place = operation.getKey() + " " + path.getKey();
                    assertTrue(
                            ids.add(operation.getValue().path("operationId").asText()),
                            () -> place + " needs an operationId of its own");
                    assertTrue(
                            operation.getValue().path("summary").asText().length() > 10,
                            () -> place + " needs a summary");
                    assertTrue(
                            groups.contains(operation.getValue().at("/tags/0").asText()),
                            () -> place + " needs one of the tags " + groups);
                    Set<String> named = new TreeSet<>();
                    operation.getValue().path("parameters").forEach(one -> {
                        if (one.get("in").asText().equals("path")) {
                            named.add("{" + one.get("name").asText() + "}");
                        }
                    });
                    Set<String> open = java.util.Arrays.stream(path.getKey().split("/"))
                            .filter(part -> part.startsWith("{"))
                            .collect(Collectors.toCollection(TreeSet::new));
                    assertEquals(open, named, place + " describes the parts of its path");
                }));
    }
}
