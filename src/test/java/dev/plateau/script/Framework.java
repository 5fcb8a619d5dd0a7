package dev.plateau.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A framework of {@code experiments/frameworks}, where it is on this machine, and how a search of it is run from the command line. */
enum Framework {
    DL4J(""),
    SKLEARN("apt-get install python3-sklearn"),
    PYTORCH("apt-get install python3-torch"),
    KERAS("pip install keras and a backend"),
    TFJS("npm ci --prefix experiments/frameworks");

    static final Path FOLDER = Path.of("experiments/frameworks");

    /** A search takes half a minute alone on two cores; a machine that is busy with others gets ten times that. */
    private static final long MAX_MINUTES = 5;

    /** To ask takes as long as to import it. */
    private static final Map<Framework, Optional<Path>> FOUND = new ConcurrentHashMap<>();

    private final String install;

    Framework(String install) {
        this.install = install;
    }

    String lower() {
        return name().toLowerCase(Locale.ROOT);
    }

    Path file() {
        return FOLDER.resolve(lower() + ".yaml");
    }

    String experiment() {
        return "digits-" + lower();
    }

    /** The folder of the interpreter that has it; empty if none has. */
    Optional<Path> interpreter() {
        return Objects.requireNonNull(FOUND.computeIfAbsent(this, Framework::find));
    }

    private Optional<Path> find() {
        return switch (this) {
            case DL4J -> Optional.of(Path.of(System.getProperty("java.home"), "bin"));
            case SKLEARN -> python("sklearn");
            case PYTORCH -> python("torch");
            case KERAS -> python("keras");
            case TFJS ->
                Files.isDirectory(FOLDER.resolve("node_modules"))
                        ? onPath("node").findFirst()
                        : Optional.empty();
        };
    }

    /** What is not installed is not tested, which CI must not overlook. */
    void require() {
        if (interpreter().isPresent()) {
            return;
        }
        String missing = this + " is not installed here, so its search was NOT tested: " + install;
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        System.err.println(missing);
        abort(missing);
    }

    /** The first of the folders on the path, and Debian's, whose python3 can import it. */
    private static Optional<Path> python(String module) {
        return Stream.concat(onPath("python3"), Stream.of(Path.of("/usr/bin")))
                .filter(folder -> Files.isExecutable(folder.resolve("python3")))
                .filter(folder -> imports(folder.resolve("python3"), module))
                .findFirst();
    }

    private static Stream<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve(program)));
    }

    private static boolean imports(Path python, String module) {
        try {
            Process process = new ProcessBuilder(python.toString(), "-c", "import " + module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a command came to: its exit code and all that it wrote. */
    record Ended(int code, String text) {}

    /** Types a command of plateau, with the interpreter of this framework first on the path, as an active environment has it. */
    Ended type(Path log, List<String> arguments) throws IOException, InterruptedException {
        return type(log, interpreter().orElseThrow(), Map.of(), arguments);
    }

    /** The same with an interpreter and variables of one's choice. */
    static Ended type(Path log, Path interpreter, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.plateau.cli.Main"));
        line.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PATH", interpreter + File.pathSeparator + System.getenv("PATH"));
        Process process = builder.start();
        try {
            if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        "after " + MAX_MINUTES + " minutes: " + line + "\n" + Files.readString(log, UTF_8));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(log, UTF_8));
    }
}
