package dev.sshwhy.cli;

import dev.sshwhy.testing.RealSsh.Fate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server, a setup, and what must be said about it.
 *
 * @param server the program: openssh, dropbear, tinysshd, mina
 * @param words the lines and names that differ from the usual, by what they are for
 * @param fate what the real ssh makes of it
 * @param verdict sshwhy's verdict
 * @param rule the rule of the first finding that blocks or asks; empty for none
 */
record MatrixCase(String name, String server, Map<String, List<String>> words, Fate fate, String verdict, String rule) {
    MatrixCase {
        words = Map.copyOf(words);
    }

    static MatrixCase of(String server, String name) {
        return new MatrixCase(server + ": " + name, server, Map.of(), Fate.READY, "ready", "");
    }

    List<String> words(String what, String... usual) {
        return words.getOrDefault(what, List.of(usual));
    }

    boolean has(String what) {
        return words.containsKey(what);
    }

    MatrixCase with(String what, String... values) {
        Map<String, List<String>> more = new TreeMap<>(words);
        more.put(what, List.of(values));
        return new MatrixCase(name, server, more, fate, verdict, rule);
    }

    /** Lines of sshd_config, or a server's options. */
    MatrixCase serving(String... lines) {
        return with("server", lines);
    }

    /** Lines of authorized_keys; the usual one is the good key. */
    MatrixCase authorizing(String... lines) {
        return with("authorized", lines);
    }

    /** Lines of the client's config, before the rest. */
    MatrixCase asking(String... lines) {
        return with("client", lines);
    }

    /** The client's keys in their order; the good one by itself is usual. */
    MatrixCase offering(String... keys) {
        return with("keys", keys);
    }

    MatrixCase as(String user) {
        return with("user", user);
    }

    MatrixCase ready() {
        return expecting(Fate.READY, "ready", "");
    }

    MatrixCase prompts(String theRule) {
        return expecting(Fate.PROMPTS, "prompts", theRule);
    }

    MatrixCase blocked(String theRule) {
        return expecting(Fate.BLOCKED, "blocked", theRule);
    }

    /** What sshwhy cannot know, since only ssh can do it. */
    MatrixCase unknown(Fate inTruth) {
        return expecting(inTruth, "unknown", "");
    }

    MatrixCase expecting(Fate theFate, String theVerdict, String theRule) {
        return new MatrixCase(name, server, words, theFate, theVerdict, theRule);
    }

    @Override
    public String toString() {
        return name;
    }
}
