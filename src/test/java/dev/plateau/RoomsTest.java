package dev.plateau;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds the rooms: who may import whom, which library belongs to which room, and how large rooms and files may get. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/plateau");

    /** Each room and the rooms that it may import. */
    private static final Map<String, Set<String>> ROOMS = new TreeMap<>(Map.ofEntries(
            Map.entry("space", Set.of()),
            Map.entry("curve", Set.of()),
            Map.entry("spelling", Set.of()),
            Map.entry("rates", Set.of()),
            Map.entry("data", Set.of("spelling")),
            Map.entry("epoch", Set.of("curve", "forecast", "diagnosis")),
            Map.entry("stats", Set.of("curve")),
            Map.entry("compare", Set.of("space", "curve", "epoch", "nested", "stats", "store", "run")),
            Map.entry("forecast", Set.of("curve")),
            Map.entry("diagnosis", Set.of("curve", "forecast")),
            Map.entry("nested", Set.of("curve", "epoch")),
            Map.entry("search", Set.of("space")),
            Map.entry("kernel", Set.of()),
            Map.entry("train", Set.of("space", "curve", "data", "kernel")),
            Map.entry("plan", Set.of("space", "train")),
            Map.entry("experiment", Set.of("spelling", "space", "curve", "epoch", "data", "train")),
            Map.entry("track", Set.of()),
            Map.entry("logs", Set.of()),
            Map.entry("script", Set.of("data", "space", "train", "work", "logs", "track", "experiment")),
            Map.entry("transfer", Set.of("spelling", "logs", "track", "store", "curve", "experiment", "space")),
            Map.entry(
                    "api",
                    Set.of(
                            "script",
                            "diagnosis",
                            "space",
                            "curve",
                            "data",
                            "epoch",
                            "train",
                            "plan",
                            "experiment",
                            "store",
                            "work",
                            "run",
                            "track",
                            "compare",
                            "search",
                            "stats")),
            Map.entry("store", Set.of("space", "curve", "train", "track")),
            Map.entry("model", Set.of("spelling", "data", "train")),
            Map.entry("work", Set.of("data", "train", "rates")),
            Map.entry(
                    "run",
                    Set.of(
                            "space",
                            "curve",
                            "data",
                            "epoch",
                            "stats",
                            "forecast",
                            "diagnosis",
                            "rates",
                            "search",
                            "train",
                            "plan",
                            "experiment",
                            "store",
                            "work")),
            Map.entry(
                    "server",
                    Set.of(
                            "compare",
                            "spelling",
                            "space",
                            "curve",
                            "data",
                            "epoch",
                            "nested",
                            "stats",
                            "forecast",
                            "diagnosis",
                            "rates",
                            "search",
                            "train",
                            "plan",
                            "experiment",
                            "store",
                            "work",
                            "run",
                            "track")),
            Map.entry(
                    "cli",
                    Set.of(
                            "compare",
                            "spelling",
                            "space",
                            "curve",
                            "data",
                            "epoch",
                            "nested",
                            "stats",
                            "forecast",
                            "diagnosis",
                            "rates",
                            "search",
                            "train",
                            "plan",
                            "experiment",
                            "store",
                            "model",
                            "work",
                            "run",
                            "track",
                            "logs",
                            "script",
                            "transfer",
                            "server"))));

    /** Libraries, by package, and the rooms that alone may import them. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("org.deeplearning4j.arbiter.optimize", Set.of("space", "search")),
            Map.entry("org.deeplearning4j", Set.of("space", "search", "train.dl4j", "api.dl4j")),
            Map.entry("ai.djl", Set.of("api.djl")),
            Map.entry("org.nd4j", Set.of("train.dl4j")),
            Map.entry("jdk.incubator.vector", Set.of("kernel.vector")),
            Map.entry("org.bytedeco", Set.of("train.dl4j")),
            Map.entry("org.tensorflow", Set.of("train.tensorflow")),
            Map.entry("org.apache.commons.math3", Set.of("space", "search", "epoch", "stats", "forecast")),
            Map.entry("de.siegmar.fastcsv", Set.of("data", "cli", "server")),
            Map.entry("org.snakeyaml", Set.of("experiment")),
            Map.entry("java.sql", Set.of("store")),
            Map.entry("javax.sql", Set.of("store")),
            Map.entry("org.sqlite", Set.of("store")),
            Map.entry("org.flywaydb", Set.of("store")),
            Map.entry("io.javalin", Set.of("server")),
            Map.entry("org.eclipse.jetty", Set.of("server")),
            Map.entry("jakarta.servlet", Set.of("server")),
            Map.entry("picocli", Set.of("cli")));

    /** Rooms of values: no files, no threads, no clock. */
    private static final Set<String> VALUE_ROOMS = Set.of(
            "spelling",
            "space",
            "curve",
            "rates",
            "epoch",
            "nested",
            "stats",
            "forecast",
            "diagnosis",
            "plan",
            "search",
            "track",
            "train.chance",
            "train.keras",
            "train.network",
            "kernel");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.plateau");

    private static DescribedPredicate<JavaClass> in(String room) {
        String name = "dev.plateau." + room;
        return DescribedPredicate.describe(
                "are in " + room,
                type -> type.getPackageName().equals(name)
                        || type.getPackageName().startsWith(name + "."));
    }

    private static DescribedPredicate<JavaClass> inAnyOf(Set<String> rooms) {
        return DescribedPredicate.describe(
                "are in " + rooms, type -> rooms.stream().anyMatch(room -> in(room).test(type)));
    }

    @Test
    void everyPackageIsOneOfTheRooms() throws IOException {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            Set<String> found = new java.util.TreeSet<>();
            folders.filter(Files::isDirectory).forEach(folder -> found.add(String.valueOf(folder.getFileName())));
            assertEquals(ROOMS.keySet(), found);
        }
    }

    @Test
    void roomsImportOnlyWhatTheirPlateAllows() {
        ROOMS.forEach((room, allowed) -> {
            for (String other : ROOMS.keySet()) {
                if (!other.equals(room) && !allowed.contains(other)) {
                    noClasses()
                            .that(in(room))
                            .should()
                            .dependOnClassesThat(in(other))
                            .allowEmptyShould(true)
                            .check(classes);
                }
            }
        });
    }

    @Test
    void roomsHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("dev.plateau.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void librariesStayInTheirRooms() {
        LIBRARIES.forEach((library, rooms) -> noClasses()
                .that(DescribedPredicate.not(inAnyOf(rooms)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(classes));
    }

    @Test
    void valueRoomsHaveNoFilesThreadsOrClocks() {
        for (String room : VALUE_ROOMS) {
            noClasses()
                    .that(in(room))
                    .should()
                    .dependOnClassesThat(DescribedPredicate.describe(
                            "read files, start threads or tell the time",
                            type -> type.getPackageName().startsWith("java.nio.file")
                                    || Set.of(
                                                    "java.lang.Thread",
                                                    "java.io.File",
                                                    "java.time.Clock",
                                                    "java.time.Instant",
                                                    "java.lang.ProcessBuilder")
                                            .contains(type.getName())))
                    .check(classes);
        }
    }

    @Test
    void onlyWorkersTheEngineTheServerTheStoreAndTheCommandLineStartThreads() {
        noClasses()
                .that(DescribedPredicate.not(inAnyOf(Set.of("work", "script", "run", "server", "store", "cli"))))
                .should()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .check(classes);
    }

    @Test
    void everyRoomHasAPlateAndNoFileIsLongerThanFourHundredLines() throws IOException {
        List<String> faults = new ArrayList<>(faults(SOURCES));
        // In the build only with its profile, but a part of the house all the same.
        faults.addAll(faults(Path.of("src/tensorflow/java")));
        // Compiled by itself, since it needs a module that javac warns of.
        faults.addAll(faults(Path.of("src/vector/java")));
        assertEquals(List.of(), faults);
    }

    private static List<String> faults(Path sources) throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.toList()) {
                if (Files.isDirectory(file)) {
                    boolean holdsCode;
                    try (Stream<Path> inside = Files.list(file)) {
                        holdsCode = inside.anyMatch(f -> f.toString().endsWith(".java"));
                    }
                    if (holdsCode && !Files.exists(file.resolve("package-info.java"))) {
                        faults.add(file + " has no package-info.java");
                    }
                } else if (Files.readAllLines(file).size() > 400) {
                    faults.add(file + " has more than 400 lines");
                }
            }
        }
        return faults;
    }

    @Test
    void theRulesSeeTheCode() {
        assertTrue(classes.size() > 100, () -> "only " + classes.size() + " classes were found");
    }
}
