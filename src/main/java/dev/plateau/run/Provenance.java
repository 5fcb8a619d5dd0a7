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

    /** The commit of the working folder, if it has one. Two processes of git: up to 4 s where the disk is slow. */
    public static Map<String, String> code() {
        Map<String, String> facts = new LinkedHashMap<>();
        git("rev-parse", "HEAD").ifPresent(commit -> facts.put("git_commit", commit));
        git("status", "--porcelain", "--untracked-files=no")
                .ifPresent(changes -> facts.put("git_state", changes.isEmpty() ? "clean" : "changed"));
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
            String said = new String(git.getInputStream().readNBytes(10_000), StandardCharsets.UTF_8).strip();
            boolean well = git.waitFor(2, TimeUnit.SECONDS) && git.exitValue() == 0;
            git.destroy();
            return well ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
