package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The server's identification line (RFC 4253 §4.2), read under the limits of OpenSSH's kex_exchange_identification: 1024
 * lines before it, 8192 bytes a line, no NUL, no lone carriage return.
 *
 * @param line without its end, byte for byte as ISO 8859-1
 */
record Greeting(String line) {
    private static final int MAX_LINE = 8192;
    private static final int MAX_LINES = 1024;
    private static final int LINE_KEPT = 200;
    /** What OpenSSH's sshd says when too many logins are open; from 9.8 on also to an address in disgrace. */
    private static final List<String> REASONS = List.of("Exceeded MaxStartups", "Not allowed at this time");

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

    /**
     * Reads up to the identification line; the watchdog ends a read that takes too long.
     *
     * @param before hears each line that comes before it, cleaned
     */
    static Step<Greeting> read(InputStream in, Watchdog watchdog, Duration limit, Consumer<String> before) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        StringBuilder line = new StringBuilder();
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
                        return judged(text);
                    }
                    byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
                    before.accept(Visible.text(new String(raw, StandardCharsets.UTF_8), LINE_KEPT));
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

    private static Step<Greeting> judged(String line) {
        byte[] raw = line.getBytes(StandardCharsets.ISO_8859_1);
        if (!line.startsWith("SSH-2.") && !line.startsWith("SSH-1.99-")) {
            return Step.failed(
                    Kind.NOT_SSH,
                    "the server speaks another version of the protocol (\"" + Visible.text(line, 100)
                            + "\"); ssh needs SSH-2.0",
                    Wording.seen(raw));
        }
        // sshj reads it in the default charset and hashes it as UTF-8: both must give the same bytes again.
        boolean survives = new String(raw, Charset.defaultCharset()).equals(new String(raw, StandardCharsets.UTF_8));
        boolean isUtf8 = Arrays.equals(new String(raw, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), raw);
        boolean plain = line.startsWith("SSH-2.0-") || line.startsWith("SSH-1.99-");
        if (line.length() > MAX_IDENT || !survives || !isUtf8 || !plain) {
            return Step.failed(
                    Kind.TOOL_LIMIT,
                    "the server's identification line has an unusual form that sshwhy cannot go on with",
                    Wording.seen(raw));
        }
        return Step.done(new Greeting(line));
    }

    private static Step<Greeting> notSsh(String what, byte[] seen) {
        String protocol = OtherProtocol.of(seen).map(it -> ": this is " + it).orElse("");
        return Step.failed(Kind.NOT_SSH, "the port answers with " + what + protocol, Wording.seen(seen));
    }

    private static Step<Greeting> silent(byte[] seen, Duration limit) {
        if (seen.length == 0) {
            return Step.timedOut("the port takes the connection, but no SSH-2.0-… came", "", limit);
        }
        return OtherProtocol.of(seen)
                .map(it -> Step.<Greeting>failed(
                        Kind.NOT_SSH, "the port answers, but not as an SSH server: this is " + it, Wording.seen(seen)))
                .orElseGet(() -> Step.timedOut(
                        "the port answers, but sent no SSH identification line", Wording.seen(seen), limit));
    }

    private static Step<Greeting> closed(byte[] seen, String reason) {
        if (seen.length == 0) {
            return Step.failed(Kind.CLOSED_EARLY, "the server closed the connection before it said anything" + reason);
        }
        String all = new String(seen, StandardCharsets.ISO_8859_1);
        Optional<String> told = REASONS.stream().filter(all::contains).findFirst();
        if (told.isPresent()) {
            return Step.failed(Kind.CLOSED_EARLY, "the server said \"" + told.get() + "\" and hung up", told.get());
        }
        String text = Wording.seen(seen);
        return OtherProtocol.of(seen)
                .map(it -> Step.<Greeting>failed(
                        Kind.NOT_SSH, "the port answers, but not as an SSH server: this is " + it, text))
                .orElseGet(() -> Step.failed(
                        Kind.CLOSED_EARLY,
                        "the server sent \"" + text + "\" in place of an SSH identification line, and hung up" + reason,
                        text));
    }
}
