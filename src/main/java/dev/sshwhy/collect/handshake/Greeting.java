package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The server's identification line (RFC 4253 §4.2), read under the limits of OpenSSH's kex_exchange_identification: 1024
 * lines before it, 8192 bytes a line, no NUL, no lone carriage return.
 *
 * @param line without its end, byte for byte as ISO 8859-1
 * @param before the first lines that came before it, cleaned
 */
record Greeting(String line, List<String> before) {
    private static final int MAX_LINE = 8192;
    private static final int MAX_LINES = 1024;
    /** How much is kept of what comes before the line. */
    private static final int LINES_KEPT = 5;

    private static final int LINE_KEPT = 200;
    /** sshj takes no longer ident line, its end included (RFC 4253 §4.2: 255 characters). */
    private static final int MAX_IDENT = 253;

    /** The software's name and version: what follows the protocol version. */
    String software() {
        int dash = line.indexOf('-', "SSH-".length());
        return dash < 0 ? "" : line.substring(dash + 1);
    }

    String shown() {
        return Visible.text(line, MAX_IDENT);
    }

    /** Reads up to the identification line; the watchdog ends a read that takes too long. */
    static Step<Greeting> read(InputStream in, Watchdog watchdog, Duration limit) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        StringBuilder line = new StringBuilder();
        List<String> before = new ArrayList<>();
        int lines = 0;
        boolean carriageReturn = false;
        try {
            while (true) {
                int value = in.read();
                if (value < 0) {
                    return watchdog.hasBitten() ? silent(all.toByteArray(), limit) : closed(all.toByteArray(), "");
                }
                if (all.size() <= Wording.SEEN_BYTES) {
                    all.write(value);
                }
                if (value == '\n') {
                    String text = line.toString();
                    if (text.startsWith("SSH-")) {
                        return judged(text, before, all.toByteArray());
                    }
                    if (before.size() < LINES_KEPT) {
                        byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
                        before.add(Visible.text(new String(raw, StandardCharsets.UTF_8), LINE_KEPT));
                    }
                    line.setLength(0);
                    carriageReturn = false;
                    if (++lines > MAX_LINES) {
                        return notSsh("more than " + MAX_LINES + " lines, and no identification", all.toByteArray());
                    }
                } else if (value == 0 || carriageReturn) {
                    return notSsh("bytes that no SSH server sends first", all.toByteArray());
                } else if (value == '\r') {
                    carriageReturn = true;
                } else if (line.length() >= MAX_LINE) {
                    return notSsh("a line of more than " + MAX_LINE + " bytes", all.toByteArray());
                } else {
                    line.append((char) value);
                }
            }
        } catch (IOException e) {
            return watchdog.hasBitten()
                    ? silent(all.toByteArray(), limit)
                    : closed(all.toByteArray(), " (" + Wording.reason(e) + ")");
        }
    }

    static Step<Greeting> broken(IOException problem) {
        return closed(new byte[0], " (" + Wording.reason(problem) + ")");
    }

    private static Step<Greeting> judged(String line, List<String> before, byte[] all) {
        if (!line.startsWith("SSH-2.") && !line.startsWith("SSH-1.99-")) {
            return Step.failed(
                    Kind.NOT_SSH,
                    "the server speaks another version of the protocol (\"" + Visible.text(line, 100)
                            + "\"); ssh needs SSH-2.0",
                    Wording.seen(all));
        }
        byte[] raw = line.getBytes(StandardCharsets.ISO_8859_1);
        // sshj reads it in the default charset and hashes it as UTF-8: both must give the same bytes again.
        boolean survives = new String(raw, Charset.defaultCharset()).equals(new String(raw, StandardCharsets.UTF_8));
        boolean isUtf8 = Arrays.equals(new String(raw, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), raw);
        boolean plain = line.startsWith("SSH-2.0-") || line.startsWith("SSH-1.99-");
        if (line.length() > MAX_IDENT || !survives || !isUtf8 || !plain) {
            return Step.failed(
                    Kind.TOOL_LIMIT,
                    "the server's identification line has an unusual form that sshwhy cannot go on with",
                    Wording.seen(all));
        }
        return Step.done(new Greeting(line, List.copyOf(before)));
    }

    private static Step<Greeting> notSsh(String what, byte[] seen) {
        String protocol = OtherProtocol.of(seen).map(it -> ": this is " + it).orElse("");
        return Step.failed(Kind.NOT_SSH, "the port answers with " + what + protocol, Wording.seen(seen));
    }

    private static Step<Greeting> silent(byte[] seen, Duration limit) {
        String within = " within " + Wording.seconds(limit);
        if (seen.length == 0) {
            return Step.failed(
                    Kind.TIMED_OUT,
                    "the port takes the connection, but nothing came" + within + "; expected SSH-2.0-…");
        }
        return OtherProtocol.of(seen)
                .map(it -> Step.<Greeting>failed(
                        Kind.NOT_SSH, "the port answers, but not as an SSH server: this is " + it, Wording.seen(seen)))
                .orElseGet(() -> Step.failed(
                        Kind.TIMED_OUT,
                        "the port answers, but sent no SSH identification line" + within,
                        Wording.seen(seen)));
    }

    private static Step<Greeting> closed(byte[] seen, String reason) {
        if (seen.length == 0) {
            return Step.failed(Kind.CLOSED_EARLY, "the server closed the connection before it said anything" + reason);
        }
        String text = Wording.seen(seen);
        if (text.contains("Exceeded MaxStartups")) {
            return Step.failed(
                    Kind.CLOSED_EARLY,
                    "the server said \"Exceeded MaxStartups\" and hung up: too many connections wait for a login there",
                    text);
        }
        if (text.contains("Not allowed at this time")) {
            return Step.failed(
                    Kind.CLOSED_EARLY,
                    "the server said \"Not allowed at this time\" and hung up: it blocks this address for a while"
                            + " (PerSourcePenalties), or too many connections wait for a login there (MaxStartups)",
                    text);
        }
        return OtherProtocol.of(seen)
                .map(it -> Step.<Greeting>failed(
                        Kind.NOT_SSH, "the port answers, but not as an SSH server: this is " + it, text))
                .orElseGet(() -> Step.failed(
                        Kind.CLOSED_EARLY,
                        "the server sent \"" + text + "\" in place of an SSH identification line, and hung up" + reason,
                        text));
    }
}
