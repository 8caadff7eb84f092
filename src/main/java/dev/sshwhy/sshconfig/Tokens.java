package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.Configuration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What {@code %h}, {@code ~} and <code>${NAME}</code> stand for in the values of options (ssh_config(5), TOKENS).
 *
 * @param local who runs ssh
 * @param originalHost the host as typed, {@code %n}
 * @param host the host that ssh connects to, {@code %h}
 * @param port the port, {@code %p}
 * @param user the login name on the server, {@code %r}
 * @param keyAlias HostKeyAlias, or the host as typed, {@code %k}
 * @param jumpHost the host of ProxyJump, {@code %j}; empty when there is none
 */
public record Tokens(
        LocalSide local, String originalHost, String host, int port, String user, String keyAlias, String jumpHost) {

    /** Longer values are of no use to anybody; they come from tokens repeated without end. */
    static final int LONGEST = 1 << 20;

    /** From here on the connection's hash covers the jump host too, and {@code %j} exists. */
    private static final int JUMP_HOST_TOKEN = 906;

    /** The tokens of a resolved configuration. */
    public static Tokens of(LocalSide local, String typedHost, Configuration configuration) {
        OptionalInt port = Numbers.whole(configuration.text("port", "22"), 1, 65535);
        return new Tokens(
                local,
                typedHost,
                configuration.text("hostname", typedHost.toLowerCase(Locale.ROOT)),
                port.orElse(22),
                configuration.text("user", local.user()),
                configuration.text("hostkeyalias", typedHost),
                jumpHost(configuration.text("proxyjump", "")));
    }

    private static String jumpHost(String chain) {
        String last = chain.substring(chain.lastIndexOf(',') + 1);
        String place = last.substring(last.lastIndexOf('@') + 1);
        int end = HostSpec.endOfHost(place);
        return end <= 0 ? "" : HostSpec.withoutBrackets(place.substring(0, end));
    }

    /**
     * A file name with its tilde, tokens and variables expanded, as for IdentityFile, CertificateFile, ControlPath,
     * IdentityAgent and the known_hosts files. Empty when ssh would give up: an unknown token, an unset variable, a user
     * without a home.
     */
    public Optional<String> path(String value) {
        return pathOfBytes(Bytes.of(value));
    }

    /** The same for what was read as bytes, as a configuration is. */
    Optional<String> pathOfBytes(String value) {
        return tilde(
                        value,
                        Bytes.of(local.home()),
                        user -> local.homeOf().apply(user).map(Bytes::of))
                .flatMap(it -> expand(it, true))
                .map(Bytes::text);
    }

    /** Only the percent tokens, as for RemoteCommand and ProxyCommand; empty when one is unknown. */
    public Optional<String> percent(String value) {
        return percentOfBytes(Bytes.of(value));
    }

    /** The same for bytes. */
    Optional<String> percentOfBytes(String value) {
        return expand(value, false).map(Bytes::text);
    }

    /**
     * A word of KnownHostsCommand: percent tokens, its own among them, and variables; empty when one is unknown.
     *
     * @param own what stands for the tokens that only this option has
     */
    public Optional<String> word(String value, Map<Character, String> own) {
        return expand(Bytes.of(value), true, own).map(Bytes::text);
    }

    /** OpenSSH tilde_expand; empty when there is no such user. */
    static Optional<String> tilde(String value, String home, Function<String, Optional<String>> homeOf) {
        if (!value.startsWith("~")) {
            return Optional.of(value);
        }
        int slash = value.indexOf('/');
        String user = value.substring(1, slash < 0 ? value.length() : slash);
        int rest = slash < 0 ? value.length() : slash;
        while (rest < value.length() && value.charAt(rest) == '/') {
            rest++;
        }
        String path = value.substring(rest);
        Optional<String> folder = user.isEmpty() ? Optional.of(home) : homeOf.apply(user);
        return folder.map(it -> (it.endsWith("/") ? it : it + "/") + path);
    }

    /** Only <code>${NAME}</code> (OpenSSH dollar_expand); empty when a variable is not set or its brace stays open. */
    static Optional<String> dollar(String value, Function<String, Optional<String>> environment) {
        int at = value.indexOf("${");
        if (at < 0) {
            return Optional.of(value);
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (at >= 0) {
            int close = value.indexOf('}', at);
            Optional<String> variable =
                    close <= at + 2 ? Optional.empty() : environment.apply(value.substring(at + 2, close));
            if (variable.isEmpty()) {
                return Optional.empty();
            }
            out.append(value, from, at).append(Bytes.of(variable.get()));
            from = close + 1;
            at = value.indexOf("${", from);
        }
        return Optional.of(out.append(value.substring(from)).toString());
    }

    /** Percent tokens and, where wanted, variables, in one sweep (OpenSSH vdollar_percent_expand). */
    Optional<String> expand(String value, boolean variables) {
        return expand(value, variables, Map.of());
    }

    private Optional<String> expand(String value, boolean variables, Map<Character, String> own) {
        if (value.indexOf('%') < 0 && !(variables && value.contains("${"))) {
            return Optional.of(value);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (out.length() > LONGEST) {
                return Optional.empty();
            }
            if (variables && c == '$' && value.startsWith("${", i)) {
                int close = value.indexOf('}', i);
                Optional<String> variable =
                        close <= i + 2 ? Optional.empty() : local.environment().apply(value.substring(i + 2, close));
                if (variable.isEmpty()) {
                    return Optional.empty();
                }
                out.append(Bytes.of(variable.get()));
                i = close;
            } else if (c == '%') {
                i++;
                Optional<String> token = i < value.length() ? token(value.charAt(i), own) : Optional.empty();
                if (token.isEmpty()) {
                    return Optional.empty();
                }
                out.append(token.get());
            } else {
                out.append(c);
            }
        }
        return Optional.of(out.toString());
    }

    private Optional<String> token(char letter, Map<Character, String> own) {
        return own.containsKey(letter) ? Optional.ofNullable(own.get(letter)).map(Bytes::of) : token(letter);
    }

    private Optional<String> token(char letter) {
        return switch (letter) {
            case '%' -> Optional.of("%");
            case 'C' -> Optional.of(connectionHash());
            case 'L' -> Optional.of(shortHostName());
            case 'd' -> Optional.of(Bytes.of(local.home()));
            case 'h' -> Optional.of(Bytes.of(host));
            case 'i' -> Optional.of(local.userId());
            case 'j' -> local.release().isAtLeast(JUMP_HOST_TOKEN) ? Optional.of(Bytes.of(jumpHost)) : Optional.empty();
            case 'k' -> Optional.of(Bytes.of(keyAlias));
            case 'l' -> Optional.of(local.hostName());
            case 'n' -> Optional.of(Bytes.of(originalHost));
            case 'p' -> Optional.of(Integer.toString(port));
            case 'r' -> Optional.of(Bytes.of(user));
            case 'u' -> Optional.of(Bytes.of(local.user()));
            default -> Optional.empty();
        };
    }

    private String shortHostName() {
        int dot = local.hostName().indexOf('.');
        return dot < 0 ? local.hostName() : local.hostName().substring(0, dot);
    }

    /** OpenSSH ssh_connection_hash. */
    private String connectionHash() {
        String jump = local.release().isAtLeast(JUMP_HOST_TOKEN) ? jumpHost : "";
        String all = local.hostName() + host + port + user + jump;
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
