package dev.plateau.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML of other tools as plain values, read with the same care as an experiment file: no aliases, no tags, bounded depth. */
public final class PlainYaml {

    private PlainYaml() {}

    /**
     * The mapping that a text is: values are Long, Double, Boolean, String, List or Map; nothing is the empty string. Empty for an empty text.
     *
     * @param file names the text in messages; it is not opened
     * @throws ExperimentException with every mistake found, also if it is no mapping
     */
    public static Map<String, Object> mapping(String text, Path file) {
        Mistakes mistakes = new Mistakes(file.toString());
        Node root = YamlText.read(text, mistakes).orElse(new Node.Mapping(1, List.of()));
        mistakes.check();
        if (root instanceof Node.Nothing) {
            return Map.of();
        }
        if (root instanceof Node.Mapping mapping) {
            return new LinkedHashMap<>(mapping.plain());
        }
        throw Mistakes.of(file.toString(), "must be a mapping such as name: digits, found " + root.found());
    }
}
