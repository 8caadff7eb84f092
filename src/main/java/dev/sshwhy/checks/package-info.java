/** One final class per rule, in a package per layer: facts in, outcome out. A check has no fields and calls no other. */
package dev.sshwhy.checks;
