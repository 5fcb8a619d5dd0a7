package dev.plateau.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    private static final String COMMIT = "419bdd1537504d9daf49ff71f6fd8b9b2598bb2e";

    @Test
    void aStatusTellsTheCommitAndWhetherAnythingWasChanged() {
        String branch =
                "# branch.oid " + COMMIT + "\n# branch.head main\n# branch.upstream origin/main\n# branch.ab +1 -0";
        assertEquals(Map.of("git_commit", COMMIT, "git_state", "clean"), Provenance.code(branch));
        String changed = branch + "\n1 .M N... 100644 100644 100644 ac44 ac44 README.md";
        assertEquals(Map.of("git_commit", COMMIT, "git_state", "changed"), Provenance.code(changed));
    }

    @Test
    void aRepositoryWithoutACommitHasNone() {
        assertEquals(Map.of("git_state", "clean"), Provenance.code("# branch.oid (initial)\n# branch.head main"));
        assertEquals(
                Map.of("git_state", "changed"),
                Provenance.code(
                        "# branch.oid (initial)\n# branch.head main\n1 A. N... 000000 100644 100644 00 ac a.txt"));
    }
}
