package dev.plateau.run;

import dev.plateau.experiment.Experiment;
import dev.plateau.train.Trainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where results come from: what somebody else needs to get them again, or to see why he does not. */
public final class Provenance {

    /** What git puts before the commit. */
    private static final String COMMIT = "# branch.oid ";

    /** Of what git says: the branch comes first, and one change is enough to know. */
    private static final int MOST_BYTES = 10_000;

    private Provenance() {}

    /**
     * The provenance of a search that starts now.
     *
     * @param command as the user typed it
     * @param file the experiment file
     */
    public static Map<String, String> of(Prepared prepared, String command, Path file) {
        return of(prepared, command, file, code());
    }

    /**
     * The same with what {@link #code} has found out beside.
     *
     * @param command as the user typed it
     * @param file the experiment file
     */
    public static Map<String, String> of(Prepared prepared, String command, Path file, Map<String, String> code) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", command);
        facts.put("file", file.toAbsolutePath().normalize().toString());
        if (prepared.experiment().data().present()) {
            facts.put("data_sha256", prepared.data().sha256());
            facts.put("data_rows", String.valueOf(prepared.data().rows()));
        }
        facts.putAll(code);
        facts.putAll(machine(prepared.trainer()));
        return facts;
    }

    /** The provenance of a model that is trained now on the data of a search. */
    public static Map<String, String> of(Trainer trainer, String command) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", command);
        facts.putAll(code());
        facts.putAll(machine(trainer));
        return facts;
    }

    /** The experiment of a stored search, with the trainer that trained it where its file leaves that to Plateau. */
    public static Experiment settled(Experiment experiment, Map<String, String> provenance) {
        return experiment.settled(ChosenTrainer.nameIn(provenance));
    }

    /** The commit of the working folder, if it has one. A process of git: up to 2 s where the disk is slow. */
    public static Map<String, String> code() {
        return git("status", "--porcelain=v2", "--branch", "--untracked-files=no")
                .map(Provenance::code)
                .orElse(Map.of());
    }

    /**
     * What a status of git's says in its second format: lines about the branch begin with {@code #}, all others are changes. A repository without a
     * commit has {@code (initial)} in its place.
     */
    static Map<String, String> code(String status) {
        Map<String, String> facts = new LinkedHashMap<>();
        status.lines()
                .filter(line -> line.startsWith(COMMIT) && !line.endsWith(")"))
                .forEach(line -> facts.put("git_commit", line.substring(COMMIT.length())));
        boolean clean = status.lines().allMatch(line -> line.startsWith("#"));
        facts.put("git_state", clean ? "clean" : "changed");
        return facts;
    }

    /** What computes here: versions, system and machine. */
    private static Map<String, String> machine(Trainer trainer) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("plateau", version(Provenance.class, "development"));
        facts.put(ChosenTrainer.FACT, trainer.name());
        facts.put("trainer", trainer.version());
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("memory_mb", String.valueOf(memory() >> 20));
        return facts;
    }

    private static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    private static String version(Class<?> of, String otherwise) {
        @Nullable String version = of.getPackage().getImplementationVersion();
        return version == null ? otherwise : version;
    }

    /** What git says of the working folder; empty without git or without a repository. Waits at most 2 s. */
    private static Optional<String> git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            byte[] said = git.getInputStream().readNBytes(MOST_BYTES);
            boolean enough = said.length == MOST_BYTES; // git may wait for a reader of the rest
            boolean well = enough || (git.waitFor(2, TimeUnit.SECONDS) && git.exitValue() == 0);
            git.destroy();
            return well ? Optional.of(new String(said, StandardCharsets.UTF_8).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
