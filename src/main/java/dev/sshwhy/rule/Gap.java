package dev.sshwhy.rule;

/**
 * Something that was not checked.
 *
 * @param what what it is
 * @param why why not
 */
public record Gap(String what, String why) {}
