package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A port or socket that ssh forwards (ssh_config(5), LocalForward and its kin).
 *
 * @param remote whether the server listens
 * @param listen where is listened
 * @param connect where to; {@link #SOCKS} when the client names it
 */
record Forward(boolean remote, End listen, End connect) {
    private static final End SOCKS = new End(Optional.of("socks"), 0, Optional.empty());
    private static final int LONGEST_PATH = 107;
    private static final int LONGEST_HOST = 1024;

    /** One end: a socket's path, or a port with or without a host. */
    record End(Optional<String> host, int port, Optional<String> path) {
        static End at(String path) {
            return new End(Optional.empty(), 0, Optional.of(path));
        }

        String shown() {
            return path.orElseGet(() -> host.map(it -> "[" + it + "]:" + port).orElse(Integer.toString(port)));
        }

        private boolean fits() {
            return path.orElse("").length() <= LONGEST_PATH && host.orElse("").length() <= LONGEST_HOST;
        }
    }

    private record Field(String text, boolean isPath) {}

    /**
     * Reads {@code [host:]port:host:port} and its variants with socket paths (OpenSSH parse_forward). Environment
     * variables are already expanded.
     */
    static Optional<Forward> parse(String text, boolean dynamic, boolean remote, Ports ports) {
        Optional<List<Field>> split = fields(text.stripLeading());
        if (split.isEmpty()) {
            return Optional.empty();
        }
        List<Field> fields = split.get();
        Optional<Forward> forward = dynamic ? listenOnly(fields, remote, ports) : pair(fields, remote, ports);
        return forward.filter(it -> it.listen().fits() && it.connect().fits())
                .filter(it ->
                        remote || it.listen().path().isPresent() || it.listen().port() > 0);
    }

    private static Optional<Forward> listenOnly(List<Field> fields, boolean remote, Ports ports) {
        if (fields.size() == 1) {
            Field only = fields.get(0);
            return end(Optional.empty(), only, ports).map(it -> new Forward(remote, it, SOCKS));
        }
        if (fields.size() != 2) {
            return Optional.empty();
        }
        if (fields.get(1).isPath()) {
            // Not what anybody means, but parse_forward takes "port:path" here too.
            return end(Optional.empty(), fields.get(0), ports)
                    .map(it -> new Forward(remote, it, End.at(fields.get(1).text())));
        }
        return tcp(Optional.of(fields.get(0).text()), fields.get(1).text(), ports)
                .map(it -> new Forward(remote, it, SOCKS));
    }

    private static Optional<Forward> pair(List<Field> fields, boolean remote, Ports ports) {
        Optional<End> listen;
        Optional<End> connect;
        switch (fields.size()) {
            case 2 -> {
                if (!fields.get(1).isPath()) {
                    return Optional.empty();
                }
                listen = end(Optional.empty(), fields.get(0), ports);
                connect = Optional.of(End.at(fields.get(1).text()));
            }
            case 3 -> {
                boolean pathFirst = fields.get(0).isPath();
                boolean pathLast = !pathFirst && fields.get(2).isPath();
                if (pathLast) {
                    listen =
                            tcp(Optional.of(fields.get(0).text()), fields.get(1).text(), ports);
                    connect = Optional.of(End.at(fields.get(2).text()));
                } else {
                    listen = end(Optional.empty(), fields.get(0), ports);
                    connect =
                            tcp(Optional.of(fields.get(1).text()), fields.get(2).text(), ports);
                }
            }
            case 4 -> {
                listen = tcp(Optional.of(fields.get(0).text()), fields.get(1).text(), ports);
                connect = tcp(Optional.of(fields.get(2).text()), fields.get(3).text(), ports);
            }
            default -> {
                return Optional.empty();
            }
        }
        return listen.isPresent()
                        && connect.isPresent()
                        && (connect.get().path().isPresent() || connect.get().port() > 0)
                ? Optional.of(new Forward(remote, listen.get(), connect.get()))
                : Optional.empty();
    }

    private static Optional<End> end(Optional<String> host, Field field, Ports ports) {
        return field.isPath() ? Optional.of(End.at(field.text())) : tcp(host, field.text(), ports);
    }

    private static Optional<End> tcp(Optional<String> host, String port, Ports ports) {
        OptionalInt number = ports.port(port);
        return number.isPresent() ? Optional.of(new End(host, number.getAsInt(), Optional.empty())) : Optional.empty();
    }

    /** Up to four fields between colons; brackets protect colons, a backslash the next character (parse_fwd_field). */
    private static Optional<List<Field>> fields(String text) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at < text.length() && fields.size() < 4) {
            if (text.charAt(at) == '[') {
                int close = text.indexOf(']', at);
                if (close < 0 || (close + 1 < text.length() && text.charAt(close + 1) != ':')) {
                    return Optional.empty();
                }
                String inner = text.substring(at + 1, close);
                fields.add(new Field(inner, inner.indexOf('/') >= 0));
                at = close + 2;
                continue;
            }
            StringBuilder field = new StringBuilder();
            boolean isPath = false;
            while (at < text.length() && text.charAt(at) != ':') {
                if (text.charAt(at) == '\\') {
                    if (++at == text.length()) {
                        return Optional.empty();
                    }
                } else if (text.charAt(at) == '/') {
                    isPath = true;
                }
                field.append(text.charAt(at++));
            }
            fields.add(new Field(field.toString(), isPath));
            at++;
        }
        return at < text.length() ? Optional.empty() : Optional.of(fields);
    }

    /** The same with the tokens of its paths expanded. */
    Forward expanded(UnaryOperator<String> expand) {
        return new Forward(remote, expanded(listen, expand), expanded(connect, expand));
    }

    private static End expanded(End end, UnaryOperator<String> expand) {
        return new End(end.host(), end.port(), end.path().map(expand));
    }

    private boolean isToSocks() {
        return connect.host().filter("socks"::equals).isPresent();
    }

    /** Whether {@code ssh -G} lists it as dynamicforward, which it does with forwards to sockets too. */
    boolean isListedAsDynamic() {
        return !remote && (isToSocks() || connect.host().isEmpty());
    }

    boolean isListedAsLocal() {
        return !remote && !isToSocks();
    }

    /** As {@code ssh -G} prints it. */
    String shown() {
        return listen.shown() + " " + connect.shown();
    }
}
