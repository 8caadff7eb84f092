package dev.sshwhy.rule;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Machine;

/**
 * Something that was not checked.
 *
 * @param what what it is
 * @param why why not
 */
public record Gap(String what, String why) {
    /** A line or file of a configuration whose effect nobody found out. */
    public static Gap of(Machine machine, ConfigProblem problem) {
        String file = machine.shown(problem.at().source());
        return new Gap(
                problem.at().line() == 0 ? file : "line " + problem.at().line() + " of " + file, problem.message());
    }
}
