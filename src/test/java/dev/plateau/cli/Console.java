package dev.plateau.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A command that has ended: its exit code and what it wrote. */
record Console(int code, String out, String err) {

    static Console run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
        return new Console(
                code, out.toString().replace("\r", ""), err.toString().replace("\r", ""));
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
