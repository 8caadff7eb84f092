package dev.sshwhy.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * One way in which copying, pasting and storing change a text.
 *
 * @param kind what happens
 * @param place where, counted round and round the text
 * @param piece what is written there
 */
record Mutation(Kind kind, int place, String piece) {
    private static final List<String> PIECES = List.of(
            " ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "A",
            "z",
            "9",
            "+",
            "/",
            "=",
            "-",
            "_",
            ",",
            ";",
            "\"",
            "'",
            "`",
            "#",
            "<",
            ">",
            "\\",
            "\\n",
            "\u0000",
            "\u001b[0m",
            "\u00a0",
            "\u200b",
            "\u2013",
            "\ufeff",
            "...",
            "AAAA",
            "ssh-rsa ",
            "&#43;");

    enum Kind {
        TAKE_OUT,
        PUT_IN,
        REPLACE,
        CUT_END,
        CUT_BEGINNING,
        SWAP_CASE,
        TWICE,
        TAKE_OUT_LINE
    }

    static Arbitrary<Mutation> any() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 10_000).withDistribution(RandomDistribution.uniform()),
                        Arbitraries.of(PIECES))
                .as(Mutation::new);
    }

    String of(String text) {
        int at = place % text.length();
        String before = text.substring(0, at);
        String from = text.substring(at);
        return switch (kind) {
            case TAKE_OUT -> before + from.substring(1);
            case PUT_IN -> before + piece + from;
            case REPLACE -> before + piece + from.substring(1);
            case CUT_END -> before;
            case CUT_BEGINNING -> from;
            case SWAP_CASE -> before + swapped(from.charAt(0)) + from.substring(1);
            case TWICE -> before + from + from;
            case TAKE_OUT_LINE -> withoutLine(text);
        };
    }

    private static char swapped(char letter) {
        return Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
    }

    private String withoutLine(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        lines.remove(place % lines.size());
        return String.join("\n", lines);
    }
}
