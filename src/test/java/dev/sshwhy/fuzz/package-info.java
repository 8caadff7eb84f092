/**
 * One class for each reader of strange bytes, in the form that a coverage-guided fuzzer calls: {@code fuzzerTestOneInput}
 * fails on an exception, on what takes too long or too much memory, and where a promise about any input does not hold.
 * {@code .ci/fuzz} runs them.
 */
package dev.sshwhy.fuzz;
