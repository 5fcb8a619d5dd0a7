package dev.plateau.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.experiment.Experiments;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final Map<String, Object> PARAMETERS = new TreeMap<>(Map.of(
            "learning_rate",
            1e-5,
            "layers",
            List.of(64, 32),
            "on",
            true,
            "off",
            false,
            "name",
            "a b; $(rm -rf ~) \"'*"));

    private static List<String> words(String lines) {
        String text = "name: x\nparameters:\n  epochs: {value: 5}\n" + lines + "\n";
        return new Arguments(
                        Experiments.parse(text, Path.of("/e/x.yaml")).script().orElseThrow(),
                        Path.of("/e"),
                        Map.of("HOME", "/h"))
                .of(PARAMETERS, Path.of("/tmp/p.json"));
    }

    @Test
    void startsAPythonProgramAsWeightsAndBiasesDoes() {
        assertEquals(
                List.of(
                        "/usr/bin/env",
                        "python3",
                        "/e/train.py",
                        "--layers=[64,32]",
                        "--learning_rate=1e-05",
                        "--name=a b; $(rm -rf ~) \"'*",
                        "--off=False",
                        "--on=True"),
                words("program: train.py"));
    }

    @Test
    void startsAnyOtherProgramByItself() {
        assertEquals(
                List.of("/usr/bin/env", "/b/train"),
                words("program: ../b/train").subList(0, 2));
        assertEquals(
                List.of("/usr/bin/env", "Rscript", "/e/train.R"),
                words("program: train.R\nscript: {interpreter: Rscript}").subList(0, 3));
    }

    @Test
    void replacesEachMacroOfACommand() {
        assertEquals(
                List.of(
                        "./t",
                        "layers=[64,32]",
                        "learning_rate=1e-05",
                        "name=a b; $(rm -rf ~) \"'*",
                        "off=False",
                        "on=True",
                        "--file=/tmp/p.json",
                        "/h/x",
                        "7"),
                words("command: [./t, '${args_no_hyphens}', '--file=${args_json_file}', '${envvar:HOME}/x', 7]"));
        assertEquals(
                List.of(
                        "./t",
                        "--layers=[64,32]",
                        "--learning_rate=1e-05",
                        "--name=a b; $(rm -rf ~) \"'*",
                        "--on",
                        "{\"layers\":[64,32],\"learning_rate\":1.0E-5,\"name\":\"a b; $(rm -rf ~) \\\"'*\",\"off\":false,\"on\":true}"),
                words("command: [./t, '${args_no_boolean_flags}', '${args_json}']"));
    }
}
