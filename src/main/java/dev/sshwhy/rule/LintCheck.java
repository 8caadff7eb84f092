package dev.sshwhy.rule;

import dev.sshwhy.evidence.ConfigTree;

/** A check that also has something to say about a configuration as a whole, whichever host it is for. */
public interface LintCheck extends Check {
    /** Looks at the files. What is told here is a fault in the files, be there a host that suffers from it or not. */
    Outcome lint(ConfigTree tree);
}
